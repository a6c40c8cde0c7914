import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentFromPlan, documentFromSynth } from '../../../checks/document';
import { UNKNOWN, type Document, type Json, type JsonObject, type Resource } from '../../../contract';

const read = (name: string): Json => JSON.parse(readFileSync(join(__dirname, 'golden', name), 'utf8'));
const synth = documentFromSynth([{ name: 'shapes', json: read('shapes.tf.json') }], 'smb');
const plan = documentFromPlan(read('shapes.plan.json'), 'smb', 'shapes');

/** What the provider fills in, and how an index is written, may differ. */
function comparable(document: Document, type: string): object[] {
  return (document.by_type[type] ?? [])
    .filter((resource) => !resource.address.startsWith('module.'))
    .map(({ address, values, docs, unparsed }) => {
      const { region: _region, tags_all: _tags, ...own } = values;
      return { address, values: own, docs, unparsed };
    });
}

describe('a plan of the real Terraform gives the same document as what it was made from', () => {
  test.each([
    'aws_vpc',
    'aws_subnet',
    'aws_security_group',
    'aws_vpc_security_group_ingress_rule',
    'aws_s3_bucket',
    'aws_kms_key',
    'aws_iam_role',
    'aws_flow_log',
    'aws_launch_template',
  ])('%s', (type) => {
    expect(comparable(plan, type)).toEqual(comparable(synth, type));
    expect(comparable(plan, type)).not.toHaveLength(0);
  });

  test('blocks, sets and text of numbers of a cluster', () => {
    const { subnet_ids: _known, ...config } = first(plan, 'aws_eks_cluster', 'vpc_config');

    expect(config).toEqual({
      endpoint_public_access: true,
      public_access_cidrs: ['10.0.0.0/8', '203.0.113.0/24'],
    });
  });

  test('Helm values whose text is known only after apply are read from the template', () => {
    const [release] = plan.by_type.helm_release ?? [];

    expect(release?.docs).toEqual(synth.by_type.helm_release?.[0]?.docs);
    expect(release?.unknown).toEqual(['values.a.role']);
    expect(plan.objects).toEqual(JSON.parse(JSON.stringify(synth.objects)));
  });

  test('policies whose text is known only after apply are put together', () => {
    const docs = (plan.by_type.aws_iam_role_policy ?? []).map((policy) => policy.docs.policy);

    expect(docs).toMatchObject([
      { Statement: [{ Action: ['s3:GetObject'], Effect: 'Allow', Resource: ['${aws_s3_bucket.docs.arn}'] }] },
      { Statement: [{ Action: ['kms:Decrypt'], Effect: 'Allow', Resource: '${aws_kms_key.k.arn}' }] },
    ]);
  });

  test('pointers, through modules', () => {
    const { ['module.vpc_id']: _module, ...vpc } = synth.refs['shapes/aws_vpc.main'] ?? {};

    expect(plan.refs['shapes/aws_vpc.main']).toEqual({
      ...vpc,
      'aws_flow_log.vpc_id': ['shapes/aws_flow_log.f', 'shapes/module.store.aws_flow_log.inner'],
    });
    expect(plan.refs['shapes/module.store.aws_s3_bucket.this[0]']).toHaveProperty([
      'aws_s3_bucket_public_access_block.bucket',
    ]);
    for (const target of [
      'aws_subnet.zone[0]',
      'aws_subnet.zone[1]',
      'aws_route_table.zone[0]',
      'aws_s3_bucket.each["x"]',
      'aws_kms_key.k',
      'aws_iam_role.r',
    ]) {
      expect([target, plan.refs[`shapes/${target}`]]).toEqual([target, synth.refs[`shapes/${target}`]]);
    }
  });

  test('providers with their bounds', () => {
    expect(
      Object.entries(plan.stacks.shapes?.requiredProviders ?? {}).map(([name, { version }]) => [name, version]),
    ).toEqual(
      Object.entries(synth.stacks.shapes?.requiredProviders ?? {}).map(([name, { version }]) => [name, version]),
    );
  });

  test('no secret in what Terraform generates, and no difference otherwise', () => {
    expect(plan.secrets).toEqual(synth.secrets);
  });
});

describe('a plan of Terraform that is not written as JSON', () => {
  test('does not show its templates: what is unknown is unknown as a whole', () => {
    const release = planOf(
      'helm_release',
      { name: 'x', values: [null] },
      { values: [true] },
      { values: { references: ['aws_x.y.z', 'aws_x.y'] } },
    );

    expect(release).toMatchObject({ docs: { values: {} }, unknown: ['values[0]'] });
  });

  test('what the provider computes on its own is no unknown', () => {
    const vpc = planOf(
      'aws_vpc',
      { cidr_block: '10.0.0.0/16' },
      { arn: true, id: true },
      { cidr_block: { constant_value: '10.0.0.0/16' } },
    );

    expect(vpc).toMatchObject({ values: { cidr_block: '10.0.0.0/16' }, unknown: [] });
  });

  test('what comes from several places is unknown without a name', () => {
    const vpc = planOf(
      'aws_vpc',
      {},
      { cidr_block: true },
      { cidr_block: { references: ['aws_a.a.b', 'aws_a.a', 'aws_c.c'] } },
    );

    expect(vpc.values).toEqual({ cidr_block: UNKNOWN });
  });

  test('without configuration everything unknown counts', () => {
    const document = documentFromPlan(
      {
        format_version: '1.2',
        planned_values: {
          root_module: {
            resources: [{ address: 'aws_vpc.it', mode: 'managed', type: 'aws_vpc', name: 'it', values: {} }],
          },
        },
        resource_changes: [{ address: 'aws_vpc.it', change: { after_unknown: { id: true } } }],
      },
      'smb',
    );

    expect(document.by_type.aws_vpc?.[0]?.unknown).toEqual(['id']);
  });

  test('a secret passed on from a variable or a resource is no literal; one that is written is', () => {
    const secret = 'hunter2hunter';
    const passed = documentOfPlan(
      'aws_db_instance',
      { password: secret },
      {},
      { password: { references: ['random_password.p.result', 'random_password.p'] } },
    );
    const written = documentOfPlan(
      'aws_db_instance',
      { password: secret },
      {},
      { password: { constant_value: secret } },
    );

    expect(passed.secrets).toEqual([]);
    expect(written.secrets).toMatchObject([{ address: 'aws_db_instance.it', attribute: 'password', kind: 'named' }]);
  });
});

function planOf(type: string, values: JsonObject, unknown: JsonObject, expressions: JsonObject): Resource {
  const found = documentOfPlan(type, values, unknown, expressions).by_type[type]?.[0];
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

function documentOfPlan(type: string, values: JsonObject, unknown: JsonObject, expressions: JsonObject): Document {
  const address = `${type}.it`;
  return documentFromPlan(
    {
      format_version: '1.2',
      planned_values: { root_module: { resources: [{ address, mode: 'managed', type, name: 'it', values }] } },
      resource_changes: [{ address, change: { after_unknown: unknown } }],
      configuration: { root_module: { resources: [{ address, mode: 'managed', type, name: 'it', expressions }] } },
    },
    'smb',
  );
}

function first(document: Document, type: string, block: string): JsonObject {
  const blocks = document.by_type[type]?.[0]?.values[block];
  const found = Array.isArray(blocks) ? blocks[0] : undefined;
  if (typeof found !== 'object' || found === null || Array.isArray(found)) throw new Error(`no ${block}`);
  return found;
}
