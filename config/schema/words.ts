import { z } from 'zod';
import { DATA_CLASSES, STAGES } from '../../contract';
import { INSTANCE_TYPES, KUBERNETES_VERSIONS, REGIONS } from '../../facts';

/** Small types that settings share. Their messages say what is allowed; the reader adds what was found. */

const RESERVED_NAMES = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/;
const NAME_RULE = 'lower-case letters, digits and dashes, first a letter, 1 to 40 characters';

export const name = z
  .string()
  .regex(/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/, NAME_RULE)
  .refine((value) => !RESERVED_NAMES.test(value), 'a name that no operating system reserves');

/** Short enough that names made from client, environment and pool stay readable. */
export const shortName = name.max(20, `${NAME_RULE}; here at most 20`);

export const account = z
  .string({ error: 'an AWS account id in quotes, "111122223333"' })
  .regex(/^\d{12}$/, 'an AWS account id: 12 digits in quotes');

export const region = z.enum(Object.keys(REGIONS) as [string, ...string[]]);
export const instanceType = z.enum(Object.keys(INSTANCE_TYPES) as [string, ...string[]]);

/** A version is a string: YAML reads 1.30 without quotes as the number 1.3. */
export const kubernetesVersion = z.enum(Object.keys(KUBERNETES_VERSIONS) as [string, ...string[]], {
  error: (issue) =>
    typeof issue.input === 'number'
      ? 'a version in quotes, "1.35": without them YAML reads a number'
      : `one of ${Object.keys(KUBERNETES_VERSIONS).join(', ')}, in quotes`,
});

export const cidr = z.string().regex(/^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/, 'an IPv4 range, "10.0.0.0/16"');
export const roleArn = z
  .string()
  .regex(/^arn:aws(?:-us-gov|-cn)?:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'the ARN of an IAM role, "arn:aws:iam::111122223333:role/deploy"');
export const policyArn = z
  .string()
  .regex(/^arn:aws(?:-us-gov|-cn)?:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/, 'the ARN of an IAM policy');
export const keyArn = z
  .string()
  .regex(/^arn:aws(?:-us-gov|-cn)?:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, 'the ARN of a KMS key, not of an alias');
export const certificateArn = z
  .string()
  .regex(/^arn:aws(?:-us-gov|-cn)?:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, 'the ARN of an ACM certificate');
export const secretArn = z
  .string({ error: 'the ARN of a secret in Secrets Manager; the value itself never stands here' })
  .regex(/^arn:aws(?:-us-gov|-cn)?:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@!-]+$/, 'the ARN of a secret in Secrets Manager; the value itself never stands here');
/** An address outside: encrypted, by name, nothing secret in it. */
export const httpsUrl = z
  .string()
  .regex(/^https:\/\/(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?::\d{2,5})?(?:\/[\w./-]*)?$/, 'an https address by name, without user, password or query: "https://sso.example.com"');
export const vpcId = z.string().regex(/^vpc-[0-9a-f]{8,17}$/, 'a VPC id, "vpc-0123456789abcdef0"');
export const subnetId = z.string().regex(/^subnet-[0-9a-f]{8,17}$/, 'a subnet id, "subnet-0123456789abcdef0"');
export const reservationId = z.string().regex(/^cr-[0-9a-f]{8,17}$/, 'a capacity reservation id, "cr-0123456789abcdef0"');
export const zoneId = z.string().regex(/^[a-z]+\d-az\d+$/, 'an availability zone id, "euc1-az1" (not the letter form)');
export const bucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'an S3 bucket name: 3 to 63 lower-case letters, digits, dots, dashes');
export const domainName = z
  .string()
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'a domain name in lower case, "ai.example.com"');
export const email = z.email({ error: 'an e-mail address' });
export const stage = z.enum(STAGES);
export const dataClass = z.enum(DATA_CLASSES);
export const date = z.iso.date({ error: 'a date, "2027-01-31"' });

/** Money as text, so that no binary float ever holds it. */
export const usd = z
  .string({ error: 'US dollars in quotes, "12000"' })
  .regex(/^(?!0+(?:\.0+)?$)\d{1,9}(?:\.\d{1,2})?$/, 'US dollars above zero in quotes, "12000" or "99.50"');

/** Retention periods CloudWatch Logs accepts, days. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
export const logRetentionDays = z.literal(LOG_RETENTION_DAYS);
