import { LakeformationDataLakeSettings } from '@cdktf/provider-aws/lib/lakeformation-data-lake-settings';
import { LakeformationLfTag } from '@cdktf/provider-aws/lib/lakeformation-lf-tag';
import {
  LakeformationPermissions,
  type LakeformationPermissionsConfig,
} from '@cdktf/provider-aws/lib/lakeformation-permissions';
import { LakeformationResource } from '@cdktf/provider-aws/lib/lakeformation-resource';
import { LakeformationResourceLfTag } from '@cdktf/provider-aws/lib/lakeformation-resource-lf-tag';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { DATA_CLASSES } from '../../contract';
import { physicalName, trustService } from '../core';
import { Role } from '../role';
import type { Lake, TableZone } from './lake';
import type { LakeRoles } from './lake-roles';
import { tableName, type LakeSource } from './source';

export interface LakeFormationProps {
  lake: Lake;
  roles: LakeRoles;
  sources: readonly LakeSource[];
  /** What a warehouse reads with. @default - there is none */
  warehouse?: Role;
  /** What the account and region must have been told before. */
  before: readonly ITerraformDependable[];
}

/** Zones whose access is granted; the others hold no tables. */
const GOVERNED = ['raw', 'curated', 'features'] as const satisfies readonly TableZone[];

/**
 * Tells Lake Formation of an account and region, once, who administers it, and that what is new is open to nobody.
 *
 * A database keeps for its tables what held when it was made: this comes before any.
 *
 * @param adminRoleArns the role that deploys, and those of the platform
 */
export function lakeFormationSettings(
  scope: Construct,
  id: string,
  adminRoleArns: readonly string[],
): LakeformationDataLakeSettings {
  return new LakeformationDataLakeSettings(scope, id, {
    admins: [...adminRoleArns],
    // set and empty: what is made is open to nobody
    createDatabaseDefaultPermissions: [],
    createTableDefaultPermissions: [],
  });
}

/**
 * Lake Formation over a lake: what is new is open to nobody, and who reads what is granted.
 *
 * Tables carry the source they are made of and its class as tags of Lake Formation. Whoever a source names may read what bears its
 * tag and its class: a table that is tagged higher tomorrow is closed tomorrow.
 */
export class LakeFormation extends Construct {
  readonly resources: { permissions: LakeformationPermissions[] };

  private readonly ready: ITerraformDependable[];
  private readonly lake: Lake;

  constructor(scope: Construct, id: string, props: LakeFormationProps) {
    super(scope, id);
    this.ready = [...props.before];
    this.lake = props.lake;
    this.register(props.lake);
    this.createTags(props);
    this.resources = { permissions: [...this.pipeline(props), ...this.warehouse(props), ...this.people(props)] };
  }

  /** Lets a role add rows to the table of a source. What it answers comes before whoever takes the role on. */
  letAdd(source: string, role: Role): LakeformationPermissions[] {
    const { databases, landings, zones } = this.lake;
    return [
      this.grant(`Adds-${source}`, role, ['ALTER', 'DESCRIBE', 'INSERT', 'SELECT'], {
        table: { databaseName: databases.raw.name, name: landings[source]?.name ?? tableName(source) },
      }),
      this.grant(`Puts-${source}`, role, ['DATA_LOCATION_ACCESS'], { dataLocation: { arn: zones.raw.bucket.arn } }),
    ];
  }

  /** What reads and writes the buckets on behalf of who was granted a table. */
  private register(lake: Lake): void {
    const zones = GOVERNED.map((zone) => lake.zones[zone]);
    const role = new Role(this, 'Access', {
      word: 'lake-formation',
      trust: trustService('lakeformation.amazonaws.com'),
      statements: [
        { Sid: 'List', Action: 's3:ListBucket', Resource: zones.map(({ bucket }) => bucket.arn) },
        {
          Sid: 'ReadAndWrite',
          Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
          Resource: zones.map(({ bucket }) => `${bucket.arn}/*`),
        },
        { Sid: 'Keys', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: zones.map(({ key }) => key.arn) },
      ],
    });
    const before = [...this.ready, ...role.ready];
    for (const zone of GOVERNED) {
      const { arn } = lake.zones[zone].bucket;
      this.ready.push(
        new LakeformationResource(this, `Location-${zone}`, { arn, roleArn: role.arn, dependsOn: before }),
      );
    }
  }

  private createTags({ lake, sources }: LakeFormationProps): void {
    const names = sources.map(({ name }) => name);
    const before = [...this.ready];
    const tags = [
      new LakeformationLfTag(this, 'Class', { key: classTag(this), values: [...DATA_CLASSES], dependsOn: before }),
      new LakeformationLfTag(this, 'Source', { key: sourceTag(this), values: names, dependsOn: before }),
    ];
    this.ready.push(...tags);
    for (const { name, classification } of sources) {
      for (const [id, key, value] of [
        ['Class', classTag(this), classification],
        ['Source', sourceTag(this), name],
      ] as const) {
        new LakeformationResourceLfTag(this, `${id}-${name}`, {
          table: [{ databaseName: lake.databases.raw.name, name: lake.landings[name]?.name ?? tableName(name) }],
          lfTag: [{ key, value }],
          dependsOn: [...this.ready],
        });
      }
    }
  }

  private grant(
    id: string,
    { arn }: Role,
    permissions: string[],
    target: Partial<LakeformationPermissionsConfig>,
  ): LakeformationPermissions {
    return new LakeformationPermissions(this, id, {
      principal: arn,
      permissions,
      ...target,
      dependsOn: [...this.ready],
    });
  }

  private pipeline({ lake, roles: { transformer }, sources }: LakeFormationProps): LakeformationPermissions[] {
    const { raw, curated } = lake.databases;
    const all = (databaseName: string): Partial<LakeformationPermissionsConfig> => ({
      table: { databaseName, wildcard: true },
    });
    const tag = (key: string, values: readonly string[]): Partial<LakeformationPermissionsConfig> => ({
      lfTag: { key, values: [...values] },
    });
    const names = sources.map(({ name }) => name);
    return [
      this.grant('LooksAt', transformer, ['DESCRIBE'], { database: { name: raw.name } }),
      // rows of a stream whose time is over, and days of files a warehouse is told of
      this.grant('Reads', transformer, ['ALTER', 'DELETE', 'DESCRIBE', 'INSERT', 'SELECT'], all(raw.name)),
      this.grant('PutsRaw', transformer, ['DATA_LOCATION_ACCESS'], {
        dataLocation: { arn: lake.zones.raw.bucket.arn },
      }),
      this.grant('Makes', transformer, ['CREATE_TABLE', 'DESCRIBE'], { database: { name: curated.name } }),
      this.grant('Writes', transformer, ['ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'], all(curated.name)),
      this.grant('Puts', transformer, ['DATA_LOCATION_ACCESS'], {
        dataLocation: { arn: lake.zones.curated.bucket.arn },
      }),
      this.grant('TagsClass', transformer, ['ASSOCIATE', 'DESCRIBE'], tag(classTag(this), DATA_CLASSES)),
      this.grant('TagsSource', transformer, ['ASSOCIATE', 'DESCRIBE'], tag(sourceTag(this), names)),
    ];
  }

  /** Who asks a warehouse is let in by roles of its own; it reads what came for all of them. */
  private warehouse({ lake, warehouse }: LakeFormationProps): LakeformationPermissions[] {
    if (warehouse === undefined) return [];
    const { name } = lake.databases.raw;
    return [
      this.grant('LooksAt-warehouse', warehouse, ['DESCRIBE'], { database: { name } }),
      this.grant('Reads-warehouse', warehouse, ['DESCRIBE', 'SELECT'], {
        table: { databaseName: name, wildcard: true },
      }),
    ];
  }

  private people({ lake, roles, sources }: LakeFormationProps): LakeformationPermissions[] {
    const { name: database } = lake.databases.curated;
    return Object.entries(roles.readers).flatMap(([name, role]) => {
      const theirs = sources.filter(({ access }) => access.some((each) => each === name));
      const classes = DATA_CLASSES.filter((each) => theirs.some(({ classification }) => classification === each));
      return [
        this.grant(`LooksAt-${name}`, role, ['DESCRIBE'], { database: { name: database } }),
        this.grant(`Reads-${name}`, role, ['DESCRIBE', 'SELECT'], {
          lfTagPolicy: {
            resourceType: 'TABLE',
            expression: [
              { key: classTag(this), values: [...classes] },
              { key: sourceTag(this), values: theirs.map((source) => source.name) },
            ],
          },
        }),
      ];
    });
  }
}

/** Tag of Lake Formation that says how sensitive a table is. */
export function classTag(scope: Construct): string {
  return physicalName(scope, 'data-class', 120);
}

/** Tag of Lake Formation that says which source a table is made of. */
export function sourceTag(scope: Construct): string {
  return physicalName(scope, 'source', 120);
}
