import { REGIONS } from '../../facts';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

export const databaseChecks: readonly Check[] = [
  { reads: ['database'], drafts: bounds },
  { reads: ['database', 'network'], drafts: zones },
  { reads: ['database', 'environment'], drafts: copies },
];

function bounds({ database }: Settings): Draft[] {
  if (database.minCapacity <= database.maxCapacity) return [];
  return [
    draft(
      'CapacityBounds',
      'database.minCapacity',
      `${database.minCapacity} units at least are more than ${database.maxCapacity} at most`,
      'write less, or raise database.maxCapacity',
    ),
  ];
}

function zones({ database, network }: Settings): Draft[] {
  const there =
    network.existing?.privateSubnetIds.length ??
    (typeof network.zones === 'number' ? network.zones : network.zones.length);
  const most = database.kind === 'rds-instance' ? Math.min(2, there) : there;
  if (database.zones <= most) return [];
  return [
    draft(
      'DatabaseZones',
      'database.zones',
      `${database.zones} zones are more than the ${most} that ${database.kind} can have here`,
      `write ${most} or less`,
    ),
  ];
}

function copies({ database, environment }: Settings): Draft[] {
  const { copyRegion } = database;
  if (copyRegion === 'none') return [];
  if (copyRegion === environment.region) {
    return [draft('CopyAtHome', 'database.copyRegion', 'is the region itself', 'write another one, or none')];
  }
  const partition = REGIONS[copyRegion]?.partition;
  if (partition === environment.partition) return [];
  return [
    draft(
      'CopyElsewhere',
      'database.copyRegion',
      `${copyRegion} is in the partition ${partition}, the environment in ${environment.partition}: nothing can be copied between them`,
      `write a region of ${environment.partition}, or none`,
    ),
  ];
}
