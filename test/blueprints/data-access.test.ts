import { dataAccess, dataAccessText } from '../../blueprints/shared';
import { isObject, type JsonObject } from '../../contract';
import { clientFile } from '../bin/fixtures';
import { build, environmentOf } from './fixtures';
import { dataSection } from './sources';

const TOP = `groups: { platform: admin, desk: operator, review: [auditor, user], staff: user }
signIn: { provider: okta, issuer: https://acme.okta.com/oauth2/default, clientId: 0oa1b2c3 }
${dataSection()}`;

/** Roles that are made: the tag and value their trust asks for, by name. */
function made(tier: 'smb' | 'enterprise'): Record<string, JsonObject> {
  const roles = build(tier, 'day-60', 'us-east-1', TOP).synthesized.flatMap(({ json }) => {
    const all = isObject(json) && isObject(json.resource) ? json.resource['aws_iam_role'] : undefined;
    return isObject(all) ? Object.values(all).filter(isObject) : [];
  });
  return Object.fromEntries(
    roles
      .filter(({ assume_role_policy: trust }) => String(trust).includes('aws:PrincipalTag/'))
      .map((role) => [
        String(role['name']),
        JSON.parse(String(role['assume_role_policy'])).Statement[0].Condition.StringEquals,
      ]),
  );
}

test.each(['smb', 'enterprise'] as const)('what is printed for %s is what the roles that are made ask for', (tier) => {
  const { settings } = environmentOf(clientFile('acme', { tier, phase: 'day-60', top: TOP }));
  const printed = dataAccess(settings).map(({ roleArn, tag, value }) => [
    roleArn.split('/').at(-1),
    { [`aws:PrincipalTag/${tag}`]: value },
  ]);

  expect(Object.fromEntries(printed)).toEqual(made(tier));
  expect(printed.length).toBeGreaterThan(3);
});

test('each group of the map has its value, and a role that no group has says so', () => {
  const { settings } = environmentOf(clientFile('acme', { tier: 'smb', phase: 'day-60', top: TOP }));
  const rows = dataAccess(settings).map(({ groups, value, sources, does }) => [value, groups, does, sources]);
  const text = dataAccessText(settings);

  expect(rows).toContainEqual(['user', ['review', 'staff'], 'reads', ['pages']]);
  expect(rows).toContainEqual(['auditor', ['review'], 'reads', ['events', 'pages']]);
  expect(rows).toContainEqual(['developer', [], 'reads', ['orders']]);
  expect(rows).toContainEqual(['pages', [], 'delivers', ['pages']]);
  expect(rows).toContainEqual(['events', [], 'delivers', ['events']]);
  expect(text).toMatch(/A program that delivers .* bears the tag `groundplane-source`/);
  expect(text).toContain('nobody yet: no group has the role');
  expect(text).toContain('https://aws.amazon.com/SAML/Attributes/PrincipalTag:groundplane-role');
});
