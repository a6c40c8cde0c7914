/** Most characters of a text that is kept, so that memory stays bounded whatever is judged. */
const LONGEST = 512;

/**
 * A function of a text that remembers what it gave: in a document the same names and values stand again and again.
 * Forgets everything when it knows `most` texts; long ones are reckoned anew.
 */
export function remember<T>(most: number, reckon: (text: string) => T): (text: string) => T {
  const known = new Map<string, { made: T }>();
  return (text) => {
    if (text.length > LONGEST) return reckon(text);
    const there = known.get(text);
    if (there !== undefined) return there.made;
    if (known.size >= most) known.clear();
    const made = reckon(text);
    known.set(text, { made });
    return made;
  };
}
