import { isObject, type Json, type JsonObject, type KubernetesObject } from '../../contract';
import { unpriced, type Unbilled } from './component';

type ByKind = Readonly<Record<string, readonly KubernetesObject[]>>;

type Makes = (spec: JsonObject) => string | undefined;

/** What a controller makes of a Kubernetes object, or undefined where it makes nothing that is billed. */
const MAKES: ReadonlyMap<string, Makes> = new Map<string, Makes>([
  ['NodePool', () => 'nodes'],
  ['PersistentVolumeClaim', () => 'a volume'],
  ['StatefulSet', (spec) => (isFilled(spec.volumeClaimTemplates) ? 'volumes' : undefined)],
  ['Service', (spec) => (spec.type === 'LoadBalancer' ? 'a load balancer' : undefined)],
  ['Ingress', () => 'a load balancer'],
]);

/** Objects that make something billed without an intent that says how much of it. */
export function unstatedObjects(
  objects: ByKind,
  isStated: (place: { stack: string; address: string }) => boolean,
): { at: KubernetesObject; component: Unbilled }[] {
  return [...MAKES].flatMap(([kind, makes]) =>
    (objects[kind] ?? []).flatMap((at) => {
      const what = makes(isObject(at.object.spec) ? at.object.spec : {});
      if (what === undefined || isStated(at)) return [];
      const name = isObject(at.object.metadata) ? at.object.metadata.name : undefined;
      return [
        {
          at,
          component: unpriced(
            `${kind} ${textOf(name)}`,
            `a controller makes ${what} of it, and nothing states how many`,
          ),
        },
      ];
    }),
  );
}

function isFilled(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length > 0;
}

function textOf(name: Json | undefined): string {
  return typeof name === 'string' ? name : 'without a name';
}
