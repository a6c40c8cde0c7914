// What an estimate takes, and that it grows no faster than what is estimated. `node bench/cost.mjs`, after a build.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const TYPES = [
  'aws_nat_gateway',
  'aws_eip',
  'aws_kms_key',
  'aws_s3_bucket',
  'aws_vpc_endpoint',
  'aws_sqs_queue',
  'aws_cloudwatch_log_group',
  'aws_secretsmanager_secret',
  'aws_ebs_volume',
  'aws_lb',
];
const VALUES = { type: 'gp3', size: 10, vpc_endpoint_type: 'Interface', subnet_ids: ['a', 'b'], subnets: ['a'] };

/** A document of so many resources that are all billed. */
function document(count) {
  const by_type = {};
  for (let index = 0; index < count; index += 1) {
    const type = TYPES[index % TYPES.length];
    const name = `n${index}`;
    const meta = { dependsOn: [], preventDestroy: false, ignoreChanges: [], provisioners: [] };
    const place = { address: `${type}.${name}`, type, name, stack: 's', path: `s/C${index % 20}/${name}` };
    (by_type[type] ??= []).push({ ...place, values: VALUES, docs: {}, unknown: [], unparsed: [], meta });
  }
  const stack = { name: 's', requiredProviders: {}, outputs: {}, modules: {} };
  const stacks = { s: { ...stack, providers: { aws: [{ region: 'us-east-1' }] } } };
  return {
    schemaVersion: 1,
    source: 'synth',
    tier: 'mid-market',
    stacks,
    by_type,
    data: {},
    refs: {},
    objects: {},
    images: [],
    secrets: [],
  };
}

/** Milliseconds of the processor, which other programs on the machine do not stretch. */
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const started = now();
const { estimate } = require(join(root, 'dist/checks/cost'));
const took = (count) => {
  const given = document(count);
  const from = now();
  estimate(given, { today: '2026-11-21' });
  return now() - from;
};
took(500);
console.log(`500 resources, loading code and price book included: ${(now() - started).toFixed(0)} ms; target < 200`);
const median = (count) => [0, 1, 2, 3, 4].map(() => took(count)).sort((a, b) => a - b)[2];
console.log(`5,000 resources take ${(median(5000) / median(500)).toFixed(1)} times what 500 do; target about 10`);
