import type { Document, Intent, Json, RagChoice, Resource, Stage, Tier } from '../../contract';
import type { Quantity } from './quantity';
import type { UsageKey } from './usage/usage-defaults';

/** What a meter may know besides its resource. */
export interface Context {
  region: string | undefined;
  /** Day of the estimate, `2026-11-21`. */
  today: string;
  /**
   * Quantity nobody configured, with what it rests on.
   * @param aliases names of the same figure in an infracost usage file
   */
  usage(key: UsageKey, ...aliases: string[]): Usage;
  /** A figure that only a usage file can give. */
  said(name: string): Usage | undefined;
  /** The resource that an attribute of this one points at, `cluster_identifier`. */
  target(attribute: string): Resource | undefined;
  /** The launch template this one starts its nodes from. */
  launchTemplate(): Resource | undefined;
  /** Whether another resource points at this one through `<type>.<attribute>`. */
  pointedAtBy(pointer: string): boolean;
  /** Intents that state what this resource makes happen; what they state is billed there. */
  stated: readonly Intent[];
  /** How the index of this stack was chosen, with what it was reckoned to need. */
  index: RagChoice | undefined;
  /** All resources of a type in the environment, sorted by stack and address. */
  all(type: string): readonly Resource[];
}

/** A usage figure as it was looked up, before a meter made a quantity of it. */
export interface Basis {
  /** `aws_nat_gateway.monthly_data_processed_gb`. */
  key: string;
  figure: Quantity;
  /** `tier`: a default of ours. `file`: a usage file. `client`: the client file. */
  from: 'tier' | 'file' | 'client';
}

export interface Usage {
  quantity: Quantity;
  assumption: string;
  /** Absent where the quantity follows from the configuration after all. */
  basis?: Basis;
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
