import type { App } from 'cdktf';
import type { Settings } from '../../config';
import { reached } from '../../contract';
import { AuditStack, ClusterStack, DetectionStack, NetworkStack, PlatformStack, ServingStack } from '../../stacks';
import {
  auditProps,
  BASE_FEATURES,
  clusterProps,
  dataStack,
  detectionProps,
  environmentProps,
  lakeFeatures,
  lakeStack,
  networkProps,
  pipelinesStack,
  platformProps,
  ragFeatures,
  ragStack,
  retrievalStack,
  servingProps,
} from '../shared';

/** One environment for tens of users. */
export function smb(app: App, settings: Settings): void {
  const environment = environmentProps(settings);

  const audit = new AuditStack(app, environment, auditProps(settings));

  const network = new NetworkStack(
    app,
    environment,
    networkProps(settings, [
      ...BASE_FEATURES,
      'bedrock',
      ...lakeFeatures(settings),
      ...ragFeatures(settings),
      ...(reached(settings.phase, 'day-60') ? (['cluster-autoscaler'] as const) : []),
    ]),
  );
  // the archive is there before anything happens
  network.addDependency(audit);
  const data = dataStack(app, environment, settings);
  data.addDependency(network);
  const lake = lakeStack(app, environment, settings);
  lake?.addDependency(network);
  const rag = ragStack(app, environment, settings);
  rag?.addDependency(network);
  const cluster = new ClusterStack(app, environment, clusterProps(settings));
  cluster.addDependency(network);

  const detection = new DetectionStack(app, environment, detectionProps(settings));
  detection.addDependency(cluster);
  detection.addDependency(data);

  // GPU nodes as a managed group that goes to zero: one controller less to understand than Karpenter
  const platform = new PlatformStack(app, environment, platformProps(settings, 'managed-groups'));
  platform.addDependency(detection);
  platform.addDependency(data);

  const serving = new ServingStack(app, environment, servingProps(settings));
  serving.addDependency(platform);
  serving.addDependency(data);

  const retrieval = retrievalStack(app, environment, settings);
  retrieval?.addDependency(serving);
  retrieval?.addDependency(data);
  if (rag !== undefined) retrieval?.addDependency(rag);
  if (lake !== undefined) retrieval?.addDependency(lake);

  const pipelines = pipelinesStack(app, environment, settings);
  pipelines?.addDependency(platform);
  if (lake !== undefined) pipelines?.addDependency(lake);
}
