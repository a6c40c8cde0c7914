import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { estimate } from '../../../checks/cost';
import { readUsage, type UsageOverrides } from '../../../checks/cost/usage';
import { document, pool, resource, route, STACK, TODAY } from './fixtures';
import { useCase } from './report-fixtures';

const EXAMPLE = join(__dirname, '../../../../shared/schemas/infracost-usage-example.yml');

function problems(text: string): string[] {
  const read = readUsage(text, 'usage.yml');
  return read.ok ? [] : read.problems.map(({ at, path, message }) => `${at} ${path} ${message}`);
}

function overrides(text: string): UsageOverrides {
  const read = readUsage(text, 'usage.yml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.overrides;
}

/** Expected quantity of a line under a usage file. */
function quantity(file: string, component: string, resources = [resource('aws_nat_gateway', 'a')]): string | undefined {
  const { lines } = estimate(document(resources), { today: TODAY, overrides: overrides(file) });
  return lines.find((line) => line.component === component)?.quantity.expected;
}

const NAT = 'aws_nat_gateway.a';

describe('a usage file', () => {
  test('says how much goes through one resource, and the line says where that is written', () => {
    const file = `version: 0.1\nresource_usage:\n  ${NAT}:\n    monthly_data_processed_gb: 1234\n`;
    const { lines } = estimate(document([resource('aws_nat_gateway', 'a')]), {
      today: TODAY,
      overrides: overrides(file),
    });

    const line = lines.find(({ component }) => component === 'data processed');

    expect(line?.quantity).toEqual({ low: '1234', expected: '1234', high: '1234' });
    expect(line?.assumption).toBe('as usage.yml:4 says');
  });

  test('says a range', () => {
    const file = `version: 0.1\nresource_usage:\n  ${NAT}:\n    monthly_data_processed_gb: { low: 1, expected: 2.5, high: 9 }\n`;
    const { lines } = estimate(document([resource('aws_nat_gateway', 'a')]), {
      today: TODAY,
      overrides: overrides(file),
    });

    expect(lines.find(({ component }) => component === 'data processed')?.quantity).toEqual({
      low: '1',
      expected: '2.5',
      high: '9',
    });
  });

  test.each([
    ['its address', NAT],
    ['its address behind its stack', `${STACK}/${NAT}`],
    ['its construct path', `${STACK}/a`],
  ])('names a resource by %s', (_, place) => {
    expect(
      quantity(`version: 0.1\nresource_usage:\n  ${place}: { monthly_data_processed_gb: 7 }\n`, 'data processed'),
    ).toBe('7');
  });

  test('names all instances of a resource by [*], as infracost does', () => {
    const counted = [resource('aws_nat_gateway', 'a', {}, { address: `${NAT}[1]` })];

    expect(
      quantity(
        `version: 0.1\nresource_usage:\n  ${NAT}[*]: { monthly_data_processed_gb: 7 }\n`,
        'data processed',
        counted,
      ),
    ).toBe('7');
  });

  test('says of one resource more than of its type, and of its type more than the tier', () => {
    const type = 'resource_type_default_usage:\n  aws_nat_gateway: { monthly_data_processed_gb: 5 }\n';
    const one = `resource_usage:\n  ${NAT}: { monthly_data_processed_gb: 7 }\n`;

    expect(quantity(`version: 0.1\n${type}`, 'data processed')).toBe('5');
    expect(quantity(`version: 0.1\n${one}${type}`, 'data processed')).toBe('7');
    expect(quantity('version: 0.1\n', 'data processed')).toBe('400');
  });

  // 1,000 GB a month are 1.37 units for 730 hours, and 25 connections a second one: the larger counts
  test('tells capacity units by their parts, as infracost does', () => {
    const file = `version: 0.1\nresource_usage:\n  aws_lb.a: { processed_bytes_gb: 1000, new_connections: 25 }\n`;
    const { lines } = estimate(document([resource('aws_lb', 'a', { internal: true, subnets: ['a'] })]), {
      today: TODAY,
      overrides: overrides(file),
    });

    // infracost's own test file has 8.00 for 1,000 GB
    expect(
      Number(lines.find(({ component }) => component === 'load balancer capacity units')?.monthly.expected).toFixed(2),
    ).toBe('8.00');
  });

  test.each([
    ['aws_s3_bucket.a', 'standard: { storage_gb: 1000 }', resource('aws_s3_bucket', 'a'), 'storage', '23.00'],
    [
      'aws_cloudwatch_log_group.a',
      'storage_gb: 1000',
      resource('aws_cloudwatch_log_group', 'a', { retention_in_days: 30 }),
      'logs kept',
      '30.00',
    ],
    [
      'aws_kinesis_stream.a',
      'monthly_on_demand_data_in_gb: 1000',
      resource('aws_kinesis_stream', 'a', { stream_mode_details: [{ stream_mode: 'ON_DEMAND' }] }),
      'data in',
      '80.00',
    ],
    [
      'aws_lambda_function.a',
      'monthly_requests: 1000000, request_duration_ms: 250',
      resource('aws_lambda_function', 'a', { memory_size: 512 }),
      'duration',
      '2.08',
    ],
  ])('of %s with infracost names costs what it says: %s', (place, usage, given, component, dollars) => {
    const file = `version: 0.1\nresource_usage:\n  ${place}: { ${usage} }\n`;
    const { lines } = estimate(document([given]), { today: TODAY, overrides: overrides(file) });

    expect(Number(lines.find((line) => line.component === component)?.monthly.expected).toFixed(2)).toBe(dollars);
  });

  test('says how many nodes a pool has, and how many tokens a model reads', () => {
    const file = overrides(
      'version: 0.1\nresource_usage:\n  node_pool.chat: { instances: 3 }\n  model_route.fast: { monthly_input_tokens: 9000000 }\n',
    );
    const { lines } = estimate(document([], { intents: [pool(), route()] }), {
      today: TODAY,
      overrides: file,
      useCases: [useCase({ model: 'fast' })],
    });
    const of = (component: string): string | undefined =>
      lines.find((line) => line.component === component)?.quantity.expected;

    expect(of('pool chat: instances')).toBe('2190');
    expect(of('model fast: tokens in')).toBe('9');
    // 100,000 requests of 200 tokens: the file does not speak of them
    expect(of('model fast: tokens out')).toBe('20');
  });

  test.each([
    [
      'a key nobody knows',
      `version: 0.1\nresource_usage:\n  ${NAT}:\n    monthly_data_procesed_gb: 1\n`,
      'usage.yml:4:5',
      'monthly_data_procesed_gb is no usage of aws_nat_gateway',
    ],
    [
      'a negative quantity',
      `version: 0.1\nresource_usage:\n  ${NAT}:\n    monthly_data_processed_gb: -1\n`,
      'usage.yml:4:5',
      'is -1',
    ],
    [
      'NaN',
      `version: 0.1\nresource_usage:\n  ${NAT}:\n    monthly_data_processed_gb: .nan\n`,
      'usage.yml:4:5',
      'is .nan',
    ],
    [
      'a quantity without end',
      `version: 0.1\nresource_usage:\n  ${NAT}:\n    monthly_data_processed_gb: .inf\n`,
      'usage.yml:4:5',
      'is .inf',
    ],
    [
      'a text',
      `version: 0.1\nresource_usage:\n  ${NAT}:\n    monthly_data_processed_gb: much\n`,
      'usage.yml:4:5',
      'is much',
    ],
    [
      'low above expected',
      `version: 0.1\nresource_usage:\n  ${NAT}:\n    monthly_data_processed_gb: { low: 3, expected: 2, high: 9 }\n`,
      'usage.yml:4:5',
      'is 3, 2, 9',
    ],
    [
      'a range without an end',
      `version: 0.1\nresource_usage:\n  ${NAT}:\n    monthly_data_processed_gb: { low: 3, high: 9 }\n`,
      'usage.yml:4:5',
      'without its three ends',
    ],
    ['another version', 'version: 0.2\n', 'usage.yml:1:1', 'version is 0.2'],
    ['another section', 'version: 0.1\nresources: {}\n', 'usage.yml:2:1', 'resources is no part of a usage file'],
    [
      'the same resource twice',
      `version: 0.1\nresource_usage:\n  ${NAT}: {}\n  ${NAT}: {}\n`,
      'usage.yml:4:3',
      'unique',
    ],
    ['no usage at all', '[]', 'usage.yml:1:1', 'holds no usage'],
  ])('is refused with %s', (_, text, at, message) => {
    const found = problems(text);

    expect(found).toHaveLength(1);
    expect(found[0]).toContain(at);
    expect(found[0]).toContain(message);
  });

  test('tells all that is wrong at once', () => {
    expect(
      problems(`version: 9\nresource_usage:\n  ${NAT}: { monthly_data_processed_gb: -1, nonsense: 1 }\n`),
    ).toHaveLength(3);
  });

  test('may speak of types that are metered elsewhere, and that is told', () => {
    const read = readUsage(
      'version: 0.1\nresource_usage:\n  google_storage_bucket.a: { storage_gb: 1 }\n',
      'usage.yml',
    );

    expect(read).toMatchObject({ ok: true, notes: ['google_storage_bucket: no meter here asks for its usage'] });
  });
});

if (existsSync(EXAMPLE)) {
  test("infracost's published example is taken as it is", () => {
    const read = readUsage(readFileSync(EXAMPLE, 'utf8'), 'infracost-usage-example.yml');

    expect(read).toMatchObject({ ok: true });
    expect(
      read.ok &&
        read.overrides.addresses
          .get('aws_nat_gateway.my_nat_gateway')
          ?.get('monthly_data_processed_gb')
          ?.figure.expected.toFixed(),
    ).toBe('10');
  });
} else {
  test("infracost's published example is not beside the project, so it was not read", () => {
    expect(process.env['GROUNDPLANE_REQUIRE_TOOLS']).not.toBe('1');
  });
}
