import { inferenceArea, REGIONS } from '../../facts';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check, Context } from './draft';
import { draft } from './draft';

export const residencyChecks: readonly Check[] = [
  { reads: ['environment', 'models'], drafts: prompts },
  { reads: ['environment', 'database'], drafts: copies },
];

/** A cross-region profile answers wherever its area has room: what is asked leaves the region, and with `global` the area. */
function prompts({ environment, models }: Settings, { said }: Context): Draft[] {
  const { region, residency } = environment;
  if (residency === 'anywhere') return [];
  const area = inferenceArea(region);
  return Object.entries(models).flatMap(([name, model]) => {
    if (model.provider !== 'bedrock' || model.inferenceProfile === undefined) return [];
    const { inferenceProfile: profile } = model;
    // a profile of another area cannot be called at all, which is said where models are looked at
    if (residency === 'area' && area !== undefined && profile !== 'global') return [];
    const path = `models.${name}.inferenceProfile`;
    const [where, fix] =
      residency === 'region'
        ? [`in other regions than ${region}`, `a model that ${region} sells without a profile or one of your own`]
        : [`outside the area of ${region}`, area === undefined ? 'a model without a profile' : `profile ${area}`];
    const wider = residency === 'region' ? 'area' : 'anywhere';
    return [
      leaves(path, said, residency, `"${profile}" may answer ${where}`, `take ${fix}, or write residency: ${wider}`),
    ];
  });
}

function copies({ environment, database: { copyRegion } }: Settings, { said }: Context): Draft[] {
  const { region, residency } = environment;
  if (residency === 'anywhere' || copyRegion === 'none' || copyRegion === region) return [];
  if (REGIONS[copyRegion]?.partition !== environment.partition) return [];
  if (residency === 'area' && areaOf(copyRegion) === areaOf(region)) return [];
  const [where, fix, wider] =
    residency === 'region'
      ? ['another region', 'copyRegion: none', 'area']
      : ['in another area', `a region of ${areaOf(region)}, or none`, 'anywhere'];
  const [what, how] = [`"${copyRegion}" is ${where}`, `write ${fix} in database, or residency: ${wider}`];
  return [leaves('database.copyRegion', said, residency, what, how)];
}

/** At what goes too far; where that is a default, at the word of the client it goes beyond. */
function leaves(path: string, said: Context['said'], residency: string, what: string, fix: string): Draft {
  if (said(path) || !said('environment.residency'))
    return draft('LeavesResidency', path, `${what}, and environment.residency is ${residency}`, fix);
  return draft('LeavesResidency', 'environment.residency', `is ${residency}, and ${path} ${what} by default`, fix);
}

/** The part of the world a region is named after, `eu`. */
function areaOf(region: string): string {
  return region.split('-')[0] ?? region;
}
