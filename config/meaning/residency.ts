import { inferenceArea, REGIONS } from '../../facts';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

export const residencyChecks: readonly Check[] = [
  { reads: ['environment', 'models'], drafts: prompts },
  { reads: ['environment', 'database'], drafts: copies },
];

/** A cross-region profile answers wherever its area has room: what is asked leaves the region, and with `global` the area. */
function prompts({ environment, models }: Settings): Draft[] {
  const { region, residency } = environment;
  if (residency === 'anywhere') return [];
  return Object.entries(models).flatMap(([name, model]) => {
    if (model.provider !== 'bedrock' || model.inferenceProfile === undefined) return [];
    const { inferenceProfile: profile } = model;
    const path = `models.${name}.inferenceProfile`;
    if (residency === 'region') {
      return [
        draft(
          'LeavesResidency',
          path,
          `"${profile}" may answer in other regions than ${region}, and environment.residency is region`,
          `take a model that ${region} sells without a profile or one of your own, or write residency: area`,
        ),
      ];
    }
    // a profile of another area cannot be called at all, which is said where models are looked at
    const area = inferenceArea(region);
    if (area !== undefined && profile !== 'global') return [];
    return [
      draft(
        'LeavesResidency',
        path,
        `"${profile}" may answer outside the area of ${region}, and environment.residency is area`,
        `write ${area ?? 'a model without a profile'}, or residency: anywhere in the environment`,
      ),
    ];
  });
}

function copies({ environment, database: { copyRegion } }: Settings): Draft[] {
  const { region, residency } = environment;
  if (residency === 'anywhere' || copyRegion === 'none' || copyRegion === region) return [];
  if (REGIONS[copyRegion]?.partition !== environment.partition) return [];
  if (residency === 'area' && areaOf(copyRegion) === areaOf(region)) return [];
  return [
    draft(
      'LeavesResidency',
      'database.copyRegion',
      `${copyRegion} is ${residency === 'region' ? 'another region' : 'in another area'}, and environment.residency is ${residency}`,
      `write ${residency === 'region' ? 'copyRegion: none' : `a region of ${areaOf(region)}, or none`}, or residency: ${residency === 'region' ? 'area' : 'anywhere'} in the environment`,
    ),
  ];
}

/** The part of the world a region is named after, `eu`. */
function areaOf(region: string): string {
  return region.split('-')[0] ?? region;
}
