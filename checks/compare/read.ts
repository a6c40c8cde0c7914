import { isObject, type Json, type JsonObject, type Judgement } from '../../contract';

/** Lists of an environment that a comparison reads, by their place in report.json, and the texts it reads of each entry. */
const LISTS: readonly { path: readonly string[]; texts: readonly string[]; optional?: true }[] = [
  { path: ['stacks'], texts: ['id'] },
  { path: ['policy', 'findings'], texts: ['id', 'severity', 'status', 'message', 'stack', 'address', 'path'] },
  { path: ['policy', 'waivers'], texts: ['id', 'expires', 'owner', 'ticket'] },
  { path: ['policy', 'statuses'], texts: ['id', 'severity'] },
  { path: ['capacity', 'quotas'], texts: ['code', 'region', 'unit'] },
  { path: ['notices'], texts: ['code', 'place', 'path', 'message'], optional: true },
];

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
  const lists = LISTS.flatMap(({ path, texts, optional }) => {
    const found = path.reduce<Json | undefined>((here, name) => (isObject(here) ? here[name] : undefined), environment);
    const place = `${at}.${path.join('.')}`;
    if (found === undefined && optional) return [];
    if (!Array.isArray(found) || !found.every(isObject)) return [`${place}: is no list of objects`];
    return found.flatMap((entry, index) => noTexts(entry, texts, `${place}[${index}]`));
  });
  return [...noTexts(environment, ['client', 'environment', 'verdict', 'headline'], at), ...lists];
}

function noTexts(object: JsonObject, names: readonly string[], at: string): string[] {
  return names.filter((name) => typeof object[name] !== 'string').map((name) => `${at}.${name}: is no text`);
}
