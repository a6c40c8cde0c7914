import { isObject, pathText, type Json, type Path } from '../../contract';
import type { ReadFile } from '../read';
import { meant, placeAt } from '../read';
import type { FileProblem } from './problem';

/** How cdktf writes down what it fills in later: in text, in lists, in maps. */
const PLACEHOLDER = /[$#&]\{TfToken\[/;

/**
 * Text that cdktf would take for a value of another resource and put that value there. No escape keeps it, so it is refused in
 * every value.
 */
export function placeholderProblems({ source, root, value }: ReadFile): FileProblem[] {
  return pathsOf(value, []).map((path) =>
    source.problem(meant(source, placeAt(root, path).place), {
      code: 'PlaceholderInFile',
      path: pathText(path),
      message: 'looks like a placeholder of cdktf, "${TfToken[…]}"',
      fix: 'write what is meant; values of other resources cannot be named in this file',
    }),
  );
}

function pathsOf(value: Json | undefined, path: Path): Path[] {
  if (typeof value === 'string') return PLACEHOLDER.test(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((entry, index) => pathsOf(entry, [...path, index]));
  return isObject(value) ? Object.entries(value).flatMap(([key, entry]) => pathsOf(entry, [...path, key])) : [];
}
