/** Shortest run of characters that is judged by how random it looks. */
const SHORTEST = 24;

/** Shortest part between dashes, slashes and underscores that is judged by itself. */
const LONG_PART = 12;

// a run is tried at its first character only, not at every one of it
const CANDIDATE = /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_=-]{24,}/g;
/** Nothing but a reference: names of what others say, however they look. */
const PATH_ALONE = /^\$\{[A-Za-z_][\w-]*(?:\.[\w-]+)+\}$/;
/** What looks random and is public: hex digests and revisions, UUIDs, integrity hashes, public keys. */
const HEX = /^(?:0x)?[0-9a-f]+$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DIGIT = /\d/;
const INTEGRITY = /^sha(?:1|256|384|512)-/;
const PUBLIC_BEFORE = /(?:\bsha(?:1|256|384|512):|ssh-(?:rsa|ed25519) |ecdsa-sha2-nistp\d{3} )$/;
const PUBLIC_BLOCK = /-----BEGIN (?:CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY|CERTIFICATE REQUEST)-----[^-]*-----END/g;

/** A run of characters that words seldom make, with what is found in it. */
export interface Run {
  start: number;
  end: number;
  /** What it says, where it is base64 of text. */
  decoded?: string;
}

/** Runs that look random, and runs that are text in base64. */
export function suspectRuns(text: string): Run[] {
  if (text.length < SHORTEST || PATH_ALONE.test(text)) return [];
  const runs: Run[] = [];
  let open: { start: number; end: number }[] | undefined;
  CANDIDATE.lastIndex = 0;
  for (let match = CANDIDATE.exec(text); match !== null; match = CANDIDATE.exec(text)) {
    const [run] = match;
    // names and paths, most candidates, have none
    if (!DIGIT.test(run)) continue;
    const start = match.index;
    const end = start + run.length;
    const decoded = run.length >= 40 ? decodedText(run) : undefined;
    if (decoded !== undefined) runs.push({ start, end, decoded });
    // most of the rest are references
    if (decoded !== undefined || isReference(text, start) || !looksRandom(run) || INTEGRITY.test(run)) continue;
    if (PUBLIC_BEFORE.test(text.slice(Math.max(0, start - 24), start))) continue;
    open ??= publicBlocks(text);
    if (open.some((block) => block.start <= start && start < block.end)) continue;
    runs.push({ start, end });
  }
  return runs;
}

/** Whether a run is a name inside `${…}`: an output or attribute, not a literal. */
function isReference(text: string, start: number): boolean {
  const before = text[start - 1];
  if (before !== '.' && before !== '{') return false;
  const behind = text.slice(Math.max(0, start - 400), start);
  const open = behind.lastIndexOf('${');
  return open >= 0 && !/["}]/.test(behind.slice(open));
}

function publicBlocks(text: string): { start: number; end: number }[] {
  return [...text.matchAll(PUBLIC_BLOCK)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/**
 * Whether a run of characters was drawn rather than written. Written words keep to one class of characters for a while
 * (`AmazonEKSWorkerNodePolicy`), drawn ones change class at two of three steps; so steps are counted, not only entropy.
 * Words joined to a name with a hash behind (`Network_Data_Zone0_D6ED4A04`) change often too, but in short parts.
 */
export function looksRandom(run: string): boolean {
  if (run.length < SHORTEST || HEX.test(run) || UUID.test(run)) return false;
  const seen = classes(run);
  const drawnFromAll =
    seen.upper >= 2 && seen.lower >= 2 && seen.digit >= 2 && seen.changes >= 0.4 && hasDrawnPart(run);
  const drawnFromLower =
    seen.upper === 0 && seen.other === 0 && run.length >= 32 && seen.digit >= 5 && seen.changes >= 0.3;
  return (drawnFromAll || drawnFromLower) && entropy(run) >= 3.8 && decodedText(run) === undefined;
}

function hasDrawnPart(run: string): boolean {
  return run.split(/[^A-Za-z0-9]+/).some((part) => {
    if (part.length < LONG_PART || HEX.test(part)) return false;
    const seen = classes(part);
    return seen.upper > 0 && seen.lower > 0 && seen.digit > 0 && seen.changes >= 0.4;
  });
}

function classes(run: string): { upper: number; lower: number; digit: number; other: number; changes: number } {
  const counts = { upper: 0, lower: 0, digit: 0, other: 0 };
  let changes = 0;
  let steps = 0;
  let last: keyof typeof counts = 'other';
  for (let index = 0; index < run.length; index += 1) {
    const current = classOf(run.charCodeAt(index));
    counts[current] += 1;
    if (index > 0 && current !== 'other' && last !== 'other') {
      steps += 1;
      if (current !== last) changes += 1;
    }
    last = current;
  }
  return { ...counts, changes: steps === 0 ? 0 : changes / steps };
}

function classOf(code: number): 'upper' | 'lower' | 'digit' | 'other' {
  if (code >= 97 && code <= 122) return 'lower';
  if (code >= 65 && code <= 90) return 'upper';
  return code >= 48 && code <= 57 ? 'digit' : 'other';
}

/** Shannon entropy, bits a character. */
function entropy(run: string): number {
  const counts = new Map<string, number>();
  for (const character of run) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / run.length) * Math.log2(count / run.length);
  return bits;
}

/** What a run says if it is base64 of text that a human wrote: a script, a policy, a template. */
function decodedText(run: string): string | undefined {
  const bytes = Buffer.from(run, 'base64');
  if (bytes.length < (run.length * 3) / 4 - 3) return undefined;
  let readable = 0;
  for (const byte of bytes) if ((byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13) readable += 1;
  return readable >= bytes.length * 0.97 ? bytes.toString('latin1') : undefined;
}
