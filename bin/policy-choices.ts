import { existsSync } from 'node:fs';
import { readWaiver, type PolicyOptions, type Severities } from '../checks/policy';
import { isObject, PACKS, type Judgement, type JsonObject, type Pack, type Waiver } from '../contract';
import { readJson } from './stacks';
import { refuse } from './stop';

/** File of an output folder in which a synth says what its judgement rested on besides the Terraform. */
export const CHOICES_FILE = 'policy.json';

/** What a client decided for one environment, so that a later check of the output or of a plan decides the same. */
export interface EnvironmentChoices {
  packs: Pack[];
  changes: Severities;
  /** Ids of the client's own rules. */
  rules: string[];
  /** With the places each covers: a plan has no construct paths. */
  waivers: { waiver: Waiver; covers: string[] }[];
}

export type Choices = Record<string, EnvironmentChoices>;

/** The choices of one environment, with what its waivers covered when it was judged. */
export function choicesOf(
  judgement: Judgement,
  { changes = {}, client }: Pick<PolicyOptions, 'changes' | 'client'>,
  waivers: readonly Waiver[],
): EnvironmentChoices {
  return {
    packs: judgement.policy.packs,
    changes,
    rules: (client?.rules ?? []).map(({ id }) => id).sort(),
    waivers: waivers.map((waiver) => ({ waiver, covers: coversOf(judgement, waiver) })),
  };
}

function coversOf({ policy }: Judgement, waiver: Waiver): string[] {
  return policy.waivers
    .filter(
      ({ id, scope, key, expires }) =>
        id === waiver.id && scope === waiver.scope && key === waiver.key && expires === waiver.expires,
    )
    .flatMap(({ covers }) => covers);
}

export function choicesText(environments: Choices): string {
  return `${JSON.stringify({ schemaVersion: 1, environments }, null, 2)}\n`;
}

/** The waivers as they hold in a plan of one stack: by address, and only those that are about it. */
export function waiversOfStack({ waivers }: EnvironmentChoices, stack: string): Waiver[] {
  return waivers.flatMap(({ waiver, covers }) =>
    covers.filter((place) => place.startsWith(`${stack}/`)).map((scope): Waiver => ({ ...waiver, scope })),
  );
}

/** Reads what {@link choicesText} wrote. @throws Stop if it is something else */
export function readChoices(path: string): Choices {
  if (!existsSync(path)) refuse(`${path} is not there; a synth writes it beside its stacks`);
  const file = readJson(path);
  const environments = isObject(file) && file['schemaVersion'] === 1 ? file['environments'] : undefined;
  if (!isObject(environments)) return refuse(`${path} is not what a synth of this version writes; run it again`);
  return Object.fromEntries(
    Object.entries(environments).map(([name, value]): [string, EnvironmentChoices] => {
      const choices = isObject(value) ? value : {};
      return [
        name,
        {
          packs: packsIn(choices, path),
          changes: severitiesIn(choices, path),
          rules: Array.isArray(choices['rules']) ? choices['rules'].filter((id) => typeof id === 'string') : [],
          waivers: waiversIn(choices, path),
        },
      ];
    }),
  );
}

function packsIn(choices: JsonObject, path: string): Pack[] {
  const names = Array.isArray(choices['packs']) ? choices['packs'] : [];
  return names.map((name) => PACKS.find((pack) => pack === name) ?? refuse(`${path} names a pack nobody knows`));
}

function severitiesIn(choices: JsonObject, path: string): Severities {
  const changes = isObject(choices['changes']) ? choices['changes'] : {};
  return Object.fromEntries(
    Object.entries(changes).map(([id, severity]) => {
      if (severity !== 'deny' && severity !== 'warn' && severity !== 'off')
        return refuse(`${path} gives ${id} no severity`);
      return [id, severity];
    }),
  );
}

function waiversIn(choices: JsonObject, path: string): EnvironmentChoices['waivers'] {
  const entries = Array.isArray(choices['waivers']) ? choices['waivers'] : [];
  return entries.map((entry) => {
    const waiver = isObject(entry) ? entry['waiver'] : undefined;
    const covers = isObject(entry) ? entry['covers'] : undefined;
    if (!isObject(waiver) || !Array.isArray(covers)) return refuse(`${path} holds a waiver that is none`);
    return { waiver: readWaiver(waiver), covers: covers.filter((place) => typeof place === 'string') };
  });
}
