import type { ErrorCode, YAMLError } from 'yaml';
import type { FileProblem } from '../problems/problem';
import type { Source } from '../problems/source';
import { LIMITS } from './limits';

interface Advice {
  message: string;
  fix: string;
}

const QUOTE = 'put the text in double quotes';
const CLOSE = 'look for a colon without a space after it, or a quote or bracket that is not closed';

/**
 * Our words for the parser's codes. Its own messages repeat the text of the file, which may be a secret.
 */
export const ADVICE: Record<ErrorCode, Advice> = {
  ALIAS_PROPS: { message: 'an alias cannot carry anything', fix: QUOTE },
  BAD_ALIAS: { message: 'aliases are not taken', fix: QUOTE },
  BAD_COLLECTION_TYPE: { message: 'tags are not taken', fix: 'remove the tag' },
  BAD_DIRECTIVE: { message: 'directives are not taken', fix: 'remove the line' },
  BAD_DQ_ESCAPE: {
    message: 'unknown escape in double quotes',
    fix: 'write \\\\ for a backslash, or use single quotes',
  },
  BAD_INDENT: {
    message: 'this line is not indented like its neighbours',
    fix: 'begin all keys of one section in the same column',
  },
  BAD_PROP_ORDER: { message: 'anchors and tags are not taken', fix: 'remove it' },
  BAD_SCALAR_START: { message: 'a value cannot begin with this character', fix: QUOTE },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a section begins on the line of a value',
    fix: 'begin it on its own line, or put the value in quotes',
  },
  BLOCK_IN_FLOW: { message: 'an indented section inside brackets', fix: CLOSE },
  DUPLICATE_KEY: { message: 'this key stands here twice', fix: 'keep one' },
  IMPOSSIBLE: { message: 'the parser cannot make sense of this place', fix: CLOSE },
  KEY_OVER_1024_CHARS: { message: 'a key of more than 1024 characters', fix: CLOSE },
  MISSING_CHAR: { message: 'something is missing here', fix: CLOSE },
  MULTILINE_IMPLICIT_KEY: { message: 'a key that goes over several lines', fix: CLOSE },
  MULTIPLE_ANCHORS: { message: 'anchors are not taken', fix: 'remove them' },
  MULTIPLE_DOCS: { message: 'a second document begins here', fix: 'keep one document a file and remove the "---"' },
  MULTIPLE_TAGS: { message: 'tags are not taken', fix: 'remove them' },
  NON_STRING_KEY: {
    message: 'a key that is not a word',
    fix: 'write a word before the colon, or put the text in quotes',
  },
  RESOURCE_EXHAUSTION: { message: 'too much to read', fix: CLOSE },
  TAB_AS_INDENT: { message: 'a tab as indentation', fix: 'indent with spaces' },
  TAG_RESOLVE_FAILED: { message: 'a tag, or a value that does not fit it', fix: 'remove the tag' },
  UNEXPECTED_TOKEN: { message: 'this does not belong here', fix: CLOSE },
};

const OPEN_BRACKET: Advice = { message: 'a bracket is not closed before this', fix: CLOSE };

/** The parser's errors and warnings as problems, beside those known already: one a line, the first few. */
export function syntaxProblems(
  source: Source,
  errors: readonly YAMLError[],
  known: readonly FileProblem[],
): FileProblem[] {
  const byLine = new Map(known.map((problem) => [problem.line, problem]));
  // what a tab indents belongs nowhere for the parser, and every line behind it echoes that
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  for (const error of tabs.length > 0 ? tabs : errors) {
    if (byLine.size >= LIMITS.syntaxErrors) break;
    const [from, to] = error.pos;
    const end = Math.min(to, source.text.length);
    if (byLine.has(source.position(from).line)) continue;
    const advice = error.code === 'BAD_INDENT' && error.message.startsWith('Flow') ? OPEN_BRACKET : ADVICE[error.code];
    const problem = source.problem({ start: Math.min(from, end), end }, { code: 'YamlSyntax', path: '', ...advice });
    byLine.set(problem.line, problem);
  }
  return [...known, ...[...byLine.values()].filter((problem) => !known.includes(problem))];
}
