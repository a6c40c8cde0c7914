import { PassThrough } from 'node:stream';
import { outliveReader, progress } from '../../bin/terminal';

function failing(code: string): () => void {
  const stream = new PassThrough();
  outliveReader(stream);
  return () => stream.emit('error', Object.assign(new Error(code), { code }));
}

test('a reader that leaves early does not end the command', () => {
  expect(failing('EPIPE')).not.toThrow();
});

test('a disk that is full does', () => {
  expect(failing('ENOSPC')).toThrow('ENOSPC');
});

describe('how far a run is', () => {
  const { CI, TERM } = process.env;
  const { isTTY } = process.stderr;
  afterEach(() => {
    Object.assign(process.stderr, { isTTY });
    for (const [name, value] of Object.entries({ CI, TERM })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    jest.restoreAllMocks();
  });

  test.each([
    ['a terminal', true, '', 'xterm', '\r\u001b[K1 of 3: acme'],
    ['a file', false, '', 'xterm', ''],
    ['a job of CI with a terminal', true, 'true', 'xterm', ''],
    ['a terminal that can do nothing', true, '', 'dumb', ''],
  ])('is told to %s as it should be', (_, terminal, ci, term, told) => {
    const said: string[] = [];
    Object.assign(process.stderr, { isTTY: terminal });
    Object.assign(process.env, { CI: ci, TERM: term });
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);

    progress('1 of 3: acme');

    expect(said.join('')).toBe(told);
  });
});
