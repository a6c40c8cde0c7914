import { AthenaWorkgroup } from '@cdktf/provider-aws/lib/athena-workgroup';
import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Bucket, type BucketProps } from '../bucket';
import { encryptCatalogue } from '../catalogue';
import { physicalName } from '../core';
import { Key, type KeyService } from '../key';
import { LandingTable } from './landing-table';
import { DEAD_LETTERS, dropPrefix, highestClass, type LakeSource } from './source';

export interface LakeProps {
  sources: readonly LakeSource[];
  /** GiB one query may read. */
  scanLimitGiB: number;
  /** Days what could not be read is kept. */
  deadLetterDays: number;
  /** Days artefacts of runs are kept. */
  artefactDays: number;
  /** Whether the catalogue is encrypted here; it is one setting an account and region. */
  catalogue: 'encrypt' | 'encrypted-elsewhere';
  /** What says who may see what is new in the catalogue; a database keeps what held when it was made. @default - nothing */
  before?: readonly ITerraformDependable[];
}

/**
 * Parts of a lake. `raw`: as it came. `curated`: what was held against its contract. `features`: what models are fed with.
 * `evaluation`: prompts and expected answers. `artefacts`: of the pipeline itself.
 */
export const LAKE_ZONES = ['raw', 'curated', 'features', 'evaluation', 'artefacts'] as const;
export type LakeZone = (typeof LAKE_ZONES)[number];

/** A zone as its users see it. */
export interface Zone {
  bucket: Bucket;
  key: Key;
}

/** Zones with tables. */
const TABLES = ['raw', 'curated', 'features'] as const;
export type TableZone = (typeof TABLES)[number];

const GIB = 2 ** 30;
/** How much more of the lake the pipeline may read at once than people. */
const PIPELINE_FACTOR = 10;
/** Days results of the pipeline's queries are kept: it reads them at once. */
export const RESULT_DAYS = 7;

/**
 * A lake: a bucket and a key for each zone, a catalogue, and Athena to ask it. Tables are Iceberg; who reads and writes which is said
 * by roles, not here.
 *
 * Security: private buckets, each with a key of its own, so that who may read curated data cannot decrypt what came raw. Who read what is
 * in the trail. A query that would read too much is stopped.
 *
 * ### Cost
 * Five keys, 5 USD a month. Storage by volume, _1 TB_ 23 USD a month; queries 5 USD a TB read.
 */
export class Lake extends Construct {
  readonly zones: Readonly<Record<LakeZone, Zone>>;
  readonly databases: Readonly<Record<TableZone, GlueCatalogDatabase>>;
  /** Tables of what came, by source. */
  readonly landings: Readonly<Record<string, LandingTable>>;
  readonly resources: { people: AthenaWorkgroup; pipeline: AthenaWorkgroup };

  constructor(scope: Construct, id: string, props: LakeProps) {
    super(scope, id);
    this.zones = this.createZones(props);
    if (props.catalogue === 'encrypt') encryptCatalogue(this, 'Encryption');
    this.databases = {
      raw: this.createDatabase('raw', 'as it came', props),
      curated: this.createDatabase('curated', 'held against its contract', props),
      features: this.createDatabase('features', 'what models are fed with', props),
    };
    this.landings = Object.fromEntries(
      props.sources.map((source) => [
        source.name,
        new LandingTable(this, `Landing-${source.name}`, {
          source,
          bucketName: this.zones.raw.bucket.name,
          databaseName: this.databases.raw.name,
        }),
      ]),
    );
    this.resources = this.createWorkgroups(props.scanLimitGiB);
  }

  private createZones({ sources, deadLetterDays, artefactDays }: LakeProps): Record<LakeZone, Zone> {
    const dataClass = highestClass(sources);
    const drops = sources
      .filter(({ landing }) => landing === 'files')
      .map(({ name, retentionDays }): [string, number] => [dropPrefix(name), retentionDays]);
    return {
      // files of a table that is written to must stay: their rows are deleted by the pipeline
      raw: this.createZone('raw', 'what sources delivered, as it came', {
        dataClass,
        prefixDays: { ...Object.fromEntries(drops), [DEAD_LETTERS]: deadLetterDays },
      }),
      curated: this.createZone('curated', 'what was held against its contract', { dataClass }),
      features: this.createZone('features', 'what models are fed with', { dataClass }),
      evaluation: this.createZone('evaluation', 'prompts and expected answers', { dataClass: 'restricted' }),
      artefacts: this.createZone('artefacts', 'the project of the pipeline, and what its runs left', {
        dataClass: 'confidential',
        prefixDays: { 'athena/': RESULT_DAYS, 'runs/': artefactDays },
      }),
    };
  }

  private createZone(zone: LakeZone, description: string, props: Pick<BucketProps, 'dataClass' | 'prefixDays'>): Zone {
    const id = `${zone.charAt(0).toUpperCase()}${zone.slice(1)}`;
    const services: KeyService[] = zone === 'curated' ? ['answers'] : [];
    const key = new Key(this, `${id}Key`, { word: `lake-${zone}`, description, services });
    // a version that was replaced is no part of a table; a week is enough to notice a mistake
    const bucket = new Bucket(this, id, { ...props, word: `lake-${zone}`, encryptionKey: key, noncurrentDays: 7 });
    return { bucket, key };
  }

  private createDatabase(
    zone: TableZone,
    description: string,
    { before = [] }: Pick<LakeProps, 'before'>,
  ): GlueCatalogDatabase {
    return new GlueCatalogDatabase(this, `${zone}-Database`, {
      name: databaseName(this, zone),
      description,
      locationUri: `s3://${this.zones[zone].bucket.name}/tables/`,
      dependsOn: [...before],
    });
  }

  private createWorkgroups(scanLimitGiB: number): Lake['resources'] {
    const people = new AthenaWorkgroup(this, 'People', {
      name: physicalName(this, 'lake', 128),
      description: 'questions of people to the lake',
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: scanLimitGiB * GIB,
        managedQueryResultsConfiguration: {
          enabled: true,
          encryptionConfiguration: { kmsKey: this.zones.curated.key.arn },
        },
      },
    });
    const { bucket } = this.zones.artefacts;
    // Athena encrypts the tables and documents it writes as it does its answers: with the key that readers of curated data have
    const { key } = this.zones.curated;
    const pipeline = new AthenaWorkgroup(this, 'Pipeline', {
      name: physicalName(this, 'lake-pipeline', 128),
      description: 'queries of the pipeline',
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: scanLimitGiB * PIPELINE_FACTOR * GIB,
        resultConfiguration: {
          outputLocation: `s3://${bucket.name}/athena/`,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKeyArn: key.arn },
        },
      },
    });
    return { people, pipeline };
  }
}

/** Name of the database of a zone, known before it exists. Engines take no dashes. */
export function databaseName(scope: Construct, zone: TableZone): string {
  return physicalName(scope, zone, 120).replaceAll('-', '_');
}
