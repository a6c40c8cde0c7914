import { styleText } from 'node:util';
import type { Paint } from '../checks/report';

/** Colours for a stream, or none where it is not a terminal or the user said so. */
export function painter(stream: NodeJS.WriteStream): Paint {
  return (style, text) => styleText(style, text, { stream, validateStream: true });
}

/** Result of the command. */
export function result(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Everything that is not the result. */
export function note(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** One line that tells how far it is, written over each time; '' takes it away. Nothing where nobody watches. */
export function progress(text: string): void {
  const { CI, TERM } = process.env;
  if (!process.stderr.isTTY || TERM === 'dumb' || (CI ?? '') !== '') return;
  process.stderr.write(`\r\u001b[K${text}`);
}

/** A reader that leaves early (`| head`) ends what it sees, not the command or its exit code. */
export function outliveReader(stream: NodeJS.WritableStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** Today, UTC; the one place that reads the clock. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
