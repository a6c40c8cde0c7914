import { reached } from '../../contract';
import { purposeOf } from '../../facts';
import { attemptSeconds, inCycle, LEAST_ATTEMPT_SECONDS, maySee, reachable, type Answering } from '../../lib/failover';
import { nearest } from '../problems/nearest';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

export const gatewayChecks: readonly Check[] = [
  { reads: ['gateway', 'models', 'catalogue', 'phase'], drafts: fallbackModels },
  { reads: ['gateway', 'models'], drafts: cycles },
  { reads: ['gateway', 'models'], drafts: tooSlow },
  { reads: ['gateway', 'models', 'catalogue', 'phase'], drafts: sizes },
  { reads: ['gateway'], drafts: copies },
  { reads: ['gateway'], drafts: escalatedNothing },
  { reads: ['gateway', 'models', 'catalogue', 'phase'], drafts: limits },
];

/** Models the gateway offers in this phase, as far as standing in for each other goes. */
function offered(settings: Settings): Map<string, Answering> {
  const models = Object.entries(settings.models).filter(
    ([, model]) => model.provider === 'bedrock' || reached(settings.phase, 'day-60'),
  );
  return new Map(
    models.map(([name, model]) => {
      const cloud = model.provider === 'bedrock';
      const purpose = purposeOf(model, settings.catalogue);
      return [name, { name, dataClass: model.dataClass, location: cloud ? 'cloud' : 'cluster', purpose }];
    }),
  );
}

function unknownModel(path: string, name: string, models: ReadonlyMap<string, Answering>): Draft {
  const known = [...models.keys()].join(', ');
  return draft('UnknownModel', path, `"${name}" is no model of this phase`, `write one of ${known}`, {
    nearest: nearest(name, [...models.keys()]),
    expected: known,
  });
}

function fallbackModels(settings: Settings): Draft[] {
  const models = offered(settings);
  return Object.entries(settings.gateway.fallbacks ?? {}).flatMap(([name, targets]) => {
    const path = `gateway.fallbacks.${name}`;
    const from = models.get(name);
    if (from === undefined) return [unknownModel(path, name, models)];
    return targets.flatMap((target, index) => {
      const to = models.get(target);
      return to === undefined
        ? [unknownModel(`${path}[${index}]`, target, models)]
        : standIn(`${path}[${index}]`, from, to);
    });
  });
}

/** Any error sends a request on, so the class of the model decides and not the one of the request. */
function standIn(path: string, from: Answering, to: Answering): Draft[] {
  if (!maySee(to, from)) {
    return [
      draft(
        'FallbackSeesLess',
        path,
        `${to.name} may see ${to.dataClass} data, ${from.name} ${from.dataClass}: any error would carry data out`,
        `name a model that may see ${from.dataClass} data, or leave ${from.name} without a fallback`,
      ),
    ];
  }
  if (to.purpose === from.purpose) return [];
  return [
    draft(
      'FallbackOtherPurpose',
      path,
      `${to.name} is for ${to.purpose}, ${from.name} for ${from.purpose}`,
      `name a model for ${from.purpose}`,
    ),
  ];
}

function cycles({ gateway }: Settings): Draft[] {
  const fallbacks = gateway.fallbacks ?? {};
  return Object.keys(fallbacks)
    .filter((name) => inCycle(fallbacks, name))
    .map((name) =>
      draft(
        'FallbackCycle',
        `gateway.fallbacks.${name}`,
        `leads in a circle over ${[name, ...reachable(fallbacks, name)].join(', ')}`,
        'end every chain at a model without fallbacks',
      ),
    );
}

function tooSlow({ gateway }: Settings): Draft[] {
  const { fallbacks = {}, failoverSeconds } = gateway;
  return Object.keys(fallbacks).flatMap((name) => {
    const chain = reachable(fallbacks, name);
    const seconds = attemptSeconds(fallbacks, name, failoverSeconds);
    if (chain.length === 0 || seconds >= LEAST_ATTEMPT_SECONDS || inCycle(fallbacks, name)) return [];
    return [
      draft(
        'FailoverTooSlow',
        `gateway.fallbacks.${name}`,
        `has ${chain.length} models to ask within ${failoverSeconds} s: each would have ${Math.max(0, seconds)} s for its first word`,
        'name fewer fallbacks, or raise gateway.failoverSeconds',
      ),
    ];
  });
}

function sizes(settings: Settings): Draft[] {
  const routing = settings.gateway.sizeRouting;
  if (routing === undefined) return [];
  const models = offered(settings);
  const unknown = (['small', 'large'] as const)
    .filter((size) => !models.has(routing[size]))
    .map((size) => unknownModel(`gateway.sizeRouting.${size}`, routing[size], models));
  const others = (['small', 'large'] as const).flatMap((size) => {
    const purpose = models.get(routing[size])?.purpose ?? 'chat';
    if (purpose === 'chat') return [];
    const message = `${routing[size]} is for ${purpose}; who asks ${routing.name} chats`;
    return [draft('SizeOtherPurpose', `gateway.sizeRouting.${size}`, message, 'name a model for chat')];
  });
  const one =
    routing.small === routing.large
      ? [
          draft(
            'SizesOfOneModel',
            'gateway.sizeRouting.large',
            `"${routing.large}" is small and large`,
            'name two models, or leave sizeRouting out',
          ),
        ]
      : [];
  const taken =
    routing.name in settings.models
      ? [draft('ModelTwice', 'gateway.sizeRouting.name', `"${routing.name}" is a model already`, 'write another name')]
      : [];
  return [...unknown, ...others, ...one, ...taken];
}

function copies({ gateway }: Settings): Draft[] {
  if (gateway.replicas === 1 || gateway.cache !== 'none') return [];
  return [
    draft(
      'ReplicasWithoutCache',
      'gateway.replicas',
      `${gateway.replicas} copies without a cache would each allow all that one may`,
      'write cache: elasticache (in smb, in-cluster does), or replicas: 1',
    ),
  ];
}

function escalatedNothing({ gateway }: Settings): Draft[] {
  if (gateway.escalation === undefined || gateway.guardrails === 'on') return [];
  const message = 'nothing is stopped where guardrails are off, so nothing would ever be handed to a person';
  return [draft('EscalationWithoutGuardrails', 'gateway.escalation', message, 'write guardrails: on, or leave it out')];
}

function limits(settings: Settings): Draft[] {
  const models = offered(settings);
  return Object.keys(settings.gateway.requestsPerMinute ?? {})
    .filter((name) => !models.has(name))
    .map((name) => unknownModel(`gateway.requestsPerMinute.${name}`, name, models));
}
