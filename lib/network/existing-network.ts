import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { Construct } from 'constructs';
import type { INetwork } from './network';

export interface ExistingNetworkProps {
  vpcId: string;
  /** Range the VPC is said to have; a plan fails if it has another. */
  cidr: string;
  /** One per zone, each in another zone. */
  privateSubnetIds: readonly string[];
  /** @default - the private subnets */
  dataSubnetIds?: readonly string[];
  /** @default - none: no internet-facing load balancers */
  publicSubnetIds?: readonly string[];
}

/** Addresses EKS needs free in a subnet for an upgrade of the control plane, and some for nodes. */
const FREE_ADDRESSES = 64;

/**
 * A VPC the client already has. Nothing in it is made or changed; while planning it is looked at, and a subnet of another
 * VPC, a wrong range or one without free addresses stops the plan with a sentence instead of the cluster after ten minutes.
 */
export class ExistingNetwork extends Construct implements INetwork {
  readonly vpcId: string;
  readonly privateSubnetIds: readonly string[];
  readonly dataSubnetIds: readonly string[];
  readonly publicSubnetIds: readonly string[];
  readonly podSubnetIds: readonly string[] = [];

  constructor(scope: Construct, id: string, props: ExistingNetworkProps) {
    super(scope, id);
    new DataAwsVpc(this, 'Resource', {
      id: props.vpcId,
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.cidr_block == "${props.cidr}"}`,
            errorMessage: `network.cidr says ${props.cidr}, but ${props.vpcId} has another range`,
          },
        ],
      },
    });
    const subnets = {
      Private: props.privateSubnetIds,
      Data: props.dataSubnetIds ?? [],
      Public: props.publicSubnetIds ?? [],
    };
    for (const [word, ids] of Object.entries(subnets)) {
      ids.forEach((subnetId, index) => this.look(`${word}${index}`, subnetId, props.vpcId));
    }
    this.vpcId = props.vpcId;
    this.privateSubnetIds = props.privateSubnetIds;
    this.dataSubnetIds = props.dataSubnetIds ?? props.privateSubnetIds;
    this.publicSubnetIds = props.publicSubnetIds ?? [];
  }

  private look(id: string, subnetId: string, vpcId: string): void {
    new DataAwsSubnet(this, id, {
      id: subnetId,
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.vpc_id == "${vpcId}"}`,
            errorMessage: `${subnetId} is not in ${vpcId}; name a subnet of that VPC under network.existing`,
          },
          {
            condition: `\${self.available_ip_address_count >= ${FREE_ADDRESSES}}`,
            errorMessage: `${subnetId} has fewer than ${FREE_ADDRESSES} free addresses; the platform would stop growing on the first day`,
          },
        ],
      },
    });
  }
}
