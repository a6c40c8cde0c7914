import { spawnSync } from 'node:child_process';
import { refuse } from './stop';

/**
 * What the AWS command line answers, as whoever is signed in to it.
 *
 * @throws Stop with what it said, where it ends badly or is not there
 */
export function aws(args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('aws', args, { encoding: 'utf8' });
  if (error !== undefined) refuse('the AWS command line is not found; install it and sign in, then run this again');
  if (status !== 0) refuse(`aws ${args.slice(0, 2).join(' ')} failed: ${stderr.trim()}`);
  return stdout;
}

/** Refuses credentials of another account than that of the environment. */
export function checkAccount({ account, region }: { account: string; region: string }): void {
  const identity: { Account: string } = JSON.parse(
    aws(['sts', 'get-caller-identity', '--region', region, '--output', 'json']),
  );
  if (identity.Account !== account) {
    refuse(`these credentials are of account ${identity.Account}, the environment is in ${account}; nothing was done`);
  }
}
