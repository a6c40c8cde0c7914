import type { Document, Intent, Json, Resource, Stage, Tier } from '../../contract';
import type { Quantity } from './quantity';
import type { UsageKey } from './usage-defaults';

/** What a meter may know besides its resource. */
export interface Context {
  region: string | undefined;
  /** Day of the estimate, `2026-11-21`. */
  today: string;
  /** Quantity nobody configured, with what it rests on. */
  usage(key: UsageKey): Usage;
  /** The resource that an attribute of this one points at, `cluster_identifier`. */
  target(attribute: string): Resource | undefined;
  /** The launch template this one starts its nodes from. */
  launchTemplate(): Resource | undefined;
  /** Whether another resource points at this one through `<type>.<attribute>`. */
  pointedAtBy(pointer: string): boolean;
  /** Intents that state what this resource makes happen; what they state is billed there. */
  stated: readonly Intent[];
  /** All resources of a type in the environment, sorted by stack and address. */
  all(type: string): readonly Resource[];
}

export interface Usage {
  quantity: Quantity;
  assumption: string;
}

/** Where a stack runs and what for. */
export interface Place {
  region: string | undefined;
  tier: Tier;
  stage: Stage;
}

/** Place of every stack. Documents of others carry no descriptor: their provider block or the caller tells the region. */
export function placesOf(document: Document, region: string | undefined): Map<string, Place> {
  return new Map(
    Object.entries(document.stacks).map(([name, stack]): [string, Place] => [
      name,
      {
        region: stack.descriptor?.region ?? providerRegion(stack.providers.aws?.[0]?.region) ?? region,
        tier: document.tier,
        stage: stack.descriptor?.stage ?? 'production',
      },
    ]),
  );
}

function providerRegion(value: Json | undefined): string | undefined {
  return typeof value === 'string' && /^[a-z]{2}(-[a-z]+)+-\d$/.test(value) ? value : undefined;
}
