import type { Document, Intent, ModelRouteIntent, Resource, UseCase } from '../../contract';
import type { Accounted } from './collapse';
import { unknown, unpriced, type Component } from './component';
import { placesOf, type Context, type Place, type Usage } from './context';
import { intentComponents, isBilled, type BilledIntent } from './intents';
import { ofNodeClass, ofTemplate, type Launch } from './launch';
import { meterOf } from './meters';
import { unstatedObjects } from './objects';
import { guardedUnits, statedTokens, TEXT_UNITS } from './use-case-tokens';
import { ZERO_USAGE } from './usage/default-usage';
import { NO_OVERRIDES, said, type Subject, type UsageOverrides } from './usage/overrides';
import { References } from './references';
import { sharersOf, tokenSharers } from './sharers';
import { defaultUsage } from './usage/default-usage';
import type { UsageKey } from './usage/usage-defaults';

type Direction = 'input' | 'output';

export interface MeteringOptions {
  /** Day of the estimate. */
  today: string;
  /** Where stacks run that do not say so. */
  region: string | undefined;
  overrides: UsageOverrides;
  useCases: readonly UseCase[];
  /** As if nobody used it: every usage is zero. */
  quiet: boolean;
}

/** Under which type an intent is named in a usage file. */
const SUBJECTS = {
  'node-pool': 'node_pool',
  volume: 'volume',
  'load-balancer': 'aws_lb',
  'model-route': 'model_route',
} as const satisfies Record<BilledIntent['kind'], string>;

/** Asks the meters of one environment; knows what a meter may not: places, references, who shares a figure. */
export class Metering {
  readonly places: ReadonlyMap<string, Place>;
  private readonly references: References;
  private readonly intents: readonly { stack: string; intent: BilledIntent }[];
  /** Intents by place of the resource that causes them. */
  private readonly stated: ReadonlyMap<string, readonly Intent[]>;
  private readonly usages = new Map<string, Usage>();

  constructor(
    private readonly document: Document,
    private readonly options: MeteringOptions,
  ) {
    this.places = placesOf(document, options.region);
    this.references = new References(document);
    this.intents = Object.keys(document.stacks)
      .sort()
      .flatMap((stack) =>
        (document.stacks[stack]?.descriptor?.intents ?? []).filter(isBilled).map((intent) => ({ stack, intent })),
      );
    const stated = new Map<string, Intent[]>();
    for (const { stack, intent } of this.intents) {
      const place = `${stack}/${intent.address}`;
      stated.set(place, [...(stated.get(place) ?? []), intent]);
    }
    this.stated = stated;
  }

  /** Every managed resource, every intent, and what neither shows, once each. */
  account(): Accounted[] {
    return [...this.resources(), ...this.stackIntents(), ...this.unstated(), ...this.modules()];
  }

  private resources(): Accounted[] {
    return Object.keys(this.document.by_type)
      .sort()
      .flatMap((type) => this.document.by_type[type] ?? [])
      .flatMap((resource) => {
        const { stack, address, path, type } = resource;
        const components = this.measure(resource);
        // what an intent states stands in the lines of the intent, and would be counted twice
        if (this.statedOf(resource).length > 0 && components.every(({ status }) => status === 'shared')) return [];
        return [{ stack, address, path, type, components }];
      });
  }

  private stackIntents(): Accounted[] {
    return this.intents.map(({ stack, intent }) => ({
      stack,
      address: intent.address,
      path: intent.path,
      type: SUBJECTS[intent.kind],
      subject: intent.name,
      components: this.intentComponents(stack, intent),
    }));
  }

  private intentComponents(stack: string, intent: BilledIntent): Component[] {
    const { address } = intent;
    const subject = subjectOf(stack, intent);
    return intentComponents(intent, {
      usage: (key, ...aliases) => this.usage(key, subject, aliases),
      said: (alias) => this.said(subject, [alias]),
      tokens: (direction) => this.tokens(subject, direction, intent),
      launch: this.launchOf({ stack, address }),
    });
  }

  private unstated(): Accounted[] {
    return unstatedObjects(this.document.objects, (place) => this.statedOf(place).length > 0).map(
      ({ at, component }) => ({
        stack: at.stack,
        address: at.address,
        path: at.path,
        components: [component],
      }),
    );
  }

  // a plan shows what is inside a module, a configuration only that it is called
  private modules(): Accounted[] {
    if (this.document.source === 'plan') return [];
    return Object.entries(this.document.stacks).flatMap(([stack, { modules }]) =>
      Object.keys(modules).map((name) => ({
        stack,
        address: `module.${name}`,
        path: `module.${name}`,
        components: [unpriced('module', 'what it makes is seen in a plan only')],
      })),
    );
  }

  private launchOf(place: { stack: string; address: string }): Launch | undefined {
    const nodeClass = ofNodeClass(this.document.objects.EC2NodeClass ?? [], place);
    if (nodeClass !== undefined) return nodeClass;
    const group = this.references.at(place);
    const template = group && this.references.launchTemplate(group);
    return template && ofTemplate(template);
  }

  private statedOf({ stack, address }: { stack: string; address: string }): readonly Intent[] {
    return this.stated.get(`${stack}/${address}`) ?? [];
  }

  private measure(resource: Resource): Component[] {
    const meter = meterOf(resource.type);
    if (meter === undefined) return [unpriced(resource.type, `nobody wrote a meter for ${resource.type}`)];
    const components = meter(resource, this.contextOf(resource));
    if (components.length === 0) throw new Error(`the meter of ${resource.type} says nothing`);
    const many = ['count', 'for_each'].find((name) => resource.unknown.includes(name));
    // what costs nothing costs nothing however many there are
    if (many === undefined || !components.some((component) => 'prices' in component)) return components;
    return [unknown(resource.type, many)];
  }

  private contextOf(resource: Resource): Context {
    return {
      region: this.places.get(resource.stack)?.region,
      today: this.options.today,
      usage: (key, ...aliases) => this.usage(key, resource, aliases),
      said: (name) => this.said(resource, [name]),
      target: (attribute) => this.references.target(resource, attribute),
      launchTemplate: () => this.references.launchTemplate(resource),
      pointedAtBy: (pointer) => this.references.pointedAtBy(resource, pointer),
      stated: this.statedOf(resource),
      index: this.document.stacks[resource.stack]?.descriptor?.rag?.choice,
      all: (type) => this.document.by_type[type] ?? [],
    };
  }

  private usage(key: UsageKey, subject: Subject, aliases: readonly string[]): Usage {
    if (this.options.quiet) return ZERO_USAGE;
    const figure = this.overridden(key, subject, aliases);
    if (figure !== undefined) return { ...figure, basis: { key, figure: figure.quantity, from: 'file' } };
    const units = key === TEXT_UNITS ? guardedUnits(this.intents, this.options.useCases) : undefined;
    if (units !== undefined) return { ...units, basis: { key, figure: units.quantity, from: 'client' } };
    const where = `${key} ${subject.stack}`;
    const known = this.usages.get(where) ?? this.defaultUsage(key, subject.stack);
    this.usages.set(where, known);
    return known;
  }

  private overridden(key: UsageKey, subject: Subject, aliases: readonly string[]): Usage | undefined {
    if (this.options.overrides === NO_OVERRIDES) return undefined;
    const [type = '', name = ''] = key.split('.');
    return this.said(subject, [name, ...aliases]) ?? this.said({ ...subject, type }, [name, ...aliases]);
  }

  private said(subject: Subject, names: readonly string[]): Usage | undefined {
    const found = said(this.options.overrides, subject, names);
    // how many nodes stand without traffic is for the configuration to say
    if (found === undefined || (this.options.quiet && names.includes('instances'))) return undefined;
    const quantity = this.options.quiet ? ZERO_USAGE.quantity : found.figure;
    const key = `${subject.type}.${names[0] ?? ''}`;
    return { quantity, assumption: `as ${found.at} says`, basis: { key, figure: found.figure, from: 'file' } };
  }

  /** Tokens of a model: what the usage file says, else its use cases together, else the client file, else the tier. */
  private tokens(subject: Subject, direction: Direction, intent: Intent): Usage {
    const key = `model_route.monthly_${direction}_tokens` as const;
    if (intent.kind !== 'model-route' || this.options.quiet || this.saidInFile(subject, direction)) {
      return this.usage(key, subject, []);
    }
    const stated = this.statedTokens(intent, direction);
    if (stated !== undefined) return { ...stated, basis: { key, figure: stated.quantity, from: 'client' } };
    const ofAll = this.overridden(key, subject, []) !== undefined;
    return ofAll ? this.usage(key, subject, []) : this.presumed(key, subject.stack, intent, direction);
  }

  private statedTokens(intent: ModelRouteIntent, direction: Direction): Usage | undefined {
    return statedTokens(this.options.useCases, intent.name, direction, intent.monthlyTokens?.[direction]);
  }

  private saidInFile(subject: Subject, direction: Direction): boolean {
    return this.said(subject, [`monthly_${direction}_tokens`]) !== undefined;
  }

  /** Tokens of the tier, shared with the models nobody speaks of either. */
  private presumed(key: UsageKey, stack: string, model: ModelRouteIntent, direction: Direction): Usage {
    const spokenOf = (intent: ModelRouteIntent): boolean =>
      this.statedTokens(intent, direction) !== undefined ||
      this.intents.some((each) => each.intent === intent && this.saidInFile(subjectOf(each.stack, intent), direction));
    const intents = this.intents.map(({ intent }) => intent);
    return defaultUsage(key, this.placeOf(stack), tokenSharers(model, intents, spokenOf));
  }

  private placeOf(stack: string): Place {
    return this.places.get(stack) ?? { region: undefined, tier: this.document.tier, stage: 'production' };
  }

  private defaultUsage(key: UsageKey, stack: string): Usage {
    const intents = this.intents.map(({ intent }) => intent);
    return defaultUsage(key, this.placeOf(stack), sharersOf(key, this.document, intents));
  }
}

function subjectOf(stack: string, { address, path, kind, name }: BilledIntent): Subject {
  return { stack, address, path, type: SUBJECTS[kind], name };
}
