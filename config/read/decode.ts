import type { FileProblem, Result } from '../problems/problem';
import { refused } from '../problems/problem';
import { Source } from '../problems/source';
import { LIMITS } from './limits';

/** Control characters but tab and line break, lone carriage returns, marks that turn the direction of writing, stray byte-order marks. */
const INVISIBLE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]|\r(?!\n)/g;

/** Bytes of a client file as text. UTF-8 only; a byte-order mark in front is dropped. */
export function decode(content: Uint8Array | string, file: string): Result<Source> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  if (bytes.byteLength > LIMITS.bytes) {
    return refused(
      new Source(file, '').problem(
        { start: 0, end: 0 },
        {
          code: 'FileTooLarge',
          path: '',
          message: `the file has ${bytes.byteLength} bytes, at most ${LIMITS.bytes}`,
          fix: 'say what differs from the tier only, and move long texts out of the file',
        },
      ),
    );
  }
  const text = Buffer.from(bytes).toString('utf8');
  const bad = firstInvalidByte(bytes, text);
  if (bad !== undefined) return refused(notUtf8(file, bytes, bad));
  const source = new Source(file, text.replace(/^\uFEFF/, ''));
  const invisible = [...source.text.matchAll(INVISIBLE)].slice(0, LIMITS.syntaxErrors);
  if (invisible.length === 0) return { ok: true, value: source };
  const problems = invisible.map((match) =>
    source.problem(
      { start: match.index, end: match.index + 1 },
      {
        code: 'InvisibleCharacter',
        path: '',
        message: `invisible character U+${match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
        fix: 'remove it; inside a text in double quotes write an escape like \\n',
      },
    ),
  );
  return refused(...problems);
}

function firstInvalidByte(bytes: Uint8Array, text: string): number | undefined {
  const again = Buffer.from(text, 'utf8');
  if (again.equals(bytes)) return undefined;
  return again.findIndex((byte, index) => byte !== bytes[index]);
}

function notUtf8(file: string, bytes: Uint8Array, bad: number): FileProblem {
  const readable = Buffer.from(bytes.subarray(0, bad)).toString('utf8');
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return new Source(file, readable).problem(
    { start: readable.length, end: readable.length },
    {
      code: 'NotUtf8',
      path: '',
      message: `byte ${bad + 1} (0x${(bytes[bad] ?? 0).toString(16).padStart(2, '0')}) is not UTF-8`,
      fix: utf16 ? 'the file is UTF-16; save it as UTF-8' : 'save the file as UTF-8',
    },
  );
}
