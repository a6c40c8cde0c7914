import { isObject, type Json, type JsonObject, type KubernetesObject, type Resource } from '../../contract';
import { pathText, type PathSegment } from '../../contract';

/** How deep objects are looked for in Helm values: `extraObjects[0]`, `sub.chart.extraObjects[0]`, lists of lists. */
const DEEPEST = 6;

/** Kubernetes objects a resource creates, by the place they are written in. */
export function kubernetesObjects(resource: Resource): KubernetesObject[] {
  const places: [string, Json | undefined][] = [
    ['values', resource.type === 'helm_release' ? resource.docs['values'] : undefined],
    ['manifest', resource.type === 'kubernetes_manifest' ? resource.values['manifest'] : undefined],
    ['yaml_body', resource.docs['yaml_body']],
  ];
  return places.flatMap(([root, value]) =>
    value === undefined
      ? []
      : objectsIn(value, [root]).map(({ path, object }) => ({
          stack: resource.stack,
          address: resource.address,
          path: resource.path,
          attribute: pathText(path),
          object,
          ...podsOf(object),
        })),
  );
}

function objectsIn(value: Json, path: readonly PathSegment[]): { path: readonly PathSegment[]; object: JsonObject }[] {
  if (path.length > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((entry, index) => objectsIn(entry, [...path, index]));
  if (!isObject(value)) return [];
  if (typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string') {
    if (value['kind'].endsWith('List') && Array.isArray(value['items']))
      return objectsIn(value['items'], [...path, 'items']);
    return [{ path, object: value }];
  }
  return Object.entries(value).flatMap(([key, entry]) => objectsIn(entry, [...path, key]));
}

/** How deep in an object pods are looked for: `spec.leaderWorkerTemplate.workerTemplate.spec` is four. */
const DEEPEST_POD = 10;

function podsOf(object: JsonObject): Pick<KubernetesObject, 'pods'> {
  const pods = podsIn(object, []);
  return pods.length === 0 ? {} : { pods };
}

function podsIn(value: Json, at: readonly PathSegment[]): PathSegment[][] {
  if (at.length > DEEPEST_POD) return [];
  if (Array.isArray(value)) return value.flatMap((entry, index) => podsIn(entry, [...at, index]));
  if (!isObject(value)) return [];
  const { containers } = value;
  const isPod = Array.isArray(containers) && containers.some((each) => isObject(each) && 'image' in each);
  if (isPod) return [[...at]];
  return Object.entries(value).flatMap(([key, entry]) => podsIn(entry, [...at, key]));
}
