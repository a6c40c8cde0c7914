import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcIpv4CidrBlockAssociation } from '@cdktf/provider-aws/lib/vpc-ipv4-cidr-block-association';
import { Construct } from 'constructs';
import { BlueprintError, physicalName, trustService } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';
import { Role } from '../role';
import { cidrProblems, planCidrs, type CidrPlan } from './cidr-plan';
import { Egress, type EgressMode } from './egress';
import type { EndpointScope, NetworkFeature } from './endpoint-plan';
import { Endpoints } from './endpoints';
import { Subnets, type SubnetsProps } from './subnets';

export interface NetworkProps {
  /** Range of the VPC, /16 to /20 (/22 with a pod range). */
  cidr: string;
  /** Zone ids, 2 or 3, `euc1-az1`. Ids mean the same place in every account. */
  zoneIds: readonly string[];
  /** Range of Kubernetes services; checked for overlap. */
  serviceCidr: string;
  /** How nodes reach the internet. `none` makes no public subnets. */
  egress: EgressMode;
  /** What runs inside; endpoints follow from it. */
  features: readonly NetworkFeature[];
  endpointScope: EndpointScope;
  /** Name of the cluster that will live here; load balancers and nodes find subnets by it. */
  clusterName: string;
  /** Second range for pods. @default - pods take addresses of the private subnets */
  podCidr?: string;
  flowLogRetentionDays: number;
  /** Key for the flow logs; must let CloudWatch Logs use it. */
  encryptionKey: IKey;
}

/** A network the platform can live in. */
export interface INetwork {
  readonly vpcId: string;
  /** One subnet a zone, for nodes and pods. */
  readonly privateSubnetIds: readonly string[];
  /** One a zone, for databases and caches. */
  readonly dataSubnetIds: readonly string[];
  /** One a zone, for NAT and internet-facing load balancers; empty without egress. */
  readonly publicSubnetIds: readonly string[];
  /** One a zone, for pods alone; empty where pods share the private subnets. */
  readonly podSubnetIds: readonly string[];
}

/**
 * A VPC over two or three zones: private subnets for nodes, data subnets without a way out, public ones for NAT and
 * internet-facing load balancers.
 *
 * Security: default security group closed, all traffic logged and encrypted, no public addresses at launch.
 *
 * ### Cost
 * NAT gateways and interface endpoints are billed by the hour, the latter per zone: _three zones, three NAT gateways, ten
 * endpoints_ cost about 330 USD a month in us-east-1 before the first byte.
 */
export class Network extends Construct implements INetwork {
  readonly vpcId: string;
  readonly privateSubnetIds: readonly string[];
  readonly dataSubnetIds: readonly string[];
  readonly publicSubnetIds: readonly string[];
  readonly podSubnetIds: readonly string[];
  /** Group the flow logs are in. */
  readonly flowLogGroupName: string;
  readonly resources: { vpc: Vpc; privateSubnets: Subnets; dataSubnets: Subnets };

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const request = { ...props, zones: props.zoneIds.length };
    BlueprintError.throwIfAny(cidrProblems(request));
    const plan = planCidrs(request);

    const flowLogs = this.createFlowLogGroup(props);
    const vpc = this.createVpc(props, flowLogs);
    const privateSubnets = this.createPrivateSubnets(props, plan, vpc);
    const dataSubnets = new Subnets(this, 'Data', {
      vpcId: vpc.id,
      zoneIds: props.zoneIds,
      cidrs: plan.data,
      word: 'data',
      routing: 'shared',
    });
    const podSubnets = this.createPodSubnets(props, plan, vpc);
    const egress = new Egress(this, 'Egress', {
      vpcId: vpc.id,
      mode: props.egress,
      zoneIds: props.zoneIds,
      publicCidrs: plan.public,
      clients: podSubnets === undefined ? [privateSubnets] : [privateSubnets, podSubnets],
    });
    new Endpoints(this, 'Endpoints', {
      vpcId: vpc.id,
      vpcCidrs: props.podCidr === undefined ? [props.cidr] : [props.cidr, props.podCidr],
      scope: props.endpointScope,
      features: props.features,
      subnetIds: privateSubnets.ids,
      routeTableIds: [privateSubnets, dataSubnets, ...(podSubnets === undefined ? [] : [podSubnets])].flatMap(
        (subnets) => subnets.routeTableIds,
      ),
    });
    this.createFlowLog(vpc, flowLogs);

    this.flowLogGroupName = flowLogs.name;
    this.vpcId = vpc.id;
    this.privateSubnetIds = privateSubnets.ids;
    this.dataSubnetIds = dataSubnets.ids;
    this.publicSubnetIds = egress.publicSubnetIds;
    this.podSubnetIds = podSubnets?.ids ?? [];
    this.resources = { vpc, privateSubnets, dataSubnets };
  }

  private createVpc(props: NetworkProps, named: LogGroup): Vpc {
    const vpc = new Vpc(this, 'Resource', {
      cidrBlock: props.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: physicalName(this, 'vpc') },
      // names inside a VPC are not unique: an apply that lost its state must fail on one that is before it makes everything twice
      dependsOn: [named.resources.logGroup],
    });
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', {
      vpcId: vpc.id,
      tags: { Name: physicalName(this, 'default-closed') },
    });
    return vpc;
  }

  private createPrivateSubnets(props: NetworkProps, plan: CidrPlan, vpc: Vpc): Subnets {
    return new Subnets(this, 'Private', {
      vpcId: vpc.id,
      zoneIds: props.zoneIds,
      cidrs: plan.private,
      word: 'private',
      routing: routingFor(props.egress),
      tags: {
        'kubernetes.io/role/internal-elb': '1',
        [`kubernetes.io/cluster/${props.clusterName}`]: 'shared',
        'karpenter.sh/discovery': props.clusterName,
      },
    });
  }

  private createPodSubnets(props: NetworkProps, plan: CidrPlan, vpc: Vpc): Subnets | undefined {
    if (props.podCidr === undefined) return undefined;
    const range = new VpcIpv4CidrBlockAssociation(this, 'PodRange', { vpcId: vpc.id, cidrBlock: props.podCidr });
    return new Subnets(this, 'Pods', {
      vpcId: vpc.id,
      zoneIds: props.zoneIds,
      cidrs: plan.pod,
      word: 'pods',
      routing: routingFor(props.egress),
      dependsOn: [range],
    });
  }

  private createFlowLogGroup(props: NetworkProps): LogGroup {
    return new LogGroup(this, 'FlowLogs', {
      name: `/aws/vpc/${physicalName(this, 'flow-logs')}`,
      retentionDays: props.flowLogRetentionDays,
      encryptionKey: props.encryptionKey,
    });
  }

  private createFlowLog(vpc: Vpc, logGroup: LogGroup): void {
    const writer = new Role(this, 'FlowLogWriter', {
      word: 'flow-logs',
      trust: trustService('vpc-flow-logs.amazonaws.com'),
      statements: [
        {
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
          Resource: [logGroup.arn, `${logGroup.arn}:*`],
        },
        { Action: 'logs:DescribeLogGroups', Resource: '*' },
      ],
    });
    new FlowLog(this, 'FlowLog', {
      vpcId: vpc.id,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: logGroup.arn,
      iamRoleArn: writer.arn,
      maxAggregationInterval: 60,
      dependsOn: writer.ready,
      tags: { Name: physicalName(this, 'flow-log') },
    });
  }
}

function routingFor(egress: EgressMode): SubnetsProps['routing'] {
  return egress === 'nat-per-zone' ? 'per-zone' : 'shared';
}
