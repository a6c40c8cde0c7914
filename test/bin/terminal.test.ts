import { PassThrough } from 'node:stream';
import { outliveReader } from '../../bin/terminal';

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
