import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { externalSecret } from '../lib/external-secrets';
import { filesGiB, served } from '../lib/fit';
import { GATEWAY_PODS, type ModelRoute } from '../lib/gateway';
import { KEDA_NAMESPACE } from '../lib/keda';
import { Manifests } from '../lib/manifests';
import { Namespace, NETWORK, type NetworkRule } from '../lib/namespace';
import { Ollama, type OllamaModelProps } from '../lib/ollama';
import type { GeneratedSecret } from '../lib/secret';
import { isScaled, Vllm, type VllmProps } from '../lib/vllm';
import { Weights, type Published } from '../lib/weights';

type FromStack = 'weights' | 'hubToken' | 'namespace' | 'apiKeySecret' | 'requestTimeoutSeconds' | 'dependsOn';

/** Models in the cluster as a client describes them. */
export interface LocalModels {
  clusterName: string;
  requestTimeoutSeconds: number;
  /** Where engines read weights from; `bucket-by-hand`: from one that nothing in the cluster can fill. */
  weights: 'hub' | 'bucket' | 'bucket-by-hand';
  /** Secret in Secrets Manager with a token for the hub. @default - nobody is named */
  hubTokenSecret?: string;
  vllm: readonly Omit<VllmProps, FromStack>[];
  /** Models by pool. */
  ollama: readonly { pool: string; models: readonly OllamaModelProps[] }[];
}

const NAMESPACE = 'models';
/** Kubernetes secret with the API key of the engines. */
export const VLLM_SECRET = { name: 'vllm-api-key', key: 'VLLM_API_KEY' };

/** Kubernetes secret with the token for the hub. */
const HUB_SECRET = { name: 'hub-token', key: 'HF_TOKEN' };

/** Namespace, key, weights and engines of the models in the cluster; gives a route to each. */
export function localModels(scope: Construct, props: LocalModels, key: GeneratedSecret | undefined): ModelRoute[] {
  const namespace = new Namespace(scope, 'Models', { name: NAMESPACE, podSecurity: 'baseline', allow: rules(props) });
  const ready: ITerraformDependable[] = [namespace.ready];
  if (key !== undefined) ready.push(keys(scope, props, key, namespace));
  const weights = createWeights(scope, props, ready);
  const hubToken = props.hubTokenSecret === undefined ? undefined : HUB_SECRET;
  const common = {
    namespace: NAMESPACE,
    requestTimeoutSeconds: props.requestTimeoutSeconds,
    dependsOn: [...ready, ...(weights?.ready ?? [])],
  };
  const engine = { ...common, apiKeySecret: VLLM_SECRET, weights: weights?.source, hubToken };
  const vllm = props.vllm.flatMap((model) => new Vllm(scope, `Vllm-${model.name}`, { ...model, ...engine }).routes);
  const ollama = props.ollama.flatMap(
    (pool) => new Ollama(scope, `Ollama-${pool.pool}`, { ...pool, ...common }).routes,
  );
  return [...vllm, ...ollama];
}

function rules({ weights, vllm }: LocalModels): NetworkRule[] {
  const fromGateway: NetworkRule = {
    name: 'from-gateway',
    direction: 'ingress',
    peers: [{ namespace: 'gateway', pods: GATEWAY_PODS }],
    ports: [{ port: 8000 }, { port: 11434 }],
  };
  const fromKeda: NetworkRule = {
    name: 'from-keda',
    direction: 'ingress',
    peers: [{ namespace: KEDA_NAMESPACE }],
    ports: [{ port: 8000 }],
  };
  // a bucket is reached like a hub: its addresses change, and they are public ones
  return [
    fromGateway,
    ...(vllm.some(isScaled) ? [fromKeda] : []),
    NETWORK.toPublicHttps,
    ...(weights === 'hub' || vllm.length === 0 ? [] : [NETWORK.toPodIdentity]),
  ];
}

function keys(
  scope: Construct,
  { hubTokenSecret }: LocalModels,
  key: GeneratedSecret,
  namespace: Namespace,
): ITerraformDependable {
  const secret = externalSecret(NAMESPACE, VLLM_SECRET.name, { [VLLM_SECRET.key]: key });
  const token =
    hubTokenSecret === undefined
      ? []
      : [externalSecret(NAMESPACE, HUB_SECRET.name, { [HUB_SECRET.key]: { name: hubTokenSecret } })];
  const dependsOn = [namespace.ready, key.resources.version];
  const manifests = new Manifests(scope, 'ModelKeys', {
    name: 'model-keys',
    namespace: NAMESPACE,
    resources: [secret, ...token],
    dependsOn,
  });
  return manifests.resources.release;
}

function createWeights(
  scope: Construct,
  props: LocalModels,
  dependsOn: readonly ITerraformDependable[],
): Weights | undefined {
  if (props.weights === 'hub' || props.vllm.length === 0) return undefined;
  return new Weights(scope, 'Weights', {
    clusterName: props.clusterName,
    namespace: NAMESPACE,
    wanted: props.vllm.flatMap(published),
    loading: props.weights === 'bucket' ? 'job' : 'by-hand',
    tokenSecret: props.hubTokenSecret === undefined ? undefined : HUB_SECRET,
    dependsOn: [...dependsOn],
  });
}

function published({ model, precision, revision, adapters = [] }: LocalModels['vllm'][number]): Published[] {
  const repository = served(model, precision)?.checkpoint.repository;
  if (repository === undefined || revision === undefined) return [];
  return [
    { repository, revision, sizeGiB: filesGiB(model, precision) },
    ...adapters.map((each) => ({ ...each, sizeGiB: 1 })),
  ];
}
