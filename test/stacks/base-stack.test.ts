import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { App, LocalBackend, TerraformOutput, Testing } from 'cdktf';
import { Construct } from 'constructs';
import type { Descriptor, JsonObject } from '../../contract';
import { stateIntent } from '../../lib/core';
import { BaseStack, handOver, Received } from '../../stacks';
import { environment, pick, resource } from '../lib/fixtures';

function app(): App {
  return new App({ outdir: Testing.app().outdir });
}

function rendered(stack: BaseStack): JsonObject {
  stack.prepareStack();
  return JSON.parse(JSON.stringify(stack.toTerraform()));
}

describe('a stack', () => {
  test('keeps its state encrypted in the bucket of the environment, locked by an object beside it', () => {
    const json = rendered(new BaseStack(app(), 'network', environment()));

    expect(pick(json, 'terraform', 'backend', 's3')).toEqual({
      bucket: 'acme-state',
      key: 'acme/production/network.tfstate',
      region: 'eu-central-1',
      encrypt: true,
      use_lockfile: true,
    });
  });

  test('assumes the role that deploys for its state too: the bucket is in that account', () => {
    const role = 'arn:aws:iam::111122223333:role/deploy';
    const stack = new BaseStack(app(), 'cluster', { ...environment(), deployRoleArn: role });
    const from = new Received(stack, { ...environment(), deployRoleArn: role }, 'network');
    new TerraformOutput(stack, 'Seen', { value: from.text('vpc_id') });

    const json = rendered(stack);

    const reader = pick(json, 'data', 'terraform_remote_state', 'network', 'config');
    expect(pick(reader ?? null, 'assume_role', 'role_arn')).toBe(role);
    expect(pick(json, 'terraform', 'backend', 's3', 'assume_role', 'role_arn')).toBe(role);
    expect(pick(json, 'provider', 'aws', 0, 'assume_role', 0, 'role_arn')).toBe(role);
  });

  test('names providers in full and bounds their versions', () => {
    const json = rendered(new BaseStack(app(), 'network', environment()));

    expect(pick(json, 'terraform', 'required_version')).toMatch(/^>= 1\.11/);
    expect(pick(json, 'terraform', 'required_providers', 'aws')).toEqual({
      source: 'registry.terraform.io/hashicorp/aws',
      version: expect.stringMatching(/^~> 6\./),
    });
  });

  test('refuses every account but its own', () => {
    const json = rendered(new BaseStack(app(), 'network', environment()));

    expect(pick(json, 'provider', 'aws', 0, 'allowed_account_ids')).toEqual(['111122223333']);
  });

  test('hands tags with templates and quotes on as they were written', () => {
    const json = rendered(new BaseStack(app(), 'network', environment({}, { note: '${HOME} says "no"\n%{if}' })));

    expect(pick(json, 'provider', 'aws', 0, 'default_tags', 0, 'tags', 'note')).toBe('$${HOME} says "no"\n%%{if}');
  });

  test('tags what can be tagged with its address, beside the tags it has', () => {
    const stack = new BaseStack(app(), 'network', environment());
    new Vpc(stack, 'Main', { cidrBlock: '10.0.0.0/16', tags: { Name: 'main' } });

    expect(resource(rendered(stack), 'aws_vpc').tags).toEqual({
      Name: 'main',
      'groundplane:address': 'acme-production-network/aws_vpc.Main',
    });
  });

  test('says what it is and what it makes happen in an output', () => {
    const stack = new BaseStack(app(), 'network', environment());
    const part = new Construct(stack, 'Part');
    const cause = new S3Bucket(part, 'Bucket', {});
    stateIntent(part, cause, { kind: 'volume', name: 'data', volumeType: 'gp3', sizeGiB: 50, count: 2 });

    const descriptor: Descriptor = JSON.parse(String(pick(rendered(stack), 'output', 'groundplane', 'value')));

    expect(descriptor).toMatchObject({ client: 'acme', stack: 'network', tier: 'mid-market' });
    expect(descriptor.intents).toEqual([
      expect.objectContaining({
        kind: 'volume',
        path: 'acme-production-network/Part',
        address: expect.stringMatching(/^aws_s3_bucket\.Part/),
      }),
    ]);
  });
});

describe('a synth is refused', () => {
  test('when two constructs have one address', () => {
    const stack = new BaseStack(app(), 'network', environment());
    const part = new Construct(stack, 'Part');
    new S3Bucket(part, 'Bucket', {});
    new S3Bucket(new Construct(part, 'Default'), 'Bucket', {});

    expect(() => stack.runAllValidations()).toThrow(/same address aws_s3_bucket\.Part_Bucket/);
  });

  test('when two stacks have one name', () => {
    const root = app();
    new BaseStack(new Construct(root, 'A'), 'network', environment());
    const second = new BaseStack(new Construct(root, 'B'), 'network', environment());

    expect(() => second.runAllValidations()).toThrow(/2 stacks are called "acme-production-network"/);
  });

  test('when a reference points nowhere', () => {
    const root = app();
    const stack = new BaseStack(root, 'network', environment());
    new TerraformOutput(stack, 'Lost', { value: '${aws_vpc.gone.id}' });

    expect(() => stack.runAllValidations()).toThrow(/"aws_vpc\.gone" is used but not in this stack/);
  });

  test('when a dependency points nowhere', () => {
    const stack = new BaseStack(app(), 'network', environment());
    new S3Bucket(stack, 'Bucket', {}).addOverride('depends_on', ['aws_vpc.gone']);

    expect(() => stack.runAllValidations()).toThrow(/"aws_vpc\.gone"/);
  });

  test('when the state would stay on the machine', () => {
    const stack = new BaseStack(app(), 'network', environment());
    stack.node.tryRemoveChild('backend');
    new LocalBackend(stack, {});

    expect(() => stack.runAllValidations()).toThrow(/keeps its state in/);
  });

  test('when helm is configured beside the cluster it needs', () => {
    const stack = new BaseStack(app(), 'cluster', environment());
    new EksCluster(stack, 'Cluster', { name: 'c', roleArn: 'r', vpcConfig: { subnetIds: [] } });
    new HelmProvider(stack, 'Helm', {});

    expect(() => stack.runAllValidations()).toThrow(/provider helm stands in the stack that makes the cluster/);
  });

  test('never for text that only looks like a reference', () => {
    const stack = new BaseStack(app(), 'network', environment());
    new S3Bucket(stack, 'Bucket', { tags: { note: 'see aws_vpc.gone and $${aws_vpc.gone.id}' } });

    expect(() => stack.runAllValidations()).not.toThrow();
  });
});

test('a value handed over by one stack is read by the next from its state, by name', () => {
  const root = app();
  const first = new BaseStack(root, 'network', environment());
  const vpc = new Vpc(first, 'Main', {});
  handOver(first, { vpc_id: vpc.id, subnet_ids: ['a', 'b'] });
  const second = new BaseStack(root, 'cluster', environment());
  const received = new Received(second, environment(), 'network');
  new TerraformOutput(second, 'Seen', { value: [received.text('vpc_id'), ...received.list('subnet_ids', 2)] });

  expect(pick(rendered(first), 'output', 'vpc_id', 'value')).toBe('${aws_vpc.Main.id}');
  const json = rendered(second);
  expect(pick(json, 'data', 'terraform_remote_state', 'network', 'config')).toMatchObject({
    bucket: 'acme-state',
    key: 'acme/production/network.tfstate',
  });
  expect(pick(json, 'output', 'Seen', 'value')).toEqual([
    '${data.terraform_remote_state.network.outputs.vpc_id}',
    '${data.terraform_remote_state.network.outputs.subnet_ids.0}',
    '${data.terraform_remote_state.network.outputs.subnet_ids.1}',
  ]);
});
