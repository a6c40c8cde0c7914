import { problems } from '../../blueprints/smb/config';
import { clientYaml, loaded } from '../config/fixtures';

// 14.8e9 parameters in two bytes are 27.5 GiB; a tenth and 5 GiB more are 36, and 45 are taken: 81 for one, 117 for two
const model = (name: string): string =>
  `${name}: { provider: vllm, model: qwen3-14b, precision: bf16, pool: chat, contextTokens: 8192 }`;

function found(instanceType: string, disk: number, models: string[]): string[] {
  const top = `gpuPools: { chat: { instanceTypes: [${instanceType}], maxNodes: 2, rootVolumeGiB: ${disk} } }\nmodels: { ${models.join(', ')} }\n`;
  const [environment] = loaded(clientYaml({ top })).environments;
  if (environment === undefined) throw new Error('no environment');
  return problems(environment.settings)
    .filter(({ code }) => code === 'DiskTooSmall')
    .map(({ path, message, fix }) => `${path}: ${message}; ${fix}`);
}

test.each([
  ['one that fits', 'g6e.xlarge', 100, ['a'], 0],
  ['two, each on a node of its own', 'g6e.xlarge', 100, ['a', 'b'], 0],
  ['two that may meet on a node with room for one', 'g6e.12xlarge', 100, ['a', 'b'], 1],
  ['two on a disk for two', 'g6e.12xlarge', 120, ['a', 'b'], 0],
])('weights must fit on the disk of their node: %s', (_, type, disk, names, count) => {
  expect(found(type, disk, names.map(model))).toHaveLength(count);
});

test('it is said which weights, and how large the disk must be', () => {
  const [said = ''] = found('g6e.12xlarge', 100, [model('a'), model('b')]);

  expect(said).toMatch(/^gpuPools\.chat\.rootVolumeGiB: 100 GiB hold system and images \(45\)/);
  expect(said).toMatch(/a \(3\d\), b \(3\d\); write 120 or more$/);
});
