import { fixed, used } from '../component';
import { HOURS } from '../decimal';
import type { Meter } from './meter';

/** Hours and gigabytes; its public address is billed with `aws_eip`. */
export const natGateway: Meter = (resource, context) => {
  const processed = context.usage('aws_nat_gateway.monthly_data_processed_gb');
  const own = [
    fixed('NAT gateway', 'nat-gateway/hour', 'hour', HOURS),
    used('data processed', 'nat-gateway/data', 'GB', processed),
  ];
  if (resource.values.connectivity_type === 'private') return own;
  const out = context.usage('aws_nat_gateway.monthly_data_transfer_out_gb');
  return [...own, used('data out to the internet', 'data-transfer/internet', 'GB', out)];
};
