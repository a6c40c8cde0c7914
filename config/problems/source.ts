import { maskSecrets, maskSpans } from '../../checks/secrets';
import type { Draft, FileProblem, Span } from './problem';

/** Longest piece of a line that is shown, and longest piece of a value that is quoted. */
const SHOWN = 120;
const QUOTED = 60;

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
    const text = printable(this.shown.slice(span.start, span.end).split(/\r?\n/, 1)[0] ?? '');
    return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
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
    const whole = printable(this.shown.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, ''));
    const length = Math.max(1, Math.min(at.end - at.start, whole.length - column + 1));
    if (whole.length <= SHOWN) return { text: whole, start: column - 1, length };
    const from = Math.max(0, Math.min(column - 1 - 20, whole.length - SHOWN));
    return {
      text: `…${whole.slice(from, from + SHOWN)}…`,
      start: column - from,
      length: Math.min(length, SHOWN - (column - 1 - from)),
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
