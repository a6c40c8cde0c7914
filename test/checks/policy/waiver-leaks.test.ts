import fc from 'fast-check';
import type { SynthesizedStack } from '../../../checks/document';
import type { JsonObject, Waiver } from '../../../contract';
import { judgeBy } from './fixture';
import { runs } from '../../runs';

const WAIVER: Waiver = {
  id: 'PAI-ENC-003',
  scope: '',
  reason: 'load balancers can only write to buckets with keys of S3',
  owner: 'platform',
  expires: '2026-12-31',
  ticket: 'PLAT-12',
  source: 'clients/acme/client.yaml:41',
};

/** Names that begin alike, so that half a name would match another. */
const NAME = fc.constantFrom('Logs', 'Logs2', 'LogsArchive', 'A', 'B');
const STACK = fc.constantFrom('acme-prod-a', 'acme-prod-ab', 'acme-stage-a');
const BUCKET = fc.record({ stack: STACK, path: fc.array(NAME, { minLength: 1, maxLength: 3 }) });

interface Bucket {
  stack: string;
  path: readonly string[];
}

function stacksOf(buckets: readonly Bucket[]): SynthesizedStack[] {
  const byStack = new Map<string, JsonObject>();
  for (const { stack, path } of buckets) {
    const resources = byStack.get(stack) ?? {};
    resources[path.join('_')] = { '//': { metadata: { path: [stack, ...path].join('/') } } };
    byStack.set(stack, resources);
  }
  return [...byStack].map(([name, aws_s3_bucket]) => ({ name, json: { resource: { aws_s3_bucket } } }));
}

function isBelow(path: string, scope: string): boolean {
  return path === scope || path.startsWith(`${scope}/`);
}

test('a waiver covers the subtree or the address it names, and nothing beside it or in another stack', () => {
  const cases = fc
    .tuple(
      fc.uniqueArray(BUCKET, {
        minLength: 1,
        maxLength: 12,
        selector: ({ stack, path }) => [stack, ...path].join('/'),
      }),
      STACK,
      fc.array(NAME, { maxLength: 3 }),
      fc.boolean(),
    )
    .map(([buckets, stack, path, byAddress]) => ({
      buckets,
      scope: byAddress ? `${stack}/aws_s3_bucket.${path.join('_')}` : [stack, ...path].join('/'),
    }));

  fc.assert(
    fc.property(cases, ({ buckets, scope }) => {
      const { findings } = judgeBy(['PAI-ENC-003'], stacksOf(buckets), {
        tier: 'mid-market',
        waivers: [{ ...WAIVER, scope }],
      });

      for (const { stack, address, path, status, id } of findings) {
        if (id !== WAIVER.id) continue;
        const meant = isBelow(path, scope) || `${stack}/${address}` === scope;
        expect([path, scope, status]).toEqual([path, scope, meant ? 'waived' : 'fail']);
      }
    }),
    { numRuns: runs(150) },
  );
});

test('judged without waivers, everything is as if nobody had waived it', () => {
  const stacks = stacksOf([{ stack: 'acme-prod-a', path: ['Logs'] }]);
  const waivers = [
    { ...WAIVER, scope: 'acme-prod-a/Logs' },
    { ...WAIVER, scope: 'nowhere', expires: '2020-01-01' },
  ];

  const result = judgeBy(['PAI-ENC-003'], stacks, { tier: 'mid-market', waivers, ignoreWaivers: true });

  expect(result.findings.map(({ id, status }) => [id, status])).toEqual([['PAI-ENC-003', 'fail']]);
  expect(result.ignoredWaivers).toBe(2);
});

test('a waiver with a key covers that finding alone', () => {
  const open = (cidr: string): JsonObject => ({ ip_protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: [cidr] });
  const stacks = [
    {
      name: 'acme-prod-a',
      json: {
        resource: {
          aws_security_group: {
            Group: {
              '//': { metadata: { path: 'acme-prod-a/Group' } },
              ingress: [{ from_port: 22, to_port: 22, protocol: 'tcp', cidr_blocks: ['0.0.0.0/0', '::/0'] }],
            },
          },
          aws_vpc_security_group_ingress_rule: { Other: open('10.0.0.0/8') },
        },
      },
    },
  ];
  const key = '0.0.0.0/0';

  const all = judgeBy(['PAI-NET-001'], stacks, { tier: 'smb' }).findings.filter(({ key: own }) => own !== undefined);
  const waived = judgeBy(['PAI-NET-001'], stacks, {
    tier: 'smb',
    waivers: [{ ...WAIVER, id: 'PAI-NET-001', scope: 'acme-prod-a/Group', key }],
  });

  expect(all.map((finding) => finding.key)).toContain(key);
  for (const finding of waived.findings.filter(({ id }) => id === 'PAI-NET-001'))
    expect(finding.status === 'waived').toBe(finding.key === key);
});
