import { Construct } from 'constructs';
import { Bucket } from '../bucket';
import { Key } from '../key';
import type { Statement } from '../core';

export interface PromptStoreProps {
  retentionDays: number;
  /** Roles that may read, and nobody besides. */
  readerRoleArns: readonly string[];
  /** The role of the gateway's pods. It adds and cannot read. */
  writerRoleArn: string;
}

/**
 * The text of prompts and answers, where a client wants it kept: a bucket and a key of its own, read by those who are named and by
 * no administrator, gone when its days are over. No sink and no archive ever gets it.
 */
export class PromptStore extends Construct {
  readonly bucketName: string;
  readonly resources: { bucket: Bucket; key: Key };

  constructor(scope: Construct, id: string, props: PromptStoreProps) {
    super(scope, id);
    const readers = [...props.readerRoleArns];
    const key = new Key(this, 'Key', {
      word: 'prompts',
      description: 'text of prompts and answers',
      statements: [
        refuse('OnlyReadersDecrypt', ['kms:Decrypt', 'kms:ReEncryptFrom'], '*', [...readers, props.writerRoleArn]),
      ],
    });
    const bucket = new Bucket(this, 'Resource', {
      word: 'prompts',
      dataClass: 'restricted',
      encryptionKey: key,
      expireDays: props.retentionDays,
      statements: (arn) => [
        refuse('OnlyReadersRead', ['s3:GetObject', 's3:GetObjectVersion'], `${arn}/*`, readers),
        refuse('OnlyTheGatewayAdds', ['s3:PutObject'], `${arn}/*`, [props.writerRoleArn]),
      ],
    });
    this.bucketName = bucket.name;
    this.resources = { bucket, key };
  }
}

function refuse(Sid: string, Action: string[], Resource: string, others: string[]): Statement {
  return {
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action,
    Resource,
    Condition: { ArnNotEquals: { 'aws:PrincipalArn': others } },
  };
}
