/** A key of a map or an index of a list. */
export type PathSegment = string | number;
export type Path = readonly PathSegment[];

const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;

/** A place inside a value as text: `gpuPools.chat.instanceTypes[0]`, `tags["cost/centre"]`. */
export function pathText(path: Path): string {
  return path
    .map((segment, index) => {
      if (typeof segment === 'number') return `[${segment}]`;
      if (!PLAIN_KEY.test(segment)) return `[${JSON.stringify(segment)}]`;
      return index === 0 ? segment : `.${segment}`;
    })
    .join('');
}

/** The path a text means; undefined for a text that {@link pathText} could not have written. */
export function parsePath(text: string): PathSegment[] | undefined {
  const steps = /\.?([A-Za-z_<][\w>-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/gy;
  const path: PathSegment[] = [];
  let end = 0;
  for (const match of text.matchAll(steps)) {
    const [all, key, index, quoted] = match;
    if (key !== undefined) path.push(key);
    else path.push(index === undefined ? String(JSON.parse(quoted ?? '""')) : Number(index));
    end = match.index + all.length;
  }
  return end === text.length && path.length > 0 ? path : undefined;
}
