import type { Release } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import { filesGiB, tensorParallelIn } from '../fit';
import type { ModelRoute } from '../gateway';
import { Manifests } from '../manifests';
import { installChart } from '../release';
import { planStart, type StartPlan } from '../start-plan';
import { engineService, engineTarget, values } from './engine';
import { groupManifests, planGroup } from './group';
import type { VllmProps } from './props';

/** vllm-openai image, GiB compressed; and seconds for kernels, graphs and warm-up. Engineering estimates. */
const IMAGE_GIB = 10;
const WARM_UP_SECONDS = 180;

/**
 * One model on vLLM. The chart's router stays off: the gateway is the router, and nothing else may reach the engines, which
 * have no authentication worth the name. Over several nodes it is no chart but groups of pods, which a controller in the cluster knows.
 */
export class Vllm extends Construct {
  /** The model, and each of its adapters. */
  readonly routes: readonly ModelRoute[];
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: VllmProps) {
    super(scope, id);
    const plan = planStart({
      // the slower of the two ways to a node
      node: 'managed-group',
      imageGiB: IMAGE_GIB,
      weightsGiB: filesGiB(props.model, props.precision),
      source: props.weights === undefined ? 'hub' : 'bucket',
      warmUpSeconds: WARM_UP_SECONDS,
    });
    const { nodes = 1 } = props;
    this.resources = { release: nodes === 1 ? this.chart(props, plan) : this.groups(props, planGroup(plan), nodes) };
    const served = [{ name: props.name, revision: props.revision }, ...(props.adapters ?? [])];
    this.routes = served.map((each) => route(props, each));
  }

  private chart(props: VllmProps, plan: StartPlan): Release {
    return installChart(this, 'Resource', {
      chart: 'vllm-stack',
      name: `vllm-${props.name}`,
      namespace: props.namespace,
      values: values(props, plan),
      readySeconds: plan.readySeconds,
      // rolled back whole, a slow image pull would throw away the load and start again
      kind: 'stateful',
      dependsOn: props.dependsOn,
    });
  }

  private groups(props: VllmProps, plan: StartPlan, nodes: number): Release {
    const tensorParallel = tensorParallelIn(props.model, props.pool, props.tensorParallel);
    const manifests = new Manifests(this, 'Groups', {
      name: `vllm-${props.name}`,
      namespace: props.namespace,
      resources: groupManifests(props, plan, nodes, tensorParallel),
      readySeconds: plan.readySeconds,
      dependsOn: props.dependsOn,
    });
    return manifests.resources.release;
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
    target: engineTarget(props, props.namespace),
    monthlyTokens: name === props.name ? props.monthlyTokens : undefined,
  };
}
