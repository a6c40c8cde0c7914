import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeReal } from '../needs';
import { must, programEnv, start, type Running } from '../programs';

const ROOT = join(__dirname, '../../..');
const TELL = `
import boto3, json, sys
from pipeline import days
s3, glue = boto3.client("s3"), boto3.client("glue")
for day in json.loads(sys.argv[1]):
    s3.put_object(Bucket="raw", Key=f"drop/pages/dt={day}/part.json", Body=b"{}")
for day in json.loads(sys.argv[2]):
    s3.delete_object(Bucket="raw", Key=f"drop/pages/dt={day}/part.json")
days.tell(s3, glue, "raw")
found = glue.get_partitions(DatabaseName="raw", TableName="pages")["Partitions"]
print(json.dumps(sorted([each["Values"][0], each["StorageDescriptor"]["Location"]] for each in found)))
`;
const MAKE = `
import boto3
boto3.client("s3").create_bucket(Bucket="raw")
glue = boto3.client("glue")
glue.create_database(DatabaseInput={"Name": "raw"})
for name, keys in (("pages", [{"Name": "dt", "Type": "string"}]), ("events", [])):
    shape = {"Location": f"s3://raw/drop/{name}/", "Columns": [{"Name": "id", "Type": "string"}]}
    glue.create_table(DatabaseName="raw", TableInput={"Name": name, "PartitionKeys": keys, "StorageDescriptor": shape})
`;
/** A run of the pipeline with nothing in it but what it tells the catalogue before. */
const RUNS = `
import json, os
from pipeline import days, run
told = []
days.tell = lambda s3, glue, database: told.append([os.environ["GROUNDPLANE_TARGET"], glue, database])
run.fetch = lambda *_: None
run.run = lambda *_: 0
run.boto3 = type("Services", (), {"client": staticmethod(lambda name: name)})
for target in ("athena", "redshift"):
    os.environ["GROUNDPLANE_TARGET"] = target
    run.main()
print(json.dumps(told))
`;

describeReal('days of files, told to a catalogue for a warehouse', ['dbt', 'python'], () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundplane-days-'));
  const python = join(process.env['GROUNDPLANE_PYTHON'] ?? '', 'python');
  let moto: Running;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    moto = start(join(process.env['GROUNDPLANE_PYTHON'] ?? '', 'moto_server'), ['-H', '127.0.0.1', '-p', '0'], {
      cwd: folder,
      env: programEnv(),
    });
    env = {
      ...programEnv(),
      PYTHONPATH: join(ROOT, 'pipelines'),
      AWS_ENDPOINT_URL: await moto.says(/Running on (http:\/\/127\.0\.0\.1:\d+)/),
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    await must(python, ['-c', MAKE], { cwd: folder, env });
  }, 60_000);

  afterAll(async () => {
    moto.killAll();
    await moto.done;
    rmSync(folder, { recursive: true, force: true });
  });

  async function told(come: string[], gone: string[]): Promise<[string, string][]> {
    const { stdout } = await must(python, ['-c', TELL, JSON.stringify(come), JSON.stringify(gone)], {
      cwd: folder,
      env,
    });
    return JSON.parse(stdout);
  }

  test('a run tells them before a warehouse looks, and Athena needs none', async () => {
    const { stdout } = await must(join(process.env['GROUNDPLANE_DBT'] ?? '', 'python'), ['-c', RUNS], {
      cwd: folder,
      env: {
        ...env,
        GROUNDPLANE_CURATED_BUCKET: 'curated',
        GROUNDPLANE_ARTEFACTS_BUCKET: 'artefacts',
        GROUNDPLANE_ENVIRONMENT: 'acme-production',
        GROUNDPLANE_RAW_SCHEMA: 'acme_production_raw',
      },
    });

    expect(JSON.parse(stdout)).toEqual([['redshift', 'glue', 'acme_production_raw']]);
  });

  const place = (day: string): [string, string] => [day, `s3://raw/drop/pages/dt=${day}/`];

  test('each day with files is there once, and one whose files are gone is not', async () => {
    const many = Array.from({ length: 130 }, (_, index) =>
      new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
    );

    expect(await told(many, [])).toEqual(many.map(place));
    expect(await told(['2026-11-01'], many.slice(0, 30))).toEqual([...many.slice(30), '2026-11-01'].map(place));
  }, 60_000);
});
