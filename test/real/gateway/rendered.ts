import { isObject, type JsonObject, type Phase, type Tier } from '../../../contract';
import { build } from '../../blueprints/fixtures';
import type { Upstream } from './upstream';

/** Master key of the gateways under test. */
export const KEY = 'sk-test';

/** What the gateway's chart is told: configuration and environment, as a blueprint makes it. */
export interface Rendered {
  config: JsonObject;
  env: Record<string, string>;
  /** Programs and tables beside the configuration, by name. */
  files: Record<string, string>;
}

function releasesOf(tier: Tier, phase: Phase, top?: string): JsonObject[] {
  return build(tier, phase, 'us-east-1', top).synthesized.flatMap(({ json }) => {
    const resource = isObject(json) && isObject(json.resource) ? json.resource['helm_release'] : undefined;
    return isObject(resource) ? Object.values(resource).filter(isObject) : [];
  });
}

interface CachePod {
  spec?: { template?: { spec: { containers: { command: string[] }[] } } };
  kind: string;
  data?: Record<string, string>;
}

/** The cache in the cluster: names in its certificate, its configuration, and what its pod starts with. */
export function renderedCache(): { hosts: string[]; configuration: string; script: string } {
  const valuesOf = (name: string): string =>
    releasesOf('smb', 'day-30').flatMap((one) => (one.name === name ? [String(one.values)] : []))[0] ?? '';
  const { resources }: { resources: CachePod[] } = JSON.parse(valuesOf('cache'));
  const { hosts }: { hosts: string[] } = JSON.parse(valuesOf('cache-certificate'));
  const of = (kind: string): CachePod | undefined => resources.find((one) => one.kind === kind);
  return {
    hosts,
    configuration: of('ConfigMap')?.data?.['valkey.conf'] ?? '',
    script: of('StatefulSet')?.spec?.template?.spec.containers[0]?.command[2] ?? '',
  };
}

/** The gateway of an environment of which `top` is said and else nothing. @throws where there is none */
export function renderedGateway(tier: Tier, phase: Phase, top?: string): Rendered {
  const releases = releasesOf(tier, phase, top);
  const files = releases.filter(({ name }) => name === 'gateway-audit').flatMap(({ values }) => values);
  const { resources }: { resources: { data: Record<string, string> }[] } = JSON.parse(String(files[0]));
  const [text] = releases.filter(({ chart }) => chart === 'litellm-helm').flatMap(({ values }) => values);
  const values: { proxy_config: JsonObject; envVars: Record<string, unknown> } = JSON.parse(String(text));
  return {
    config: values.proxy_config,
    files: Object.assign({}, ...resources.map(({ data }) => data)),
    env: Object.fromEntries(Object.entries(values.envVars).map(([name, value]) => [name, String(value)])),
  };
}

/** The configuration with every address of the cluster put on this machine, by the host's name; nothing else is touched. */
export function here(config: JsonObject, base: (host: string) => string): JsonObject {
  const text = JSON.stringify(config);
  return JSON.parse(
    text.replaceAll(/https?:\/\/([a-z0-9.-]+\.svc\.cluster\.local)(:\d+)?/g, (_, host: string) => base(host)),
  );
}

/** What sends calls of Bedrock to a server on this machine. */
export function bedrockEnv(cloud: Upstream): Record<string, string> {
  return { AWS_BEDROCK_RUNTIME_ENDPOINT: cloud.base, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
}

/** Lines in which a process says that something is not as it should be. Its log is JSON, line by line. */
export function complaints(output: string): string[] {
  return output.split('\n').filter((line) => {
    if (line.startsWith('{"groundplane":')) return false;
    const level = /"level": "(\w+)"/.exec(line)?.[1];
    if (level !== undefined) return !['DEBUG', 'INFO'].includes(level);
    return /warn|error|deprecat|ignor|unknown|invalid|traceback/i.test(line);
  });
}
