import { suspectRuns } from './entropy';
import { NO_SECRET_VALUE, PERHAPS_SECRET_NAME, SECRET_NAME, TOKEN_PATTERNS } from './patterns';

/** A secret inside a text, by its place; the text of it is not kept. */
export interface SecretSpan {
  start: number;
  end: number;
  kind: string;
}

const TOKENS = new RegExp(TOKEN_PATTERNS.map((pattern) => `(${pattern.source})`).join('|'), 'g');
/** Something every token pattern holds, found far faster than the patterns themselves. */
const HINT =
  /PRIVATE KEY|AKIA|ASIA|ABIA|ACCA|gh[pousr]_|github_pat_|gl(?:pat|dt|rt|ptt|soat|sa|c)[-_]|xox|xapp-|hooks\.slack|hf_|AIza|k_(?:live|test)_|sk-|gsk_|nvapi-|dapi|hv[sbr]\.|npm_|pypi-|dckr_|SG\.|Splunk |AccountKey=|SharedAccessKey=|eyJ|:\/\//;
const SHORTEST_TOKEN = 8;
const NAMED = /["']?([A-Za-z][\w.-]{0,80})["']?[ \t]{0,8}[:=][ \t]{0,8}(["']?)([^\s"',#{}]{4,300})/g;

/** Secrets in a text: known tokens and runs that look random. Sorted by place, none inside another. */
export function secretsInText(text: string): SecretSpan[] {
  const spans = tokens(text);
  for (const { start, end, decoded } of suspectRuns(text)) {
    const kind = decoded === undefined ? 'high-entropy' : tokens(decoded)[0]?.kind;
    if (kind !== undefined) spans.push({ start, end, kind });
  }
  return spans.length < 2 ? spans : apart(spans);
}

/**
 * The text with every secret replaced by asterisks, same length and same line breaks. Values after a name like `password`
 * count as secrets too: this is for what is shown to people, where a masked word too many does no harm.
 */
export function maskSecrets(text: string): string {
  const spans = secretsInText(text);
  for (const match of text.matchAll(NAMED)) {
    const [all, name = '', , value = ''] = match;
    const named = nameKind(name);
    if (named !== 'no' && !NO_SECRET_VALUE.test(value)) {
      const end = match.index + all.length;
      spans.push({ start: end - value.length, end, kind: 'named' });
    }
  }
  return maskSpans(text, spans);
}

/** The text with the spans replaced by asterisks, same length and same line breaks. */
export function maskSpans(text: string, spans: readonly { start: number; end: number }[]): string {
  let out = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    out += text.slice(at, from) + text.slice(from, end).replace(/[^\r\n]/g, '*');
    at = end;
  }
  return out + text.slice(at);
}

type NameKind = 'yes' | 'perhaps' | 'no';

/** Kinds of names seen: a document has many values under few names. */
const kinds = new Map<string, NameKind>();
const MOST_KINDS = 5000;

/** Whether a key promises a secret. */
export function nameKind(name: string): NameKind {
  const seen = kinds.get(name);
  if (seen !== undefined) return seen;
  const kind = kindOfName(name);
  if (kinds.size < MOST_KINDS && name.length < 100) kinds.set(name, kind);
  return kind;
}

function kindOfName(name: string): NameKind {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (SECRET_NAME.test(plain)) return 'yes';
  return PERHAPS_SECRET_NAME.test(plain) ? 'perhaps' : 'no';
}

function tokens(text: string): SecretSpan[] {
  if (text.length < SHORTEST_TOKEN || !HINT.test(text)) return [];
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(TOKENS)) {
    const index = match.slice(1).findIndex((group) => group !== undefined);
    spans.push({
      start: match.index,
      end: match.index + match[0].length,
      kind: TOKEN_PATTERNS[index]?.kind ?? 'token',
    });
  }
  return spans;
}

function apart(spans: SecretSpan[]): SecretSpan[] {
  const kept: SecretSpan[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}
