import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { namespaceAccess } from '../lib/access';
import type { GroupRoles } from '../lib/access-plan';
import { bedrockRoute, type BedrockRouteProps } from '../lib/bedrock';
import { externalSecret } from '../lib/external-secrets';
import {
  Gateway,
  GATEWAY_PODS,
  GATEWAY_PORT,
  type GatewayCache,
  type GatewayEntry,
  type GatewayProps,
  type ModelRoute,
} from '../lib/gateway';
import { Guardrail, type GuardrailUse } from '../lib/guardrail';
import { Manifests } from '../lib/manifests';
import { Namespace, NETWORK, type NetworkRule } from '../lib/namespace';
import { GeneratedSecret } from '../lib/secret';
import { Received } from './handover';
import { openCache, toCache } from './cache-door';
import { InClusterStack } from './in-cluster-stack';
import { localModels, VLLM_SECRET, type LocalModels } from './local-models';
import type { EnvironmentProps } from './base-stack';

/** Namespaces of the stack that read secrets of the environment. */
export const SERVING_NAMESPACES = ['gateway', 'models'] as const;
/** Label of namespaces whose pods may call the gateway. */
export const GATEWAY_ACCESS_LABEL = 'groundplane.io/gateway-access';

export interface ServingStackProps extends LocalModels {
  /** Groups of the company, by what their members are. */
  groups: GroupRoles;
  /** Addresses load balancers of the VPC come from. */
  vpcCidr: string;
  fallbacks: GatewayProps['fallbacks'];
  failoverSeconds: number;
  /** @default - none */
  sizeRouting?: GatewayProps['sizeRouting'];
  /** @default 1 */
  replicas?: number;
  /** Whether the data stack has a cache for it. */
  cache: 'none' | 'elasticache';
  /** @default - no limits */
  requestsPerMinute?: GatewayProps['requestsPerMinute'];
  entry?: Omit<GatewayEntry, 'vpcCidr'>;
  bedrock: readonly BedrockRouteProps[];
  /** Whether calls of Bedrock go through a guardrail. */
  cloudGuardrail: 'on' | 'off';
}

const GATEWAY_SECRET = 'gateway-keys';

/** Models and the one door to them. Changes with every model. */
export class ServingStack extends InClusterStack {
  private readonly clusterKey: { arn: string };

  constructor(scope: Construct, environment: EnvironmentProps, props: ServingStackProps) {
    super(scope, 'serving', environment, props.clusterName);
    const cluster = new Received(this, environment, 'cluster');
    this.clusterKey = { arn: cluster.text('key_arn') };
    const vllmKey =
      props.vllm.length > 0 ? this.secret('VllmApiKey', 'models/vllm-api-key', 'the gateway to vLLM') : undefined;
    const local = props.vllm.length + props.ollama.length > 0 ? localModels(this, props, vllmKey) : [];
    const guardrail = props.bedrock.length > 0 && props.cloudGuardrail === 'on' ? this.guardrail() : undefined;
    const cloud = props.bedrock.map((model) => bedrockRoute(this, { ...model, guardrail }));
    const cache =
      props.cache === 'none' ? undefined : openCache(this, new Received(this, environment, 'data'), cluster);
    this.createGateway(props, [...local, ...cloud], vllmKey, cache);
    this.grantAccess(props.groups);
  }

  private grantAccess(groups: GroupRoles): void {
    const namespaces = this.node.findAll().filter((construct) => construct instanceof Namespace);
    new Manifests(this, 'Access', {
      name: 'serving-access',
      namespace: 'gateway',
      resources: namespaces.flatMap(({ name }) => namespaceAccess(name, groups)),
      dependsOn: namespaces.map(({ ready }) => ready),
    });
  }

  private guardrail(): GuardrailUse {
    return new Guardrail(this, 'Guardrail', { encryptionKey: this.clusterKey }).use;
  }

  private secret(id: string, word: string, description: string, prefix?: string): GeneratedSecret {
    return new GeneratedSecret(this, id, { word, description, prefix, encryptionKey: this.clusterKey });
  }

  private createGateway(
    props: ServingStackProps,
    routes: readonly ModelRoute[],
    vllmKey: GeneratedSecret | undefined,
    cache: GatewayCache | undefined,
  ): void {
    const namespace = new Namespace(this, 'GatewayNamespace', {
      name: 'gateway',
      podSecurity: 'baseline',
      allow: [
        ...gatewayIngress(props),
        ...modelEgress(routes),
        ...(cache === undefined ? [] : [toCache(props.vpcCidr)]),
        NETWORK.toHttps,
        NETWORK.toPodIdentity,
      ],
    });
    const masterKey = this.secret('MasterKey', 'gateway/master-key', 'administration of the gateway', 'sk-');
    const keys = this.keys(
      'GatewayKeys',
      'gateway-keys',
      'gateway',
      externalSecret('gateway', GATEWAY_SECRET, {
        PROXY_MASTER_KEY: masterKey,
        ...(vllmKey === undefined ? {} : { [VLLM_SECRET.key]: vllmKey }),
      }),
      [namespace.ready, masterKey.resources.version, ...(vllmKey === undefined ? [] : [vllmKey.resources.version])],
    );
    new Gateway(this, 'Gateway', {
      clusterName: props.clusterName,
      namespace: 'gateway',
      routes,
      requestTimeoutSeconds: props.requestTimeoutSeconds,
      fallbacks: props.fallbacks,
      failoverSeconds: props.failoverSeconds,
      sizeRouting: props.sizeRouting,
      replicas: props.replicas,
      cache,
      requestsPerMinute: props.requestsPerMinute,
      keysSecret: GATEWAY_SECRET,
      entry: props.entry === undefined ? undefined : { ...props.entry, vpcCidr: props.vpcCidr },
      dependsOn: [namespace.ready, keys],
    });
  }

  private keys(
    id: string,
    name: string,
    namespace: string,
    resource: ReturnType<typeof externalSecret>,
    dependsOn: ITerraformDependable[],
  ): ITerraformDependable {
    return new Manifests(this, id, { name, namespace, resources: [resource], dependsOn }).resources.release;
  }
}

function gatewayIngress(props: ServingStackProps): NetworkRule[] {
  const ports = [{ port: GATEWAY_PORT }];
  const fromApplications: NetworkRule = {
    name: 'from-applications',
    direction: 'ingress',
    pods: GATEWAY_PODS,
    peers: [{ namespaceLabels: { [GATEWAY_ACCESS_LABEL]: 'true' } }],
    ports,
  };
  if (props.entry === undefined) return [fromApplications];
  return [
    fromApplications,
    { name: 'from-load-balancer', direction: 'ingress', pods: GATEWAY_PODS, peers: [{ cidr: props.vpcCidr }], ports },
  ];
}

function modelEgress(routes: readonly ModelRoute[]): NetworkRule[] {
  return routes.flatMap(({ name, target }): NetworkRule[] =>
    target === undefined
      ? []
      : [
          {
            name: `to-${name}`,
            direction: 'egress',
            pods: GATEWAY_PODS,
            peers: [{ namespace: target.namespace, pods: target.pods }],
            ports: [{ port: target.port }],
          },
        ],
  );
}
