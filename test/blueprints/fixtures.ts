import { App, type TerraformStack, Testing } from 'cdktf';
import { BLUEPRINTS } from '../../blueprints';
import type { SynthesizedStack } from '../../checks';
import { loadClient, type ResolvedEnvironment } from '../../config';
import { type Json, type Phase, PHASES, type Tier, TIERS } from '../../contract';
import { clientFile, DAY } from '../bin/fixtures';

/** Every tier in every phase. */
export const STAGES: readonly (readonly [Tier, Phase])[] = TIERS.flatMap((tier) =>
  PHASES.map((phase) => [tier, phase] as const),
);

/** Who signs in and what answers: as much as an index asks for. */
export const SIGNED_IN = `signIn:
  provider: entra-id
  issuer: https://login.microsoftonline.com/0a1b2c3d-0000-4000-8000-0000000000aa/v2.0
  clientId: 0a1b2c3d-0000-4000-8000-0000000000bb
groups: { 0a1b2c3d-0000-4000-8000-000000000101: admin }
models:
  assistant: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal }
  vectors: { provider: bedrock, model: amazon.titan-embed-text-v2:0, dataClass: internal }
`;

export interface Built {
  app: App;
  stacks: readonly TerraformStack[];
  synthesized: readonly SynthesizedStack[];
}

/** The only environment of a client file. @throws where the file is refused, with its problems */
export function environmentOf(text: string): ResolvedEnvironment {
  const loaded = loadClient(text, 'clients/acme/client.yaml', {
    today: DAY[1] ?? '',
    defaultsOf: (tier) => BLUEPRINTS[tier].defaults,
    tierProblems: (settings) => BLUEPRINTS[settings.tier].problems(settings),
  });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ path, message }) => `${path} ${message}`).join('\n'));
  const [environment] = loaded.environments;
  if (environment === undefined) throw new Error('no environment');
  return environment;
}

const BUILT = new Map<string, Built>();

/** The stacks of an environment with nothing said but what must be. Built once for all who ask for the same; nobody can change what is synthesized. */
export function build(tier: Tier, phase: Phase, region = 'us-east-1', top?: string): Built {
  const key = JSON.stringify([tier, phase, region, top]);
  const built = BUILT.get(key) ?? buildAnew(tier, phase, region, top);
  BUILT.set(key, built);
  return built;
}

/** As {@link build}, with nothing remembered. */
export function buildAnew(tier: Tier, phase: Phase, region = 'us-east-1', top?: string): Built {
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws';
  const text = clientFile('acme', { tier, phase, top })
    .replaceAll('us-east-1', region)
    .replaceAll('arn:aws:', `arn:${partition}:`);
  return buildFile(text);
}

/** The stacks of the first environment of a client file. */
export function buildFile(text: string): Built {
  const app = new App({ outdir: Testing.app().outdir });
  const { settings } = environmentOf(text);
  BLUEPRINTS[settings.tier].build(app, settings);
  const stacks = app.node.children.filter((child): child is TerraformStack => 'toTerraform' in child);
  const synthesized = stacks.map((stack) => {
    stack.prepareStack();
    const json: Json = JSON.parse(JSON.stringify(stack.toTerraform()));
    return { name: stack.node.id, path: `stacks/${stack.node.id}/cdk.tf.json`, json: frozen(json) };
  });
  return { app, stacks, synthesized };
}

function frozen(json: Json): Json {
  if (typeof json === 'object' && json !== null) Object.values(Object.freeze(json)).forEach(frozen);
  return json;
}
