import { PLATFORM_ROLES } from '../../contract';
import { groupsWith } from '../../lib/access-plan';
import { BreakGlass, CLUSTER_RIGHTS, ClusterAccess, namespaceAccess, roleManifests } from '../../lib/access';
import { pick, resource, synthesize } from './fixtures';

const GROUPS = {
  platform: 'admin',
  desk: 'operator',
  builders: 'developer',
  staff: 'user',
  council: 'auditor',
} as const;

describe('what a group is', () => {
  test('is something in each tool that knows its role, and the same in all of them', () => {
    const chat = { admin: ['platform'], user: ['builders', 'desk', 'staff'] };

    expect(groupsWith('chat', 'admin', GROUPS)).toEqual(chat.admin);
    expect(groupsWith('chat', 'user', GROUPS)).toEqual(chat.user);
    expect(CLUSTER_RIGHTS.map((right) => groupsWith('kubernetes', right, GROUPS))).toEqual([
      ['platform'],
      ['council'],
      ['builders'],
      ['desk'],
    ]);
  });

  test('may be two things at once', () => {
    const both = { council: ['auditor', 'user'] } as const;

    expect(groupsWith('kubernetes', 'auditor', both)).toEqual(['council']);
    expect(groupsWith('chat', 'user', both)).toEqual(['council']);
  });

  test('is nothing in no tool at all for no role', () => {
    const somewhere = (role: (typeof PLATFORM_ROLES)[number]): string[] => [
      ...CLUSTER_RIGHTS.flatMap((right) => groupsWith('kubernetes', right, { group: role })),
      ...(['admin', 'user'] as const).flatMap((right) => groupsWith('chat', right, { group: role })),
    ];

    expect(PLATFORM_ROLES.filter((role) => somewhere(role).length === 0)).toEqual([]);
  });
});

test('nobody who comes from outside is called like a group of Kubernetes', () => {
  const json = synthesize((stack) => {
    new ClusterAccess(stack, 'Access', { groups: { 'system:masters': 'operator' } });
  });

  const values = String(pick(resource(json, 'helm_release'), 'values', 0));
  expect(values).toContain('"oidc:system:masters"');
  expect(values).not.toContain('"system:masters"');
});

test('no role reads secrets, runs commands in pods or opens a way past the gateway', () => {
  const text = JSON.stringify(roleManifests());

  for (const resourceName of [
    '"secrets"',
    'pods/exec',
    'pods/attach',
    'pods/portforward',
    'services/proxy',
    'pods/proxy',
  ])
    expect(text).not.toContain(resourceName);
});

test('a namespace binds each right to those of the provider and to those with an IAM role', () => {
  const [admin] = namespaceAccess('models', GROUPS);

  expect(admin).toMatchObject({
    kind: 'RoleBinding',
    metadata: { namespace: 'models' },
    subjects: [{ name: 'groundplane:admin' }, { name: 'oidc:platform' }],
  });
});

test('the role for emergencies is taken on by name, by those who are named', () => {
  const json = synthesize((stack) => {
    new BreakGlass(stack, 'BreakGlass', {
      clusterName: 'acme-production',
      principalArns: ['arn:aws:iam::111122223333:role/on-call'],
    });
  });

  const role = resource(json, 'aws_iam_role');
  const [statement] = JSON.parse(String(role.assume_role_policy)).Statement;
  expect(statement.Principal).toEqual({ AWS: ['arn:aws:iam::111122223333:role/on-call'] });
  expect(statement.Condition).toEqual({ StringLike: { 'sts:SourceIdentity': '?*' } });
  expect(role.max_session_duration).toBe(3600);
});
