import type { Release } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import { filesGiB } from '../fit';
import type { ModelRoute } from '../gateway';
import { installChart } from '../release';
import { planStart } from '../start-plan';
import { engineService, engineTarget, values } from './engine';
import type { VllmProps } from './props';

/** vllm-openai image, GiB compressed; and seconds for kernels, graphs and warm-up. Engineering estimates. */
const IMAGE_GIB = 10;
const WARM_UP_SECONDS = 180;

/**
 * One model on vLLM. The chart's router stays off: the gateway is the router, and nothing else may reach the engines, which
 * have no authentication worth the name.
 */
export class Vllm extends Construct {
  /** The model, and each of its adapters. */
  readonly routes: readonly ModelRoute[];
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: VllmProps) {
    super(scope, id);
    const name = `vllm-${props.name}`;
    const plan = planStart({
      // the slower of the two ways to a node
      node: 'managed-group',
      imageGiB: IMAGE_GIB,
      weightsGiB: filesGiB(props.model, props.precision),
      source: props.weights === undefined ? 'hub' : 'bucket',
      warmUpSeconds: WARM_UP_SECONDS,
    });
    const release = installChart(this, 'Resource', {
      chart: 'vllm-stack',
      name,
      namespace: props.namespace,
      values: values(props, plan),
      readySeconds: plan.readySeconds,
      // rolled back whole, a slow image pull would throw away the load and start again
      kind: 'stateful',
      dependsOn: props.dependsOn,
    });
    this.resources = { release };
    const served = [{ name: props.name, revision: props.revision }, ...(props.adapters ?? [])];
    this.routes = served.map((each) => route(props, each));
  }
}

const MODES = { chat: 'chat', embedding: 'embedding', reranker: 'rerank' } as const;

function route(props: VllmProps, { name, revision }: Pick<VllmProps, 'name' | 'revision'>): ModelRoute {
  return {
    name,
    revision,
    provider: 'vllm',
    model: props.model.id,
    mode: MODES[props.model.purpose],
    location: 'cluster',
    dataClass: props.dataClass,
    params: {
      model: `hosted_vllm/${name}`,
      api_base: `http://${engineService(props)}/v1`,
      api_key: 'os.environ/VLLM_API_KEY',
      timeout: props.requestTimeoutSeconds,
      stream_timeout: props.requestTimeoutSeconds,
    },
    target: engineTarget(props.name, props.namespace),
    monthlyTokens: name === props.name ? props.monthlyTokens : undefined,
  };
}
