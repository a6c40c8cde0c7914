import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { Construct } from 'constructs';
import { physicalName } from '../core';
import { Subnets } from './subnets';

/** `single-nat` stops with its zone and pays for traffic between zones; `none` needs every endpoint and mirrored images. */
export type EgressMode = 'nat-per-zone' | 'single-nat' | 'none';

export interface EgressProps {
  vpcId: string;
  mode: EgressMode;
  zoneIds: readonly string[];
  publicCidrs: readonly string[];
  /** Subnets that get a way out. */
  clients: readonly Subnets[];
}

const ANYWHERE = '0.0.0.0/0';

/** The way out of the VPC: internet gateway, public subnets, NAT gateways and the routes to them. Or none of it. */
export class Egress extends Construct {
  readonly publicSubnetIds: readonly string[];

  constructor(scope: Construct, id: string, props: EgressProps) {
    super(scope, id);
    if (props.mode === 'none') {
      this.publicSubnetIds = [];
      return;
    }
    const publicSubnets = this.createPublicSubnets(props);
    const wayOut = this.routeToInternet(props.vpcId, publicSubnets);
    const gateways = this.createNatGateways(props, publicSubnets, wayOut);
    this.publicSubnetIds = publicSubnets.ids;
    props.clients.forEach((subnets, client) => {
      this.routeOut(subnets, client, gateways);
    });
  }

  private createPublicSubnets(props: EgressProps): Subnets {
    return new Subnets(this, 'Public', {
      vpcId: props.vpcId,
      zoneIds: props.zoneIds,
      cidrs: props.publicCidrs,
      word: 'public',
      routing: 'shared',
      tags: { 'kubernetes.io/role/elb': '1' },
    });
  }

  private routeToInternet(vpcId: string, subnets: Subnets): Route {
    const gateway = new InternetGateway(this, 'InternetGateway', {
      vpcId,
      tags: { Name: physicalName(this, 'internet') },
    });
    return new Route(this, 'Internet', {
      routeTableId: subnets.routeTableIds[0] ?? '',
      destinationCidrBlock: ANYWHERE,
      gatewayId: gateway.id,
    });
  }

  private createNatGateways(props: EgressProps, publicSubnets: Subnets, wayOut: Route): NatGateway[] {
    const zones = props.mode === 'single-nat' ? props.zoneIds.slice(0, 1) : props.zoneIds;
    return zones.map((zoneId, index) => {
      const tags = { Name: physicalName(this, `nat-${zoneId}`) };
      const address = new Eip(this, `Address${index}`, { domain: 'vpc', tags, dependsOn: [wayOut] });
      return new NatGateway(this, `Nat${index}`, {
        allocationId: address.allocationId,
        subnetId: publicSubnets.ids[index] ?? '',
        tags,
        // both need the route to work, and an internet gateway with addresses behind it cannot be deleted
        dependsOn: [wayOut],
      });
    });
  }

  private routeOut(subnets: Subnets, client: number, gateways: readonly NatGateway[]): void {
    subnets.routeTableIds.forEach((routeTableId, index) => {
      new Route(this, `Out${client}x${index}`, {
        routeTableId,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: (gateways[index] ?? gateways[0])?.id,
      });
    });
  }
}
