import {
  isObject,
  pathText,
  UNKNOWN,
  type ImageFact,
  type Json,
  type JsonObject,
  type PathSegment,
  type Resource,
} from '../../contract';

/** How deep images are looked for: `grafana.sidecar.image`, `servingEngineSpec.modelSpec[0].initContainer.image`. */
const DEEPEST = 8;
/** Stands for the tag where the chart brings it. */
const OF_CHART = ':chart';

/** Images that the values of a chart name, wherever they stand; those of Kubernetes objects among them are not the chart's. */
export function chartImages(resource: Resource): ImageFact[] {
  if (resource.type !== 'helm_release') return [];
  const { stack, address, path } = resource;
  return imagesIn(resource.docs['values'], ['values']).map((found) => ({ stack, address, path, ...found }));
}

type Found = Pick<ImageFact, 'attribute' | 'image'>;

function imagesIn(value: Json | undefined, at: readonly PathSegment[]): Found[] {
  if (at.length > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((entry, index) => imagesIn(entry, [...at, index]));
  if (!isObject(value) || isKubernetes(value)) return [];
  const whole = wholeImage(value);
  const own = whole === undefined || at.length === 1 ? [] : [{ attribute: pathText(at), image: whole }];
  const rest = Object.entries(value).flatMap(([key, entry]): Found[] => {
    if (key !== 'image') return imagesIn(entry, [...at, key]);
    const image = own.length > 0 ? undefined : imageText(entry, value);
    return image === undefined ? [] : [{ attribute: pathText([...at, key]), image }];
  });
  return [...own, ...rest];
}

function isKubernetes({ apiVersion, kind }: JsonObject): boolean {
  return typeof apiVersion === 'string' && typeof kind === 'string';
}

/** An image in parts beside other settings: with its name as `image` (NVIDIA's operator), or in `repository` (models of vLLM). */
function wholeImage(value: JsonObject): string | undefined {
  const { repository, image, tag, version } = value;
  if (typeof repository !== 'string' || /:\/\/|^git@|\.git$/.test(repository)) return undefined;
  if (typeof image === 'string') return text([repository, '/', image, ...tagOf(version ?? tag)]);
  return image === undefined && tag !== undefined ? partsText(value) : undefined;
}

function imageText(image: Json, { imageTag, tag }: JsonObject): string | undefined {
  if (isObject(image)) return partsText(image);
  if (typeof image !== 'string' || image === '') return undefined;
  const beside = imageTag ?? tag;
  return text([image, ...(beside === undefined || image.includes('@') ? [] : tagOf(beside))]);
}

function partsText({ registry, repository, tag, digest }: JsonObject): string | undefined {
  if (typeof repository !== 'string') return undefined;
  const host = typeof registry === 'string' && registry !== '' ? [registry, '/'] : [];
  const sum = typeof digest === 'string' && digest.startsWith('sha256:') ? ['@', digest] : [];
  return text([...host, repository, ...tagOf(tag), ...sum]);
}

function tagOf(tag: Json | undefined): string[] {
  return tag === undefined || tag === null || tag === '' ? [OF_CHART] : [':', String(tag)];
}

/** The parts as one; one that is known only after apply makes the whole so. */
function text(parts: readonly string[]): string {
  return parts.some((part) => part === UNKNOWN || part.startsWith('${')) ? UNKNOWN : parts.join('');
}
