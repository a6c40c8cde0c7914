import { Composer, isScalar } from 'yaml';
import type { Json, Path } from '../../contract';
import type { FileProblem, Result } from '../problems/problem';
import { refused } from '../problems/problem';
import type { Source } from '../problems/source';
import { decode } from './decode';
import type { Place } from './places';
import { placesOf } from './places';
import { scan } from './scan';
import { syntaxProblems } from './syntax';

export { meant, placeAt } from './places';

/** A file that is one YAML document of plain maps, lists, texts and numbers. Nothing is known of its meaning yet. */
export interface ReadFile {
  source: Source;
  value: Json;
  root: Place;
  /** Keys that are said twice, and the problems they are. The later value is taken to go on with. */
  twice: Path[];
  problems: FileProblem[];
  /** Path of a place as the file writes it; the same path, unless the value was mended. */
  original(path: Path): Path;
}

const OPTIONS = {
  version: '1.2',
  schema: 'core',
  strict: true,
  stringKeys: true,
  resolveKnownTags: false,
  merge: false,
  uniqueKeys: false, // placesOf() does it in one pass
} as const;

/** Bytes of a client file to its values and their places. Anything the parser only warns of is refused as well. */
export function readYaml(content: Uint8Array | string, file: string): Result<ReadFile> {
  const decoded = decode(content, file);
  if (!decoded.ok) return decoded;
  const source = decoded.value;
  const scanned = scan(source);
  if (!scanned.ok) return scanned;
  const { tokens, problems: found } = scanned.value;
  const [document] = new Composer(OPTIONS).compose(tokens, true, source.text.length);
  const errors = document === undefined ? [] : [...document.errors, ...document.warnings];
  if (errors.length + found.length > 0) return refused(...syntaxProblems(source, errors, found));
  const contents = document?.contents ?? null;
  if (document === undefined || contents === null || (isScalar(contents) && contents.value === null))
    return refused(empty(source));
  const { place, problems, twice } = placesOf(source, contents);
  if (problems.length > twice.length) return refused(...problems);
  const value = document.toJS({ maxAliasCount: 0 }) as Json;
  return { ok: true, value: { source, value, root: place, twice, problems, original: (path) => path } };
}

function empty(source: Source): FileProblem {
  return source.problem(
    { start: 0, end: 0 },
    {
      code: 'EmptyFile',
      path: '',
      message: 'the file says nothing',
      fix: 'start from a copy of clients/_template/client.yaml',
    },
  );
}
