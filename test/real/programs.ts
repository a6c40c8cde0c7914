import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What a program said and how it ended. */
export interface Ran {
  /** undefined: ended by a signal */
  code: number | undefined;
  stdout: string;
  /** Both streams as they came. */
  output: string;
}

/** A program at work. */
export interface Running {
  done: Promise<Ran>;
  /** Resolves with the first match in its output, its group if there is one. @throws if it ends without */
  says(pattern: RegExp): Promise<string>;
  /** To it and all it started, as somebody who pulls the plug. */
  killAll(): void;
  /** To it alone, as a CI runner that cancels a job. */
  terminate(): void;
}

export interface RunOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  input?: string;
}

/** Starts a program in a process group of its own. */
export function start(command: string, args: readonly string[], options: RunOptions): Running {
  const child = spawn(command, args, { cwd: options.cwd, env: options.env, detached: true });
  let stdout = '';
  let output = '';
  let heard = (): void => undefined;
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    heard();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    hear(chunk);
  });
  child.stderr.on('data', hear);
  child.stdin.end(options.input);
  const done = once(child, 'close').then(() => ({ code: child.exitCode ?? undefined, stdout, output }));
  const signal = (target: number, name: NodeJS.Signals): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(Math.sign(target) * child.pid, name);
  };
  return {
    done,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        heard = () => {
          const match = pattern.exec(output);
          if (match !== null) resolve(match[1] ?? match[0]);
        };
        heard();
        void done.then(() => reject(new Error(`ended without saying ${pattern.source}:\n${output}`)));
      }),
    killAll: () => signal(-1, 'SIGKILL'),
    terminate: () => signal(1, 'SIGTERM'),
  };
}

export function run(command: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  return start(command, args, options).done;
}

/** Runs what must succeed. @throws with all it said */
export async function must(command: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const ran = await run(command, args, options);
  if (ran.code !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${ran.code ?? 'a signal'}:\n${ran.output}`);
  return ran;
}

/** What a program needs to run at all: nothing of the account or the settings of whoever runs the tests. */
export function programEnv(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, CHECKPOINT_DISABLE: '1', LANG: 'C.UTF-8' };
}
