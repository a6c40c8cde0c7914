import type { Corpus } from '../../contract';
import { ACU, DATABASE_GIB } from '../../facts';
import { graphBytes, HALF, HOURS, quantity, storedGb, type Sized } from './sized';

/** The PostgreSQL an index would lie in. */
export type IndexDatabase = {
  /** Zones it stands in, each with an instance of its own. */
  zones: number;
  /** Whether something else has a database on it: then the least it runs on is paid for already. */
  shared: boolean;
} & (
  | { kind: 'aurora-serverless'; /** Capacity units of each instance. */ minCapacity: number; maxCapacity: number }
  | { kind: 'rds-instance'; /** `db.t4g.small`. */ instanceClass: string }
);

/** GiB of memory what else lies in the database is left. */
const OTHERS_GIB = 1;

/** Pages of graph and vectors stay in memory, in the one that writes and in those that stand by. */
export function pgvector(corpus: Corpus, database: IndexDatabase): Sized {
  return database.kind === 'rds-instance' ? onInstance(corpus, database) : onAurora(corpus, database);
}

/** Capacity units each instance of Aurora needs to hold the graph. */
export function unitsFor(corpus: Corpus): number {
  return Math.max(0.5, Math.ceil((memoryGib(corpus) / (ACU.gib * ACU.cache)) * 2) / 2);
}

function onAurora(corpus: Corpus, database: IndexDatabase & { kind: 'aurora-serverless' }): Sized {
  const { zones, shared, minCapacity, maxCapacity } = database;
  const needed = unitsFor(corpus);
  const units = Math.max(needed, minCapacity);
  return {
    size: `${zones} × ${units} ACU at least${shared ? `, ${minCapacity} of each there anyway` : ''}`,
    floor: [
      quantity('capacity units', 'aurora/acu-hour/standard', zones * (shared ? units - minCapacity : units) * HOURS),
      quantity('storage', 'aurora/storage/standard', storedGb(corpus, HALF)),
    ],
    use: [],
    obstacle:
      needed > maxCapacity ? `would keep ${needed} ACU busy; database.maxCapacity is ${maxCapacity}` : undefined,
  };
}

function onInstance(corpus: Corpus, database: IndexDatabase & { kind: 'rds-instance' }): Sized {
  const { zones, shared, instanceClass } = database;
  const copies = zones > 1 ? 'multi-az' : 'single-az';
  const memory = memoryGib(corpus);
  const able = Object.keys(DATABASE_GIB).find((each) => memory <= spareGib(each));
  const instead = able === undefined ? 'nor has any other class of database.instanceClass' : `${able} is enough`;
  return {
    size: `${zones} × ${instanceClass}${shared ? ', there anyway' : ''}`,
    floor: [
      ...(shared ? [] : [quantity('instance', `rds-postgres/${instanceClass}/${copies}`, HOURS)]),
      quantity('storage', `rds-postgres/gp3/${copies}`, storedGb(corpus, HALF)),
    ],
    use: [],
    obstacle:
      memory > spareGib(instanceClass)
        ? `would keep ${memory.toFixed(1)} GiB of memory busy; database.instanceClass ${instanceClass} has ${spareGib(instanceClass)} to spare, ${instead}`
        : undefined,
  };
}

function spareGib(instanceClass: string): number {
  return (DATABASE_GIB[instanceClass] ?? 0) * ACU.cache - OTHERS_GIB;
}

function memoryGib(corpus: Corpus): number {
  return (graphBytes(corpus, HALF) * 1.2) / 2 ** 30;
}
