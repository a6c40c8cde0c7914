import { BLUEPRINTS } from '../../blueprints';
import { explain } from '../../config';
import { loadClient } from '../../config';
import { TIERS } from '../../contract';

/** A client with production and staging, in which nothing is said that a tier could say. */
function reasons(tier: (typeof TIERS)[number], setting: string): string[] {
  const file = [
    'schemaVersion: 1',
    'client: acme',
    `tier: ${tier}`,
    'phase: day-90',
    'owner: ai@acme.example',
    "costCentre: '1'",
    'dataClasses: [internal]',
    'environments:',
    ...Object.entries({ production: '111122223333', staging: '555566667777' }).flatMap(([name, account]) => [
      `  ${name}:`,
      `    stage: ${name}`,
      `    account: '${account}'`,
      '    region: eu-central-1',
      `    deployRoleArn: arn:aws:iam::${account}:role/deploy`,
      `    domain: ${name}.acme.example`,
      ...(tier === 'enterprise'
        ? [
            "    audit: { archive: { account: '444455556666', deployRoleArn: 'arn:aws:iam::444455556666:role/archive' } }",
          ]
        : []),
      '',
    ]),
  ].join('\n');
  const client = loadClient(file, 'acme/client.yaml', {
    today: '2026-11-21',
    defaultsOf: (name) => BLUEPRINTS[name].defaults,
    tierProblems: () => [],
  });
  if (!client.ok) throw new Error(JSON.stringify(client.problems));
  const found = explain(setting, { defaultsOf: (name) => BLUEPRINTS[name].defaults, client });
  if (!found.ok) throw new Error(found.problem.message);
  return found.explanation.inForce.map(({ origin }) => (origin?.kind === 'tier' ? origin.reason : ''));
}

test.each(
  TIERS.flatMap((tier) => ['audit.archive.retentionDays', 'audit.archive.lock'].map((path) => [tier, path] as const)),
)('in %s the reason of %s is that of the environment it holds in', (tier, path) => {
  const [production, staging] = reasons(tier, path);

  expect(production).not.toBe('');
  expect(staging).toMatch(/thrown away/);
  expect(production).not.toMatch(/thrown away/);
});
