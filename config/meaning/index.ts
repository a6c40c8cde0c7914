import type { Path } from '../../contract';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import { adapterChecks } from './adapters';
import { arnChecks } from './arns';
import { auditChecks } from './audit';
import { clusterChecks, clusterNotices } from './cluster';
import { costChecks, costNotices } from './cost';
import { databaseChecks } from './database';
import { dataChecks, dataNotices } from './data';
import type { Check, Context } from './draft';
import { entryChecks, entryNotices } from './entry';
import { fitChecks, fitNotices } from './fit';
import { gatewayChecks } from './gateway';
import { gatedChecks } from './gated';
import { gpuPoolChecks, gpuPoolNotices } from './gpu-pools';
import { leftoverChecks, leftoverNotices } from './leftovers';
import { modelChecks } from './models';
import { multiNodeChecks, multiNodeNotices } from './multi-node';
import { networkChecks } from './network';
import { oneEachChecks, oneEachNotices } from './one-each';
import { rangeChecks, rangeNotices } from './ranges';
import { ragChecks, ragNotices } from './rag';
import { residencyChecks } from './residency';
import { scalingChecks } from './scaling';
import { signInChecks } from './sign-in';
import { tagNotices } from './tags';
import { teamChecks } from './teams';
import { waiverChecks } from './waivers';

export type { Context } from './draft';

const CHECKS: readonly Check[] = [
  ...leftoverChecks,
  ...networkChecks,
  ...rangeChecks,
  ...oneEachChecks,
  ...clusterChecks,
  ...arnChecks,
  ...auditChecks,
  ...dataChecks,
  ...gpuPoolChecks,
  ...modelChecks,
  ...gatewayChecks,
  ...ragChecks,
  ...databaseChecks,
  ...residencyChecks,
  ...fitChecks,
  ...multiNodeChecks,
  ...gatedChecks,
  ...adapterChecks,
  ...scalingChecks,
  ...entryChecks,
  ...signInChecks,
  ...teamChecks,
  ...costChecks,
  ...waiverChecks,
];
const NOTICES: readonly Check[] = [
  ...dataNotices,
  ...leftoverNotices,
  ...clusterNotices,
  ...gpuPoolNotices,
  ...fitNotices,
  ...multiNodeNotices,
  ...ragNotices,
  ...costNotices,
  ...tagNotices,
  ...rangeNotices,
  ...oneEachNotices,
  ...entryNotices,
];

/**
 * Settings that cannot work together. `broken`: sections of which the file says something unusable; what is concluded from them is
 * `doubtful`, and nothing is from those that are `open`.
 */
export function meaningProblems(
  settings: Settings,
  context: Context,
  { broken, open }: { broken: ReadonlySet<string>; open: ReadonlySet<string> },
): { certain: Draft[]; doubtful: Draft[] } {
  const reading = (sections: ReadonlySet<string>) => (check: Check) => check.reads.some((each) => sections.has(each));
  const usable = CHECKS.filter((check) => !reading(open)(check));
  return {
    certain: run(
      usable.filter((check) => !reading(broken)(check)),
      settings,
      context,
    ),
    doubtful: run(usable.filter(reading(broken)), settings, context),
  };
}

/** What works and should still be known. */
export function meaningNotices(settings: Settings, context: Context): Draft[] {
  return run(NOTICES, settings, context);
}

function run(checks: readonly Check[], settings: Settings, context: Context): Draft[] {
  return checks.flatMap((check) => check.drafts(settings, context));
}

/** Settings sections that paths of the file lead to. */
export function sectionsOf(paths: readonly Path[]): Set<string> {
  const own = new Set([
    'network',
    'cluster',
    'gpu',
    'gpuPools',
    'models',
    'gateway',
    'serving',
    'rag',
    'chat',
    'entry',
    'signIn',
    'groups',
    'database',
    'audit',
    'data',
    'budget',
    'tags',
    'commitments',
    'useCases',
    'teams',
    'comparison',
  ]);
  return new Set(
    paths.map((path) => {
      const [first, , third] = path.map(String);
      if (first !== 'environments') return first ?? '';
      return third !== undefined && own.has(third) ? third : 'environment';
    }),
  );
}
