import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHARTS, DENIED_VERSIONS, KUBERNETES_VERSIONS, SUPPORT_WARNING_DAYS } from '../../facts';

const text = (name: string): string => readFileSync(join(__dirname, '../../policies/facts', name), 'utf8');

test('the rules know the calendar of EKS as everything else does', () => {
  const calendar = text('kubernetes.rego');

  const written = [...calendar.matchAll(/"(1\.\d+)": "(\d{4}-\d{2}-\d{2})"/g)].map(([, version, day]) => [
    version,
    day,
  ]);
  expect(Object.fromEntries(written)).toEqual(
    Object.fromEntries(
      Object.entries(KUBERNETES_VERSIONS).map(([version, { standardSupportUntil }]) => [version, standardSupportUntil]),
    ),
  );
  expect(calendar).toContain(`warning_days := ${SUPPORT_WARNING_DAYS}\n`);
});

test('the rules know where our own charts come from', () => {
  const repositories = text('repositories.rego');

  for (const { chart, repository } of Object.values(CHARTS)) {
    const known = new RegExp(`"${chart}": \\{(.*)\\}`).exec(repositories)?.[1] ?? '';
    expect([chart, known.split(', ')]).toEqual([chart, expect.arrayContaining([`"${repository.replace(/\/$/, '')}"`])]);
  }
});

test('the rules know the versions that must never run', () => {
  const denied = text('denied.rego');

  expect(Object.keys(DENIED_VERSIONS).length).toBeGreaterThan(0);
  for (const [repository, { versions, minimum }] of Object.entries(DENIED_VERSIONS)) {
    const list = versions.map((version) => `"${version}"`).join(', ');
    expect(denied).toContain(`"${repository}": {"versions": [${list}], "minimum": "${minimum}"}`);
  }
});
