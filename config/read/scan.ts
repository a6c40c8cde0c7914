import { CST, Lexer, Parser } from 'yaml';
import type { FileProblem, Result } from '../problems/problem';
import { refused } from '../problems/problem';
import type { Source } from '../problems/source';
import { LIMITS } from './limits';

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

/**
 * Text to tokens of the concrete syntax, token by token, so that a file that is too deep, too long or holds what is refused
 * is stopped before anything is built from it. Work is at most {@link LIMITS}.tokens steps.
 */
export function scan(source: Source): Result<CST.Token[]> {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const problems: FileProblem[] = [];
  let count = 0;
  let scalarNext = false;
  for (const lexeme of new Lexer().lex(source.text)) {
    count += 1;
    const at = { start: parser.offset, end: parser.offset + lexeme.length };
    const type: CST.TokenType | null = scalarNext ? 'scalar' : CST.tokenType(lexeme);
    scalarNext = !scalarNext && type === 'scalar';
    const mark = type === null ? undefined : REFUSED[type];
    if (mark !== undefined) problems.push(source.problem(at, { ...mark, path: '' }));
    if (problems.length >= LIMITS.syntaxErrors) return refused(...problems);
    for (const token of parser.next(lexeme)) tokens.push(token);
    const limit = exceeded(parser, count);
    if (limit !== undefined)
      return refused(...problems, source.problem({ start: at.start, end: at.start }, { ...limit, path: '' }));
  }
  for (const token of parser.end()) tokens.push(token);
  if (problems.length > 0) return refused(...problems);
  const second = tokens.filter((token) => token.type === 'document')[1];
  if (second === undefined) return { ok: true, value: tokens };
  return refused(
    source.problem(
      { start: second.offset, end: second.offset + 3 },
      {
        code: 'SecondDocument',
        path: '',
        message: 'a second document begins here',
        fix: 'keep one document a file and remove the "---"',
      },
    ),
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
