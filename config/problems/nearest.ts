import { distance } from 'fastest-levenshtein';

/** Longest word that is compared; nothing longer is a slip of a word of ours. */
const LONGEST = 64;

/** The word somebody meant to write, if one is near: the only one that begins so, or one a few letters away. */
export function nearest(found: string, words: readonly string[]): string | undefined {
  if (found === '' || found.length > LONGEST) return undefined;
  const begun = words.filter((word) => found.length >= 3 && plain(word).startsWith(plain(found)));
  if (begun.length === 1) return begun[0];
  const [best] = byDistance(found, words);
  if (best === undefined) return undefined;
  const far = distance(plain(found), plain(best));
  const swapped = far === 2 && letters(found) === letters(best);
  return swapped || far <= Math.max(1, Math.floor(Math.max(found.length, best.length) * 0.34)) ? best : undefined;
}

function letters(word: string): string {
  return [...plain(word)].sort().join('');
}

/** Words, the most alike first; equal ones in their own order. */
export function byDistance(found: string, words: readonly string[]): string[] {
  const short = plain(found.slice(0, LONGEST));
  return words
    .map((word, index) => ({ word, index, far: distance(short, plain(word)) }))
    .sort((a, b) => a.far - b.far || a.index - b.index)
    .map(({ word }) => word);
}

/** The number nearest to one that is not allowed. */
export function nearestNumber(found: number, numbers: readonly number[]): number | undefined {
  return [...numbers].sort((a, b) => Math.abs(a - found) - Math.abs(b - found) || a - b)[0];
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_]/g, '-');
}
