import { join } from 'node:path';
import { describeReal } from '../needs';
import { must, programEnv } from '../programs';

const ROOT = join(__dirname, '../../..');
/** S3 towards who may list a part of the bucket only: what is not there is denied, as AWS does and moto does not. */
const READ = `
import io, json, sys
from pipeline.pull import read_place

class Denied(Exception):
    pass

class S3:
    held = {"state/orders.json": b'{"place": "2026-11-21T00:00:00"}'}
    def list_objects_v2(self, Bucket, Prefix, **_):
        return {"Contents": [{"Key": key} for key in sorted(self.held) if key.startswith(Prefix)]}
    def get_object(self, Bucket, Key):
        if Key not in self.held:
            raise Denied(Key)
        return {"Body": io.BytesIO(self.held[Key])}

print(json.dumps([read_place(S3(), "raw", f"state/{name}.json") for name in ("orders", "events")]))
`;

describeReal('where a table was read up to', ['dbt', 'python'], () => {
  test('is nothing at the first run, where S3 says denied of what is not there', async () => {
    const { stdout } = await must(join(process.env['GROUNDPLANE_DBT'] ?? '', 'python'), ['-c', READ], {
      cwd: ROOT,
      env: { ...programEnv(), PYTHONPATH: join(ROOT, 'pipelines') },
    });

    expect(JSON.parse(stdout)).toEqual(['2026-11-21T00:00:00', null]);
  });
});
