import { unknown } from '../component';
import type { Context, Usage } from '../context';
import { Decimal, HOURS } from '../decimal';
import { loadBalancer } from '../load-balancing';
import { atEachEnd, times } from '../quantity';
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
    units: unitsOf(context),
    out: context.usage('aws_lb.monthly_data_transfer_out_gb'),
  });
};

/** What fills one capacity unit for an hour. Source: Elastic Load Balancing pricing, 2026. */
const PER_UNIT = { new_connections: 25, active_connections: 3000, rule_evaluations: 1000 } as const;

/** Capacity units as a usage file tells them by their parts, the largest counting; else on average. */
function unitsOf(context: Context): Usage {
  const gigabytes = context.said('processed_bytes_gb');
  const parts = Object.entries(PER_UNIT).flatMap(([name, each]) => {
    const found = context.said(name);
    return found === undefined ? [] : [{ ...found, quantity: times(found.quantity, new Decimal(1).div(each)) }];
  });
  const all = [
    ...parts,
    ...(gigabytes === undefined
      ? []
      : [{ ...gigabytes, quantity: times(gigabytes.quantity, new Decimal(1).div(HOURS)) }]),
  ];
  const [first] = all;
  if (first === undefined) return context.usage('aws_lb.average_lcu');
  return { ...first, quantity: atEachEnd((end) => Decimal.max(...all.map(({ quantity }) => quantity[end]))) };
}
