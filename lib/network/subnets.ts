import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { physicalName } from '../core';

export interface SubnetsProps {
  vpcId: string;
  zoneIds: readonly string[];
  /** One range per zone, in the order of `zoneIds`. */
  cidrs: readonly string[];
  /** Word of the names, `private`. */
  word: string;
  /** One route table for all, or one a zone where each zone has its own way out. */
  routing: 'shared' | 'per-zone';
  /** @default - a name only */
  tags?: Record<string, string>;
  /** @default - none */
  dependsOn?: ITerraformDependable[];
}

/** One subnet a zone, with its route tables. Without routes they reach the VPC and nothing else. */
export class Subnets extends Construct {
  /** In the order of the zones. */
  readonly ids: readonly string[];
  /** One, or one per zone in the order of the zones. */
  readonly routeTableIds: readonly string[];

  constructor(scope: Construct, id: string, props: SubnetsProps) {
    super(scope, id);
    this.ids = props.zoneIds.map((zoneId, zone) => this.createSubnet(props, zoneId, zone));
    const tables = props.routing === 'shared' ? [props.word] : props.zoneIds.map((zoneId) => `${props.word}-${zoneId}`);
    this.routeTableIds = tables.map((word, index) => this.createRouteTable(props.vpcId, word, index));
    this.ids.forEach((subnetId, zone) => {
      const routeTableId = this.routeTableIds[props.routing === 'shared' ? 0 : zone] ?? '';
      new RouteTableAssociation(this, `Association${zone}`, { routeTableId, subnetId });
    });
  }

  private createSubnet(props: SubnetsProps, zoneId: string, zone: number): string {
    return new Subnet(this, `Zone${zone}`, {
      vpcId: props.vpcId,
      cidrBlock: props.cidrs[zone],
      availabilityZoneId: zoneId,
      mapPublicIpOnLaunch: false,
      tags: { Name: physicalName(this, `${props.word}-${zoneId}`), ...props.tags },
      dependsOn: props.dependsOn,
    }).id;
  }

  private createRouteTable(vpcId: string, word: string, index: number): string {
    return new RouteTable(this, `Routes${index}`, { vpcId, tags: { Name: physicalName(this, word) } }).id;
  }
}
