import { distance } from 'fastest-levenshtein';
import { refuse } from '../stop';

/** The value of an option with a closed set of words, or a refusal with the nearest. */
export function oneOf<W extends string>(option: string, value: string, words: readonly W[]): W {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const nearest = [...words].sort((a, b) => distance(a, value) - distance(b, value))[0];
  return refuse(`${option} ${JSON.stringify(value)} is not known; did you mean "${nearest}"? (${words.join(', ')})`);
}
