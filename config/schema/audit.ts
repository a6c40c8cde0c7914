import { z } from 'zod';
import { RECORD_RULES } from '../../facts';
import { setting } from './setting';
import { account, bucketName, httpsUrl, keyArn, logRetentionDays, policyArn, roleArn, secretArn, shortName, subnetId } from './words';

const sinkName = setting(shortName, {
  description: 'Name of the sink; part of the names of what delivers to it.',
  example: 'soc',
  changing: 'in place',
});
const secret = (holds: string): typeof secretArn =>
  setting(secretArn, {
    description: `Secret in Secrets Manager that holds ${holds}. Only its ARN stands here; the value is read by the service that delivers.`,
    example: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:acme-production/siem-AbCdEf',
    changing: 'in place',
  });

const kind = <K extends string>(word: K, description: string): z.ZodLiteral<K> =>
  setting(z.literal(word), { description, example: word, changing: 'in place' });

const splunk = z.strictObject({
  name: sinkName,
  kind: kind('splunk', 'Splunk, through its HTTP Event Collector with acknowledgement.'),
  url: setting(httpsUrl, {
    description: 'Address of the HTTP Event Collector.',
    example: 'https://http-inputs-firehose-acme.splunkcloud.com:443',
    changing: 'in place',
  }),
  secretArn: secret('`{"hec_token": "…"}`'),
});
const datadog = z.strictObject({
  name: sinkName,
  kind: kind('datadog', 'Datadog logs.'),
  url: setting(httpsUrl, {
    description: 'Address of the Firehose intake of your Datadog site.',
    example: 'https://aws-kinesis-http-intake.logs.datadoghq.eu/v1/input',
    changing: 'in place',
  }),
  secretArn: secret('`{"api_key": "…"}`'),
});
const sentinel = z.strictObject({
  name: sinkName,
  kind: kind('sentinel', 'Microsoft Sentinel: its S3 connector fetches files a queue names, with a role that trusts the connector of one workspace.'),
  workspaceId: setting(z.uuid({ error: 'the id of a Log Analytics workspace' }), {
    description: 'Log Analytics workspace that may fetch.',
    example: '3f1c2b7a-9d5e-4c1b-8a77-0d2e4f6a8b90',
    changing: 'in place',
  }),
  identityProvider: setting(z.enum(['create', 'existing']), {
    description: 'Whether the identity provider of Microsoft is made, or in the account already: there can be one only.',
    example: 'create',
    changing: 'in place',
  }),
});
const opensearch = z.strictObject({
  name: sinkName,
  kind: kind('opensearch', 'A domain of Amazon OpenSearch Service.'),
  domainArn: setting(
    z.string().regex(/^arn:aws(?:-us-gov|-cn)?:es:[a-z0-9-]+:\d{12}:domain\/[a-z][a-z0-9-]{2,27}$/, 'the ARN of an OpenSearch domain'),
    {
      description: 'Domain that takes the events. It must let the role of the delivery write.',
      example: 'arn:aws:es:eu-central-1:111122223333:domain/security',
      changing: 'in place',
    },
  ),
  subnetIds: setting(z.array(subnetId).min(1).max(6).optional(), {
    description: 'Subnets of a domain inside a VPC; left out, it is reached at its public endpoint.',
    example: ['subnet-0123456789abcdef0'],
    changing: 'in place',
  }),
  securityGroupIds: setting(
    z.array(z.string().regex(/^sg-[0-9a-f]{8,17}$/, 'a security group id')).min(1).max(5).optional(),
    {
      description: 'Security groups of the delivery in that VPC; the domain must let them in.',
      example: ['sg-0123456789abcdef0'],
      changing: 'in place',
    },
  ),
});
const s3 = z.strictObject({
  name: sinkName,
  kind: kind('s3', 'A bucket some program reads from.'),
  bucket: setting(bucketName, {
    description: 'Bucket that takes the files; its policy must let the role of the delivery add objects.',
    example: 'acme-siem-landing',
    changing: 'in place',
  }),
});
const securityLake = z.strictObject({
  name: sinkName,
  kind: kind('security-lake', 'Amazon Security Lake of this account: the events of the gateway as a custom source, one class of OCSF in Parquet. What AWS records itself, CloudTrail or VPC flow logs, the lake takes in by its own sources.'),
  bucket: setting(z.string().regex(/^aws-security-data-lake-[a-z0-9-]{1,39}[a-z0-9]$/, 'the bucket of a Security Lake, aws-security-data-lake-…'), {
    description: 'Bucket of the lake in the account and region of the environment.',
    example: 'aws-security-data-lake-eu-central-1-2ab3c4d5e6f7g8h9',
    changing: 'in place',
  }),
  keyArn: setting(keyArn.optional(), {
    description: "Key the lake encrypts with; left out, S3's own. Its policy must let roles of the account use it.",
    example: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    changing: 'in place',
  }),
});
const cloudwatch = z.strictObject({
  name: sinkName,
  kind: kind('cloudwatch', 'Nothing leaves CloudWatch: saved queries over the log groups.'),
});

/** Where events go besides the archive. */
export const auditSink = z.discriminatedUnion('kind', [
  splunk,
  datadog,
  sentinel,
  opensearch,
  s3,
  securityLake,
  cloudwatch,
]);

const whose = z.enum(['own', 'organisation', 'off']);

export const auditSettings = z.strictObject({
  archive: z
    .strictObject({
      lock: setting(z.enum(['none', 'governance', 'compliance']), {
        description:
          'How firmly the archive holds what it was given. `governance`: nobody deletes while its policy stands. `compliance`: nobody, not even AWS, until the time is over; it cannot be undone, and the bucket is paid for until then. `none`: for what may be thrown away.',
        example: 'governance',
        changing: 'replaces everything',
      }),
      retentionDays: setting(z.int().min(1).max(3653), {
        description: 'Days each event is held. Not below what the packs and record rules ask for; raising it holds new events longer.',
        example: 2192,
        changing: 'in place',
      }),
      account: setting(account.optional(), {
        description: 'Account the archive is in, 12 digits in quotes; left out, the account of the environment. Enterprise needs one of its own.',
        example: '444455556666',
        changing: 'replaces everything',
      }),
      deployRoleArn: setting(roleArn.optional(), {
        description: 'Role Terraform assumes to make the archive. Only it may change the settings of bucket and key afterwards; it cannot delete either.',
        example: 'arn:aws:iam::444455556666:role/groundplane-archive',
        changing: 'in place',
      }),
      permissionsBoundaryArn: setting(policyArn.optional(), {
        description: 'Permissions boundary put on the roles made in an account of archives.',
        example: 'arn:aws:iam::444455556666:policy/boundary',
        changing: 'in place',
      }),
      irreversible: setting(z.literal('understood').optional(), {
        description: 'The explicit yes to a compliance lock outside production: what is written then can be deleted by nobody until its time is over.',
        example: 'understood',
        changing: 'nothing',
      }),
    })
    .meta({ description: 'The write-once archive.' }),
  recordRules: setting(z.array(z.enum(RECORD_RULES)).max(RECORD_RULES.length), {
    description: 'Rules on the keeping of records the client is held to, beside the packs. The longest decides.',
    example: ['sec-17a-4'],
    changing: 'nothing',
  }),
  sinks: setting(z.array(auditSink).max(8), {
    description: 'Where events go besides CloudWatch and the archive. What a sink does not take is kept and can be sent again.',
    example: [{ name: 'soc', kind: 'splunk', url: 'https://hec.acme.example:8088', secretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:siem-AbCdEf' }],
    changing: 'in place',
  }),
  failedRetentionDays: setting(z.int().min(1).max(365), {
    description: 'Days records are kept that a sink did not take.',
    example: 30,
    changing: 'in place',
  }),
  logRetentionDays: setting(logRetentionDays, {
    description: 'Days logs of pods and of the audit pipeline are kept in CloudWatch.',
    example: 365,
    changing: 'in place',
  }),
  breakGlassRoleArns: setting(z.array(roleArn).max(10), {
    description: 'Roles that are taken on in an emergency only. Taking one on is an alarm.',
    example: ['arn:aws:iam::111122223333:role/break-glass'],
    changing: 'in place',
  }),
  trail: setting(z.enum(['own', 'organisation']), {
    description: 'Whose CloudTrail records the account. `organisation`: a multi-region, validated trail with data events is kept elsewhere, and somebody answers for that.',
    example: 'own',
    changing: 'in place',
  }),
  guardDuty: setting(whose, {
    description: 'Whose GuardDuty watches. One detector an account and region can be: `organisation` where the security account switches it on.',
    example: 'own',
    changing: 'in place',
  }),
  securityHub: setting(whose, {
    description: 'Whose Security Hub gathers findings. `organisation` where the security account switches it on.',
    example: 'organisation',
    changing: 'in place',
  }),
  prompts: z
    .strictObject({
      retentionDays: setting(z.int().min(1).max(365), {
        description: 'Days the text of prompts and answers is kept.',
        example: 30,
        changing: 'in place',
      }),
      readerRoleArns: setting(z.array(roleArn).min(1, 'at least one role that may read').max(10), {
        description: 'Roles that may read the text of prompts and answers, and nobody besides.',
        example: ['arn:aws:iam::111122223333:role/ai-review'],
        changing: 'in place',
      }),
    })
    .optional()
    .meta({ description: 'Logging of what people write, in a place of its own. Left out, no prompt is in any log.' }),
});

export type AuditSettings = z.infer<typeof auditSettings>;
