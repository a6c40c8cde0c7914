import type { Change } from '../synth';

/** The documented way to take an environment down: this, apply, destroy. */
export function unprotected(environment: string): Change {
  return { path: ['environments', environment, 'deletionProtection'], value: 'off' };
}
