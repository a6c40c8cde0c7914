import { documentFromSynth, type SynthesizedStack } from '../../../checks/document';
import { evaluatePolicy, PolicyEngine, readRuleBook, type PolicyOptions, type RuleBook } from '../../../checks/policy';
import { ARTEFACTS } from '../../../checks/policy/rules';
import { readModule } from '../../../checks/policy/module';
import {
  isObject,
  type Document,
  type Finding,
  type Json,
  type JsonObject,
  type PolicyResult,
  type Tier,
  type Waiver,
} from '../../../contract';

export const TODAY = '2026-11-21';

/** Judges stacks as a tier is judged. */
export async function judge(
  stacks: readonly SynthesizedStack[],
  tier: Tier,
  waivers: readonly Waiver[] = [],
): Promise<PolicyResult> {
  return evaluatePolicy(documentOf(stacks, tier), { tier, today: TODAY, waivers });
}

const ENGINES = new Map<string, PolicyEngine>();

/** Judges stacks by single rules and by the hygiene of waivers: the others are off, whatever they are by now. */
export function judgeBy(
  ids: readonly string[],
  stacks: readonly SynthesizedStack[],
  options: Pick<PolicyOptions, 'tier'> & Partial<PolicyOptions>,
): PolicyResult {
  const key = ids.join(' ');
  const engine =
    ENGINES.get(key) ??
    new PolicyEngine(only(readRuleBook(), [...ids, 'PAI-TF-003', 'PAI-TF-004']), readModule(ARTEFACTS));
  ENGINES.set(key, engine);
  return engine.evaluate(documentOf(stacks, options.tier), { today: TODAY, waivers: [], ...options });
}

function only(book: RuleBook, ids: readonly string[]): RuleBook {
  const kept = (severities: RuleBook['tiers'][Tier]): RuleBook['tiers'][Tier] =>
    Object.fromEntries(Object.entries(severities).map(([id, severity]) => [id, ids.includes(id) ? severity : 'off']));
  const { tiers } = book;
  return {
    ...book,
    tiers: {
      smb: kept(tiers.smb),
      'mid-market': kept(tiers['mid-market']),
      enterprise: kept(tiers.enterprise),
    },
  };
}

export function documentOf(stacks: readonly SynthesizedStack[], tier: Tier): Document {
  return documentFromSynth(stacks, tier);
}

/** Ids of the rules that found something, each once, sorted. */
export function idsOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map((finding) => finding.id))].sort();
}

/** A deep copy in which `change` has been made to the stack that has what it asks for. */
export function changed(stacks: readonly SynthesizedStack[], change: (app: App) => void): SynthesizedStack[] {
  const copy: SynthesizedStack[] = structuredClone([...stacks]);
  change(new App(copy));
  return copy;
}

/** Stacks to be changed, found by what they hold, so that any app can stand behind the tests. */
export class App {
  constructor(private readonly stacks: readonly SynthesizedStack[]) {}

  /** The first stack, or the first that has resources of a type. */
  stack(type?: string): JsonObject {
    const found = this.stacks
      .map(({ json }) => json)
      .find((json) => type === undefined || Object.keys(this.all(json, type)).length > 0);
    if (!isObject(found)) throw new Error(`no stack with ${type}`);
    return found;
  }

  /** Arguments of the first resource of a type that `matches`. */
  resource(type: string, matches: (body: JsonObject) => boolean = () => true): JsonObject {
    const bodies = this.stacks.flatMap(({ json }) => Object.values(this.all(json, type))).filter(isObject);
    const body = bodies.find(matches);
    if (body === undefined) throw new Error(`no ${type} to change`);
    return body;
  }

  /** Adds a resource to the stack that has resources of type `beside`. */
  add(beside: string | undefined, type: string, name: string, body: JsonObject): void {
    const resources = objectAt(this.stack(beside), 'resource');
    objectAt(resources, type)[name] = body;
  }

  /** Takes all resources of a type out. */
  remove(type: string): void {
    for (const { json } of this.stacks) if (isObject(json)) delete objectAt(json, 'resource')[type];
  }

  /** Makes the environment of the stack that has resources of a type one of staging. */
  rehearse(type: string): void {
    const descriptor = objectAt(objectAt(this.stack(type), 'output'), 'groundplane');
    const value: Json = JSON.parse(String(descriptor.value));
    descriptor.value = JSON.stringify({ ...(isObject(value) ? value : {}), stage: 'staging' });
  }

  /** Changes the Helm values that hold a text. */
  values(holding: string, change: (values: JsonObject) => void): void {
    const release = this.resource('helm_release', (body) =>
      textsOf(body.values).some((text) => text.includes(holding)),
    );
    release.values = textsOf(release.values).map((text) => {
      if (!text.includes(holding)) return text;
      const values: Json = JSON.parse(text);
      if (!isObject(values)) throw new Error('values are no object');
      change(values);
      return JSON.stringify(values);
    });
  }

  /** Changes what the stack that speaks of `word` says of itself. */
  says(word: string, change: JsonObject): void {
    for (const { json } of this.stacks) {
      const output = isObject(json) ? objectAt(objectAt(json, 'output'), 'groundplane') : {};
      const said: Json = JSON.parse(typeof output.value === 'string' ? output.value : '{}');
      if (isObject(said) && said[word] !== undefined) output.value = JSON.stringify({ ...said, ...change });
    }
  }

  /** Changes the first intent that `matches`, as a stack states it. */
  intent(matches: (intent: JsonObject) => boolean, change: (intent: JsonObject) => void): void {
    for (const { json } of this.stacks) {
      const output = isObject(json) ? objectAt(objectAt(json, 'output'), 'groundplane') : {};
      const said: Json = JSON.parse(typeof output.value === 'string' ? output.value : '{}');
      const found = isObject(said) ? objectsAt(said, 'intents').find(matches) : undefined;
      if (found === undefined) continue;
      change(found);
      output.value = JSON.stringify(said);
      return;
    }
    throw new Error('nobody states it');
  }

  private all(json: Json, type: string): JsonObject {
    const resources = isObject(json) ? json.resource : undefined;
    const found = isObject(resources) ? resources[type] : undefined;
    return isObject(found) ? found : {};
  }
}

/** The object under a name; made where there is none. A list of one block is that block. */
export function objectAt(value: JsonObject, name: string): JsonObject {
  const inner = value[name];
  if (isObject(inner)) return inner;
  const [first] = Array.isArray(inner) ? inner : [];
  if (isObject(first)) return first;
  const made: JsonObject = {};
  value[name] = made;
  return made;
}

/** The objects of a list under a name. */
export function objectsAt(value: JsonObject, name: string): JsonObject[] {
  const inner = value[name];
  return Array.isArray(inner) ? inner.filter(isObject) : [];
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

/** The first object of a kind below a value. */
export function objectOfKind(value: Json, kind: string): JsonObject {
  const found = search(value, kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
}

function search(value: Json, kind: string): JsonObject | undefined {
  if (isObject(value) && value.kind === kind) return value;
  const inner = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  for (const entry of inner) {
    const found = search(entry, kind);
    if (found !== undefined) return found;
  }
  return undefined;
}
