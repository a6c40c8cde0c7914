import { expectOne, yamlOf, type Case } from './cases';
import { because } from '../../config';
import { defaultsOf, problemsOf } from './fixtures';

const bedrock = (profile?: string): string =>
  `models: { a: { provider: bedrock, model: a.b, dataClass: confidential${profile === undefined ? '' : `, inferenceProfile: ${profile}`} } }\n`;
const stays = (residency: string): string => `residency: ${residency}\n`;

describe('what leaves further than was said is refused:', () => {
  test.each<[string, Case]>([
    [
      'questions out of the area, where nothing was said',
      {
        top: bedrock('global'),
        code: 'LeavesResidency',
        path: 'models.a.inferenceProfile',
        at: '8:90',
        message: /outside the area of eu-central-1/,
        fix: /take profile eu, or write residency: anywhere/,
      },
    ],
    [
      'questions out of the region',
      {
        top: bedrock('eu'),
        environment: stays('region'),
        code: 'LeavesResidency',
        path: 'models.a.inferenceProfile',
        at: '8:90',
        message: /other regions than eu-central-1/,
        fix: /without a profile/,
      },
    ],
    [
      'backups out of the area',
      {
        top: 'database: { copyRegion: us-east-1 }\n',
        code: 'LeavesResidency',
        path: 'database.copyRegion',
        at: '8:25',
        message: /another area/,
        fix: /a region of eu, or none/,
      },
    ],
    [
      'backups out of the region',
      {
        top: 'database: { copyRegion: eu-west-1 }\n',
        environment: stays('region'),
        code: 'LeavesResidency',
        path: 'database.copyRegion',
        at: '8:25',
        message: /another region/,
        fix: /copyRegion: none/,
      },
    ],
  ])('%s', (_, expected) => expectOne(expected));

  test('what goes too far by default is told at the word it goes beyond', () => {
    const environment = stays('region');
    const wide = defaultsOf('mid-market');
    const defaults = { ...wide, database: { ...wide.database, copyRegion: because<string>('eu-west-1', 'far') } };

    const problems = problemsOf(yamlOf({ environment }), { defaultsOf: () => defaults });

    expect(problems).toMatchObject([{ code: 'LeavesResidency', path: 'environments.production.residency', line: 14 }]);
    expect(problems[0]?.message).toMatch(
      /is region, and database\.copyRegion "eu-west-1" is another region by default/,
    );
  });
});

test.each<[string, Partial<Case>]>([
  ['the area', { top: `${bedrock('eu')}database: { copyRegion: eu-west-1 }\n` }],
  ['the region', { top: bedrock(), environment: stays('region') }],
  ['anywhere', { top: `${bedrock('global')}database: { copyRegion: us-east-1 }\n`, environment: stays('anywhere') }],
])('what stays within %s is taken', (_, file) => {
  expect(problemsOf(yamlOf(file))).toEqual([]);
});
