import type { App } from 'cdktf';
import type { Settings } from '../../config';
import { reached } from '../../contract';
import { AuditStack, ClusterStack, DetectionStack, NetworkStack, PlatformStack, ServingStack } from '../../stacks';
import { detectionProps, auditProps } from './audit';
import { dataStack } from './data';
import { environmentProps } from './environment';
import { lakeFeatures, lakeStack, pipelinesStack } from './lake';
import { ragFeatures, ragIndex, ragStack, retrievalStack } from './rag';
import { BASE_FEATURES, clusterProps, networkProps, platformProps, servingProps } from './stacks';

/** How GPU nodes come and go. */
export type GpuNodes = 'karpenter' | 'managed-groups';

/** What talks to AWS for them, and so needs its endpoints. */
const SCALER = { karpenter: 'karpenter', 'managed-groups': 'cluster-autoscaler' } as const;

/** The stacks of an environment in their order, each after what it reads from. What a tier is stands in its defaults. */
export function buildEnvironment(app: App, settings: Settings, nodes: GpuNodes): void {
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
      ...(settings.gateway.escalation === undefined ? [] : ['escalation' as const]),
      ...(reached(settings.phase, 'day-60') ? [SCALER[nodes]] : []),
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
  // where the index is a domain, what it says of itself is listened to
  if (rag !== undefined && ragIndex(settings) === 'opensearch') detection.addDependency(rag);

  const platform = new PlatformStack(app, environment, platformProps(settings, nodes));
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
