import { clientYaml, loaded, ORDERS, problemsOf, staging } from './fixtures';

const second = (account: string, region?: string, more = ''): string =>
  staging(account, `    network: { cidr: 10.1.0.0/16 }\n${more}`, region);
const SAME = '111122223333';
const OTHER = '444455556666';

const GOVERNED = ORDERS.replace('data:\n', 'data:\n  permissions: lake-formation\n  lakeFormation: own\n');
const SENTINEL = `audit:
  sinks:
    - { name: soc, kind: sentinel, workspaceId: 3f2504e0-4f89-41d3-9a0c-0305e82c3301, identityProvider: create }
`;
const BEDROCK = 'models: { a: { provider: bedrock, model: a.b, dataClass: confidential } }\n';

const twice = (yaml: string): string[] =>
  problemsOf(yaml).flatMap(({ code, path }) => (code === 'MadeTwice' ? [path] : []));

describe('what an account has one of is refused in a second environment there:', () => {
  test.each([
    ['GuardDuty', 'audit: { guardDuty: own }\n', 'audit.guardDuty', 'audit: { guardDuty: organisation }'],
    ['Security Hub', 'audit: { securityHub: own }\n', 'audit.securityHub', 'audit: { securityHub: organisation }'],
    ['Lake Formation', GOVERNED, 'data.lakeFormation', 'data: { lakeFormation: organisation }'],
  ])('%s', (_, top, path, mended) => {
    const file = (more = '', account = SAME, region?: string): string =>
      `${clientYaml({ top })}${second(account, region, more)}`;

    expect(twice(file())).toEqual([path]);
    expect(twice(file(`    ${mended}\n`))).toEqual([]);
    expect(twice(file('', OTHER))).toEqual([]);
    expect(twice(file('', SAME, 'eu-west-1'))).toEqual([]);
  });

  test('the identity provider of Sentinel, in whichever region', () => {
    const at = 'audit.sinks[0].identityProvider';

    expect(twice(`${clientYaml({ top: SENTINEL })}${second(SAME, 'eu-west-1')}`)).toEqual([at]);
    expect(twice(`${clientYaml({ top: SENTINEL })}${second(OTHER)}`)).toEqual([]);
  });
});

test('of two that ask Bedrock in one account and region is said that one takes the log of the other', () => {
  const told = (account: string): string[] =>
    loaded(`${clientYaml({ top: BEDROCK })}${second(account)}`).notices.map(({ code }) => code);

  expect(told(SAME)).toContain('SharedLog');
  expect(told(OTHER)).not.toContain('SharedLog');
});
