import { join } from 'node:path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { AssetType, TerraformAsset, TerraformStack, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { CHARTS, type ChartName } from '../../facts';
import { jsonText } from '../core';

export interface ChartOptions {
  /** Chart of the catalogue; repository and exact version come from there. */
  chart: ChartName;
  /** Release name, at most 53 characters. */
  name: string;
  namespace: string;
  values: object;
  /**
   * Seconds its pods may need until they are ready, everything counted: node start, image pull, weights, probes.
   * The time Helm and Terraform wait follows from it.
   */
  readySeconds: number;
  /** What a failed release leaves: `stateless` rolls back whole, `stateful` stays and is taken up by the next apply. */
  kind: 'stateless' | 'stateful';
  /** @default - none */
  dependsOn?: readonly ITerraformDependable[];
}

/** Seconds Helm spends beside waiting: chart download, hooks, deletion of what failed. */
const HELM_SECONDS = 120;

/** Releases a chart. One chart a concern: a client killed in the middle blocks one release, not the platform. */
export function installChart(scope: Construct, id: string, options: ChartOptions): Release {
  const { chart, repository, version } = CHARTS[options.chart];
  return release(scope, id, { ...options, chart, repository, version });
}

/** Charts that come with the library, by their folder. A version is raised with every change of a template, so that Helm sees it. */
const OWN_CHARTS = { manifests: '1.0.0', certificate: '1.0.0' } as const;

export type OwnChart = keyof typeof OWN_CHARTS;

/** Releases a chart that comes with the library. It lies in the output once a stack, whatever is released of it. */
export function installOwnChart(
  scope: Construct,
  id: string,
  options: Omit<ChartOptions, 'chart'> & { chart: OwnChart },
): Release {
  const { chart } = options;
  return release(scope, id, { ...options, chart: `./${lying(scope, chart).path}`, version: OWN_CHARTS[chart] });
}

function lying(scope: Construct, chart: OwnChart): TerraformAsset {
  const stack = TerraformStack.of(scope);
  const id = `Chart-${chart}`;
  const there = stack.node.tryFindChild(id);
  if (there instanceof TerraformAsset) return there;
  return new TerraformAsset(stack, id, { path: join(__dirname, '../../charts', chart), type: AssetType.DIRECTORY });
}

interface ReleaseOptions extends Omit<ChartOptions, 'chart'> {
  chart: string;
  repository?: string;
  version: string;
}

function release(scope: Construct, id: string, options: ReleaseOptions): Release {
  const timeout = options.readySeconds + HELM_SECONDS;
  return new Release(scope, id, {
    name: options.name,
    namespace: options.namespace,
    chart: options.chart,
    repository: options.repository,
    version: options.version,
    values: [jsonText(options.values)],
    wait: true,
    waitForJobs: true,
    timeout,
    // Terraform's own deadline must outlast Helm's, or the release is cut off and stays pending
    timeouts: { create: minutes(timeout), update: minutes(timeout), delete: minutes(timeout) },
    ...(options.kind === 'stateless' ? { atomic: true } : { upgradeInstall: true }),
    cleanupOnFail: true,
    maxHistory: 10,
    dependsOn: [...(options.dependsOn ?? [])],
  });
}

function minutes(seconds: number): string {
  return `${Math.ceil(seconds / 60) + 5}m`;
}
