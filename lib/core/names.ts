import { createHash } from 'node:crypto';
import type { Construct } from 'constructs';
import { placeOf } from './place';

/**
 * Physical name of something: `<client>-<environment>-<word>`.
 *
 * The same words give the same name in every run, on every machine; two environments never share one. A name longer than
 * `max` loses characters in front, where they say least, and gets eight hex digits of a hash of the whole instead.
 * Lower-case letters, digits and dashes; begins with a letter.
 *
 * Limits of services: IAM role 64, SQS queue 80, target group and load balancer 32, S3 bucket 63, Helm release 53.
 */
export function physicalName(scope: Construct, word: string, max = 63): string {
  return fitName(`${placeOf(scope).prefix}-${word}`, max);
}

/** Shortens `name` to `max` characters, the hash of the whole in place of what is cut. */
export function fitName(name: string, max: number): string {
  if (name.length <= max) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  const tail = name.slice(name.length - (max - hash.length - 2)).replace(/^-+/, '');
  return `h${hash}-${tail}`;
}
