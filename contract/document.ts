import type { Descriptor } from './descriptor';
import type { Json, JsonObject } from './json';
import type { Tier } from './vocabulary';

/**
 * One environment's Terraform, normalised for judging. Made from the `cdk.tf.json` of all stacks or from
 * `terraform show -json` of a plan; both give the same shape.
 *
 * - Nested blocks are always arrays. Absent and null are the same: absent.
 * - A plain reference stays a string `${type.name.attribute}`; any other template is replaced by
 *   {@link UNKNOWN} and its path is listed in `unknown`.
 */
export interface Document {
  schemaVersion: 1;
  /** Where it came from. */
  source: 'synth' | 'plan';
  tier: Tier;
  stacks: Record<string, StackFacts>;
  /** Managed resources by type, each list sorted by stack and address. */
  by_type: Record<string, Resource[]>;
  /** Data sources by type. */
  data: Record<string, Resource[]>;
  /**
   * Who points at whom: `<stack>/<address>` of the target → `<type>.<attribute>` of the pointer → addresses.
   * "A bucket without a public access block" is one lookup.
   */
  refs: Record<string, Record<string, string[]>>;
  /** Literal secrets found in any string of the output, values never included. */
  secrets: SecretFact[];
}

/** Stands where a value is known only after apply. Paths are listed in {@link Resource.unknown}. */
export const UNKNOWN = '(known after apply)';

export interface Resource {
  /** Terraform address within its stack, `aws_eks_cluster.Cluster`. */
  address: string;
  type: string;
  name: string;
  stack: string;
  /** Construct path, or the address where there is none (plan, foreign JSON). */
  path: string;
  values: JsonObject;
  /** Embedded documents, parsed: JSON policies by attribute path, Helm values under `values`. */
  docs: Record<string, Json>;
  /** Attribute paths whose value is known only after apply. */
  unknown: string[];
  /** Attribute paths of embedded documents that could not be parsed. */
  unparsed: string[];
  /** `depends_on`, `lifecycle` as written; empty for a plan. */
  meta: { dependsOn: string[]; preventDestroy: boolean; ignoreChanges: string[] };
}

export interface StackFacts {
  name: string;
  descriptor?: Descriptor;
  backend?: { type: string; values: JsonObject };
  requiredVersion?: string;
  requiredProviders: Record<string, { source?: string; version?: string }>;
  providers: Record<string, JsonObject[]>;
  outputs: Record<string, { sensitive: boolean; references: string[] }>;
  modules: Record<string, JsonObject>;
}

/** A literal secret, told by its place and kind; the value itself is not kept. */
export interface SecretFact {
  stack: string;
  address: string;
  path: string;
  /** Path inside the resource, dots and brackets. */
  attribute: string;
  /** What it looks like: `aws-access-key-id`, `private-key`, `high-entropy` … */
  kind: string;
}
