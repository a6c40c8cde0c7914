import type { App } from 'cdktf';
import type { Settings } from '../../config';
import { buildEnvironment } from '../shared';

/** One environment for tens of users. */
export function smb(app: App, settings: Settings): void {
  // GPU nodes as a managed group that goes to zero: one controller less to understand than Karpenter
  buildEnvironment(app, settings, 'managed-groups');
}
