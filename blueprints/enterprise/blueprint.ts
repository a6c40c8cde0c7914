import type { App } from 'cdktf';
import type { Settings } from '../../config';
import { buildEnvironment } from '../shared';

/** One environment for thousands of users and regulated data. */
export function enterprise(app: App, settings: Settings): void {
  // one pool falls back from reserved to spot to on demand by itself
  buildEnvironment(app, settings, 'karpenter');
}
