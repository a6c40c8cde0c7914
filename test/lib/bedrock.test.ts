import { BedrockModelInvocationLoggingConfiguration } from '@cdktf/provider-aws/lib/bedrock-model-invocation-logging-configuration';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { Testing } from 'cdktf';
import { InvocationLog } from '../../lib/bedrock';
import { setPlace } from '../../lib/core';
import { build } from '../blueprints/fixtures';

const json = Testing.synthScope((stack) => {
  setPlace(stack, {
    account: '444455556666',
    region: 'eu-central-1',
    partition: 'aws',
    prefix: 'acme-production',
    protectData: true,
  });
  new InvocationLog(stack, 'Invocations', { encryptionKey: { arn: 'arn:key' }, logRetentionDays: 365 });
});

const { resource }: { resource: Record<string, Record<string, Record<string, unknown>>> } = JSON.parse(json);
const the = (type: string): Record<string, unknown>[] => Object.values(resource[type] ?? {});

test('calls of models are recorded without what was written in them', () => {
  expect(the(BedrockModelInvocationLoggingConfiguration.tfResourceType)).toMatchObject([
    {
      logging_config: [
        {
          text_data_delivery_enabled: false,
          image_data_delivery_enabled: false,
          embedding_data_delivery_enabled: false,
          video_data_delivery_enabled: false,
          cloudwatch_config: [{ log_group_name: expect.stringMatching(/^\$\{aws_cloudwatch_log_group/) }],
        },
      ],
    },
  ]);
});

test('only Bedrock of the same account writes the record', () => {
  expect(the(IamRole.tfResourceType)).toMatchObject([
    { assume_role_policy: expect.stringContaining('"aws:SourceAccount":"444455556666"') },
  ]);
});

test('where no model on Bedrock is called, nothing is recorded', () => {
  const local = `models:
  private:
    provider: ollama
    model: qwen3-8b
    pool: chat`;
  const types = (top?: string): string[] =>
    build('smb', 'day-60', 'us-east-1', top).synthesized.map(({ json: stack }) => JSON.stringify(stack));

  expect(types().join('')).toContain(BedrockModelInvocationLoggingConfiguration.tfResourceType);
  expect(types(local).join('')).not.toContain(BedrockModelInvocationLoggingConfiguration.tfResourceType);
});
