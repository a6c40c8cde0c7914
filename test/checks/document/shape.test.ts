import { UNKNOWN } from '../../../contract';
import { documentOf, resourceOf } from './fixture';

describe('a resource has one shape, however it was written', () => {
  test('a single block becomes a list, at every level', () => {
    const cluster = resourceOf('aws_eks_cluster', {
      vpc_config: { subnet_ids: ['a'] },
      encryption_config: { provider: { key_arn: 'k' }, resources: ['secrets'] },
    });

    expect(cluster.values).toEqual({
      vpc_config: [{ subnet_ids: ['a'] }],
      encryption_config: [{ provider: [{ key_arn: 'k' }], resources: ['secrets'] }],
    });
  });

  test('a block that is a list stays one', () => {
    const cluster = resourceOf('aws_eks_cluster', { vpc_config: [{ subnet_ids: ['a'] }] });

    expect(cluster.values.vpc_config).toEqual([{ subnet_ids: ['a'] }]);
  });

  test.each([
    ['aws_vpc', { tags: { a: 'b' } }],
    ['aws_autoscaling_policy', { name: 'x' }],
    ['aws_cloudwatch_metric_alarm', { dimensions: { ClusterName: 'c' } }],
    ['helm_release', { postrender: { binary_path: 'x' } }],
  ])('a map of %s stays a map', (type, body) => {
    expect(resourceOf(type, body).values).toEqual(body);
  });

  test('a name that is a map in one type and a block in another follows its type', () => {
    expect(resourceOf('aws_cloudwatch_metric_alarm', { dimensions: { a: 'b' } }).values.dimensions).toEqual({ a: 'b' });
    expect(resourceOf('aws_autoscaling_group', { tag: { key: 'k', value: 'v' } }).values.tag).toEqual([
      { key: 'k', value: 'v' },
    ]);
    expect(resourceOf('kubernetes_namespace_v1', { metadata: { name: 'n' } }).values.metadata).toEqual([{ name: 'n' }]);
    expect(resourceOf('kubernetes_config_map_v1', { data: { a: 'b' } }).values.data).toEqual({ a: 'b' });
  });

  test('a manifest without schema is left as it is', () => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' }, data: { a: 'b' } };

    expect(resourceOf('kubernetes_manifest', { manifest }).values.manifest).toEqual(manifest);
  });

  test('null is absent, in maps and lists too', () => {
    const group = resourceOf('aws_security_group', {
      name: null,
      tags: { a: null, b: 'c' },
      ingress: [{ from_port: 1, self: null }, null],
    });

    expect(group.values).toEqual({ tags: { b: 'c' }, ingress: [{ from_port: 1 }] });
  });

  test('lists in lists stay lists in lists', () => {
    const manifest = { spec: { matrix: [[1, null, 2], [[3]]] } };

    expect(resourceOf('kubernetes_manifest', { manifest }).values.manifest).toEqual({
      spec: { matrix: [[1, 2], [[3]]] },
    });
  });

  test('numbers and yes/no written as text become what they are', () => {
    const template = resourceOf('aws_launch_template', {
      ebs_optimized: 'true',
      metadata_options: { http_put_response_hop_limit: '1', http_tokens: 'required' },
      block_device_mappings: { ebs: { encrypted: true, volume_size: '200' } },
    });

    expect(template.values).toEqual({
      block_device_mappings: [{ ebs: [{ encrypted: 'true', volume_size: 200 }] }],
      ebs_optimized: 'true',
      metadata_options: [{ http_put_response_hop_limit: 1, http_tokens: 'required' }],
    });
  });

  test('sets are sorted, lists keep their order', () => {
    const cluster = resourceOf('aws_eks_cluster', { enabled_cluster_log_types: ['scheduler', 'api'] });
    const release = resourceOf('helm_release', { postrender: { binary_path: 'x', args: ['b', 'a'] } });

    expect(cluster.values.enabled_cluster_log_types).toEqual(['api', 'scheduler']);
    expect(release.values.postrender).toEqual({ binary_path: 'x', args: ['b', 'a'] });
  });

  test('what is unknown inside a sorted set is told by the place it got', () => {
    const group = resourceOf('aws_security_group', {
      ingress: [
        { cidr_blocks: ['10.0.0.0/8'], from_port: 9 },
        { cidr_blocks: ['${var.office}'], from_port: 1 },
      ],
    });

    expect(group.values.ingress).toMatchObject([{ from_port: 1 }, { from_port: 9 }]);
    expect(group.unknown).toEqual(['ingress[0].cidr_blocks[0]']);
  });

  test.each([
    ['aws_eks_cluster', { vpc_config: 'yes' }, 'vpc_config'],
    [
      'aws_eks_cluster',
      { vpc_config: [{ endpoint_public_access: 'perhaps' }] },
      'vpc_config[0].endpoint_public_access',
    ],
    ['aws_eks_cluster', { vpc_config: { public_access_cidrs: '10.0.0.0/8' } }, 'vpc_config[0].public_access_cidrs'],
    [
      'aws_launch_template',
      { metadata_options: { http_put_response_hop_limit: 'one' } },
      'metadata_options[0].http_put_response_hop_limit',
    ],
    ['aws_vpc', { tags: 'a=b' }, 'tags'],
  ])('a value of %s that is not of its type counts as unknown', (type, body, path) => {
    expect(resourceOf(type, body).unknown).toEqual([path]);
  });

  test('types no schema knows are read by the names of their attributes', () => {
    const thing = resourceOf('acme_thing', { tags: { a: 'b' }, inner: { size: 3 }, list: ['b', 'a'], flag: true });

    expect(thing.values).toEqual({ tags: { a: 'b' }, inner: [{ size: 3 }], list: ['b', 'a'], flag: true });
  });

  test('a long text is kept as its digest', () => {
    const { values } = resourceOf('aws_launch_template', { user_data: 'x'.repeat(2001) });

    expect(values.user_data).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(resourceOf('aws_launch_template', { user_data: 'x'.repeat(2000) }).values.user_data).toHaveLength(2000);
  });

  test('meta-arguments are no values', () => {
    const vpc = resourceOf('aws_vpc', {
      '//': { metadata: { path: 'app/Network/Resource', uniqueId: 'x' } },
      provider: 'aws.other',
      depends_on: ['aws_b.b', 'aws_a.a'],
      lifecycle: { prevent_destroy: true, ignore_changes: ['tags'] },
      cidr_block: '10.0.0.0/16',
    });

    expect(vpc).toMatchObject({
      path: 'app/Network/Resource',
      values: { cidr_block: '10.0.0.0/16' },
      meta: { dependsOn: ['aws_a.a', 'aws_b.b'], preventDestroy: true, ignoreChanges: ['tags'] },
    });
  });

  test('the place of a resource without construct path is its address', () => {
    expect(resourceOf('aws_vpc', {}).path).toBe('aws_vpc.it');
  });

  test('blocks may be lists of objects at every level, as Terraform reads JSON', () => {
    const document = documentOf({
      resource: [{ aws_vpc: [{ a: [{ cidr_block: '10.0.0.0/16' }] }, { b: {} }] }, { aws_vpc: { c: {} } }],
    });

    expect(document.by_type.aws_vpc?.map((vpc) => vpc.address)).toEqual(['aws_vpc.a', 'aws_vpc.b', 'aws_vpc.c']);
  });

  test('an opaque expression is unknown, and is not taken for a value', () => {
    const cluster = resourceOf('aws_eks_cluster', { version: '${upper(var.v)}-x', name: '${upper("a")}' });

    expect(cluster.values).toEqual({ version: UNKNOWN, name: UNKNOWN });
    expect(cluster.unknown).toEqual(['name', 'version']);
  });
});
