import { unknown } from '../component';
import { loadBalancer } from '../load-balancing';
import { blocks, list, says, text } from '../read';
import type { Meter } from './meter';

/** Application, network and gateway load balancers made by Terraform itself. */
export const lb: Meter = ({ values }, context) => {
  const type = text(values, 'load_balancer_type', 'application');
  if (type !== 'application' && type !== 'network' && type !== 'gateway') {
    return [unknown('load balancer', 'load_balancer_type')];
  }
  const mappings = blocks(values, 'subnet_mapping').length;
  return loadBalancer({
    type,
    scheme: says(values, 'internal') ? 'internal' : 'internet-facing',
    zones: mappings > 0 ? mappings : list(values, 'subnets')?.length,
    units: context.usage('aws_lb.average_lcu'),
    out: context.usage('aws_lb.monthly_data_transfer_out_gb'),
  });
};
