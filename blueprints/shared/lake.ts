import type { App } from 'cdktf';
import type { Settings } from '../../config';
import { PLATFORM_ROLES } from '../../contract';
import { STREAM_AT_REST_USD } from '../../facts';
import type { Problem } from '../../lib/core';
import type { LakeSource } from '../../lib/lake';
import type { NetworkFeature } from '../../lib/network';
import {
  LakeStack,
  PipelinesStack,
  type EnvironmentProps,
  type LakeStackProps,
  type PipelinesStackProps,
} from '../../stacks';
import { adminRoleArns, clusterName, storeSubnets, zoneCount } from './environment';

/** Lake and warehouse of the declared sources; none where there are none. */
export function lakeStack(app: App, environment: EnvironmentProps, settings: Settings): LakeStack | undefined {
  return hasLake(settings) ? new LakeStack(app, environment, lakeProps(settings)) : undefined;
}

/** The pipeline of the declared sources; none where its image is not said. */
export function pipelinesStack(
  app: App,
  environment: EnvironmentProps,
  settings: Settings,
): PipelinesStack | undefined {
  const { image } = settings.data;
  if (!hasLake(settings) || image === undefined) return undefined;
  return new PipelinesStack(app, environment, pipelinesProps(settings, image));
}

function pipelinesProps(settings: Settings, image: string): PipelinesStackProps {
  const { data, network } = settings;
  const sources = sortedSources(settings);
  return {
    clusterName: clusterName(settings),
    image,
    schedule: data.schedule,
    pullSchedule: data.pullSchedule,
    runHours: data.runHours,
    sources: sources.map(([name]) => name),
    pulled: sources.flatMap(([name, source]) =>
      source.kind === 'database'
        ? [
            {
              name,
              engine: source.engine,
              host: source.host,
              port: source.port,
              database: source.database,
              table: source.table,
              secretArn: source.secretArn,
              mode: source.mode,
              columns: Object.entries(source.columns).map(([column, { type }]) => ({ name: column, type })),
              freshnessColumn: source.freshness.column,
              network: source.network,
            },
          ]
        : [],
    ),
    engine: data.warehouse.engine,
    governance: data.permissions,
    vpcCidr: network.cidr,
  };
}

export function hasLake({ data }: Settings): boolean {
  return Object.keys(data.sources).length > 0;
}

/** What the lake calls from inside the VPC. */
export function lakeFeatures(settings: Settings): NetworkFeature[] {
  if (!hasLake(settings)) return [];
  const { data } = settings;
  return [
    'lake',
    ...(data.permissions === 'lake-formation' ? (['lake-formation'] as const) : []),
    ...(data.warehouse.engine === 'redshift' ? (['warehouse'] as const) : []),
    ...(Object.values(data.sources).some(({ kind }) => kind === 'stream') ? (['streams'] as const) : []),
  ];
}

/** Settings put into the words of the lake stack. */
export function lakeProps(settings: Settings): LakeStackProps {
  const { audit, data, environment, owner } = settings;
  const sources = sortedSources(settings);
  return {
    sources: sources.map(([name, source]) => lakeSource(name, source)),
    streams: sources.flatMap(([name, source]) =>
      source.kind === 'stream' ? [{ name, via: source.via, network: source.network }] : [],
    ),
    pulled: sources.flatMap(([name, source]) =>
      source.kind === 'database' ? [{ name, secretArn: source.secretArn }] : [],
    ),
    dropped: sources.flatMap(([name, source]) => (source.kind === 'drop' ? [name] : [])),
    scanLimitGiB: data.scanLimitGiB,
    deadLetterDays: data.deadLetterDays,
    artefactDays: data.artefactDays,
    // the archive has a catalogue too, and an account has one setting of it
    catalogue:
      (audit.archive.account ?? environment.account) === environment.account ? 'encrypted-elsewhere' : 'encrypt',
    governance: data.permissions,
    lakeFormation: data.lakeFormation,
    adminRoleArns: adminRoleArns(settings),
    ...(data.warehouse.engine === 'redshift' ? { warehouse: data.warehouse } : {}),
    zones: zoneCount(settings),
    subnets: storeSubnets(settings),
    email: owner,
    logRetentionDays: audit.logRetentionDays,
  };
}

type Source = Settings['data']['sources'][string];

function sortedSources({ data }: Settings): [string, Source][] {
  return Object.entries(data.sources).sort(([a], [b]) => (a < b ? -1 : 1));
}

function lakeSource(name: string, source: Source): LakeSource {
  return {
    name,
    classification: source.classification,
    retentionDays: source.retentionDays,
    access: source.access,
    columns: Object.entries(source.columns).map(([column, { type }]) => ({ name: column, type })),
    ...(source.kind === 'stream'
      ? { landing: 'stream' }
      : { landing: 'files', format: source.kind === 'drop' ? source.format : 'parquet' }),
    documents: source.documents !== undefined,
  };
}

/** What Redshift and Firehose ask for that not every network and region has. */
export function lakeProblems(settings: Settings): Problem[] {
  const { data, environment } = settings;
  const found: Problem[] = [];
  if (hasLake(settings) && data.warehouse.engine === 'redshift' && zoneCount(settings) < 3) {
    found.push({
      code: 'WarehouseZones',
      path: 'data.warehouse.engine',
      message: `Redshift Serverless stands in three zones, and the network has ${zoneCount(settings)}`,
      fix: 'write engine: athena, or give the network a third zone',
    });
  }
  const streams = Object.entries(data.sources).filter(([, { kind }]) => kind === 'stream');
  if (environment.partition === 'aws-cn') {
    found.push(
      ...streams.map(([name]) => ({
        code: 'NotOffered',
        path: `data.sources.${name}.kind`,
        message: `Firehose does not write Iceberg tables in ${environment.region}`,
        fix: 'let the source drop files: kind: drop',
      })),
    );
  }
  found.push(...rangeProblems(data), ...policyProblems(settings));
  if (hasLake(settings) && data.permissions === 'lake-formation' && adminRoleArns(settings).length === 0) {
    found.push({
      code: 'NoLakeAdmin',
      path: 'data.permissions',
      message: 'Lake Formation would have no administrator, and whoever deploys could make no database',
      fix: `write environments.${environment.name}.deployRoleArn, or permissions: iam`,
    });
  }
  return found;
}

/** Kafka is reached inside the VPC, and somebody must say from where. */
export function topicProblems({ data }: Settings): Problem[] {
  return Object.entries(data.sources)
    .filter(([, source]) => source.kind === 'stream' && source.via === 'msk' && source.network === undefined)
    .map(([name]) => ({
      code: 'NoProducers',
      path: `data.sources.${name}.network`,
      message: 'nobody could send: no range is said that producers come from',
      fix: "write network: '10.20.0.0/16', the range they are in",
    }));
}

/** Characters IAM takes in the policies of one role, and what those of the lake have before any source. */
const POLICY = { most: 10_240, reader: 2600, loader: 1300 };

/** A role names each table it reads and each secret it opens, and IAM takes so much of that; it says so at the apply only. */
function policyProblems({ client, data, environment }: Settings): Problem[] {
  const sources = Object.entries(data.sources);
  const prefix = client.length + environment.name.length;
  const table = (name: string): number =>
    data.permissions === 'iam' ? 180 + prefix + 3 * name.length : 75 + prefix + name.length;
  const tables = ([name, { documents }]: [string, Source]): number =>
    table(name) + (documents === undefined ? 0 : table(`documents_${name}`));
  const sizes = [
    ...PLATFORM_ROLES.map((role): [string, number] => [
      `role ${role} reads`,
      POLICY.reader + sum(sources.filter(([, { access }]) => access.includes(role)).map(tables)),
    ]),
    [
      'the job that reads databases has',
      POLICY.loader +
        sum(
          sources.map(([name, source]) =>
            source.kind === 'database' ? 95 + name.length + source.secretArn.length : 0,
          ),
        ),
    ] satisfies [string, number],
  ];
  return sizes
    .filter(([, size]) => size > POLICY.most)
    .map(([who, size]) => ({
      code: 'PolicyTooLong',
      path: 'data.sources',
      message: `${who} so many sources that its policy has some ${size} characters, and IAM takes ${POLICY.most}`,
      fix:
        data.permissions === 'iam'
          ? 'write permissions: lake-formation, where tables are granted and not named, or part the sources between environments'
          : 'part the sources between environments',
    }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

/** Kinesis is an API: who may send is said by a role. */
function rangeProblems({ sources }: Settings['data']): Problem[] {
  return Object.entries(sources)
    .filter(([, source]) => source.kind === 'stream' && source.via === 'kinesis' && source.network !== undefined)
    .map(([name]) => ({
      code: 'NoEffect',
      path: `data.sources.${name}.network`,
      message: 'a range changes nothing: Kinesis is reached by its API, by who may take on the role of the source',
      fix: 'take it out, or write via: msk',
    }));
}

/** Kafka is a thing to run besides; who has nobody for it takes Kinesis. */
export function kafkaProblems({ data, tier }: Settings): Problem[] {
  return Object.entries(data.sources)
    .filter(([, source]) => source.kind === 'stream' && source.via === 'msk')
    .map(([name]) => ({
      code: 'TierLimit',
      path: `data.sources.${name}.via`,
      message: `tier ${tier} carries events with Kinesis`,
      fix: 'write via: kinesis, or take tier enterprise',
    }));
}

/** A stream is paid for when nothing comes: in the smallest tier somebody says yes to that, and to how much. */
export function streamProblems({ data }: Settings): Problem[] {
  const streams = Object.entries(data.sources).filter(([, { kind }]) => kind === 'stream');
  if (streams.length === 0) return [];
  const floor = Number(STREAM_AT_REST_USD) * streams.length;
  const names = streams.map(([name]) => name).join(', ');
  if (data.streaming === undefined) {
    return streams.map(([name]) => ({
      code: 'StreamNotAccepted',
      path: `data.sources.${name}.kind`,
      message: `a stream costs ${STREAM_AT_REST_USD} dollars a month with nothing in it, and nobody said yes to that`,
      fix: `let the source drop files (kind: drop), or say data.streaming: { accepted: understood, monthlyUsd: '${Math.ceil(floor)}' }`,
    }));
  }
  if (Number(data.streaming.monthlyUsd) >= floor) return [];
  return [
    {
      code: 'StreamsCostMore',
      path: 'data.streaming.monthlyUsd',
      message: `${data.streaming.monthlyUsd} dollars a month is less than the ${floor.toFixed(2)} that ${names} cost with nothing in them`,
      fix: `write '${Math.ceil(floor)}' or more, or let a source drop files`,
    },
  ];
}
