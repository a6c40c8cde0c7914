import { maskSecrets, maskSpans } from '../../checks/secrets';
import type { Draft, FileProblem, Span } from './problem';

/** Longest piece of a line that is shown, and longest piece of a value that is quoted. */
const SHOWN = 120;
const QUOTED = 60;
/** What is shown of a long line before the part that is meant. */
const BEFORE = 20;

/** A file's text with its lines; what it gives out for people to read is masked. */
export class Source {
  private readonly starts: number[] = [0];
  private shown: string;

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.shown = maskSecrets(text);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** Masks more places, from now on. */
  hide(spans: readonly Span[]): void {
    this.shown = maskSpans(this.shown, spans);
  }

  /** Line and column, from 1. */
  position(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }

  /** A span as written, for a message: one line, cut, masked. */
  quote(span: Span): string {
    const text = printable(
      this.shown.slice(span.start, Math.min(span.end, span.start + QUOTED)).split(/\r?\n/, 1)[0] ?? '',
    );
    return span.end - span.start > QUOTED && text.length === QUOTED ? `${text}…` : text;
  }

  /** Whether any part of a span is masked. */
  hides(span: Span): boolean {
    return this.shown.slice(span.start, span.end) !== this.text.slice(span.start, span.end);
  }

  problem(at: Span, draft: Draft, environments: string[] = []): FileProblem {
    const { line, column } = this.position(at.start);
    const found = at.end > at.start ? this.quote(at) : undefined;
    const masked = (text: string): string => printable(maskSecrets(text));
    return {
      ...draft,
      path: masked(draft.path),
      message: masked(draft.message),
      fix: masked(draft.fix),
      file: this.file,
      line,
      column,
      ...(found === undefined ? {} : { found }),
      excerpt: this.excerpt(at, line, column),
      environments,
    };
  }

  private excerpt(at: Span, line: number, column: number): { text: string; start: number; length: number } {
    const start = this.starts[line - 1] ?? 0;
    const next = this.starts[line];
    const end = next === undefined ? this.shown.length : next - 1;
    const length = Math.max(1, Math.min(at.end, end) - at.start);
    if (end - start <= SHOWN) {
      return { text: printable(this.shown.slice(start, end).replace(/\r$/, '')), start: column - 1, length };
    }
    // only a window is looked at: a file may be one line, with a problem at every second character
    const from = Math.max(start, Math.min(at.start - BEFORE, end - SHOWN));
    return {
      text: `…${printable(this.shown.slice(from, from + SHOWN))}…`,
      start: at.start - from + 1,
      length: Math.min(length, from + SHOWN - at.start),
    };
  }
}

/** The text with everything that a terminal or a reader's eye could be misled by replaced, same length. */
function printable(text: string): string {
  // tabs too: one column each, so that the underline stands below its word
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, (character) =>
    character === '\t' ? ' ' : '\uFFFD'.repeat(character.length),
  );
}
