import type { Json, Path } from '../../contract';
import type { Draft } from './problem';

/** What would make a mistake go away, as far as that can be guessed: to find the other mistakes in the same run. */
type Repair = { kind: 'rename'; to: string } | { kind: 'set'; value: Json } | { kind: 'drop' };

/** One thing the schema says against a file. */
export interface Mistake {
  path: Path;
  /** Whether the key or the value is wrong; `parent` where neither is there. */
  at: 'key' | 'value' | 'parent';
  draft: Omit<Draft, 'path'>;
  repair: Repair;
}

/** A value as it stands in the file, for people. `hidden`: it looks like a secret, so nothing may be made from it. */
export interface Written {
  text: string;
  hidden: boolean;
}
