import type { App } from 'cdktf';
import type { Settings } from '../../config';
import { reached } from '../../contract';
import { ClusterStack, NetworkStack, PlatformStack, ServingStack } from '../../stacks';
import { BASE_FEATURES, clusterProps, environmentProps, networkProps, platformProps, servingProps } from '../shared';

/** One environment for hundreds of users. */
export function midMarket(app: App, settings: Settings): void {
  const environment = environmentProps(settings);

  const network = new NetworkStack(
    app,
    environment,
    networkProps(settings, [
      ...BASE_FEATURES,
      'bedrock',
      ...(reached(settings.phase, 'day-60') ? (['karpenter'] as const) : []),
    ]),
  );
  const cluster = new ClusterStack(app, environment, clusterProps(settings));
  cluster.addDependency(network);

  // one pool falls back from reserved to spot to on demand by itself
  const platform = new PlatformStack(app, environment, platformProps(settings, 'karpenter'));
  platform.addDependency(cluster);

  const serving = new ServingStack(app, environment, servingProps(settings));
  serving.addDependency(platform);
}
