import { DataAwsVpcEndpointService } from '@cdktf/provider-aws/lib/data-aws-vpc-endpoint-service';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { physicalName, placeOf } from '../core';
import { interfaceEndpoints, type EndpointScope, type NetworkFeature } from './endpoint-plan';

export interface EndpointsProps {
  vpcId: string;
  /** Ranges whose addresses may call the endpoints. */
  vpcCidrs: readonly string[];
  scope: EndpointScope;
  features: readonly NetworkFeature[];
  /** One subnet a zone. */
  subnetIds: readonly string[];
  /** Tables that get the route to S3. */
  routeTableIds: readonly string[];
}

/** VPC endpoints of the services in use: S3 through a gateway, free; the others through interfaces, billed per zone. */
export class Endpoints extends Construct {
  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    this.createS3(props);
    const services = interfaceEndpoints(props.features, props.scope);
    if (services.length > 0) this.createInterfaces(props, services);
  }

  private createS3(props: EndpointsProps): void {
    new VpcEndpoint(this, 'S3', {
      vpcId: props.vpcId,
      serviceName: this.serviceName('s3', 'Gateway'),
      vpcEndpointType: 'Gateway',
      routeTableIds: [...props.routeTableIds],
      tags: { Name: physicalName(this, 's3') },
    });
  }

  private createInterfaces(props: EndpointsProps, services: readonly string[]): void {
    const group = new SecurityGroup(this, 'Clients', {
      name: physicalName(this, 'endpoints'),
      description: 'calls from inside the VPC to AWS services',
      vpcId: props.vpcId,
      tags: { Name: physicalName(this, 'endpoints') },
    });
    props.vpcCidrs.forEach((cidrIpv4, index) => {
      new VpcSecurityGroupIngressRule(this, `FromVpc${index}`, {
        securityGroupId: group.id,
        description: 'HTTPS from nodes and pods',
        cidrIpv4,
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
      });
    });
    for (const service of services) {
      new VpcEndpoint(this, constructId(service), {
        vpcId: props.vpcId,
        serviceName: this.serviceName(service),
        vpcEndpointType: 'Interface',
        privateDnsEnabled: true,
        subnetIds: [...props.subnetIds],
        securityGroupIds: [group.id],
        tags: { Name: physicalName(this, service.replace('.', '-')) },
      });
    }
  }

  // China puts some services behind another prefix, so there AWS is asked
  private serviceName(service: string, serviceType: 'Gateway' | 'Interface' = 'Interface'): string {
    const { partition, region } = placeOf(this);
    if (partition !== 'aws-cn') return `com.amazonaws.${region}.${service}`;
    return new DataAwsVpcEndpointService(this, `Name${constructId(service)}`, { service, serviceType }).serviceName;
  }
}

/** `ecr.api` → `EcrApi`. */
function constructId(service: string): string {
  return service.replace(/(?:^|[.-])([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
