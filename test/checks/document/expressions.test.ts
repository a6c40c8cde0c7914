import { documentFromSynth } from '../../../checks/document';
import { UNKNOWN } from '../../../contract';
import { documentOf, resourceOf } from './fixture';

describe('what can be told before apply is told', () => {
  test('a plain reference stays, and is unknown', () => {
    const subnet = resourceOf('aws_subnet', { vpc_id: '${aws_vpc.v.id}' });

    expect(subnet).toMatchObject({ values: { vpc_id: '${aws_vpc.v.id}' }, unknown: ['vpc_id'] });
  });

  test.each([
    ['a local', '${local.cidr}', '10.1.0.0/16'],
    ['a local of a local', '${local.again}', '10.1.0.0/16'],
    ['an attribute that is written down', '${aws_vpc.v.cidr_block}', '10.0.0.0/16'],
    ['a place inside a block', '${kubernetes_namespace_v1.n.metadata[0].name}', 'models'],
    ['a text around one', 'x-${local.cidr}', 'x-10.1.0.0/16'],
    ['an escape', '$${local.cidr}', '${local.cidr}'],
    ['a conversion', '${tostring(local.cidr)}', '10.1.0.0/16'],
  ])('%s is followed', (_, text, value) => {
    const thing = resourceOf(
      'acme_thing',
      { it: text },
      {
        locals: { cidr: '10.1.0.0/16', again: '${local.cidr}' },
        resource: {
          aws_vpc: { v: { cidr_block: '10.0.0.0/16' } },
          kubernetes_namespace_v1: { n: { metadata: { name: 'models' } } },
        },
      },
    );

    expect(thing).toMatchObject({ values: { it: value }, unknown: [] });
  });

  test.each([
    ['a variable', '${var.x}'],
    ['a circle of locals', '${local.a}'],
    ['something that is not there', '${aws_vpc.gone.cidr_block}'],
    ['one of several', '${aws_vpc.many.cidr_block}'],
    ['a block', '${aws_vpc.v.timeouts}'],
  ])('%s is not', (_, text) => {
    const thing = resourceOf(
      'acme_thing',
      { it: text },
      {
        locals: { a: '${local.b}', b: '${local.a}' },
        variable: { x: { default: 'y' } },
        resource: { aws_vpc: { v: { timeouts: {} }, many: { for_each: '${var.x}', cidr_block: 'z' } } },
      },
    );

    expect(thing.unknown).toEqual(['it']);
    expect(thing.values.it).toMatch(/^\$\{/);
  });

  test('a literal count gives that many instances', () => {
    const document = documentOf({
      resource: { aws_subnet: { z: { count: 2, cidr_block: '10.0.${count.index}.0/24' } } },
    });

    expect(document.by_type.aws_subnet?.map((subnet) => [subnet.address, subnet.values.cidr_block])).toEqual([
      ['aws_subnet.z[0]', '10.0.0.0/24'],
      ['aws_subnet.z[1]', '10.0.1.0/24'],
    ]);
  });

  test('a count of nothing gives nothing', () => {
    expect(documentOf({ resource: { aws_subnet: { z: { count: 0 } } } }).by_type).toEqual({});
  });

  test('for_each over what is written gives an instance for each key', () => {
    const document = documentOf({
      locals: { buckets: { logs: { days: 30 }, docs: { days: 7 } } },
      resource: { aws_s3_bucket: { b: { for_each: '${local.buckets}', bucket: '${each.key}-${each.value.days}' } } },
    });

    expect(document.by_type.aws_s3_bucket?.map((bucket) => [bucket.address, bucket.values.bucket])).toEqual([
      ['aws_s3_bucket.b["docs"]', 'docs-7'],
      ['aws_s3_bucket.b["logs"]', 'logs-30'],
    ]);
  });

  test('how many there are can be unknown', () => {
    const bucket = resourceOf('aws_s3_bucket', { for_each: '${var.names}', bucket: '${each.key}' });

    expect(bucket).toMatchObject({ address: 'aws_s3_bucket.it', unknown: ['for_each', 'bucket'] });
  });

  test('dynamic blocks over what is written become blocks', () => {
    const group = resourceOf('aws_security_group', {
      dynamic: { ingress: { for_each: '${toset(["10.0.0.0/8"])}', content: { cidr_blocks: ['${ingress.value}'] } } },
    });

    expect(group).toMatchObject({ values: { ingress: [{ cidr_blocks: ['10.0.0.0/8'] }] }, unknown: [] });
  });

  test('dynamic blocks over something unknown show their content, and that there may be more', () => {
    const group = resourceOf('aws_security_group', {
      dynamic: {
        ingress: [
          { for_each: '${var.rules}', iterator: 'rule', content: { from_port: 443, to_port: '${rule.value}' } },
        ],
      },
    });

    expect(group.values.ingress).toEqual([{ from_port: 443, to_port: '${rule.value}' }]);
    expect(group.unknown).toEqual(['ingress', 'ingress[0].to_port']);
  });

  const network = {
    terraform: { backend: { s3: { bucket: 'state', key: 'network' } } },
    resource: { aws_vpc: { v: { cidr_block: '10.0.0.0/16' } }, aws_subnet: { s: {} } },
    output: {
      id: { value: '${aws_vpc.v.id}' },
      name: { value: 'acme' },
      subnets: { value: ['${aws_subnet.s.id}', 'subnet-1'] },
    },
  };
  const state = { terraform_remote_state: { n: { backend: 's3', config: { bucket: 'state', key: 'network' } } } };

  test('what one stack hands over is followed into the other', () => {
    const app = {
      data: state,
      resource: {
        aws_flow_log: {
          f: {
            vpc_id: '${data.terraform_remote_state.n.outputs.id}',
            log_group_name: '${data.terraform_remote_state.n.outputs.name}',
            other: '${data.terraform_remote_state.n.outputs.subnets[1]}',
          },
        },
      },
    };

    const document = documentFromSynth(
      [
        { name: 'app', json: app },
        { name: 'network', json: network },
      ],
      'smb',
    );

    expect(document.by_type.aws_flow_log?.[0]).toMatchObject({
      values: {
        vpc_id: '${data.terraform_remote_state.n.outputs.id}',
        log_group_name: 'acme',
        other: 'subnet-1',
      },
      unknown: ['vpc_id'],
    });
    expect(document.refs['network/aws_vpc.v']).toEqual({ 'aws_flow_log.vpc_id': ['app/aws_flow_log.f'] });
  });

  test('a state of somebody else is not taken for one of ours', () => {
    const other = { terraform_remote_state: { n: { backend: 's3', config: { bucket: 'state', key: 'other' } } } };
    const app = { data: other, resource: { aws_vpc: { a: { x: '${data.terraform_remote_state.n.outputs.name}' } } } };

    const document = documentFromSynth(
      [
        { name: 'app', json: app },
        { name: 'network', json: network },
      ],
      'smb',
    );

    expect(document.by_type.aws_vpc?.[0]?.unknown).toEqual(['x']);
  });
});

describe('who points at whom', () => {
  const refs = documentOf({
    locals: { bucket: '${aws_s3_bucket.b.id}' },
    resource: {
      aws_s3_bucket: { b: { bucket: 'docs' }, many: { count: 2 }, named: { bucket: 'plain' } },
      aws_s3_bucket_policy: {
        p: { bucket: '${local.bucket}', policy: '{"Statement":[{"Resource":"${aws_s3_bucket.b.arn}/*"}]}' },
      },
      aws_s3_bucket_versioning: {
        v: { bucket: 'plain' },
        m: { count: 2, bucket: '${aws_s3_bucket.many[count.index].id}' },
      },
      aws_eks_cluster: { c: { vpc_config: { subnet_ids: ['${aws_subnet.s.id}'] } } },
      aws_subnet: { s: {} },
    },
    module: { m: { source: './m', vpc: { subnet: '${aws_subnet.s.id}' } } },
  }).refs;

  test('references are found through locals and inside documents', () => {
    expect(refs['app/aws_s3_bucket.b']).toEqual({
      'aws_s3_bucket_policy.bucket': ['app/aws_s3_bucket_policy.p'],
      'aws_s3_bucket_policy.policy': ['app/aws_s3_bucket_policy.p'],
    });
  });

  test('a name in plain text points as well', () => {
    expect(refs['app/aws_s3_bucket.named']).toEqual({
      'aws_s3_bucket_versioning.bucket': ['app/aws_s3_bucket_versioning.v'],
    });
  });

  test('instances with one index belong together', () => {
    expect(refs['app/aws_s3_bucket.many[1]']).toEqual({
      'aws_s3_bucket_versioning.bucket': ['app/aws_s3_bucket_versioning.m[1]'],
    });
  });

  test('attributes in blocks and arguments of modules are told without indexes', () => {
    expect(refs['app/aws_subnet.s']).toEqual({
      'aws_eks_cluster.vpc_config.subnet_ids': ['app/aws_eks_cluster.c'],
      'module.vpc': ['app/module.m'],
    });
  });
});

test('an unknown that mixes text and references hides nothing of the rest', () => {
  const rule = resourceOf('aws_iam_role', { name: 'a-${aws_vpc.v.id}', path: '/' });

  expect(rule.values).toEqual({ name: UNKNOWN, path: '/' });
});
