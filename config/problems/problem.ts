import type { Problem } from '../../lib/core';

/** A stretch of the file's text, offsets in UTF-16 units, `end` not included. */
export interface Span {
  start: number;
  end: number;
}

/** What is wrong, before anybody knows where in the file that is. */
export interface Draft extends Problem {
  /** What may stand there. */
  expected?: string;
  /** The nearest word that may stand there. */
  nearest?: string;
  /** What of a setting is pointed at. @default 'value' */
  at?: 'key' | 'value';
}

/** What is wrong in a client file, with its place. No text in it shows what looks like a secret. */
export interface FileProblem extends Draft {
  file: string;
  /** Line and column, both from 1. */
  line: number;
  column: number;
  /** What stands there, as written. */
  found?: string;
  /** The line of the file, cut to what fits a screen, and the part of it that is meant. */
  excerpt: { text: string; start: number; length: number };
  /** Environments it holds for; empty where it is about the file. */
  environments: string[];
}

/** Something read or checked, or all that stands against it. */
export type Result<T> = { ok: true; value: T } | { ok: false; problems: FileProblem[] };

export function refused(...problems: FileProblem[]): { ok: false; problems: FileProblem[] } {
  return { ok: false, problems: sorted(problems) };
}

/** By place, then by path: the order in which a reader meets them. */
export function sorted<P extends FileProblem>(problems: readonly P[]): P[] {
  return [...problems].sort(
    (a, b) => a.line - b.line || a.column - b.column || compare(a.path, b.path) || compare(a.code, b.code),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
