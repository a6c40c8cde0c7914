import { Cluster, type ClusterProps } from '../../lib/cluster';
import type { JsonObject } from '../../contract';
import { environment, resource, resources, synthesize } from './fixtures';

const props: ClusterProps = {
  name: 'acme-production',
  version: '1.35',
  subnetIds: ['subnet-a', 'subnet-b'],
  serviceCidr: '172.20.0.0/16',
  apiCidrs: [],
  privateApiCidrs: ['10.64.0.0/16'],
  adminRoleArns: ['arn:aws:iam::111122223333:role/admin'],
  logRetentionDays: 365,
  encryptionKey: { arn: 'arn:aws:kms:eu-central-1:111122223333:key/k' },
  systemNodes: { instanceType: 'm7i.large', architecture: 'x86_64', minNodes: 2, maxNodes: 4 },
};

function cluster(changed: Partial<ClusterProps> = {}, around = environment()): JsonObject {
  return synthesize((stack) => {
    new Cluster(stack, 'Cluster', { ...props, ...changed });
  }, around);
}

function addOn(json: JsonObject, name: string): JsonObject {
  const found = resources(json, 'aws_eks_addon').find((addon) => addon.addon_name === name);
  if (found === undefined) throw new Error(`no add-on ${name}`);
  return found;
}

describe('the control plane', () => {
  test('is private until ranges are named', () => {
    expect(resource(cluster(), 'aws_eks_cluster').vpc_config).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: false,
    });
    expect(resource(cluster({ apiCidrs: ['203.0.113.0/24'] }), 'aws_eks_cluster').vpc_config).toMatchObject({
      endpoint_public_access: true,
      public_access_cidrs: ['203.0.113.0/24'],
    });
  });

  test('is reached at its private address by the ranges that are named, each once', () => {
    const rules = resources(
      cluster({ privateApiCidrs: ['10.64.0.0/16', '10.10.0.0/16', '10.64.0.0/16'] }),
      'aws_vpc_security_group_ingress_rule',
    );

    expect(rules.map(({ cidr_ipv4, from_port, to_port }) => [cidr_ipv4, from_port, to_port])).toEqual([
      ['10.64.0.0/16', 443, 443],
      ['10.10.0.0/16', 443, 443],
    ]);
  });

  test('makes nobody an administrator for having created it', () => {
    expect(resource(cluster(), 'aws_eks_cluster').access_config).toEqual({
      authentication_mode: 'API',
      bootstrap_cluster_creator_admin_permissions: false,
    });
  });

  test('leaves standard support by an upgrade, not by a sixfold price', () => {
    expect(resource(cluster(), 'aws_eks_cluster').upgrade_policy).toEqual({ support_type: 'STANDARD' });
  });

  test('comes after its log group and after the policies of its role, and goes before them', () => {
    const needed = JSON.stringify(resource(cluster(), 'aws_eks_cluster').depends_on);

    expect(needed).toContain('aws_cloudwatch_log_group.');
    expect(needed).toContain('aws_iam_role_policy_attachment.');
  });

  test('can be destroyed only where the environment says so', () => {
    expect(resource(cluster(), 'aws_eks_cluster').deletion_protection).toBe(true);
    expect(resource(cluster({}, environment({ protectData: false })), 'aws_eks_cluster').deletion_protection).toBe(
      false,
    );
  });
});

describe('nodes', () => {
  test('cannot lend their credentials to pods', () => {
    expect(resource(cluster(), 'aws_launch_template').metadata_options).toEqual({
      http_endpoint: 'enabled',
      http_put_response_hop_limit: 1,
      http_tokens: 'required',
    });
  });

  test('have no network rights of their own: the CNI brings an identity', () => {
    const json = cluster();
    const attached = resources(json, 'aws_iam_role_policy_attachment').filter((entry) =>
      String(entry.policy_arn).endsWith('AmazonEKS_CNI_Policy'),
    );

    expect(attached).toHaveLength(1);
    expect(String(attached[0]?.role)).toContain('VpcCniRole');
    expect(addOn(json, 'vpc-cni').pod_identity_association).toEqual([
      expect.objectContaining({ service_account: 'aws-node' }),
    ]);
  });

  test('wait for the CNI, and DNS and disks wait for nodes', () => {
    const json = cluster();

    expect(JSON.stringify(resource(json, 'aws_eks_node_group').depends_on)).toContain('VpcCni');
    for (const name of ['coredns', 'metrics-server', 'aws-ebs-csi-driver']) {
      expect(JSON.stringify(addOn(json, name).depends_on)).toContain('aws_eks_node_group.');
    }
    expect(addOn(json, 'vpc-cni').depends_on ?? []).not.toEqual(
      expect.arrayContaining([expect.stringContaining('node_group')]),
    );
  });

  test('have encrypted disks and no door for SSH', () => {
    const json = cluster();
    const [disk] = [resource(json, 'aws_launch_template').block_device_mappings].flat();

    expect(disk).toMatchObject({ ebs: { encrypted: 'true', kms_key_id: props.encryptionKey.arn } });
    expect(resource(json, 'aws_eks_node_group').remote_access).toBeUndefined();
    expect(resource(json, 'aws_launch_template').key_name).toBeUndefined();
  });

  test('are counted by whoever scales them, not by Terraform', () => {
    expect(resource(cluster(), 'aws_eks_node_group').lifecycle).toEqual({
      ignore_changes: ['scaling_config[0].desired_size'],
    });
  });
});

test('network policies are enforced', () => {
  const configuration = JSON.parse(String(addOn(cluster(), 'vpc-cni').configuration_values));

  expect(configuration.enableNetworkPolicy).toBe('true');
});

test('pods take addresses of their own range in the zone of their node', () => {
  const json = cluster({ podSubnets: [{ zoneId: 'euc1-az1', subnetId: 'subnet-p' }] });
  const configuration = JSON.parse(String(addOn(json, 'vpc-cni').configuration_values));

  expect(configuration.env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG).toBe('true');
  expect(configuration.eniConfig.subnets['euc1-az1']).toMatchObject({ id: 'subnet-p' });
});
