import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { GATE_METRIC, GATE_NAMESPACE } from '../../contract';
import { physicalName, placeOf } from '../core';
import { Manifests, type Manifest } from '../manifests';

/** A database a job reads before each run. */
export interface PulledSource {
  name: string;
  engine: 'postgres' | 'mysql';
  host: string;
  port: number;
  database: string;
  /** With its schema in front. */
  table: string;
  secretArn: string;
  mode: 'append' | 'snapshot' | 'changes';
  columns: readonly { name: string; type: string }[];
  /** Column that says when a row was made or changed. */
  freshnessColumn: string;
}

export interface PipelineProps {
  clusterName: string;
  namespace: string;
  /** Built from `pipelines/`, by its digest. */
  image: string;
  /** When it runs, UTC, as cron says it. */
  schedule: string;
  /** When databases are read, before that. */
  pullSchedule: string;
  /** Hours after which a run that did not come is an alarm. */
  runHours: number;
  /** Names of all sources. */
  sources: readonly string[];
  pulled: readonly PulledSource[];
  transformerRoleArn: string;
  /** Needed where anything is pulled. @default - nothing is */
  loaderRoleArn?: string;
  /** What the program is told of where it works. */
  variables: Readonly<Record<string, string>>;
  rawBucketName: string;
  alarmTopicArn: string;
  dependsOn: readonly ITerraformDependable[];
}

const TRANSFORMER = 'transformer';
const LOADER = 'loader';
/** Labels of the pods that read databases; the network lets these out to them. */
export const LOADER_PODS = { app: LOADER } as const;
/** Longest run, seconds: what hangs must not stand in the way of the next. */
const DEADLINE_SECONDS = 4 * 3600;
const DAY_SECONDS = 86_400;

/**
 * The pipeline in the cluster: a job that reads databases and one that holds what came against its contracts, by the clock. Each has a
 * role of its own through EKS Pod Identity. A source that is stopped is an alarm; so is a run that did not come.
 */
export class Pipeline extends Construct {
  readonly resources: { manifests: Manifests; alarms: CloudwatchMetricAlarm[] };

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    const accounts = [this.associate(props, TRANSFORMER, props.transformerRoleArn)];
    if (props.loaderRoleArn !== undefined) accounts.push(this.associate(props, LOADER, props.loaderRoleArn));
    const loads = props.loaderRoleArn === undefined ? [] : [this.loader(props)];
    const manifests = new Manifests(this, 'Resource', {
      name: 'pipeline',
      namespace: props.namespace,
      resources: [
        ...accounts.map(({ account }) => account),
        this.job(props, TRANSFORMER, props.schedule, ['-m', 'pipeline'], props.variables),
        ...loads,
      ],
      dependsOn: [...props.dependsOn, ...accounts.map(({ association }) => association)],
    });
    this.resources = { manifests, alarms: this.watch(props) };
  }

  private associate(
    { clusterName, namespace }: PipelineProps,
    name: string,
    roleArn: string,
  ): { account: Manifest; association: EksPodIdentityAssociation } {
    return {
      account: {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name, namespace },
        automountServiceAccountToken: false,
      },
      association: new EksPodIdentityAssociation(this, name, {
        clusterName,
        namespace,
        serviceAccount: name,
        roleArn,
      }),
    };
  }

  private loader(props: PipelineProps): Manifest {
    const sources = props.pulled.map((source) => ({ ...source }));
    return this.job(props, LOADER, props.pullSchedule, ['-m', 'pipeline.pull'], {
      GROUNDPLANE_RAW_BUCKET: props.rawBucketName,
      GROUNDPLANE_PULLED: JSON.stringify(sources),
    });
  }

  private job(
    { namespace, image }: PipelineProps,
    name: string,
    schedule: string,
    args: string[],
    variables: Readonly<Record<string, string>>,
  ): Manifest {
    const { region } = placeOf(this);
    const env = { AWS_REGION: region, AWS_DEFAULT_REGION: region, HOME: '/work', TMPDIR: '/work', ...variables };
    return {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name, namespace },
      spec: {
        schedule,
        timeZone: 'Etc/UTC',
        // two runs at once would write the same tables
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: 1,
            activeDeadlineSeconds: DEADLINE_SECONDS,
            ttlSecondsAfterFinished: 2 * DAY_SECONDS,
            template: {
              metadata: { labels: { app: name } },
              spec: {
                serviceAccountName: name,
                automountServiceAccountToken: false,
                restartPolicy: 'Never',
                securityContext: {
                  runAsNonRoot: true,
                  runAsUser: 65_532,
                  fsGroup: 65_532,
                  seccompProfile: { type: 'RuntimeDefault' },
                },
                containers: [container(name, image, args, env)],
                volumes: [{ name: 'work', emptyDir: { sizeLimit: '20Gi' } }],
              },
            },
          },
        },
      },
    };
  }

  private watch(props: PipelineProps): CloudwatchMetricAlarm[] {
    const stopped = props.sources.map((source) =>
      this.alarm(props, `Stopped-${source}`, source, {
        alarmDescription: `${source} is stopped: see gate/${source}.json in the curated bucket`,
        statistic: 'Maximum',
        evaluationPeriods: 1,
        comparisonOperator: 'GreaterThanThreshold',
        threshold: 0,
        // as it was, until the next run says otherwise
        treatMissingData: 'ignore',
      }),
    );
    const [any] = props.sources;
    if (any === undefined) return stopped;
    const silent = this.alarm(props, 'Silent', any, {
      alarmDescription: `no run of the pipeline said anything in ${props.runHours} hours`,
      statistic: 'SampleCount',
      evaluationPeriods: props.runHours,
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      treatMissingData: 'breaching',
    });
    return [...stopped, silent];
  }

  private alarm(
    { alarmTopicArn }: PipelineProps,
    id: string,
    source: string,
    how: Pick<
      CloudwatchMetricAlarmConfig,
      'alarmDescription' | 'statistic' | 'evaluationPeriods' | 'comparisonOperator' | 'threshold' | 'treatMissingData'
    >,
  ): CloudwatchMetricAlarm {
    return new CloudwatchMetricAlarm(this, id, {
      ...how,
      alarmName: physicalName(this, `data-${id.toLowerCase()}`, 200),
      namespace: GATE_NAMESPACE,
      metricName: GATE_METRIC,
      dimensions: { Environment: placeOf(this).prefix, Source: source },
      period: 3600,
      alarmActions: [alarmTopicArn],
    });
  }
}

function container(name: string, image: string, args: string[], variables: Readonly<Record<string, string>>): object {
  return {
    name,
    image,
    command: ['python'],
    args,
    env: Object.entries(variables)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([variable, value]) => ({ name: variable, value })),
    resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '2Gi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'work', mountPath: '/work' }],
  };
}
