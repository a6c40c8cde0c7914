import type { JsonObject } from '../../../contract';
import { Proxy } from './proxy';
import { Queue } from './queue';
import { bedrockEnv, here, KEY, renderedGateway } from './rendered';
import { Upstream } from './upstream';

/** A gateway that hands to a person what a guardrail stops, with the queue, the model of the cloud and the masking it knows. */
export class HandingOver {
  private constructor(
    readonly proxy: Proxy,
    readonly queue: Queue,
    readonly cloud: Upstream,
    private readonly masking: Upstream,
    readonly config: JsonObject,
  ) {}

  /** @param top what the client file says above its environment: a model `cloud`, and who is told */
  static async start(top: string): Promise<HandingOver> {
    const { config, env, files } = renderedGateway('smb', 'day-30', top);
    const queue = new Queue();
    const [cloud, masking] = [await Upstream.start('cloud'), await Upstream.start('masking')];
    const proxy = await Proxy.start({
      config: here(config, () => masking.base),
      files,
      env: {
        ...env,
        ...bedrockEnv(cloud),
        PROXY_MASTER_KEY: KEY,
        AWS_ENDPOINT_URL_SQS: await queue.start(),
        GROUNDPLANE_ESCALATION_QUEUE: 'https://sqs.us-east-1.amazonaws.com/111122223333/acme-production-escalation',
      },
    });
    return new HandingOver(proxy, queue, cloud, masking, config);
  }

  /** Ends all but the gateway, which is asked for what it said. */
  async stop(): Promise<void> {
    await Promise.all([this.cloud.stop(), this.masking.stop()]);
    this.queue.stop();
  }
}
