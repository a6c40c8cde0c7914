import { DataAwsEksAddonVersion } from '@cdktf/provider-aws/lib/data-aws-eks-addon-version';
import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { jsonText, trustPods, type Statement } from '../core';
import type { IKey } from '../key';
import { Role } from '../role';

export interface AddOnsProps {
  clusterName: string;
  kubernetesVersion: string;
  /** One a zone; empty where pods share the nodes' subnets. */
  podSubnets: readonly { zoneId: string; subnetId: string }[];
  securityGroupId: string;
  encryptionKey: IKey;
}

interface AddOn {
  name: string;
  configuration?: object;
  /** Identity of its service account. */
  identity?: { serviceAccount: string; managedPolicies: string[]; statements?: Statement[] };
  /** Leave the software running when the add-on is removed: pods still need addresses while the nodes drain. */
  preserve?: boolean;
  dependsOn?: readonly ITerraformDependable[];
}

/** Managed add-ons. What nodes need to become ready comes before them, the rest after: it would wait for nodes for ever. */
export class AddOns extends Construct {
  /** What a node group must wait for, and outlive nothing of. */
  readonly beforeNodes: readonly ITerraformDependable[];
  private readonly props: AddOnsProps;

  constructor(scope: Construct, id: string, props: AddOnsProps) {
    super(scope, id);
    this.props = props;
    this.beforeNodes = [
      this.install('PodIdentityAgent', { name: 'eks-pod-identity-agent' }),
      this.install('VpcCni', {
        name: 'vpc-cni',
        // what a policy refused is told on the node, where the log collector reads it; what it let through is not
        configuration: {
          enableNetworkPolicy: 'true',
          nodeAgent: { enablePolicyEventLogs: 'true', logLevel: 'info' },
          ...this.podRange(),
        },
        identity: { serviceAccount: 'aws-node', managedPolicies: ['AmazonEKS_CNI_Policy'] },
        preserve: true,
      }),
      this.install('KubeProxy', { name: 'kube-proxy' }),
    ];
  }

  /** Installs what runs as pods on the first nodes. */
  installOnNodes(nodes: readonly ITerraformDependable[]): void {
    this.install('CoreDns', { name: 'coredns', dependsOn: nodes });
    this.install('MetricsServer', { name: 'metrics-server', dependsOn: nodes });
    this.install('EbsCsiDriver', {
      name: 'aws-ebs-csi-driver',
      identity: {
        serviceAccount: 'ebs-csi-controller-sa',
        managedPolicies: ['service-role/AmazonEBSCSIDriverPolicy'],
        statements: this.volumeKey(),
      },
      dependsOn: nodes,
    });
  }

  private install(id: string, addOn: AddOn): EksAddon {
    const role =
      addOn.identity &&
      new Role(this, `${id}Role`, {
        word: addOn.name,
        trust: trustPods(),
        managedPolicies: addOn.identity.managedPolicies,
        statements: addOn.identity.statements,
      });
    // what AWS takes by default for this Kubernetes, so that a plan shows when it changes
    const release = new DataAwsEksAddonVersion(this, `${id}Version`, {
      addonName: addOn.name,
      kubernetesVersion: this.props.kubernetesVersion,
    });
    return new EksAddon(this, id, {
      clusterName: this.props.clusterName,
      addonName: addOn.name,
      addonVersion: release.version,
      configurationValues: addOn.configuration && jsonText(addOn.configuration),
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'OVERWRITE',
      preserve: addOn.preserve,
      ...(role && addOn.identity
        ? { podIdentityAssociation: [{ roleArn: role.arn, serviceAccount: addOn.identity.serviceAccount }] }
        : {}),
      timeouts: { create: '20m', update: '20m', delete: '40m' },
      dependsOn: [...(role?.ready ?? []), ...(addOn.dependsOn ?? [])],
    });
  }

  // by zone id, a label EKS puts on nodes since 1.30: zone letters differ between accounts
  private podRange(): object {
    if (this.props.podSubnets.length === 0) return {};
    const securityGroups = [this.props.securityGroupId];
    return {
      env: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true', ENI_CONFIG_LABEL_DEF: 'topology.k8s.aws/zone-id' },
      eniConfig: {
        create: true,
        subnets: Object.fromEntries(
          this.props.podSubnets.map(({ zoneId, subnetId }) => [zoneId, { id: subnetId, securityGroups }]),
        ),
      },
    };
  }

  private volumeKey(): Statement[] {
    const Resource = this.props.encryptionKey.arn;
    return [
      {
        Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
        Resource,
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
      { Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'], Resource },
    ];
  }
}
