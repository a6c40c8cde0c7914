import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recover, stateAddresses } from '../../checks/recovery';
import { importId, parseArn } from '../../checks/recovery/import-id';
import { IMPORT_IDS, SET_AGAIN, UNLISTED_IDS } from '../../facts';
import type { Json } from '../../contract';

const STACK = 'acme-production-network';
const json: Json = {
  provider: { aws: [{ region: 'eu-central-1', allowed_account_ids: ['111122223333'] }] },
  resource: {
    aws_vpc: { main: {} },
    aws_subnet: { a: {}, b: {} },
    aws_kms_key: { key: {} },
    aws_kms_alias: { key: { name: 'alias/acme' } },
    aws_route: { out: { route_table_id: '${aws_route_table.x.id}', destination_cidr_block: '0.0.0.0/0' } },
    aws_iam_role: { flow: { name: 'acme-production-flow' } },
    aws_iam_role_policy: { flow: {} },
  },
};
const stacks = [{ name: STACK, json }];

const ec2 = (resource: string): string => `arn:aws:ec2:eu-central-1:111122223333:${resource}`;
const listed = (...things: [arn: string, address: string, stack?: string][]): Json => ({
  ResourceTagMappingList: things.map(([ResourceARN, address, stack = STACK]) => ({
    ResourceARN,
    Tags: [{ Key: 'groundplane:address', Value: `${stack}/${address}` }],
  })),
});
const of = (listing: Json | Json[], ...state: string[]) =>
  recover(stacks, { things: [listing].flat(1), states: new Map([[STACK, new Set(state)]]) });

function only(found: ReturnType<typeof recover>) {
  const [stack] = found.ok ? found.recovery.stacks : [];
  if (stack === undefined) throw new Error('refused');
  return stack;
}

test('what carries an address that the state does not know is imported by its id', () => {
  const { imports } = only(of(listed([ec2('vpc/vpc-1'), 'aws_vpc.main'], [ec2('subnet/subnet-1'), 'aws_subnet.a'])));

  expect(imports).toEqual([
    { to: 'aws_subnet.a', id: 'subnet-1' },
    { to: 'aws_vpc.main', id: 'vpc-1' },
  ]);
});

test('what the state knows is left as it is', () => {
  expect(only(of(listed([ec2('vpc/vpc-1'), 'aws_vpc.main']), 'aws_vpc.main')).imports).toEqual([]);
});

test('of two things with one address somebody must choose, in the state or not', () => {
  const two = listed([ec2('vpc/vpc-2'), 'aws_vpc.main'], [ec2('vpc/vpc-1'), 'aws_vpc.main']);

  for (const state of [[], ['aws_vpc.main']]) {
    const { imports, doubled } = only(of(two, ...state));
    expect(imports).toEqual([]);
    expect(doubled).toEqual([{ address: 'aws_vpc.main', arns: [ec2('vpc/vpc-1'), ec2('vpc/vpc-2')] }]);
  }
});

test('a listing of another account is refused', () => {
  const found = of(listed(['arn:aws:ec2:eu-central-1:999988887777:vpc/vpc-1', 'aws_vpc.main']));

  expect(found).toEqual({
    ok: false,
    problems: [`${STACK}: the listing is of account 999988887777, the stack belongs into 111122223333`],
  });
});

test('things of another environment are left alone and counted', () => {
  const found = of(listed([ec2('vpc/vpc-9'), 'aws_vpc.main', 'acme-staging-network']));

  expect(found).toMatchObject({ ok: true, recovery: { elsewhere: [ec2('vpc/vpc-9')] } });
  expect(only(found).imports).toEqual([]);
});

test('a stack whose things are listed and whose state is not given is refused: all of it would look lost', () => {
  const found = recover(stacks, { things: [listed([ec2('vpc/vpc-1'), 'aws_vpc.main'])], states: new Map() });

  expect(found).toMatchObject({ ok: false, problems: [expect.stringMatching(/its state was not given/)] });
});

test('one stack may be asked for alone: what others lack is not told then, and its own state must be there', () => {
  const others = [...stacks, { name: 'acme-production-cluster', json }];
  const things = [
    listed([ec2('vpc/vpc-1'), 'aws_vpc.main'], [ec2('vpc/vpc-2'), 'aws_vpc.main', 'acme-production-cluster']),
  ];
  const only = new Set([STACK]);

  const found = recover(others, { things, states: new Map([[STACK, new Set<string>()]]), only });

  expect(found).toMatchObject({ ok: true, recovery: { listed: 1, elsewhere: [], stacks: [{ stack: STACK }] } });
  expect(recover(others, { things: [listed()], states: new Map(), only })).toEqual({
    ok: false,
    problems: [`${STACK}: its state was not given`],
  });
});

test.each([
  ['an address the output does not have', listed([ec2('vpc/vpc-1'), 'aws_vpc.gone']), /no such address/],
  ['an ARN of another kind', listed([ec2('subnet/subnet-1'), 'aws_vpc.main']), /nobody wrote down/],
])('%s is named and not imported', (_, listing, reason) => {
  const { imports, open } = only(of(listing));

  expect(imports).toEqual([]);
  expect(open).toEqual([expect.objectContaining({ reason: expect.stringMatching(reason) })]);
});

test('roles are found by their names in a listing of roles, and in this account only', () => {
  const role = (account: string): Json => ({
    Roles: [{ RoleName: 'acme-production-flow', Arn: `arn:aws:iam::${account}:role/ops/acme-production-flow` }],
  });

  expect(only(of(role('111122223333'))).imports).toEqual([{ to: 'aws_iam_role.flow', id: 'acme-production-flow' }]);
  expect(only(of(role('999988887777')))).toMatchObject({ imports: [] });
});

test('what carries no tag is told with its id, as far as the configuration says it', () => {
  const { unlisted, setAgain } = only(of(listed()));

  expect(unlisted).toEqual([
    { to: 'aws_kms_alias.key', id: 'alias/acme' },
    { to: 'aws_route.out', id: '<route_table_id>_0.0.0.0/0' },
    { to: 'aws_iam_role.flow', id: 'acme-production-flow' },
  ]);
  expect(setAgain).toBe(1);
  expect(only(of({ Roles: [] })).unlisted.map(({ to }) => to)).not.toContain('aws_iam_role.flow');
});

test.each<[string, string, string]>([
  ['aws_eks_node_group', 'arn:aws:eks:eu-central-1:111122223333:nodegroup/acme/system/8c9e-1', 'acme:system'],
  ['aws_eks_addon', 'arn:aws:eks:eu-central-1:111122223333:addon/acme/coredns/8c9e-1', 'acme:coredns'],
  [
    'aws_eks_pod_identity_association',
    'arn:aws:eks:eu-central-1:111122223333:podidentityassociation/acme/a-1',
    'acme,a-1',
  ],
  [
    'aws_eks_access_entry',
    'arn:aws-cn:eks:cn-north-1:111122223333:access-entry/acme/role/444455556666/ops/admin/8c9e-1',
    'acme:arn:aws-cn:iam::444455556666:role/ops/admin@cn-north-1',
  ],
  [
    'aws_cloudwatch_log_group',
    'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/acme/cluster:*',
    '/aws/eks/acme/cluster',
  ],
  [
    'aws_sqs_queue',
    'arn:aws:sqs:eu-central-1:111122223333:jobs',
    'https://sqs.eu-central-1.amazonaws.com/111122223333/jobs',
  ],
  ['aws_iam_instance_profile', 'arn:aws:iam::111122223333:instance-profile/a/b/nodes', 'nodes'],
  ['aws_sns_topic', 'arn:aws:sns:us-west-2:111122223333:alarms', 'arn:aws:sns:us-west-2:111122223333:alarms'],
  ['aws_kms_key', 'arn:aws:kms:us-west-2:111122223333:key/1234', '1234@us-west-2'],
  ['aws_redshiftserverless_workgroup', 'arn:aws:redshift-serverless:eu-central-1:111122223333:workgroup/8c9e', 'lake'],
  ['aws_s3_bucket', 'arn:aws:s3:::acme-files', 'acme-files'],
  ['aws_wafv2_web_acl', 'arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/entry/8c9e', '8c9e/entry/REGIONAL'],
])('%s is imported as its page asks: %s → %s', (type, text, id) => {
  const arn = parseArn(text);

  expect(arn && importId(type, arn, { workgroup_name: 'lake' }, 'eu-central-1')).toBe(id);
});

test('every type the library makes is known: its tag leads to an id, its name does, or a second apply sets it again', () => {
  const folders = ['lib', 'stacks', 'blueprints'].map((folder) => join(__dirname, '../..', folder));
  const modules = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) => [
        ...readFileSync(join(folder, path), 'utf8').matchAll(/@cdktf\/provider-aws\/lib\/([a-z\d-]+)/g),
      ])
      .map(([, module = '']) => module)
      .filter((module) => !/^(data-aws|ephemeral)-|^provider$/.test(module)),
  );
  const types = [...new Set(modules)].map((module) => `aws_${module.replaceAll('-', '_')}`).sort();

  const unknown = types.filter((type) => !(type in IMPORT_IDS) && !(type in UNLISTED_IDS) && !SET_AGAIN.has(type));

  expect(types.length).toBeGreaterThan(80);
  expect(unknown).toEqual([]);
});

describe('addresses of a state', () => {
  test('are read from a list', () => {
    expect([...stateAddresses('aws_vpc.main\naws_subnet.a\n\n')]).toEqual(['aws_vpc.main', 'aws_subnet.a']);
  });

  test('are read from JSON, and an empty state has none', () => {
    const state = { format_version: '1.0', values: { root_module: { resources: [{ address: 'aws_vpc.main' }] } } };

    expect([...stateAddresses(JSON.stringify(state))]).toEqual(['aws_vpc.main']);
    expect([...stateAddresses('{"format_version":"1.0"}')]).toEqual([]);
    expect([...stateAddresses('')]).toEqual([]);
  });

  test('are not taken from anything else', () => {
    expect(() => stateAddresses('No state file was found!')).toThrow(SyntaxError);
  });
});
