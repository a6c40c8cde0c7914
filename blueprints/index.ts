import type { App } from 'cdktf';
import type { Settings, TierDefaults } from '../config';
import type { Tier } from '../contract';
import type { Problem } from '../lib/core';
import { enterprise } from './enterprise/blueprint';
import { problems as enterpriseProblems } from './enterprise/config';
import { defaults as enterpriseDefaults } from './enterprise/defaults';
import { midMarket } from './mid-market/blueprint';
import { problems as midMarketProblems } from './mid-market/config';
import { defaults as midMarketDefaults } from './mid-market/defaults';
import { smb } from './smb/blueprint';
import { problems as smbProblems } from './smb/config';
import { defaults as smbDefaults } from './smb/defaults';

/** A tier: what it assumes, what it refuses, what it builds. */
export interface Blueprint {
  defaults: TierDefaults;
  problems(settings: Settings): Problem[];
  build(app: App, settings: Settings): void;
}

export const BLUEPRINTS: Readonly<Record<Tier, Blueprint>> = {
  smb: { defaults: smbDefaults, problems: smbProblems, build: smb },
  'mid-market': { defaults: midMarketDefaults, problems: midMarketProblems, build: midMarket },
  enterprise: { defaults: enterpriseDefaults, problems: enterpriseProblems, build: enterprise },
};

export { environmentProps } from './shared';
export { enterprise, midMarket, smb };
