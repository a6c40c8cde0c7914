import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isObject, TIERS, type Json, type JsonObject } from '../../contract';
import { build } from '../blueprints/fixtures';

interface LogEvent {
  timestamp: number;
  message: string;
}
const {
  batches,
  eventsOf,
}: {
  batches: (events: LogEvent[]) => Iterable<LogEvent[]>;
  eventsOf: (body: Buffer, writtenAt: number) => LogEvent[];
} = jest.requireActual(join(__dirname, '../../functions/entry-logs/forward.js'));

/** A line as load balancers write it. */
const line = (time: string, url: string): string =>
  `https ${time} app/k8s-chat/1 10.0.1.2:51000 10.0.3.4:8080 0.001 0.9 0.000 200 200 34 366 "GET ${url} HTTP/2.0" "Mozilla/5.0"`;
const file = (...lines: string[]): Buffer => gzipSync(`${lines.join('\n')}\n`);

test('each line is an event at its own time, the oldest first, and a line without one is told at the time of the file', () => {
  const late = line('2026-11-21T10:00:02.000000Z', 'https://chat.acme.example:443/b');
  const early = line('2026-11-21T10:00:01.500000Z', 'https://chat.acme.example:443/a');

  const events = eventsOf(file(late, early, 'odd'), Date.UTC(2026, 10, 21, 10, 5));

  expect(events.map(({ timestamp }) => new Date(timestamp).toISOString().slice(11, 22))).toEqual([
    '10:00:01.50',
    '10:00:02.00',
    '10:05:00.00',
  ]);
});

test('codes that sign somebody in stand in no event', () => {
  const url = 'https://chat.acme.example:443/oauth/oidc/callback?code=s3cr3t&state=x';

  const [event] = eventsOf(file(line('2026-11-21T10:00:01.000000Z', url)), 0);

  expect(event?.message).toContain('"GET https://chat.acme.example:443/oauth/oidc/callback?- HTTP/2.0"');
  expect(event?.message).not.toContain('s3cr3t');
});

test('no call holds more than CloudWatch takes at once, and none is lost', () => {
  const many = Array.from({ length: 12_000 }, (_, index) => ({ timestamp: index, message: 'x'.repeat(90) }));

  const made = [...batches(many)];

  expect(made.flat()).toEqual(many);
  expect(
    made
      .map((batch) => batch.reduce((sum, { message }) => sum + message.length + 26, 0))
      .every((bytes) => bytes <= 1_000_000),
  ).toBe(true);
  expect(made.every(({ length }) => length <= 10_000)).toBe(true);
});

describe.each(TIERS)('load balancers of %s', (tier) => {
  const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/1234abcd';
  const { synthesized } = build(tier, 'day-30', 'us-east-1', `gateway: { certificateArn: '${certificate}' }`);
  const resources = (stack: string, type: string): JsonObject[] => {
    const json = synthesized.find(({ name }) => name.endsWith(stack))?.json;
    const all = isObject(json) && isObject(json['resource']) ? json['resource'][type] : {};
    return Object.values(isObject(all) ? all : {}).filter(isObject);
  };

  test('write every request into a bucket only they add to, which S3 encrypts', () => {
    const gateway = resources('-serving', 'helm_release').find(({ chart }) => chart === 'litellm-helm');
    const attributes = /load-balancer-attributes":"([^"]*)"/.exec(valuesOf(gateway))?.[1] ?? '';
    const policy = resources('-detection', 'aws_s3_bucket_policy')
      .map(({ policy: text }) => String(text))
      .find((text) => text.includes('logdelivery'));
    const encryption = JSON.stringify(resources('-detection', 'aws_s3_bucket_server_side_encryption_configuration'));

    expect(attributes).toMatch(
      /access_logs\.s3\.enabled=true,access_logs\.s3\.bucket=\$\{[^}]*entry_logs_bucket_name[^}]*\},access_logs\.s3\.prefix=gateway/,
    );
    expect(policy).toContain('/gateway/AWSLogs/111122223333/*');
    expect(encryption).toContain('AES256');
  });

  test('are among what goes into the archive', () => {
    const filters = resources('-detection', 'aws_cloudwatch_log_subscription_filter');

    expect(filters.map(({ log_group_name }) => String(log_group_name))).toContainEqual(
      expect.stringContaining('aws_cloudwatch_log_group.EntryLogs_Events'),
    );
  });

  test('have a program that tells it on, and somebody who hears when it fails', () => {
    const notification = JSON.stringify(resources('-detection', 'aws_s3_bucket_notification'));
    const alarms = resources('-detection', 'aws_cloudwatch_metric_alarm').map(({ alarm_name }) => alarm_name);

    expect(notification).toContain('"filter_suffix":".log.gz"');
    expect(alarms).toContain('acme-production-entry-logs-errors');
  });
});

test('without a load balancer there is no bucket for its logs', () => {
  const { synthesized } = build('smb', 'day-30');

  expect(JSON.stringify(synthesized.map(({ json }): Json => json))).not.toContain('entry-logs');
});

function valuesOf(release: JsonObject | undefined): string {
  const values = release?.['values'];
  return Array.isArray(values) ? String(values[0]) : '';
}
