import { isObject, type JsonObject } from '../../../contract';
import { describeReal } from '../needs';
import { run } from '../programs';
import { ApiServer } from './api-server';
import { synthesizedReleases } from './synthesized';

/** Groups of the enterprise example by what their members are, as its provider names them, and the groups of IAM roles. */
const PEOPLE = {
  admin: 'oidc:ai-platform',
  operator: 'oidc:ai-operations',
  developer: 'oidc:ai-builders',
  user: 'oidc:ai-users',
  auditor: 'oidc:internal-audit',
  'operator with an IAM role': 'groundplane:operator',
} as const;
type Person = keyof typeof PEOPLE;
const OPERATORS: Person[] = ['operator', 'operator with an IAM role'];
const LOOKING: Person[] = ['admin', ...OPERATORS, 'developer', 'auditor'];

/** What is asked, where, and by whom it may be done; nobody else may. */
const QUESTIONS: [string, string, Person[]][] = [
  ['list pods', 'models', LOOKING],
  ['list pods', 'gateway', LOOKING],
  ['list pods', 'kube-system', []],
  ['get pods/log', 'models', ['admin', ...OPERATORS, 'developer']],
  ['delete pods', 'models', ['admin', ...OPERATORS]],
  ['create pods/eviction', 'models', ['admin', ...OPERATORS]],
  ['patch deployments.apps/scale', 'models', ['admin', ...OPERATORS]],
  ['create deployments.apps', 'models', ['admin']],
  ['update networkpolicies.networking.k8s.io', 'models', ['admin']],
  ['list networkpolicies.networking.k8s.io', 'kube-system', ['auditor']],
  ['get secrets', 'gateway', []],
  ['create pods/exec', 'models', []],
  ['create pods/portforward', 'models', []],
  ['create rolebindings.rbac.authorization.k8s.io', 'gateway', []],
  ['list rolebindings.rbac.authorization.k8s.io', 'gateway', ['admin', 'auditor']],
  ['list nodes', '', ['admin', ...OPERATORS, 'auditor']],
  ['patch nodes', '', ['admin', ...OPERATORS]],
  ['delete nodes', '', []],
  ['impersonate users', '', []],
];

describeReal('who may do what in the cluster of the enterprise example', ['tools', 'crds'], () => {
  let server: ApiServer;

  beforeAll(async () => {
    server = await ApiServer.open();
    const releases = await synthesizedReleases('example-enterprise');
    for (const name of ['gateway', 'models'])
      await server.apply(JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
    const objects = releases.filter(isAccess).flatMap(objectsOf);
    await server.apply(objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  });
  afterAll(() => server.close());

  test.each(QUESTIONS)('%s in "%s"', async (question, namespace, allowed) => {
    const answers = await Promise.all(
      Object.entries(PEOPLE).map(async ([person, group]) => ({
        person,
        may: await may(server, group, question, namespace),
      })),
    );

    expect(
      answers
        .filter((answer) => answer.may)
        .map(({ person }) => person)
        .sort(),
    ).toEqual([...allowed].sort());
  });
});

async function may(server: ApiServer, group: string, question: string, namespace: string): Promise<boolean> {
  const [verb = '', what = ''] = question.split(' ');
  const [resource = '', subresource] = what.split('/');
  const args = ['auth', 'can-i', verb, resource, '--as', 'oidc:somebody', '--as-group', group];
  const more = [
    ...(subresource === undefined ? [] : ['--subresource', subresource]),
    ...(namespace === '' ? [] : ['--namespace', namespace]),
  ];
  const { stdout } = await run('kubectl', [...args, ...more], { cwd: process.cwd(), env: server.env });
  return stdout.trim() === 'yes';
}

function isAccess({ settings }: { settings: JsonObject }): boolean {
  return settings['name'] === 'access' || settings['name'] === 'serving-access';
}

function objectsOf({ settings }: { settings: JsonObject }): JsonObject[] {
  const [text] = Array.isArray(settings['values']) ? settings['values'] : [];
  const values: JsonObject = JSON.parse(String(text));
  const resources = values['resources'];
  return Array.isArray(resources) ? resources.filter(isObject) : [];
}
