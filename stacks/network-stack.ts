import type { Construct } from 'constructs';
import { Key } from '../lib/key';
import { ExistingNetwork, Network, type ExistingNetworkProps, type INetwork, type NetworkProps } from '../lib/network';
import { BaseStack, type EnvironmentProps } from './base-stack';
import { handOver } from './handover';

export type NetworkStackProps =
  | ({ existing: ExistingNetworkProps } & { [K in keyof NetworkStackNew]?: undefined })
  | ({ existing?: undefined } & NetworkStackNew);

type NetworkStackNew = Omit<NetworkProps, 'encryptionKey'>;

/** The VPC, or a look at the one there is. Changes once a year. */
export class NetworkStack extends BaseStack {
  constructor(scope: Construct, environment: EnvironmentProps, props: NetworkStackProps) {
    super(scope, 'network', environment);
    const network: INetwork =
      props.existing === undefined ? this.createNetwork(props) : new ExistingNetwork(this, 'Network', props.existing);
    handOver(this, {
      vpc_id: network.vpcId,
      private_subnet_ids: network.privateSubnetIds,
      data_subnet_ids: network.dataSubnetIds,
      public_subnet_ids: network.publicSubnetIds,
      pod_subnet_ids: network.podSubnetIds,
      ...(network instanceof Network ? { flow_log_group_name: network.flowLogGroupName } : {}),
    });
  }

  private createNetwork(props: NetworkStackNew): Network {
    const encryptionKey = new Key(this, 'Key', {
      word: 'network',
      description: 'flow logs of the VPC',
      services: ['logs'],
    });
    return new Network(this, 'Network', { ...props, encryptionKey });
  }
}
