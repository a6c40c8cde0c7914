import type { Descriptor } from './descriptor';
import type { Json, JsonObject } from './json';
import type { PathSegment } from './path';
import type { Tier } from './vocabulary';

/**
 * One environment's Terraform, normalised for judging. Made from the `cdk.tf.json` of all stacks or from
 * `terraform show -json` of a plan; both give the same shape.
 *
 * - Nested blocks are always arrays, sets are sorted, numbers are numbers. Absent and null are the same: absent.
 * - What can be told from what is written (locals, attributes that are written down, literal `count`) is put in.
 *   A plain reference to anything else stays a string `${type.name.attribute}`; any other template becomes
 *   {@link UNKNOWN}. The paths of both are in `unknown`, and so is the path of a value that is not of its type.
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
   * Who points at whom: `<stack>/<address>` of the target → `<type>.<attribute>` of the pointer, without indexes →
   * `<stack>/<address>` of the pointers. "A bucket without a public access block" is one lookup. Goes through modules
   * and remote state; a module's arguments point as `module.<argument>`.
   */
  refs: Record<string, Record<string, string[]>>;
  /** Kubernetes objects by kind: from Helm values, manifests and raw YAML. */
  objects: Record<string, KubernetesObject[]>;
  /** Images that charts are told of in their values. */
  images: ImageFact[];
  /** Literal secrets found in any string of the output, values never included. */
  secrets: SecretFact[];
  /** What the apply of a plan ends, sorted by address. Absent where it is no plan: only a plan knows. */
  ends?: PlannedEnd[];
}

/** A resource that a plan destroys, to make it anew or for good. */
export interface PlannedEnd {
  stack: string;
  address: string;
  type: string;
  path: string;
  action: 'destroy' | 'replace';
  /** Attribute paths whose change makes Terraform replace it, as the plan tells them; empty for another reason. */
  because: string[];
  /** Whether whoever asked for the judgement named it as one that may end. */
  allowed: boolean;
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
  /** File and line of the code that made it, `/home/me/main.ts:12`, where CDKTF kept it. */
  source?: string;
  /** Without what is in `docs`. Texts over 2,000 characters are `sha256:…`. */
  values: JsonObject;
  /** Embedded documents, parsed: JSON policies by attribute path, Helm values (merged as Helm does) under `values`. */
  docs: Record<string, Json>;
  /**
   * Attribute paths whose value is known only after apply, sorted; inside a document `policy.Statement[0].Resource`.
   * `count` or `for_each`: it is not known how many there will be.
   */
  unknown: string[];
  /** Attribute paths of embedded documents that could not be parsed. */
  unparsed: string[];
  /** `depends_on`, `lifecycle` and the kinds of its provisioners as written. A plan shows no lifecycle. */
  meta: { dependsOn: string[]; preventDestroy: boolean; ignoreChanges: string[]; provisioners: string[] };
}

/** A Kubernetes object that a resource creates. */
export interface KubernetesObject {
  stack: string;
  /** Terraform address of the resource that holds it. */
  address: string;
  /** Construct path of that resource. */
  path: string;
  /** Its place in the resource, `values.resources[0]`. */
  attribute: string;
  object: JsonObject;
  /** Paths at which pods are described in it, whatever its kind. @default - it describes none */
  pods?: PathSegment[][];
}

/** An image in the values of a chart, wherever it stands there. */
export interface ImageFact {
  stack: string;
  address: string;
  path: string;
  /** `values.grafana.sidecar.image`. */
  attribute: string;
  /** `registry/repository:tag@digest`, as far as it is said; with the tag `chart` where the chart brings it. */
  image: string;
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
