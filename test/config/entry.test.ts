import { expectOne, yamlOf, type Case } from './cases';
import { loaded } from './fixtures';

const CERTIFICATE = 'arn:aws:acm:eu-central-1:111122223333:certificate/1234abcd';

describe('a way in that would stand open, or lead nowhere, is refused for', () => {
  test.each<[string, Case]>([
    [
      'no certificate',
      {
        top: 'entry: { exposure: internet, reason: people at home have no VPN }\n',
        code: 'PublicWithoutCertificate',
        path: 'entry.exposure',
        at: '8:20',
        message: /without a certificate/,
        fix: /gateway.certificateArn/,
      },
    ],
    [
      'no reason',
      {
        top: `entry: { exposure: internet }\nchat: { certificateArn: '${CERTIFICATE}' }\n`,
        code: 'PublicWithoutReason',
        path: 'entry.exposure',
        at: '8:20',
        message: /nobody says why/,
        fix: /entry.reason/,
      },
    ],
    [
      'no public subnets',
      {
        top: `network: { cidr: 10.20.0.0/16, existing: { vpcId: vpc-0123456789abcdef0, privateSubnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1] } }\nentry: { exposure: internet, reason: people at home have no VPN }\nchat: { certificateArn: '${CERTIFICATE}' }\n`,
        code: 'NoPublicSubnets',
        path: 'entry.exposure',
        at: '9:20',
        message: /no public subnets/,
        fix: /publicSubnetIds/,
      },
    ],
    [
      'copies of the page that share no sessions',
      {
        top: 'chat: { replicas: 2 }\n',
        code: 'ReplicasWithoutCache',
        path: 'chat.replicas',
        at: '8:19',
        message: /sign people out/,
        fix: /elasticache/,
      },
    ],
    [
      'a certificate of another region',
      {
        top: "chat: { certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1234abcd' }\n",
        code: 'OtherRegion',
        path: 'chat.certificateArn',
        at: '8:25',
        message: /us-east-1/,
        fix: /eu-central-1/,
      },
    ],
  ])('%s', (_, refused) => expectOne(refused));
});

describe('what nobody outside the cluster reaches is said of', () => {
  const PEOPLE =
    "signIn: { provider: okta, issuer: 'https://acme.okta.com/oauth2/default', clientId: groundplane }\ngroups: { admins: admin }\n";
  const TEAMS =
    'teams: { ops: { owner: ops@acme.example, models: [assistant], monthlyUsd: "100", keys: { app: { expires: 2027-01-01 } } } }\ngateway: { cache: elasticache }\n';
  const unreached = (top: string): string[] =>
    loaded(yamlOf({ top })).notices.flatMap(({ code, path }) => (code === 'NoWayIn' ? [path] : []));

  test.each([
    ['the page people chat on', PEOPLE, ['chat.certificateArn']],
    ['the gateway of teams', TEAMS, ['gateway.certificateArn']],
    ['nothing, before anybody is named', '', []],
    [
      'nothing, with a certificate each',
      `${PEOPLE}${TEAMS.replace('elasticache', `elasticache, certificateArn: '${CERTIFICATE}'`)}chat: { certificateArn: '${CERTIFICATE}' }\n`,
      [],
    ],
  ])('%s', (_, top, paths) => expect(unreached(top)).toEqual(paths));
});
