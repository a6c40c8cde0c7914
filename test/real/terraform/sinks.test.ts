import { describeReal } from '../needs';
import { Deployment } from './deployment';
import { World } from './world';

const SECRET = 'arn:aws:secretsmanager:eu-central-1:222233334444:secret:siem-AbCdEf';

describeReal('every kind of sink at once', ['terraform', 'stand-in', 'python'], () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('222233334444');
  });
  afterEach(() => world.close());

  test('is judged, applied, and there is nothing left to change', async () => {
    const deployment = await Deployment.make(world, { client: 'example-mid-market', environment: 'production' }, [
      { path: ['environments', 'production', 'audit', 'sinks'], value: SINKS },
      // the book has fewer prices of sinks outside of us-east-1
      { path: ['environments', 'production', 'budget', 'unpricedLines'], value: 100 },
    ]);

    await deployment.apply('audit', 'network', 'data', 'cluster', 'detection');
    const { stdout } = await deployment.stack('detection').must('plan', '-detailed-exitcode');

    expect(stdout).toContain('No changes');
    const made = world.inventory().map(({ type }) => type);
    expect(made.filter((type) => type === 'aws_kinesis_firehose_delivery_stream')).toHaveLength(1 + 2 * 6);
    expect(made).toContain('aws_securitylake_custom_log_source');
  });
});

const SINKS = [
  { name: 'soc', kind: 'splunk', url: 'https://hec.acme.example', secretArn: SECRET },
  {
    name: 'dog',
    kind: 'datadog',
    url: 'https://aws-kinesis-http-intake.logs.datadoghq.eu/v1/input',
    secretArn: SECRET,
  },
  { name: 'search', kind: 'opensearch', domainArn: 'arn:aws:es:eu-central-1:222233334444:domain/security' },
  { name: 'drop', kind: 's3', bucket: 'acme-landing' },
  { name: 'blue', kind: 'sentinel', workspaceId: '3f1c2b7a-9d5e-4c1b-8a77-0d2e4f6a8b90', identityProvider: 'create' },
  {
    name: 'lake',
    kind: 'security-lake',
    bucket: 'aws-security-data-lake-eu-central-1-2ab3c4d5e6f7',
    keyArn: 'arn:aws:kms:eu-central-1:222233334444:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  },
  { name: 'here', kind: 'cloudwatch' },
];
