import { STAGES, type Stage } from '../../contract';
import { refuse } from '../stop';
import { oneOf } from './options';

export interface InitOptions {
  /** For a new client. */
  tier?: string;
  /** How far it goes, for a new client. @default - that of the template */
  phase?: string;
  account: string;
  region: string;
  domain: string;
  /** For a new client. */
  owner?: string;
  /** Name of the environment. @default - production, of a new client */
  environment?: string;
  /** What it is for. @default - what its name says, else production */
  stage?: string;
  /** Account of the audit archive; enterprise has one of its own. */
  archiveAccount?: string;
  /** Ranges that reach the Kubernetes API, comma-separated. @default - those of examples, marked */
  apiCidrs?: string;
  clients: string;
}

/** What an environment is for: what is said, else what its name says. */
export function stageOf(environment: string, said: string | undefined): Stage {
  if (said !== undefined) return oneOf('--stage', said, STAGES);
  return STAGES.find((stage) => stage === environment) ?? 'production';
}

export const NO_ARCHIVE_ACCOUNT = 'enterprise keeps its audit archive in an account of its own; say --archive-account';

/** What an enterprise keeps apart: what a role may ever do, and the evidence. */
export function separation({ archiveAccount }: Pick<InitOptions, 'archiveAccount'>): string {
  if (archiveAccount === undefined) refuse(NO_ARCHIVE_ACCOUNT);
  return [
    '    # the most that any role of the platform may do; made by whoever guards the account',
    '    permissionsBoundaryArn: arn:aws:iam::000000000000:policy/platform-boundary',
    '    audit:',
    '      archive:',
    `        account: '${archiveAccount}'`,
    '        # the only role that may change the settings of the archive; it cannot delete either',
    `        deployRoleArn: arn:aws:iam::${archiveAccount}:role/groundplane-archive`,
    `        permissionsBoundaryArn: arn:aws:iam::${archiveAccount}:policy/platform-boundary`,
    '',
  ].join('\n');
}
