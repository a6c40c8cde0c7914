import type { Quantity } from '../quantity';

/** A usage figure somebody wrote down. */
export interface Said {
  figure: Quantity;
  /** Where, `infracost-usage.yml:12`. */
  at: string;
}

/** Figures by name, `monthly_data_processed_gb`. */
export type Figures = ReadonlyMap<string, Said>;

/** What a usage file says: of resources by address, and of all resources of a type. */
export interface UsageOverrides {
  addresses: ReadonlyMap<string, Figures>;
  types: ReadonlyMap<string, Figures>;
}

export const NO_OVERRIDES: UsageOverrides = { addresses: new Map(), types: new Map() };

/** Whose usage is asked for. */
export interface Subject {
  stack: string;
  address: string;
  path: string;
  /** Terraform type, or kind of an intent, `model_route`. */
  type: string;
  /** Of an intent: `assistant`, so that `model_route.assistant` finds it. */
  name?: string;
}

/**
 * The figure that is written for a subject under one of its names. An address stands for itself, also with its stack before it
 * (`acme-production-network/aws_nat_gateway.a`), as a construct path, or with `[*]` for every instance of a resource.
 */
export function said(overrides: UsageOverrides, subject: Subject, names: readonly string[]): Said | undefined {
  if (overrides.addresses.size === 0 && overrides.types.size === 0) return undefined;
  const own = namesOf(subject)
    .map((place) => overrides.addresses.get(place))
    .filter((figures) => figures !== undefined);
  return [...own, ...typesOf(subject, overrides)]
    .flatMap((figures) => names.map((name) => figures.get(name)))
    .find((figure) => figure !== undefined);
}

/** Texts under which a usage file may name a subject. */
export function namesOf({ stack, address, path, type, name }: Subject): string[] {
  const any = address.replace(/\[[^\]]*\]/g, '[*]');
  const intent = name === undefined ? [] : [`${type}.${name}`];
  return [...new Set([...intent, `${stack}/${address}`, address, path, any])];
}

function typesOf({ type }: Subject, overrides: UsageOverrides): Figures[] {
  const figures = overrides.types.get(type);
  return figures === undefined ? [] : [figures];
}
