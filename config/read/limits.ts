/**
 * What a client file may be at most. Each is far above what a real one needs; together they keep the parser within work
 * proportional to the size of the file, so that none can stall or exhaust the process.
 */
export const LIMITS = {
  /** Bytes of the file. */
  bytes: 256 * 1024,
  /** Sections, lists and values open inside each other. The parser recurses by depth: past about 1,000 the stack is gone. */
  depth: 64,
  /** Keys of one map, entries of one list. */
  entries: 2_000,
  /** Lexical tokens: words, marks, line breaks. Each may raise a syntax error of its own. */
  tokens: 40_000,
  /** Characters of a key. */
  keyLength: 128,
  /** Syntax errors told at once; those after the first few only echo them. */
  syntaxErrors: 10,
} as const;
