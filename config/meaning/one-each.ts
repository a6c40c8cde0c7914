import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check, Context } from './draft';
import { draft } from './draft';

export const oneEachChecks: readonly Check[] = [{ reads: ['audit', 'data', 'environment'], drafts: madeTwice }];

export const oneEachNotices: readonly Check[] = [{ reads: ['models', 'environment'], drafts: invocations }];

/** What an account has one of in a region, or at all, and who makes it. */
interface OneEach {
  path: (settings: Settings) => string | undefined;
  word: string;
  /** What the second of two would do. */
  second: string;
  fix: string;
  everywhere?: boolean;
}

const ONE_EACH: readonly OneEach[] = [
  {
    path: ({ audit }) => (audit.guardDuty === 'own' ? 'audit.guardDuty' : undefined),
    word: 'detector of GuardDuty',
    second: 'the second is refused at the apply',
    fix: 'audit: { guardDuty: organisation }',
  },
  {
    path: ({ audit }) => (audit.securityHub === 'own' ? 'audit.securityHub' : undefined),
    word: 'Security Hub',
    second: 'the second is refused at the apply',
    fix: 'audit: { securityHub: organisation }',
  },
  {
    path: ({ data }) =>
      data.permissions === 'lake-formation' && data.lakeFormation === 'own' && Object.keys(data.sources).length > 0
        ? 'data.lakeFormation'
        : undefined,
    word: 'setting of Lake Formation',
    second: 'the second would take its administrators from the first',
    fix: 'data: { lakeFormation: organisation }',
  },
  {
    path: ({ audit }) => {
      const index = audit.sinks.findIndex((sink) => sink.kind === 'sentinel' && sink.identityProvider === 'create');
      return index < 0 ? undefined : `audit.sinks[${index}].identityProvider`;
    },
    word: 'identity provider of Microsoft Sentinel',
    second: 'the second is refused at the apply',
    fix: 'identityProvider: existing',
    everywhere: true,
  },
];

/** One environment makes it for all in its account; the others live under it. */
function madeTwice(settings: Settings, { earlier }: Context): Draft[] {
  return ONE_EACH.flatMap(({ path, word, second, fix, everywhere = false }) => {
    const own = path(settings);
    const first = earlier.find((each) => path(each) !== undefined && isBeside(each, settings, everywhere));
    if (own === undefined || first === undefined) return [];
    const [{ name }, other] = [settings.environment, first.environment.name];
    const message = `would make the ${word} that ${other} makes: one ${everywhere ? 'account' : 'account and region'} has one, and ${second}`;
    return [
      draft('MadeTwice', own, message, `write ${fix} below environments.${name}, or give it an account of its own`),
    ];
  });
}

/** AWS keeps one setting, and who applies last has it. */
function invocations(settings: Settings, { earlier }: Context): Draft[] {
  const asks = ({ models }: Settings): boolean => Object.values(models).some(({ provider }) => provider === 'bedrock');
  const first = asks(settings) && earlier.find((each) => asks(each) && isBeside(each, settings, false));
  if (!first) return [];
  const message = `has its calls of Bedrock recorded where ${first.environment.name} has them: an account and region has one such log, that of whoever applied last`;
  return [
    draft('SharedLog', 'environment.account', message, 'give one of them another account, or read both in one log'),
  ];
}

function isBeside({ environment: one }: Settings, { environment: other }: Settings, everywhere: boolean): boolean {
  return one.account === other.account && (everywhere || one.region === other.region);
}
