import type { Construct } from 'constructs';
import { placeOf } from './place';

/** ARN in the partition, region and account of `scope`. Global services: `iam`, `s3`. */
export function arn(scope: Construct, service: string, resource: string): string {
  const { partition, region, account } = placeOf(scope);
  const isIam = service === 'iam';
  const isS3 = service === 's3';
  return `arn:${partition}:${service}:${isIam || isS3 ? '' : region}:${isS3 ? '' : account}:${resource}`;
}

/** ARN of a policy AWS keeps, `managedPolicyArn(this, 'AmazonEKSClusterPolicy')`. */
export function managedPolicyArn(scope: Construct, name: string): string {
  return `arn:${placeOf(scope).partition}:iam::aws:policy/${name}`;
}

/** ARN of the account root, the principal that stands for "whoever IAM of this account allows". */
export function accountRootArn(scope: Construct): string {
  return arn(scope, 'iam', 'root');
}
