import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../../contract';
import { describeReal } from '../needs';
import type { Ran } from '../programs';
import { Deployment, type Stack } from './deployment';
import { each } from './edits';
import { World } from './world';

/** What the real AWS shows of a thing besides what was asked for, as its attributes stand in the state after a refresh. */
interface Shown {
  type: string;
  stack: 'lake' | 'detection';
  shows: (attributes: JsonObject) => JsonObject;
  /** The resource as somebody would write it who does not know that. */
  naive: (resource: JsonObject) => void;
  source: string;
}

const unguarded = (resource: JsonObject): void => {
  delete resource['lifecycle'];
};

const SHOWN: readonly Shown[] = [
  {
    type: 'aws_redshiftdata_statement',
    stack: 'lake',
    shows: () => ({ sql: '', workgroup_name: '' }),
    naive: unguarded,
    source: 'provider, internal/service/redshiftdata/statement.go: of a statement that expired only its id is known',
  },
  {
    type: 'aws_glue_data_catalog_encryption_settings',
    stack: 'lake',
    shows: () => ({
      data_catalog_encryption_settings: [
        {
          connection_password_encryption: [
            { aws_kms_key_id: 'alias/aws/glue', return_connection_password_encrypted: true },
          ],
          encryption_at_rest: [
            {
              catalog_encryption_mode: 'SSE-KMS',
              catalog_encryption_service_role: null,
              sse_aws_kms_key_id: 'alias/aws/glue',
            },
          ],
        },
      ],
    }),
    naive: unguarded,
    source: 'github.com/pulumi/pulumi-aws/issues/3618',
  },
  {
    type: 'aws_redshiftserverless_workgroup',
    stack: 'lake',
    shows: () => ({
      config_parameter: Object.entries({
        auto_mv: 'true',
        datestyle: 'ISO, MDY',
        enable_case_sensitive_identifier: 'false',
        enable_user_activity_logging: 'true',
        max_query_execution_time: '14400',
        query_group: 'default',
        require_ssl: 'true',
        search_path: '$user, public',
        use_fips_ssl: 'false',
      }).map(([parameter_key, parameter_value]) => ({ parameter_key, parameter_value })),
    }),
    naive: (workgroup) => {
      workgroup['config_parameter'] = [{ parameter_key: 'require_ssl', parameter_value: 'true' }];
    },
    source: 'github.com/hashicorp/terraform-provider-aws/pull/33916',
  },
  {
    type: 'aws_glue_catalog_table',
    stack: 'lake',
    shows: (table): JsonObject => {
      if (objectsOf(table['open_table_format_input']).length === 0) return {};
      const [storage = {}] = objectsOf(table['storage_descriptor']);
      const columns = objectsOf(storage['columns']).map((column, index) => ({
        ...column,
        parameters: { 'iceberg.field.id': String(index + 1), 'iceberg.field.optional': 'true' },
      }));
      return {
        parameters: { table_type: 'ICEBERG', metadata_location: 's3://bucket/metadata/00001.json' },
        storage_descriptor: [{ ...storage, columns }],
      };
    },
    naive: unguarded,
    source: 'github.com/apache/iceberg/pull/3352',
  },
  {
    type: 'aws_guardduty_detector_feature',
    stack: 'detection',
    shows: (feature): JsonObject => {
      if (feature['name'] !== 'RUNTIME_MONITORING') return {};
      return {
        additional_configuration: [
          { name: 'EC2_AGENT_MANAGEMENT', status: 'DISABLED' },
          { name: 'ECS_FARGATE_AGENT_MANAGEMENT', status: 'DISABLED' },
          { name: 'EKS_ADDON_MANAGEMENT', status: 'ENABLED' },
        ],
      };
    },
    naive: (feature) => {
      if (feature['name'] === 'RUNTIME_MONITORING')
        feature['additional_configuration'] = [{ name: 'EKS_ADDON_MANAGEMENT', status: 'ENABLED' }];
    },
    source: 'github.com/hashicorp/terraform-provider-aws/issues/36695',
  },
];

function objectsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Writes what AWS shows into the state, as a refresh would. How many things of the type there are. */
async function refreshed(stack: Stack, { type, shows }: Shown): Promise<number> {
  const { stdout } = await stack.must('state', 'pull');
  const state: JsonObject = JSON.parse(stdout);
  const found = objectsOf(state['resources'])
    .filter((resource) => resource['type'] === type)
    .flatMap((resource) => objectsOf(resource['instances']));
  for (const instance of found) {
    const attributes = instance['attributes'];
    if (isObject(attributes)) Object.assign(attributes, shows(attributes));
  }
  const file = join(stack.folder, 'told-back.json');
  writeFileSync(file, JSON.stringify({ ...state, serial: Number(state['serial']) + 1 }));
  await stack.must('state', 'push', file);
  return found.length;
}

describeReal('what AWS shows of itself is no change to take back', ['terraform', 'stand-in', 'python'], () => {
  let world: World;
  let deployment: Deployment;

  beforeAll(async () => {
    world = await World.open();
    world.startControllers(4);
    deployment = await Deployment.make(world, { client: 'example-enterprise', environment: 'production' });
    await deployment.apply('audit', 'network', 'data', 'lake', 'rag', 'cluster', 'detection');
  });
  afterAll(() => world.close());

  test.each(SHOWN)('$type, as said in $source; and would be, did the library not know', async (shown) => {
    const stack = deployment.stack(shown.stack);
    const plan = (): Promise<Ran> => stack.run('plan', '-refresh=false', '-detailed-exitcode');

    expect(await refreshed(stack, shown)).toBeGreaterThan(0);
    const known = await plan();
    expect(known.output).toContain('No changes');
    expect(known.code).toBe(0);

    const before = stack.json;
    stack.edit((json) => each(json, shown.type).forEach(shown.naive));
    const { output, code } = await plan();
    stack.edit((json) => Object.assign(json, before));
    expect(output).toContain(`# ${shown.type}.`);
    expect(code).toBe(2);
  });
});
