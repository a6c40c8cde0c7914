import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { EksIdentityProviderConfig } from '@cdktf/provider-aws/lib/eks-identity-provider-config';
import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { BreakGlass, OIDC_PREFIX } from '../access';
import { placeOf, trustService } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';
import { NodeGroup } from '../node-group';
import { Role } from '../role';
import { AddOns } from './add-ons';

export interface ClusterProps {
  /** Name of the cluster; what comes after finds it by name. */
  name: string;
  /** Kubernetes minor version, `1.35`. */
  version: string;
  /** One subnet a zone. */
  subnetIds: readonly string[];
  /** One subnet a zone with the pods' own range. @default - pods take addresses of `subnetIds` */
  podSubnets?: readonly { zoneId: string; subnetId: string }[];
  serviceCidr: string;
  /** Ranges that may reach the API over the internet; empty: private only. */
  apiCidrs: readonly string[];
  /** Ranges that may reach the API at its private address; without one nobody can who is not a node. */
  privateApiCidrs: readonly string[];
  /** Roles with full rights in the cluster. */
  adminRoleArns: readonly string[];
  /** Roles that come in as members of a group of Kubernetes, by group; what the group may do is said in the cluster. @default - none */
  groupRoleArns?: Readonly<Record<string, readonly string[]>>;
  /** Roles that may take on the role for emergencies. @default - there is no such role */
  breakGlassPrincipalArns?: readonly string[];
  /** Provider whose tokens the API takes. @default - IAM only */
  identityProvider?: ClusterIdentityProvider;
  logRetentionDays: number;
  /** Key for Kubernetes secrets, control-plane logs and volumes. */
  encryptionKey: IKey;
  systemNodes: { instanceType: string; architecture: 'x86_64' | 'arm64'; minNodes: number; maxNodes: number };
}

/** A provider of OpenID Connect, as the cluster sees it. */
export interface ClusterIdentityProvider {
  /** Name of the provider in the cluster. */
  name: string;
  issuer: string;
  /** Application `kubectl` is. */
  clientId: string;
  userClaim: string;
  groupsClaim: string;
}

const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/**
 * An EKS cluster with its managed add-ons and one group of CPU nodes.
 *
 * Security: secrets encrypted with an own key, all control-plane logs kept, access through API entries only, nobody is an
 * administrator by having created it, pods get their rights from Pod Identity and never from the node.
 *
 * ### Cost
 * _The control plane_ costs 73 USD a month, 438 USD once its version leaves standard support; `STANDARD` upgrades before that.
 */
export class Cluster extends Construct {
  readonly name: string;
  /** Security group EKS makes for control plane and nodes. */
  readonly securityGroupId: string;
  readonly nodeRole: Role;
  /** Group the control plane writes into. */
  readonly logGroupName: string;
  readonly resources: { cluster: EksCluster; systemNodes: NodeGroup };

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    // EKS makes this group itself when it finds none, without key and without end, and leaves it behind
    const logs = new LogGroup(this, 'Logs', {
      name: `/aws/eks/${props.name}/cluster`,
      retentionDays: props.logRetentionDays,
      encryptionKey: props.encryptionKey,
    });
    const cluster = this.createControlPlane(props, logs);
    this.letIn(props.privateApiCidrs, cluster);
    this.grantAccess(props, cluster);
    if (props.identityProvider !== undefined) this.trust(props.identityProvider, cluster);
    this.nodeRole = this.createNodeRole();
    const addOns = new AddOns(this, 'AddOns', {
      clusterName: cluster.name,
      kubernetesVersion: props.version,
      podSubnets: props.podSubnets ?? [],
      securityGroupId: cluster.vpcConfig.clusterSecurityGroupId,
      encryptionKey: props.encryptionKey,
    });
    const systemNodes = new NodeGroup(this, 'SystemNodes', {
      clusterName: cluster.name,
      word: 'system',
      kubernetesVersion: props.version,
      subnetIds: props.subnetIds,
      nodeRole: this.nodeRole,
      instanceTypes: [props.systemNodes.instanceType],
      amiType: props.systemNodes.architecture === 'arm64' ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD',
      minNodes: props.systemNodes.minNodes,
      maxNodes: props.systemNodes.maxNodes,
      rootVolumeGiB: 100,
      encryptionKey: props.encryptionKey,
      dependsOn: addOns.beforeNodes,
    });
    addOns.installOnNodes([systemNodes.resources.nodeGroup]);

    this.name = props.name;
    this.logGroupName = logs.name;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.resources = { cluster, systemNodes };
  }

  private createControlPlane(props: ClusterProps, logs: LogGroup): EksCluster {
    const role = new Role(this, 'Role', {
      word: 'cluster',
      trust: trustService('eks.amazonaws.com'),
      managedPolicies: ['AmazonEKSClusterPolicy'],
      statements: [
        {
          Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ListGrants', 'kms:DescribeKey'],
          Resource: props.encryptionKey.arn,
        },
      ],
    });
    return new EksCluster(this, 'Resource', {
      name: props.name,
      version: props.version,
      roleArn: role.arn,
      vpcConfig: {
        subnetIds: [...props.subnetIds],
        endpointPrivateAccess: true,
        endpointPublicAccess: props.apiCidrs.length > 0,
        ...(props.apiCidrs.length > 0 ? { publicAccessCidrs: [...props.apiCidrs] } : {}),
      },
      kubernetesNetworkConfig: { serviceIpv4Cidr: props.serviceCidr, ipFamily: 'ipv4' },
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      encryptionConfig: { provider: { keyArn: props.encryptionKey.arn }, resources: ['secrets'] },
      enabledClusterLogTypes: LOG_TYPES,
      upgradePolicy: { supportType: 'STANDARD' },
      bootstrapSelfManagedAddons: false,
      deletionProtection: placeOf(this).protectData,
      timeouts: { create: '45m', update: '90m', delete: '30m' },
      dependsOn: [...role.ready, logs.resources.logGroup],
    });
  }

  /** EKS lets nobody but nodes through the group it makes, whoever may sign in. */
  private letIn(ranges: readonly string[], cluster: EksCluster): void {
    for (const range of new Set(ranges)) {
      new VpcSecurityGroupIngressRule(this, `Api-${range.replace(/\W/g, '-')}`, {
        securityGroupId: cluster.vpcConfig.clusterSecurityGroupId,
        description: 'the API of the cluster, for who deploys and looks',
        cidrIpv4: range,
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
      });
    }
  }

  private grantAccess(props: ClusterProps, cluster: EksCluster): void {
    props.adminRoleArns.forEach((principalArn, index) => this.grantAdmin(`Admin${index}`, principalArn, cluster));
    if (props.breakGlassPrincipalArns !== undefined && props.breakGlassPrincipalArns.length > 0) {
      const breakGlass = new BreakGlass(this, 'BreakGlass', {
        clusterName: props.name,
        principalArns: props.breakGlassPrincipalArns,
      });
      this.grantAdmin('BreakGlassAdmin', breakGlass.arn, cluster, [breakGlass.resources.role]);
    }
    for (const [group, roleArns] of Object.entries(props.groupRoleArns ?? {})) {
      roleArns.forEach((principalArn, index) => {
        new EksAccessEntry(this, `${group.replace(/\W/g, '-')}-${index}`, {
          clusterName: cluster.name,
          principalArn,
          kubernetesGroups: [group],
        });
      });
    }
  }

  private grantAdmin(id: string, principalArn: string, cluster: EksCluster, dependsOn: IamRole[] = []): void {
    const entry = new EksAccessEntry(this, id, { clusterName: cluster.name, principalArn, dependsOn });
    new EksAccessPolicyAssociation(this, `${id}Policy`, {
      clusterName: cluster.name,
      principalArn,
      policyArn: `arn:${placeOf(this).partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
      accessScope: { type: 'cluster' },
      dependsOn: [entry],
    });
  }

  private trust(provider: ClusterIdentityProvider, cluster: EksCluster): void {
    new EksIdentityProviderConfig(this, 'IdentityProvider', {
      clusterName: cluster.name,
      oidc: {
        identityProviderConfigName: provider.name,
        issuerUrl: provider.issuer,
        clientId: provider.clientId,
        usernameClaim: provider.userClaim,
        usernamePrefix: OIDC_PREFIX,
        groupsClaim: provider.groupsClaim,
        groupsPrefix: OIDC_PREFIX,
      },
      // it restarts the API servers one after the other
      timeouts: { create: '60m', delete: '60m' },
    });
  }

  // no CNI policy: the CNI has an identity of its own, so pods cannot borrow it from the node
  private createNodeRole(): Role {
    return new Role(this, 'NodeRole', {
      word: 'node',
      trust: trustService('ec2.amazonaws.com'),
      managedPolicies: [
        'AmazonEKSWorkerNodePolicy',
        'AmazonEC2ContainerRegistryPullOnly',
        'AmazonSSMManagedInstanceCore',
      ],
    });
  }
}
