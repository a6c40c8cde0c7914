import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../../contract';
import { build } from '../../blueprints/fixtures';
import { describeReal } from '../needs';
import { must, programEnv } from '../programs';

/** Lock and policy of an archive as they are applied, its bucket called `archive`. */
function archiveOf(tier: 'mid-market' | 'enterprise'): { mode: string; days: number; policy: Json } {
  const stack = build(tier, 'day-90').synthesized.find(({ name }) => name.endsWith('-audit'));
  const resources = at(stack?.json, 'resource');
  const lock = Object.values(at(resources, 'aws_s3_bucket_object_lock_configuration')).find(isObject);
  const retention = at(at(lock, 'rule'), 'default_retention');
  const policy = Object.values(at(resources, 'aws_s3_bucket_policy')).find(isObject)?.['policy'];
  return {
    mode: String(retention['mode']),
    days: Number(retention['days']),
    policy: JSON.parse(String(policy).replaceAll(/\$\{aws_s3_bucket\.[^}]*\}/g, 'arn:aws:s3:::archive')),
  };
}

function at(value: Json | undefined, key: string): JsonObject {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

describeReal('Object Lock of the archive, tried on moto', ['python'], () => {
  async function tried(archive: {
    mode: string;
    days: number;
    policy: Json;
  }): Promise<Record<string, string | number>> {
    const program = join(process.env['GROUNDPLANE_PYTHON'] ?? '', 'python');
    const { stdout } = await must(program, [join(__dirname, 'lock.py')], {
      cwd: __dirname,
      env: programEnv(),
      input: JSON.stringify(archive),
    });
    return JSON.parse(stdout);
  }

  test.each([
    ['mid-market', 'GOVERNANCE', 'done'],
    ['enterprise', 'COMPLIANCE', 'AccessDenied'],
  ] as const)('%s holds what was written, by %s, and its policy refuses the bypass', async (tier, mode, bypassed) => {
    const archive = archiveOf(tier);

    expect(await tried(archive)).toEqual({
      mode,
      days: archive.days,
      delete: 'AccessDenied',
      'delete bucket': 'BucketNotEmpty',
      'bypass without policy': bypassed,
      bypass: '403',
      hide: '403',
      kept: 'a',
    });
    expect(archive.days).toBeGreaterThanOrEqual(365);
  });

  test('without the policy an administrator with the bypass deletes what governance holds', async () => {
    const result = tried({ ...archiveOf('mid-market'), policy: null });

    // it is not there any more to be read
    await expect(result).rejects.toThrow(/NoSuchVersion|NoSuchKey|does not exist/);
  });
});
