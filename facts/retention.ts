import type { Pack } from '../contract';

/** How long a rule somewhere says that records are kept. */
export interface RetentionDuty {
  /** At least so many days. */
  days: number;
  /** Where it stands. */
  source: string;
}

/**
 * Least retention of records of a platform, by what a client is held to. Six years are 2,192 days, leap days counted.
 * Read from the texts, by no lawyer: what is printed from here says so.
 */
export const RETENTION_DUTIES = {
  'eu-ai': { days: 183, source: 'EU AI Act, Articles 19(1) and 26(6): at least six months' },
  hipaa: { days: 2192, source: '45 CFR 164.316(b)(2)(i): six years' },
  gov: { days: 913, source: 'OMB M-21-31: 12 months at hand, 18 more in cold storage' },
  'sec-17a-4': { days: 2192, source: '17 CFR 240.17a-4(a): six years' },
  rbi: { days: 1827, source: 'RBI master directions on records: five years' },
  sebi: { days: 1827, source: 'SEBI rules for intermediaries: five years' },
} as const satisfies Readonly<Record<Pack | 'sec-17a-4' | 'rbi' | 'sebi', RetentionDuty>>;

/** Rules on retention a client may name beside the packs of rules it is held to. */
export const RECORD_RULES = ['sec-17a-4', 'rbi', 'sebi'] as const;
export type RecordRule = (typeof RECORD_RULES)[number];

/** The longest retention anything named asks for, with where that stands; undefined where nothing does. */
export function longestDuty(names: readonly (Pack | RecordRule)[]): RetentionDuty | undefined {
  return names
    .map((name): RetentionDuty => RETENTION_DUTIES[name])
    .reduce<RetentionDuty | undefined>(
      (longest, duty) => (longest === undefined || duty.days > longest.days ? duty : longest),
      undefined,
    );
}
