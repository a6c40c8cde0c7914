import { expectOne, type Case } from './cases';
import { load, problemsOf } from './fixtures';
import { yamlOf } from './cases';

const SIGN_IN = 'signIn: { provider: okta, issuer: https://acme.okta.com, clientId: 0oa1b2c3 }\n';
const ENTRA = 'https://login.microsoftonline.com/0a1b2c3d-0000-4000-8000-0000000000aa/v2.0';

describe('people who could not sign in, or not as one thing, are refused for', () => {
  test.each<[string, Case]>([
    [
      'a group of two powers',
      {
        top: `${SIGN_IN}groups: { staff: [admin, user] }\n`,
        code: 'GroupTwoRoles',
        path: 'groups.staff',
        at: '9:18',
        message: /is admin and user/,
        fix: /write one role/,
      },
    ],
    [
      'a group said twice in other letters',
      {
        top: `${SIGN_IN}groups: { Staff: user, admins: admin, staff: admin }\n`,
        code: 'GroupTwice',
        path: 'groups.staff',
        at: '9:46',
        message: /is the group "Staff"/,
        fix: /once/,
      },
    ],
    [
      'groups without a provider',
      {
        top: 'groups: { staff: admin }\n',
        code: 'GroupsOfNobody',
        path: 'groups',
        at: '8:1',
        message: /nobody signs in/,
        fix: /signIn/,
      },
    ],
    [
      'no administrator',
      {
        top: `${SIGN_IN}groups: { staff: user }\n`,
        code: 'NobodySignsIn',
        path: 'signIn',
        at: '8:1',
        message: /no group is admin/,
        fix: /groups/,
      },
    ],
    [
      'a provider whose tokens name no groups',
      {
        top: 'signIn: { provider: google, issuer: https://accounts.google.com, clientId: abcd }\ngroups: { staff: admin }\n',
        code: 'ProviderWithoutGroups',
        path: 'signIn.provider',
        at: '8:21',
        message: /google name no groups/,
        fix: /cognito or keycloak/,
      },
    ],
    [
      'an issuer of somebody else',
      {
        top: 'signIn: { provider: cognito, issuer: https://acme.okta.com, clientId: abcd }\ngroups: { staff: admin }\n',
        code: 'OtherIssuer',
        path: 'signIn.issuer',
        at: '8:38',
        message: /no issuer of Amazon Cognito/,
        fix: /cognito-idp/,
      },
    ],
    [
      'an issuer that is not encrypted',
      {
        top: 'signIn: { provider: okta, issuer: "http://acme.okta.com", clientId: abcd }\ngroups: { staff: admin }\n',
        code: 'WrongFormat',
        path: 'signIn.issuer',
        at: '8:35',
        message: /http:\/\/acme/,
        fix: /https/,
      },
    ],
    [
      'a group of Entra ID by its name',
      {
        top: `signIn: { provider: entra-id, issuer: ${ENTRA}, clientId: abcd }\ngroups: { staff: admin }\n`,
        code: 'OtherGroupName',
        path: 'groups.staff',
        at: '9:18',
        message: /never say "staff"/,
        fix: /object id/,
      },
    ],
    [
      'a role for emergencies that nobody watches',
      {
        top: "audit: { trail: organisation }\ncluster: { breakGlassPrincipalArns: ['arn:aws:iam::111122223333:role/on-call'] }\n",
        code: 'BreakGlassUnwatched',
        path: 'cluster.breakGlassPrincipalArns',
        at: '9:37',
        message: /no alarm/,
        fix: /audit.trail: own/,
      },
    ],
  ])('%s', (_, refused) => expectOne(refused));
});

test('a group may be two things of which neither is above the other', () => {
  const file = yamlOf({ top: `${SIGN_IN}groups: { it: admin, works-council: [auditor, user] }\n` });

  expect(problemsOf(file)).toEqual([]);
});

test('an environment may have an application and groups of its own beside those of all', () => {
  const result = load(
    yamlOf({
      top: `${SIGN_IN}groups: { it: admin }\n`,
      environment:
        'signIn: { provider: okta, issuer: https://test.okta.com, clientId: other }\ngroups: { testers: user }\n',
    }),
  );

  expect(result).toMatchObject({ ok: true });
  if (!result.ok) return;
  expect(result.environments[0]?.settings.signIn).toMatchObject({ issuer: 'https://test.okta.com', clientId: 'other' });
  expect(result.environments[0]?.settings.groups).toEqual({ it: 'admin', testers: 'user' });
});
