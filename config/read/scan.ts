import { CST, Lexer, Parser } from 'yaml';
import type { FileProblem, Result } from '../problems/problem';
import { refused } from '../problems/problem';
import type { Source } from '../problems/source';
import { LIMITS } from './limits';
import { ADVICE } from './syntax';

interface Refusal {
  code: string;
  message: string;
  fix: string;
}

/** Marks that make a value something else than what stands there. */
const REFUSED: Partial<Record<CST.TokenType, Refusal>> = {
  alias: {
    code: 'YamlAlias',
    message: 'aliases are not taken',
    fix: 'write the value out, or put it in quotes if the "*" belongs to it',
  },
  anchor: {
    code: 'YamlAnchor',
    message: 'anchors are not taken',
    fix: 'write the value out where it is needed, or put it in quotes if the "&" belongs to it',
  },
  tag: {
    code: 'YamlTag',
    message: 'tags are not taken',
    fix: 'remove it, or put the value in quotes if the "!" belongs to it',
  },
  'directive-line': { code: 'YamlDirective', message: 'directives are not taken', fix: 'remove the line' },
};

/** One escape in double quotes; the group takes those that mean something. */
const ESCAPE = /\\(?:([0abtnvfreN_LP "/\\\t\r\n]|x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8})|)/g;

/** Tokens of a file, and what is refused among them. */
export interface Scanned {
  tokens: CST.Token[];
  problems: FileProblem[];
}

/**
 * Text to tokens of the concrete syntax, token by token, so that a file that is too deep, too long or too broken is stopped
 * before anything is built from it. Work is at most {@link LIMITS}.tokens steps.
 */
export function scan(source: Source): Result<Scanned> {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const problems: FileProblem[] = [];
  let count = 0;
  let scalarNext = false;
  for (const lexeme of new Lexer().lex(source.text)) {
    count += 1;
    const start = parser.offset;
    const type: CST.TokenType | null = scalarNext ? 'scalar' : CST.tokenType(lexeme);
    scalarNext = !scalarNext && type === 'scalar';
    const mark = type === null ? undefined : REFUSED[type];
    if (mark !== undefined) problems.push(source.problem({ start, end: start + lexeme.length }, { ...mark, path: '' }));
    if (type === 'double-quoted-scalar') problems.push(...badEscapes(source, lexeme, start));
    if (problems.length >= LIMITS.syntaxErrors) return refused(...problems);
    for (const token of parser.next(lexeme)) tokens.push(token);
    const limit = exceeded(parser, count);
    if (limit !== undefined) return refused(...problems, source.problem({ start, end: start }, { ...limit, path: '' }));
  }
  for (const token of parser.end()) tokens.push(token);
  const second = tokens.filter((token) => token.type === 'document')[1];
  if (second !== undefined) problems.push(secondDocument(source, second.offset));
  return { ok: true, value: { tokens, problems } };
}

/** The parser would raise an error for each escape, and a file has room for a hundred thousand. */
function badEscapes(source: Source, quoted: string, offset: number): FileProblem[] {
  const problems: FileProblem[] = [];
  for (const match of quoted.matchAll(ESCAPE)) {
    if (match[1] !== undefined) continue;
    const start = offset + match.index;
    problems.push(source.problem({ start, end: start + 2 }, { code: 'YamlSyntax', path: '', ...ADVICE.BAD_DQ_ESCAPE }));
    if (problems.length >= LIMITS.syntaxErrors) break;
  }
  return problems;
}

function secondDocument(source: Source, offset: number): FileProblem {
  return source.problem(
    { start: offset, end: offset + 3 },
    {
      code: 'SecondDocument',
      path: '',
      message: 'a second document begins here',
      fix: 'keep one document a file and remove the "---"',
    },
  );
}

function exceeded(parser: Parser, count: number): Refusal | undefined {
  const top = parser.stack.at(-1);
  const entries = top !== undefined && 'items' in top ? top.items.length : 0;
  const fix = 'a client file is short and flat; look for a bracket or quote that is not closed';
  if (parser.stack.length > LIMITS.depth) {
    return { code: 'TooDeep', message: `more than ${LIMITS.depth} levels inside each other`, fix };
  }
  if (entries > LIMITS.entries) {
    return { code: 'TooManyKeys', message: `more than ${LIMITS.entries} entries in one map or list`, fix: 'split it' };
  }
  return count > LIMITS.tokens
    ? { code: 'TooManyTokens', message: `more than ${LIMITS.tokens} words and marks`, fix }
    : undefined;
}
