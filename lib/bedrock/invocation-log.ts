import { BedrockModelInvocationLoggingConfiguration } from '@cdktf/provider-aws/lib/bedrock-model-invocation-logging-configuration';
import { Construct } from 'constructs';
import { arn, physicalName, placeOf, trustService } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';
import { Role } from '../role';

export interface InvocationLogProps {
  encryptionKey: IKey;
  logRetentionDays: number;
}

/** The stream Bedrock writes to, whatever the group. */
const STREAM = 'aws/bedrock/modelinvocations';

/**
 * Records every call of a model on Bedrock: who, which model, how many tokens. Never the text: what people write belongs into no
 * log.
 *
 * An account has one such setting a region. A second environment there takes it over, and both write into the group of the last.
 *
 * ### Cost
 * By volume: _a million calls a month_ write about 1 GB, 0.50 USD.
 */
export class InvocationLog extends Construct {
  readonly logGroup: LogGroup;
  readonly resources: { configuration: BedrockModelInvocationLoggingConfiguration };

  constructor(scope: Construct, id: string, props: InvocationLogProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      name: invocationLogName(this),
      retentionDays: props.logRetentionDays,
      encryptionKey: props.encryptionKey,
    });
    const writer = this.writer();
    const configuration = new BedrockModelInvocationLoggingConfiguration(this, 'Resource', {
      loggingConfig: [
        {
          textDataDeliveryEnabled: false,
          imageDataDeliveryEnabled: false,
          embeddingDataDeliveryEnabled: false,
          videoDataDeliveryEnabled: false,
          cloudwatchConfig: [{ logGroupName: this.logGroup.name, roleArn: writer.arn }],
        },
      ],
      // Bedrock tries to write before it takes the setting
      dependsOn: writer.ready,
    });
    this.resources = { configuration };
  }

  private writer(): Role {
    return new Role(this, 'Writer', {
      word: 'invocation-log',
      trust: trustService('bedrock.amazonaws.com').map((statement) => ({
        ...statement,
        Condition: {
          StringEquals: { 'aws:SourceAccount': placeOf(this).account },
          ArnLike: { 'aws:SourceArn': arn(this, 'bedrock', '*') },
        },
      })),
      statements: [
        {
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `${this.logGroup.arn}:log-stream:${STREAM}`,
        },
      ],
    });
  }
}

/** Log group of an environment with its calls of Bedrock, known before it exists. */
export function invocationLogName(scope: Construct): string {
  return `/${physicalName(scope, 'bedrock-invocations', 400)}`;
}
