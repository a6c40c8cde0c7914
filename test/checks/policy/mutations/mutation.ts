import type { JsonObject } from '../../../../contract';
import { objectAt, objectOfKind, type App } from '../fixture';

/** A change of a clean platform: the rule it must break, what it is, and the rules that one implies, if any. */
export type Mutation = [id: string, what: string, change: (app: App) => void, implied?: readonly string[]];

/** Changes the spec of a Kubernetes object in Helm values. */
export function spec(values: JsonObject, kind: string, change: JsonObject): void {
  Object.assign(objectAt(objectOfKind(values, kind), 'spec'), change);
}
