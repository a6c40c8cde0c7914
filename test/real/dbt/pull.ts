import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, programEnv, run, start, type Ran, type Running } from '../programs';

const ROOT = join(__dirname, '../../..');

/** A database server that is read, and who reads it. */
export interface Served {
  authority: string;
  reader: { user: string; password: string };
}

/** What reads databases, as the pipeline starts it: its program, with S3 and Secrets Manager of moto. */
export class Puller {
  private constructor(
    readonly folder: string,
    private readonly moto: Running,
    private readonly env: NodeJS.ProcessEnv,
    private readonly secretArn: string,
  ) {}

  static async start({ authority, reader }: Served): Promise<Puller> {
    const folder = mkdtempSync(join(tmpdir(), 'groundplane-pull-'));
    const options = { cwd: folder, env: programEnv() };
    const moto = start(join(awsFolder(), 'moto_server'), ['-H', '127.0.0.1', '-p', '0'], options);
    const authorities = join(folder, 'authorities.pem');
    writeFileSync(authorities, authority);
    const env = {
      ...programEnv(),
      PYTHONPATH: join(ROOT, 'pipelines'),
      AWS_ENDPOINT_URL: await moto.says(/Running on (http:\/\/127\.0\.0\.1:\d+)/),
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      GROUNDPLANE_RAW_BUCKET: 'raw',
      GROUNDPLANE_AUTHORITIES: authorities,
    };
    const cli = (...args: string[]): Promise<Ran> => must(join(awsFolder(), 'aws'), args, { cwd: folder, env });
    await cli('s3', 'mb', 's3://raw');
    const secret = JSON.stringify({ username: reader.user, password: reader.password });
    const { stdout } = await cli('secretsmanager', 'create-secret', '--name', 'reader', '--secret-string', secret);
    const { ARN: arn }: { ARN: string } = JSON.parse(stdout);
    return new Puller(folder, moto, env, arn);
  }

  async stop(): Promise<void> {
    this.moto.killAll();
    await this.moto.done;
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Reads the source once, as its schedule does. */
  pull(source: object, variables: NodeJS.ProcessEnv = {}): Promise<Ran> {
    const pulled = { name: 'orders', host: 'localhost', secretArn: this.secretArn, mode: 'changes', ...source };
    const env = { ...this.env, ...variables, GROUNDPLANE_PULLED: JSON.stringify([pulled]) };
    return run(python(), ['-m', 'pipeline.pull'], { cwd: this.folder, env });
  }

  /** Rows of all files there are, as the pipeline would read them. */
  async rows(columns: string, order: string): Promise<unknown> {
    const copy = mkdtempSync(join(this.folder, 'raw-'));
    await must(join(awsFolder(), 'aws'), ['s3', 'sync', 's3://raw', copy], { cwd: this.folder, env: this.env });
    const program = join(this.folder, 'rows.py');
    writeFileSync(
      program,
      `import duckdb, json
rows = duckdb.sql("select ${columns} from read_parquet('${copy}/drop/orders/*/*.parquet', hive_partitioning=true) order by ${order}").fetchall()
print(json.dumps(rows))
`,
    );
    return JSON.parse((await must(python(), [program], { cwd: this.folder, env: this.env })).stdout);
  }

  /** A file of authorities in which nobody stands. */
  nobodyKnown(): NodeJS.ProcessEnv {
    const known = join(this.folder, 'nobody.pem');
    writeFileSync(known, '');
    return { GROUNDPLANE_AUTHORITIES: known };
  }
}

function awsFolder(): string {
  return process.env['GROUNDPLANE_PYTHON'] ?? '';
}

function python(): string {
  return join(process.env['GROUNDPLANE_DBT'] ?? '', 'python');
}
