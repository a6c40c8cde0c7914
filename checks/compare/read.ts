import { isObject, type Json, type Judgement } from '../../contract';

/** Lists of an environment that a comparison reads, by their place in report.json. */
const LISTS = [
  ['stacks'],
  ['policy', 'findings'],
  ['policy', 'waivers'],
  ['policy', 'statuses'],
  ['capacity', 'quotas'],
] as const;

/** A `report.json` of synth, as far as a comparison reads it. Another program may have cut or changed it: all that lacks is told. */
export function readReport(
  json: Json,
): { ok: true; judgements: readonly Judgement[] } | { ok: false; problems: string[] } {
  if (!isObject(json) || json.schemaVersion !== 1 || !Array.isArray(json.environments))
    return { ok: false, problems: ['is no report of groundplane synth'] };
  const problems = json.environments.flatMap((environment, index) => lacking(environment, `environments[${index}]`));
  if (problems.length > 0) return { ok: false, problems };
  const { environments } = json as unknown as { environments: Judgement[] };
  return { ok: true, judgements: environments };
}

function lacking(environment: Json, at: string): string[] {
  if (!isObject(environment)) return [`${at}: is no object`];
  const texts = ['client', 'environment', 'verdict', 'headline'].filter(
    (name) => typeof environment[name] !== 'string',
  );
  const lists = LISTS.filter((path) => {
    const found = path.reduce<Json | undefined>((here, name) => (isObject(here) ? here[name] : undefined), environment);
    return !Array.isArray(found) || !found.every(isObject);
  });
  return [
    ...texts.map((name) => `${at}.${name}: is no text`),
    ...lists.map((path) => `${at}.${path.join('.')}: is no list of objects`),
  ];
}
