/** Days after which the price book is said to be old, and after which a strict run refuses it. */
export const AGE = { warnDays: 60, refuseDays: 180 } as const;

export interface BookAge {
  /** Day of the last review; empty where there are no prices of the region. */
  reviewed: string;
  days: number;
  verdict: 'fresh' | 'old' | 'too-old';
}

/** How old the prices are on a day. Prices that are not there are neither fresh nor old. */
export function bookAge(reviewed: string, today: string): BookAge | undefined {
  if (reviewed === '') return undefined;
  const days = Math.round((Date.parse(today) - Date.parse(reviewed)) / 86_400_000);
  if (days > AGE.refuseDays) return { reviewed, days, verdict: 'too-old' };
  return { reviewed, days, verdict: days > AGE.warnDays ? 'old' : 'fresh' };
}
