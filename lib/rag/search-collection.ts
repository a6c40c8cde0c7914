import type { Corpus } from '../../contract';
import { OCU_GIB } from '../../facts';
import { FULL, graphBytes, HOURS, quantity, storedGb, type Sized } from './sized';

/** What a client may say of a vector collection. */
export interface CollectionChoice {
  /** A copy of everything that runs, in another zone. */
  standbyReplicas: 'on' | 'off';
}

const GIB = 2 ** 30;
/** The least that runs to write, and to search. */
const LEAST_UNITS = 0.5;

/** Capacity units of search that hold the vectors, standby and all. */
export function searchUnits(corpus: Corpus, { standbyReplicas }: CollectionChoice): number {
  const memory = (1.1 * graphBytes(corpus, FULL)) / GIB;
  const search = Math.max(LEAST_UNITS, Math.ceil((memory / (OCU_GIB / 2)) * 2) / 2);
  return (standbyReplicas === 'on' ? 2 : 1) * search;
}

/** Capacity units: half a one at least to write and as much to search; vectors have to fit into those of search. All of it twice with a standby. */
export function searchCollection(corpus: Corpus, zones: number, choice: CollectionChoice): Sized {
  const search = searchUnits(corpus, choice);
  const units = search + (choice.standbyReplicas === 'on' ? 2 : 1) * LEAST_UNITS;
  return {
    size: `${units} capacity ${units === 1 ? 'unit' : 'units'}, ${search} of them for search`,
    floor: [
      quantity('capacity units', 'opensearch-serverless/ocu', units * HOURS),
      quantity('storage', 'opensearch-serverless/storage', storedGb(corpus, FULL)),
      quantity('endpoint', 'vpc-endpoint/interface/hour', zones * HOURS),
    ],
    use: [],
  };
}
