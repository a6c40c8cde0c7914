import type { Construct } from 'constructs';
import type { Partition } from '../../contract';

const KEY = 'groundplane:place';

/** What a component may know of where it stands. Not its client, not its tier: those decide props, not code. */
export interface Place {
  /** AWS account id, 12 digits. */
  account: string;
  region: string;
  partition: Partition;
  /** First part of every physical name, `acme-production`. */
  prefix: string;
  /** Whether what holds data refuses to be destroyed. */
  protectData: boolean;
  /** Put on every role. */
  permissionsBoundaryArn?: string;
}

/** Declares where everything below `scope` stands. A stack does it once, before it has children. */
export function setPlace(scope: Construct, place: Place): void {
  scope.node.setContext(KEY, place);
}

/** Where `scope` stands. */
export function placeOf(scope: Construct): Place {
  const place: Place | undefined = scope.node.tryGetContext(KEY);
  if (place === undefined) throw new Error(`no place above ${scope.node.path}: put it into a BaseStack`);
  return place;
}

/** `lifecycle` of a resource that holds data: not destroyed by accident, unless the environment says it may be. */
export function guarded(scope: Construct): { preventDestroy: boolean } {
  return { preventDestroy: placeOf(scope).protectData };
}
