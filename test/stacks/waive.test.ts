import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { readStacks } from '../../bin/stacks';
import { judge, type SynthesizedStack } from '../../checks';
import { documentFromSynth } from '../../checks/document';
import type { Finding, Json, Waiver } from '../../contract';
import { waive } from '../../lib/core';

const EXCEPTION: Omit<Waiver, 'scope' | 'source'> = {
  id: 'PAI-ENC-003',
  reason: 'holds what can be downloaded again ${and "quoted"}',
  owner: 'data-platform',
  expires: '2026-12-31',
  ticket: 'PLAT-12',
};

/** Buckets of two stacks, each inside a construct of its own. */
function app(change: (constructs: Record<string, Construct>) => void): SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), 'waive-'));
  const root = new App({ outdir, skipValidation: true });
  const constructs: Record<string, Construct> = {};
  for (const name of ['acme-prod-a', 'acme-prod-b']) {
    const stack = new TerraformStack(root, name);
    for (const id of ['Logs', 'Logs2']) {
      const construct = new Construct(stack, id);
      new S3Bucket(construct, 'Resource', {});
      constructs[`${name}/${id}`] = construct;
    }
    constructs[name] = stack;
  }
  change(constructs);
  root.synth();
  const stacks = readStacks(outdir);
  rmSync(outdir, { recursive: true });
  return stacks;
}

async function statuses(stacks: SynthesizedStack[], ignoreWaivers = false): Promise<string[]> {
  const options = { tier: 'mid-market', today: '2026-11-21', waivers: [], ignoreWaivers } as const;
  const { findings } = (await judge(stacks, options)).policy;
  return findings
    .filter(({ id }: Finding) => id === 'PAI-ENC-003' || id === 'PAI-TF-003')
    .map(({ id, path, status }) => `${id} ${path} ${status}`)
    .sort();
}

test('a waiver beside a construct covers it and all below it, and nothing beside it or in another stack', async () => {
  const stacks = app((constructs) => waive(constructs['acme-prod-a/Logs'] ?? new App(), EXCEPTION));

  expect(await statuses(stacks)).toEqual([
    'PAI-ENC-003 acme-prod-a/Logs/Resource waived',
    'PAI-ENC-003 acme-prod-a/Logs2/Resource fail',
    'PAI-ENC-003 acme-prod-b/Logs/Resource fail',
    'PAI-ENC-003 acme-prod-b/Logs2/Resource fail',
  ]);
  expect((await statuses(stacks, true)).filter((line) => line.endsWith('waived'))).toEqual([]);
});

test('each waiver of a stack stands, one that is incomplete is told, and the text comes through as it was written', async () => {
  const stacks = app((constructs) => {
    waive(constructs['acme-prod-a/Logs'] ?? new App(), EXCEPTION);
    waive(constructs['acme-prod-a/Logs2'] ?? new App(), { ...EXCEPTION, reason: 'because' });
    waive(constructs['acme-prod-b'] ?? new App(), EXCEPTION);
  });

  const { policy } = await judge(stacks, { tier: 'mid-market', today: '2026-11-21', waivers: [] });

  expect(policy.waivers.map(({ scope, reason }) => [scope, reason])).toEqual([
    ['acme-prod-a/Logs', EXCEPTION.reason],
    ['acme-prod-b', EXCEPTION.reason],
  ]);
  expect(policy.findings.filter(({ id }) => id === 'PAI-TF-003')).toMatchObject([
    { path: 'acme-prod-a/Logs2', message: expect.stringContaining('reason of less than 20 characters') },
  ]);
});

test('where CDKTF kept the line that made a resource, findings tell it: the first in somebody’s own code', () => {
  const made = (stackTrace: Json): Json => ({
    resource: { aws_s3_bucket: { B: { '//': { metadata: { path: 'a/B', stackTrace } } } } },
  });
  const source = (stackTrace: Json): string | undefined =>
    documentFromSynth([{ name: 'a', json: made(stackTrace) }], 'smb').by_type['aws_s3_bucket']?.[0]?.source;

  expect(source(['new X (/app/node_modules/cdktf/lib/a.js:1:2)', 'new Data (/app/src/data.ts:40:7)'])).toBe(
    '/app/src/data.ts:40',
  );
  expect(source(['node:internal/main:1:1', 'file:///app/main.mjs:3:4'])).toBe('/app/main.mjs:3');
  expect(source(['new S (C:\\app\\main.ts:5:6)'])).toBe('C:\\app\\main.ts:5');
  expect(source([5, null, 'nonsense', 'x'.repeat(10_000)])).toBeUndefined();
  expect(source('text')).toBeUndefined();
});
