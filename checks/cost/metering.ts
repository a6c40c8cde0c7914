import type { Document, Intent, Resource } from '../../contract';
import type { Accounted } from './collapse';
import { unknown, unpriced, type Component } from './component';
import { placesOf, type Context, type Place, type Usage } from './context';
import { intentComponents } from './intents';
import { meterOf } from './meters';
import { unstatedObjects } from './objects';
import { References } from './references';
import { sharersOf } from './sharers';
import { defaultUsage } from './usage';
import type { UsageKey } from './usage-defaults';

/** Asks the meters of one environment; knows what a meter may not: places, references, who shares a figure. */
export class Metering {
  readonly places: ReadonlyMap<string, Place>;
  private readonly references: References;
  private readonly intents: readonly { stack: string; intent: Intent }[];
  /** Place of every resource that causes an intent. */
  private readonly stated: ReadonlySet<string>;
  private readonly sharers = new Map<UsageKey, number>();

  constructor(
    private readonly document: Document,
    private readonly today: string,
    region: string | undefined,
  ) {
    this.places = placesOf(document, region);
    this.references = new References(document);
    this.intents = Object.keys(document.stacks)
      .sort()
      .flatMap((stack) => (document.stacks[stack]?.descriptor?.intents ?? []).map((intent) => ({ stack, intent })));
    this.stated = new Set(this.intents.map(({ stack, intent }) => `${stack}/${intent.address}`));
  }

  /** Every managed resource, every intent, and what neither shows, once each. */
  account(): Accounted[] {
    return [...this.resources(), ...this.stackIntents(), ...this.unstated(), ...this.modules()];
  }

  private resources(): Accounted[] {
    return Object.keys(this.document.by_type)
      .sort()
      .flatMap((type) => this.document.by_type[type] ?? [])
      .map((resource) => {
        const { stack, address, path, type } = resource;
        return { stack, address, path, type, components: this.measure(resource) };
      });
  }

  private stackIntents(): Accounted[] {
    return this.intents.map(({ stack, intent }) => ({
      stack,
      address: intent.address,
      path: intent.path,
      components: intentComponents(intent, { usage: (key) => this.usage(key, stack) }),
    }));
  }

  private unstated(): Accounted[] {
    return unstatedObjects(this.document.objects, (place) => this.isStated(place)).map(({ at, component }) => ({
      stack: at.stack,
      address: at.address,
      path: at.path,
      components: [component],
    }));
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

  private isStated(place: { stack: string; address: string }): boolean {
    return this.stated.has(`${place.stack}/${place.address}`);
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
      today: this.today,
      usage: (key) => this.usage(key, resource.stack),
      target: (attribute) => this.references.target(resource, attribute),
      pointedAtBy: (pointer) => this.references.pointedAtBy(resource, pointer),
      stated: this.isStated(resource),
      all: (type) => this.document.by_type[type] ?? [],
    };
  }

  private usage(key: UsageKey, stack: string): Usage {
    const place = this.places.get(stack) ?? { region: undefined, tier: this.document.tier, stage: 'production' };
    return defaultUsage(key, place, this.sharersOf(key));
  }

  private sharersOf(key: UsageKey): number {
    const known = this.sharers.get(key);
    if (known !== undefined) return known;
    const intents = this.intents.map(({ intent }) => intent);
    const number = sharersOf(key, this.document, intents);
    this.sharers.set(key, number);
    return number;
  }
}
