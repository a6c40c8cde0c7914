import { fixed, free, shared, unknown, unpriced, used } from '../component';
import { Decimal, HOURS } from '../decimal';
import { times } from '../quantity';
import { list, number, text } from '../read';
import type { Meter } from './meter';

const MEGABYTES = 1024;
const MILLION = '0.000001';

/** Calls, and memory for as long as they take; the free part of an account is not counted. */
export const lambdaFunction: Meter = ({ values }, context) => {
  const memory = number(values, 'memory_size', 128);
  const architectures = list(values, 'architectures');
  const calls = context.usage('aws_lambda_function.monthly_requests');
  const requests = used('calls', 'lambda/requests', 'million requests', calls, MILLION);
  if (memory === undefined || architectures === undefined)
    return [requests, unknown('duration', 'memory_size or architectures')];
  const took = context.usage('aws_lambda_function.request_duration_ms');
  const gigabyteSeconds = times(times(calls.quantity, took.quantity), memory.div(MEGABYTES).div(1000));
  const duration = {
    ...calls,
    quantity: gigabyteSeconds,
    assumption: `${memory.toFixed()} MB; ${calls.assumption}; ${took.assumption}`,
  };
  const kind = architectures.includes('arm64') ? 'arm' : 'x86';
  return [requests, used('duration', `lambda/duration/${kind}`, 'million GB-seconds', duration, MILLION)];
};

/** Published messages; what they cost to deliver depends on to whom. */
export const snsTopic: Meter = ({ values }, context) => {
  if (values.fifo_topic === true) return [unpriced('messages', 'no price of FIFO topics in the book')];
  return [
    used('messages', 'sns/standard', 'million requests', context.usage('aws_sns_topic.monthly_requests'), MILLION),
  ];
};

/** Deliveries inside AWS cost nothing; those outside have no price here. */
export const snsSubscription: Meter = ({ values }) => {
  const protocol = text(values, 'protocol');
  if (protocol === 'sqs' || protocol === 'lambda' || protocol === 'firehose')
    return [shared('deliveries', 'deliveries inside AWS cost nothing; what receives them is billed as such')];
  if (protocol === 'email' || protocol === 'email-json')
    return [free('deliveries', 'a thousand mails a month cost nothing, and alarms are fewer')];
  return [unpriced('deliveries', `no price of ${protocol ?? 'the'} deliveries in the book`)];
};

/** Events of our own. */
export const eventBus: Meter = (_resource, context) => [
  used(
    'events',
    'eventbridge/events',
    'million events',
    context.usage('aws_cloudwatch_event_bus.monthly_custom_events'),
    MILLION,
  ),
];

export const stateMachine: Meter = ({ values }, context) => {
  if (text(values, 'type', 'STANDARD') !== 'STANDARD')
    return [unpriced('runs', 'no price of express workflows in the book')];
  return [
    used(
      'transitions',
      'sfn/transitions',
      'thousand transitions',
      context.usage('aws_sfn_state_machine.monthly_transitions'),
      '0.001',
    ),
  ];
};

/** A firewall endpoint in each subnet it is mapped to, and what goes through. */
export const networkFirewall: Meter = ({ values }, context) => {
  const mappings = Array.isArray(values.subnet_mapping) ? values.subnet_mapping.length : undefined;
  const data = used(
    'data processed',
    'network-firewall/data',
    'GB',
    context.usage('aws_networkfirewall_firewall.monthly_data_processed_gb'),
  );
  if (mappings === undefined) return [unknown('endpoints', 'the number of subnet_mapping'), data];
  return [
    fixed(
      'endpoints',
      'network-firewall/endpoint',
      'hour',
      HOURS.times(Math.max(1, mappings)),
      `one in each of ${mappings} subnets`,
    ),
    data,
  ];
};

export const transitGatewayAttachment: Meter = (_resource, context) => [
  fixed('attachment', 'transit-gateway/attachment', 'hour', HOURS),
  used(
    'data processed',
    'transit-gateway/data',
    'GB',
    context.usage('aws_ec2_transit_gateway_vpc_attachment.monthly_data_processed_gb'),
  ),
];

export const vpnConnection: Meter = () => [fixed('connection', 'vpn/connection', 'hour', HOURS)];

/** Billed per address, two at least. */
export const resolverEndpoint: Meter = ({ values }, context) => {
  const addresses = Array.isArray(values.ip_address) ? values.ip_address.length : undefined;
  const asked = context.usage('aws_route53_resolver_endpoint.monthly_queries');
  return [
    addresses === undefined
      ? unknown('addresses', 'ip_address')
      : fixed('addresses', 'route53-resolver/endpoint', 'hour', HOURS.times(Decimal.max(2, addresses))),
    used('queries', 'route53-resolver/queries', 'million queries', asked, MILLION),
  ];
};
