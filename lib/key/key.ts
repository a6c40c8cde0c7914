import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { accountRootArn, arn, guarded, physicalName, placeOf, policyText, type Statement } from '../core';

/** A key somebody may encrypt with. */
export interface IKey {
  /** ARN of the key, never of an alias. */
  readonly arn: string;
}

export interface KeyProps {
  /** What it encrypts, one line; shown in the console. */
  description: string;
  /** Word of the alias, `alias/<client>-<environment>-<word>`. */
  word: string;
  /**
   * AWS services that use the key by themselves. Everybody else needs a permission in IAM: the policy lets the account
   * decide, and names no role, so that no principal must exist before the key.
   *
   * @default - none
   */
  services?: readonly KeyService[];
  /** More statements: who is refused what IAM of the account would allow, and services that come with conditions of their own. @default - none */
  statements?: readonly Statement[];
  /** Region it is in. @default - the region of the stack */
  region?: string;
}

/**
 * `logs`: CloudWatch log groups of this account. `volumes`: EBS, on behalf of whoever starts instances. `events`: EventBridge into
 * queues and topics. `alarms`: CloudWatch alarms into topics. `buckets`: S3 into queues. `answers`: Athena, for what its
 * workgroups keep of answers.
 */
export type KeyService = 'logs' | 'volumes' | 'events' | 'alarms' | 'buckets' | 'answers';

/**
 * A customer-managed KMS key, rotated yearly, kept 30 days after a deletion.
 *
 * Security: the key policy hands the decision to IAM of the account; services are let in for this account only.
 *
 * ### Cost
 * One dollar a month, and one more for each of the first two rotations.
 */
export class Key extends Construct implements IKey {
  readonly arn: string;
  readonly resources: { key: KmsKey; alias: KmsAlias };

  constructor(scope: Construct, id: string, props: KeyProps) {
    super(scope, id);
    const key = new KmsKey(this, 'Resource', {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyText([...this.policy(props.services ?? []), ...(props.statements ?? [])]),
      region: props.region,
      lifecycle: guarded(this),
    });
    const alias = new KmsAlias(this, 'Alias', {
      region: props.region,
      name: `alias/${physicalName(this, props.word, 240)}`,
      targetKeyId: key.keyId,
    });
    this.arn = key.arn;
    this.resources = { key, alias };
  }

  private policy(services: readonly KeyService[]): Statement[] {
    const statements: Record<KeyService, () => Statement[]> = {
      logs: () => this.logs(),
      volumes: () => this.volumes(),
      events: () => this.events(),
      buckets: () => this.ofAccount('Buckets', 's3.amazonaws.com'),
      alarms: () => this.ofAccount('Alarms', 'cloudwatch.amazonaws.com'),
      answers: () => this.answers(),
    };
    return [
      { Sid: 'AccountDecides', Principal: { AWS: accountRootArn(this) }, Action: 'kms:*', Resource: '*' },
      ...services.flatMap((service) => statements[service]()),
    ];
  }

  private logs(): Statement[] {
    return [
      {
        Sid: 'LogGroups',
        Principal: { Service: `logs.${placeOf(this).region}.amazonaws.com` },
        Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        Resource: '*',
        Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arn(this, 'logs', '*') } },
      },
    ];
  }

  // the same grant AWS puts on its own aws/ebs key: auto scaling, Karpenter and the CSI driver all come in through EC2
  private volumes(): Statement[] {
    const { account, region } = placeOf(this);
    return [
      {
        Sid: 'Volumes',
        Principal: '*',
        Action: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncrypt*',
          'kms:GenerateDataKey*',
          'kms:CreateGrant',
          'kms:DescribeKey',
        ],
        Resource: '*',
        Condition: { StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `ec2.${region}.amazonaws.com` } },
      },
    ];
  }

  private ofAccount(sid: string, service: string): Statement[] {
    return [
      {
        Sid: sid,
        Principal: { Service: service },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceAccount': placeOf(this).account } },
      },
    ];
  }

  // a condition on whose rule it is would not hold: EventBridge does not say it to SNS. Source: SNS guide, key management
  private events(): Statement[] {
    return [
      {
        Sid: 'EventRules',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
      },
    ];
  }

  // Source: Athena guide, managed query results
  private answers(): Statement[] {
    const workgroups = arn(this, 'athena', 'workgroup/*');
    return [
      {
        Sid: 'AnswersOfAthena',
        Principal: { Service: 'encryption.athena.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
        Resource: '*',
        Condition: {
          ArnLike: { 'aws:SourceArn': workgroups, 'kms:EncryptionContext:aws:athena:arn': workgroups },
          StringEquals: { 'aws:SourceAccount': placeOf(this).account },
        },
      },
    ];
  }
}
