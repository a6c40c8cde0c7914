import fc from 'fast-check';
import { readYaml } from '../../config/read';
import { LIMITS } from '../../config/read/limits';
import { cpuMs } from '../cpu';
import { load, problemsOf } from './fixtures';
import { runs } from '../runs';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

function refusal(content: Uint8Array | string): { code: string; at: string; message: string; fix: string }[] {
  const result = readYaml(content, 'client.yaml');
  const problems = result.ok ? result.value.problems : result.problems;
  return problems.map(({ code, line, column, path, message, fix }) => ({
    code,
    at: `${line}:${column}`,
    message: path === '' ? message : `${path} ${message}`,
    fix,
  }));
}

describe('what is not a client file', () => {
  test.each<[string, Uint8Array | string, string, string, RegExp, RegExp]>([
    ['an empty file', '', 'EmptyFile', '1:1', /says nothing/, /clients\/_template/],
    ['a file of comments', '# later\n---\n', 'EmptyFile', '1:1', /says nothing/, /_template/],
    [
      'a byte that is not UTF-8',
      bytes('a: 1\nb: caf', [0xe9], '\n'),
      'NotUtf8',
      '2:7',
      /byte 12 \(0xe9\)/,
      /save the file as UTF-8/,
    ],
    ['UTF-16', Buffer.from('\ufeffa: 1', 'utf16le'), 'NotUtf8', '1:1', /byte 1/, /UTF-16/],
    ['UTF-16 the other way round', bytes([0xfe, 0xff, 0x00, 0x61]), 'NotUtf8', '1:1', /byte 1 \(0xfe\)/, /UTF-16/],
    ['a byte that begins like UTF-16', bytes([0xff, 0x61]), 'NotUtf8', '1:1', /byte 1 \(0xff\)/, /^save the file/],
    ['an invisible turn of direction', 'a: 1\nb: x\u202ey\n', 'InvisibleCharacter', '2:5', /U\+202E/, /remove it/],
    ['a control character', 'a: 1\nb: \u001b[31m\n', 'InvisibleCharacter', '2:4', /U\+001B/, /remove it/],
    [
      'a duplicate key',
      'a: 1\nb: 2\na: 3\n',
      'DuplicateKey',
      '3:1',
      /^a is said twice, on line 1 and on line 3$/,
      /keep one/,
    ],
    [
      'the same pool twice',
      'gpuPools:\n  chat: {}\n  chat: {}\n',
      'DuplicateKey',
      '3:3',
      /^gpuPools\.chat is said twice, on line 2 and on line 3$/,
      /another name/,
    ],
    ['a duplicate in other quotes', 'a: {"k": 1, k: 2}\n', 'DuplicateKey', '1:13', /^a\.k /, /keep one/],
    ['an alias', 'a: *x\n', 'YamlAlias', '1:4', /aliases/, /quotes/],
    [
      'a star that was meant as text',
      'domains: [*.acme.example]\n',
      'YamlAlias',
      '1:11',
      /aliases/,
      /quotes if the "\*"/,
    ],
    ['an anchor', 'a: &x 1\n', 'YamlAnchor', '1:4', /anchors/, /write the value out/],
    ['a tag', 'a: !!binary aGVsbG8=\n', 'YamlTag', '1:4', /tags/, /remove it/],
    ['a function tag', 'a: !!js/function "x"\n', 'YamlTag', '1:4', /tags/, /remove it/],
    ['a version directive', '%YAML 1.1\n---\na: NO\n', 'YamlDirective', '1:1', /directives/, /remove the line/],
    ['a merge key', 'a:\n  <<: {b: 1}\n', 'RefusedKey', '2:3', /not taken as a key/, /write the settings out/],
    ['__proto__', 'a: {__proto__: {b: 1}}\n', 'RefusedKey', '1:5', /__proto__/, /remove it/],
    ['constructor', 'constructor: 1\n', 'RefusedKey', '1:1', /constructor/, /remove it/],
    ['prototype', 'a:\n  - prototype: 1\n', 'RefusedKey', '2:5', /prototype/, /remove it/],
    ['__proto__ in disguise', '"\\x5f_proto__": 1\n', 'RefusedKey', '1:1', /__proto__/, /remove it/],
    ['a key that is a list', '? [a, b]\n: 1\n', 'YamlSyntax', '1:3', /not a word/, /word before the colon/],
    ['a key with a line break', '"a\\nb": 1\n', 'RefusedKey', '1:1', /do not print/, /printing characters/],
    ['a key of 200 characters', `${'k'.repeat(200)}: 1\n`, 'RefusedKey', '1:1', /too long/, /128/],
    ['a second document', 'a: 1\n---\nb: 2\n', 'SecondDocument', '2:1', /second document/, /remove the "---"/],
    ['a tab as indentation', 'a:\n\tb: 1\n', 'YamlSyntax', '2:1', /a tab/, /spaces/],
    ['a value with a colon', 'a: b: c\n', 'YamlSyntax', '1:4', /section begins on the line of a value/, /quotes/],
    ['a bracket that is not closed', 'a: {b: 1\nc: 2\n', 'YamlSyntax', '2:1', /bracket is not closed/, /not closed/],
    ['a quote that is not closed', 'a: "b\n', 'YamlSyntax', '2:1', /missing/, /quote or bracket/],
    ['a backtick', 'a: `b`\n', 'YamlSyntax', '1:4', /cannot begin/, /double quotes/],
  ])('refuses %s', (_, content, code, at, message, fix) => {
    const [first] = refusal(content);

    expect(first).toMatchObject({ code, at });
    expect(first?.message).toMatch(message);
    expect(first?.fix).toMatch(fix);
  });

  test('takes a byte-order mark, Windows line ends and one leading ---', () => {
    const result = readYaml('\ufeff---\r\na: 1\r\nb:\r\n  - x\r\n', 'client.yaml');

    expect(result.ok && result.value.value).toEqual({ a: 1, b: ['x'] });
  });

  test('reads words as YAML 1.2 does: no is a text, 010 is ten, 1.30 a number', () => {
    const result = readYaml('a: no\nb: 010\nc: 1.30\nd: 2026-11-21\n', 'client.yaml');

    expect(result.ok && result.value.value).toEqual({ a: 'no', b: 10, c: 1.3, d: '2026-11-21' });
  });

  test('tells all of several syntax errors, one a line', () => {
    expect(refusal('a: @x\nb: 1\nc: `y`\nd: "\\q"\n').map(({ at }) => at)).toEqual(['1:4', '3:4', '4:5']);
  });

  test('tells a tab, and not what it does to the lines behind it', () => {
    expect(refusal("x: 1\na:\n  b:\n\t\tc: '1'\n    d: e\n    f: g\n").map(({ at }) => at)).toEqual(['4:1']);
  });

  test('tells all refused keys and doubles of a file', () => {
    expect(refusal('a: 1\na: 2\n__proto__: 1\nb: {c: 1, c: 2}\n').map(({ at }) => at)).toEqual(['2:1', '3:1', '4:11']);
  });
});

describe('what would stall or exhaust the process', () => {
  const full = LIMITS.bytes - 16;
  const fill = (unit: string, before = '', after = ''): string =>
    before + unit.repeat(Math.floor(full / unit.length)) + after;
  const numbered = (unit: (index: number) => string): string => {
    let text = '';
    for (let index = 0; text.length < full - 40; index += 1) text += unit(index);
    return text;
  };

  test.each([
    ['keys of one map, compared pair by pair', numbered((i) => `k${i}: 1\n`), 'TooManyKeys'],
    ['keys of one map in braces', `a: {${numbered((i) => `k${i}: 1, `)}}`, 'TooManyKeys'],
    ['entries of one list', fill('- a\n'), 'TooManyKeys'],
    ['open brackets', fill('['), 'TooDeep'],
    ['open braces', fill('{a: '), 'TooDeep'],
    ['lists on one line', fill('- '), 'TooDeep'],
    ['keys on one line', fill('? '), 'TooDeep'],
    ['brackets that only quotes close', fill('["]", '), 'TooDeep'],
    ['a syntax error at every mark', fill(','), 'YamlSyntax|TooManyTokens'],
    ['a syntax error on every line', fill('a: }\n'), 'TooManyTokens'],
    ['errors in one list', fill(',', '['), 'TooManyTokens'],
    ['an anchor at every word', fill('&x ', 'a: '), 'YamlAnchor'],
    ['aliases of aliases', `a: &a [x]\n${numbered((i) => `b${i}: &b${i} [*a, *a]\n`)}`, 'YamlAnchor'],
    ['directives', fill('%a\n'), 'YamlDirective'],
    ['escapes that mean nothing', fill('@\\', 'a: "'), 'YamlSyntax'],
    ['beginnings of tokens', fill('eyJsk-', 'a: {"b"- ~'), 'YamlSyntax'],
    ['quotes that never close', fill("k: '\n"), 'TooManyKeys'],
    ['comments below each other', fill('    # c\n', 'a:\n  b: 1\n\n\n'), 'TooManyTokens'],
    ['more than the file may hold', 'a'.repeat(LIMITS.bytes + 1), 'FileTooLarge'],
  ])('refuses %s at once', (_, text, codes) => {
    let found: ReturnType<typeof refusal> = [];

    expect(cpuMs(() => (found = refusal(text)))).toBeLessThan(2000);
    expect(codes.split('|')).toContain(found[0]?.code);
    expect(found.length).toBeLessThanOrEqual(LIMITS.syntaxErrors + 1);
  });

  test.each([
    ['one long text', fill('a', 'a: ')],
    ['one long text in quotes', fill('\\\\', 'a: "', '"')],
    ['a folded text of many lines', fill('x \n  ', 'a: "', '"')],
    ['a block of many lines', fill('  x\n', 'a: |\n')],
    ['spaces inside quotes', fill(' ', 'a: "', 'x"')],
    ['an owner that is almost an address', fill('a.', 'owner: ', '@')],
    [
      'a role that is almost an ARN',
      fill('a/', 'environments: {p: {deployRoleArn: "arn:aws:iam::111122223333:role/', ' "}}'),
    ],
    ['a domain that never ends', fill('a.', 'environments: {p: {domain: ', ' }}')],
    ['a sum that never ends', fill('0', 'budget: {monthlyUsd: "', 'x"}')],
    ['a word of our own, very long', fill('mid-market', 'tier: ')],
  ])('reads and checks %s without waiting', (_, text) => {
    expect(cpuMs(() => load(text))).toBeLessThan(2000);
  });

  test('gives every problem of 2,000 unknown keys without comparing each with each', () => {
    const keys = Array.from({ length: 1_900 }, (_, index) => `unknown-key-${index}: 1\n`).join('');
    let found: ReturnType<typeof problemsOf> = [];

    expect(cpuMs(() => (found = problemsOf(keys)))).toBeLessThan(3000);
    expect(found.filter(({ code }) => code === 'UnknownSetting')).toHaveLength(1_900);
  });
});

describe('any text at all', () => {
  const yamlish = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'a',
          ': ',
          '- ',
          '\n',
          '  ',
          '"',
          "'",
          '[',
          ']',
          '{',
          '}',
          ',',
          '#',
          '&x',
          '*x',
          '!t',
          '|',
          '>',
          '?',
          '---',
          '...',
          '<<',
          '\t',
          '%',
          '@',
          '\\',
          '\r\n',
          'environments',
          'tier',
          '1.30',
          'null',
          '~',
          '${x}',
        ),
        fc.string({ maxLength: 6 }),
      ),
      { maxLength: 80 },
    )
    .map((parts) => parts.join(''));

  test('is taken or refused with a place inside the file, never thrown at', () => {
    fc.assert(
      fc.property(yamlish, (text) => {
        const lines = text.replace(/^\ufeff/, '').split('\n');
        for (const problem of problemsOf(text)) {
          const line = lines[problem.line - 1];
          expect(line).toBeDefined();
          expect(problem.column).toBeGreaterThanOrEqual(1);
          expect(problem.column).toBeLessThanOrEqual((line ?? '').length + 1);
          expect(problem.message).not.toBe('');
          expect(problem.fix).not.toBe('');
        }
      }),
      { numRuns: runs(400), seed: 1 },
    );
  });

  test('over and over to the full size is answered within a moment', () => {
    const unit = yamlish.filter((text) => text.length > 0 && text.length < 40);
    fc.assert(
      fc.property(yamlish, unit, (before, text) => {
        const whole = (before + text.repeat(LIMITS.bytes)).slice(0, LIMITS.bytes / 2);

        expect(cpuMs(() => load(whole))).toBeLessThan(2000);
      }),
      { numRuns: runs(40), seed: 6 },
    );
  });

  test('is refused by the same problems each time', () => {
    fc.assert(
      fc.property(yamlish, (text) => {
        expect(problemsOf(text)).toEqual(problemsOf(text));
      }),
      { numRuns: runs(200), seed: 2 },
    );
  });

  test('as any bytes is taken or refused as well', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
        expect(load(content).ok).toBe(false);
      }),
      { numRuns: runs(500), seed: 3 },
    );
  });
});
