import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json } from '../../../contract';
import { describeWith } from '../../tools';
import { describeReal } from '../needs';
import { knownKeys } from './known-keys';
import { REVIEWED } from './reviewed';

const CHARTS = join(__dirname, '../../../../shared/charts');
const POLICIES = join(__dirname, '../../../policies');

/** Every list of texts below a value: the paths the rules read. */
function pathsIn(value: Json): string[] {
  if (Array.isArray(value)) {
    return value.every((entry) => typeof entry === 'string') ? [value.join('/')] : value.flatMap(pathsIn);
  }
  return isObject(value) ? Object.values(value).flatMap(pathsIn) : [];
}

/** Keys a chart knows: those of its default values, and those somebody read in its templates. */
function keysOfChart(chart: string): Set<string> {
  const { keys = [], slots = {} } = REVIEWED[chart] ?? {};
  const files = readdirSync(CHARTS).filter((name) => new RegExp(`^${chart}-\\d.*\\.values\\.yaml$`).test(name));
  const known = files.flatMap((name) => [...knownKeys(readFileSync(join(CHARTS, name), 'utf8'))]);
  return new Set([...known, ...keys, ...Object.keys(slots)]);
}

describeReal('places in the values of charts that rules read', ['charts'], () => {
  describeWith('opa', 'by the rules themselves', (opa) => {
    const out = execFileSync(
      opa,
      ['eval', '-f', 'raw', '-d', join(POLICIES, 'facts/charts.rego'), 'data.groundplane.facts.charts'],
      { encoding: 'utf8' },
    );
    const facts: Record<string, Json> = JSON.parse(out);
    const places = Object.entries(facts)
      .filter(([name]) => name !== 'agents')
      .flatMap(([, charts]) => Object.entries(isObject(charts) ? charts : {}))
      .flatMap(([chart, paths]) => pathsIn(paths).map((path) => [chart, path] as const));

    test.each(places)('%s knows %s', (chart, path) => {
      expect([...keysOfChart(chart)]).toContain(path);
    });

    test('are not a few', () => {
      expect(places.length).toBeGreaterThan(20);
    });
  });
});
