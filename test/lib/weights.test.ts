import type { JsonObject } from '../../contract';
import { Weights, type WeightsProps } from '../../lib/weights';
import { environment, resource, resources, synthesize } from './fixtures';

const REVISION = 'b968826d9c46dd6066d109eabc6255188de91218';
const usual: WeightsProps = {
  clusterName: 'acme-production',
  namespace: 'models',
  wanted: [{ repository: 'Qwen/Qwen3-8B', revision: REVISION, sizeGiB: 16 }],
  loading: 'job',
  dependsOn: [],
};

function made(changed: Partial<WeightsProps> = {}, protectData = true): JsonObject {
  return synthesize((stack) => {
    new Weights(stack, 'Weights', { ...usual, ...changed });
  }, environment({ protectData }));
}

function objects(changed: Partial<WeightsProps> = {}): ReturnType<typeof JSON.parse>[] {
  const [text] = [resource(made(changed), 'helm_release').values].flat();
  return JSON.parse(String(text)).resources;
}

function jobs(changed: Partial<WeightsProps> = {}): ReturnType<typeof JSON.parse>[] {
  return objects(changed).filter(({ kind }) => kind === 'Job');
}

function actions(json: JsonObject): string[] {
  const texts = resources(json, 'aws_iam_role_policy').map(({ policy }) => String(policy));
  return texts.flatMap((text) => [...text.matchAll(/"s3:(\w+)"/g)].map(([, action = '']) => action));
}

describe('weights of one’s own', () => {
  test('are loaded by one job a commit, whoever wants it', () => {
    const other = { repository: 'Qwen/Qwen3-14B', revision: REVISION, sizeGiB: 30 };

    expect(jobs({ wanted: [...usual.wanted, other, ...usual.wanted] })).toHaveLength(2);
  });

  test('are loaded by another job when its script is another: a job cannot be changed', () => {
    const [job] = jobs();
    const again = jobs({
      wanted: [{ repository: 'Qwen/Qwen3-8B', revision: REVISION.replace('b9', 'b8'), sizeGiB: 16 }],
    });

    expect(job.metadata.name).toMatch(/^load-qwen-qwen3-8b-b968826d-[0-9a-f]{6}$/);
    expect(again[0].metadata.name).not.toBe(job.metadata.name);
  });

  test('are waited for as long as a hub needs for them', () => {
    const timeout = (sizeGiB: number): number =>
      Number(resource(made({ wanted: [{ repository: 'a/b', revision: REVISION, sizeGiB }] }), 'helm_release').timeout);

    expect(timeout(16)).toBeGreaterThan((16 * 1024) / 50);
    expect(timeout(160) - timeout(16)).toBeGreaterThan((144 * 1024) / 50);
  });

  test('are put there by hand where there is no way out', () => {
    expect(jobs({ loading: 'by-hand' })).toEqual([]);
    expect(objects({ loading: 'by-hand' }).map(({ kind }) => kind)).toEqual(['ServiceAccount', 'ServiceAccount']);
  });

  test('are deleted by nobody', () => {
    expect(actions(made()).filter((action) => /Delete/.test(action))).toEqual([]);
    expect(actions(made())).toContain('PutObject');
  });

  test('stay with the environment, and go with one that may be thrown away', () => {
    const bucket = (protectData: boolean): JsonObject => resource(made({}, protectData), 'aws_s3_bucket');

    expect(bucket(true)).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
    expect(bucket(false)).toMatchObject({ force_destroy: true, lifecycle: { prevent_destroy: false } });
  });

  test('reach Terraform with every dollar sign of their script as it was written', () => {
    const { values } = resource(made(), 'helm_release');

    expect(JSON.stringify(values)).not.toMatch(/[^$]\$\{(?!aws_)/);
  });
});
