import type { App } from 'cdktf';
import type { Settings } from '../../config';
import { reached } from '../../contract';
import { ClusterStack, NetworkStack, PlatformStack, ServingStack } from '../../stacks';
import { BASE_FEATURES, clusterProps, environmentProps, networkProps, platformProps, servingProps } from '../shared';

/** One environment for tens of users. */
export function smb(app: App, settings: Settings): void {
  const environment = environmentProps(settings);

  const network = new NetworkStack(
    app,
    environment,
    networkProps(settings, [
      ...BASE_FEATURES,
      'bedrock',
      ...(reached(settings.phase, 'day-60') ? (['cluster-autoscaler'] as const) : []),
    ]),
  );
  const cluster = new ClusterStack(app, environment, clusterProps(settings));
  cluster.addDependency(network);

  // GPU nodes as a managed group that goes to zero: one controller less to understand than Karpenter
  const platform = new PlatformStack(app, environment, platformProps(settings, 'managed-groups'));
  platform.addDependency(cluster);

  const serving = new ServingStack(app, environment, servingProps(settings));
  serving.addDependency(platform);
}
