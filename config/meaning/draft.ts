import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';

/** What a check may know besides the settings. */
export interface Context {
  /** Date the calendar is read against, `2026-11-21`. */
  today: string;
  /** Names of all environments of the file. */
  environments: readonly string[];
  /** Environments that stand before this one in the file. */
  earlier: readonly Settings[];
  /** Whether the file says a setting, rather than its tier. */
  said: (path: string) => boolean;
}

/**
 * A look at settings that fit the schema one by one and yet not each other. `reads`: what it draws conclusions from; where the
 * file is broken there, they count only if they hold however it is mended.
 */
export interface Check {
  reads: readonly (keyof Settings)[];
  drafts: (settings: Settings, context: Context) => Draft[];
}

export function draft(code: string, path: string, message: string, fix: string, more: Partial<Draft> = {}): Draft {
  return { code, path, message, fix, ...more };
}
