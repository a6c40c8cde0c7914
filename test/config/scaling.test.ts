import { expectOne, type Case } from './cases';
import { clientYaml, loaded } from './fixtures';

const HOURS = "{ timezone: Europe/Berlin, from: '08:00', to: '19:00', days: mon-fri }";

describe('engines that cannot be scaled so are refused for', () => {
  test.each<[string, Case]>([
    [
      'less at most than always',
      {
        top: 'models: { a: { provider: vllm, replicas: 3, maxReplicas: 2 } }\n',
        code: 'MaxBelowReplicas',
        path: 'models.a.maxReplicas',
        at: '8:58',
        message: /2 is less than replicas 3/,
        fix: /write 3 or more/,
      },
    ],
    [
      'more than the pool has nodes for',
      {
        top: 'models: { a: { provider: vllm, maxReplicas: 9 } }\n',
        code: 'PoolTooSmall',
        path: 'gpuPools.chat.maxNodes',
        at: '10:3',
        message: /9 are needed/,
        fix: /raise maxNodes to 9/,
      },
    ],
    [
      'nights off in production',
      {
        top: `models: { a: { provider: vllm, hours: ${HOURS} } }\n`,
        code: 'HoursInProduction',
        path: 'models.a.hours',
        at: '8:39',
        message: /without an answer/,
        fix: /not production/,
      },
    ],
    [
      'hours without an hour',
      {
        top: `models: { a: { provider: vllm, hours: ${HOURS.replace('19', '08')} } }\n`,
        environment: 'stage: staging\n',
        code: 'EmptyHours',
        path: 'models.a.hours',
        at: '8:39',
        message: /begin and end at 08:00/,
        fix: /later time/,
      },
    ],
  ])('%s', (_, one) => {
    expectOne(one);
  });
});

test('nights off are taken where nobody works at night', () => {
  const top = `models: { a: { provider: vllm, dataClass: confidential, hours: ${HOURS} } }\n`;
  const { environments } = loaded(clientYaml({ top, environment: 'stage: staging\n' }));

  expect(environments[0]?.settings.models['a']).toMatchObject({ hours: { from: '08:00' } });
});
