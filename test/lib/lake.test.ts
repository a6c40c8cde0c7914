import { isObject, type JsonObject } from '../../contract';
import { build } from '../blueprints/fixtures';
import { dataSection } from '../blueprints/sources';

/** What is made of a type in the lake of an enterprise, by Terraform's name: governed, with a warehouse, events by way of Kafka. */
function made(type: string): Record<string, JsonObject> {
  const stack = build('enterprise', 'day-90', 'us-east-1', dataSection({ via: 'msk' })).synthesized.find(({ name }) =>
    name.endsWith('-lake'),
  );
  const resource = isObject(stack?.json) ? stack.json['resource'] : undefined;
  const found = isObject(resource) && isObject(resource[type]) ? resource[type] : {};
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, JsonObject] => isObject(entry[1])));
}

const addresses = (type: string): string[] => Object.keys(made(type)).map((name) => `${type}.${name}`);
const only = (type: string): JsonObject => Object.values(made(type))[0] ?? {};

test('a database is made when Lake Formation knows that what is new is open to nobody', () => {
  const [settings] = addresses('aws_lakeformation_data_lake_settings');

  expect(settings).toBeDefined();
  expect(Object.keys(made('aws_glue_catalog_database'))).toHaveLength(3);
  for (const database of Object.values(made('aws_glue_catalog_database'))) {
    expect(database['depends_on']).toEqual([settings]);
  }
});

test('what Lake Formation tags, and what Firehose writes, is named by the table itself, which is there first', () => {
  const reference = /^\$\{aws_glue_catalog_table\.[^.]+\.name\}$/;

  for (const tagged of Object.values(made('aws_lakeformation_resource_lf_tag'))) {
    expect(tagged).toMatchObject({ table: [{ name: expect.stringMatching(reference) }] });
  }
  expect(only('aws_kinesis_firehose_delivery_stream')).toMatchObject({
    iceberg_configuration: { destination_table_configuration: [{ table_name: expect.stringMatching(reference) }] },
  });
});

test('Firehose begins when the cluster lets it in and Lake Formation lets it write', () => {
  const before = only('aws_kinesis_firehose_delivery_stream')['depends_on'];
  const grants = addresses('aws_lakeformation_permissions').filter((name) => /(Adds|Puts)-events/.test(name));

  expect(grants).toHaveLength(2);
  expect(before).toEqual(expect.arrayContaining([...addresses('aws_msk_cluster_policy'), ...grants]));
});

test('Firehose may connect to Kafka without a condition that nobody says is filled in', () => {
  expect(JSON.parse(String(only('aws_msk_cluster_policy')['policy']))['Statement']).toEqual([
    expect.not.objectContaining({ Condition: expect.anything() }),
  ]);
});

test('the warehouse reaches buckets and catalogue: a way out of its group, and subnets that have one', () => {
  const group = addresses('aws_security_group').find((name) => name.includes('Warehouse'));
  const [rule] = Object.values(made('aws_vpc_security_group_egress_rule'));

  expect(rule).toMatchObject({ security_group_id: `\${${group ?? ''}.id}`, from_port: 443, to_port: 443 });
  expect(JSON.stringify(only('aws_redshiftserverless_workgroup')['subnet_ids'])).toContain('private_subnet_ids');
});

test('roles and schemas of the warehouse are made by its administrator, after the way out, with no word of Redshift bare', () => {
  const statements = Object.values(made('aws_redshiftdata_statement'));

  expect(statements.length).toBeGreaterThan(8);
  for (const { secret_arn: secret, sql } of statements) {
    expect(secret).toMatch(/^\$\{aws_redshiftserverless_namespace\.[^.]+\.admin_password_secret_arn\}$/);
    expect(sql).not.toMatch(/\braw\b(?!")/);
  }
  const depended = statements.flatMap(({ depends_on: before }) => (Array.isArray(before) ? before : []));
  expect(depended).toEqual(expect.arrayContaining(addresses('aws_vpc_security_group_egress_rule')));
});

test('Kafka lets in the range its producers come from, and nobody else', () => {
  const rules = Object.values(made('aws_vpc_security_group_ingress_rule'));

  expect(rules.map(({ cidr_ipv4: range, from_port: port }) => [range, port])).toEqual([['10.20.0.0/16', 9098]]);
});

test('what the pipeline writes is encrypted with the key of those who read it, and Firehose reads what was tidied', () => {
  const key = /\$\{aws_kms_key\.Lake_CuratedKey[^.]*\.arn\}/;
  const { configuration } =
    Object.values(made('aws_athena_workgroup')).find(({ name }) => /pipeline/.test(String(name))) ?? {};
  const policies = Object.values(made('aws_iam_role_policy'));
  const policy = (name: string): string => String(policies.find((each) => each['name'] === name)?.['policy']);

  expect(configuration).toMatchObject({
    result_configuration: { encryption_configuration: { kms_key_arn: expect.stringMatching(key) } },
  });
  for (const role of ['stream-events', 'lake-user', 'lake-formation', 'warehouse-lake', 'lake-transformer']) {
    expect(policy(role)).toMatch(key);
  }
});
