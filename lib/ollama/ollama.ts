import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DataClass } from '../../contract';
import { IMAGES, type NamedModel } from '../../facts';
import { ollamaWeightsGiB } from '../fit';
import type { ModelRoute } from '../gateway';
import { POOL_LABEL } from '../node-group';
import { installChart } from '../release';
import { planStart } from '../start-plan';

export interface OllamaModelProps {
  /** What users call it. */
  name: string;
  /** One that Ollama's library has. */
  model: NamedModel;
  contextTokens: number;
  dataClass: DataClass;
  /** Tokens a month that the bill is estimated with. @default - the usage of the tier is assumed */
  monthlyTokens?: { input: number; output: number };
}

export interface OllamaProps {
  /** Pool it runs in; names the release too. */
  pool: string;
  namespace: string;
  /** Models it serves; all must fit the GPU together to answer without reloading. */
  models: readonly OllamaModelProps[];
  requestTimeoutSeconds: number;
  dependsOn: readonly ITerraformDependable[];
}

const PORT = 11434;
/** ollama image, GiB compressed. Engineering estimate. */
const IMAGE_GIB = 2;

/** The smallest way to a private model: 4-bit models on one GPU, pulled when the pod starts. One server a pool. */
export class Ollama extends Construct {
  readonly routes: readonly ModelRoute[];
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: OllamaProps) {
    super(scope, id);
    const name = `ollama-${props.pool}`;
    const plan = planStart({
      node: 'managed-group',
      imageGiB: IMAGE_GIB,
      weightsGiB: props.models.reduce((sum, { model }) => sum + ollamaWeightsGiB(model), 0),
      source: 'hub',
      warmUpSeconds: 60,
    });
    const release = installChart(this, 'Resource', {
      chart: 'ollama',
      name,
      namespace: props.namespace,
      values: values(props, name),
      readySeconds: plan.readySeconds,
      kind: 'stateful',
      dependsOn: props.dependsOn,
    });
    this.routes = props.models.map((model) => this.route(props, model, name));
    this.resources = { release };
  }

  private route(props: OllamaProps, model: OllamaModelProps, release: string): ModelRoute {
    return {
      name: model.name,
      provider: 'ollama',
      model: model.model.id,
      revision: tag(model.model),
      location: 'cluster',
      dataClass: model.dataClass,
      params: {
        model: `ollama_chat/${tag(model.model)}`,
        api_base: `http://${release}.${props.namespace}.svc.cluster.local:${PORT}`,
        timeout: props.requestTimeoutSeconds,
        stream_timeout: props.requestTimeoutSeconds,
        num_ctx: model.contextTokens,
      },
      target: { namespace: props.namespace, pods: { 'app.kubernetes.io/instance': release }, port: PORT },
      monthlyTokens: model.monthlyTokens,
    };
  }
}

function values(props: OllamaProps, release: string): object {
  return {
    fullnameOverride: release,
    image: { repository: IMAGES.ollama.repository, tag: IMAGES.ollama.tag },
    ollama: {
      gpu: { enabled: true, type: 'nvidia', number: 1 },
      models: { pull: props.models.map(({ model }) => tag(model)) },
    },
    extraEnv: [
      { name: 'OLLAMA_KEEP_ALIVE', value: '-1' },
      { name: 'OLLAMA_CONTEXT_LENGTH', value: String(Math.max(...props.models.map((model) => model.contextTokens))) },
    ],
    serviceAccount: { create: true, automount: false },
    podSecurityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    resources: { requests: { cpu: '2', memory: '8Gi' }, limits: { memory: '12Gi' } },
    nodeSelector: { [POOL_LABEL]: props.pool },
  };
}

function tag({ id, ollamaTag }: NamedModel): string {
  if (ollamaTag === undefined)
    throw new Error(`${id} is not in the library of Ollama: the client file was not checked`);
  return ollamaTag;
}
