import { expectOne, yamlOf, type Case } from './cases';
import { problemsOf } from './fixtures';

describe('a database is refused', () => {
  test.each<[string, Case]>([
    [
      'that must be larger than it may',
      {
        top: 'database: { minCapacity: 16, maxCapacity: 8 }\n',
        code: 'CapacityBounds',
        path: 'database.minCapacity',
        at: '8:26',
        message: /16 units at least are more than 8 at most/,
        fix: /raise database.maxCapacity/,
      },
    ],
    [
      'on RDS with two that stand by',
      {
        top: 'database: { kind: rds-instance, zones: 3 }\n',
        code: 'DatabaseZones',
        path: 'database.zones',
        at: '8:40',
        message: /3 zones are more than the 2/,
        fix: /write 2 or less/,
      },
    ],
    [
      'whose copy stays at home',
      {
        top: 'database: { copyRegion: eu-central-1 }\n',
        code: 'CopyAtHome',
        path: 'database.copyRegion',
        at: '8:25',
        message: /is the region itself/,
        fix: /another one, or none/,
      },
    ],
    [
      'whose copy would leave the partition',
      {
        top: 'database: { copyRegion: us-gov-west-1 }\n',
        code: 'CopyElsewhere',
        path: 'database.copyRegion',
        at: '8:25',
        message: /us-gov-west-1 is in the partition aws-us-gov/,
        fix: /a region of aws/,
      },
    ],
  ])('%s', (_, refused) => expectOne(refused));
});

test('a copy in another region of the partition is taken', () => {
  expect(problemsOf(yamlOf({ top: 'database: { copyRegion: eu-west-1 }\n' }))).toEqual([]);
});
