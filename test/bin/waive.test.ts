import { PHASES, TIERS } from '../../contract';
import { clientFile, DAY, Workspace } from './fixtures';

const WORDS = ['--reason', 'this environment is taken down for good', '--owner', 'ops', '--ticket', 'OPS-1'];
const END = ['--expires', '2026-12-19'];

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => work.remove());

const waive = (...more: string[]) => work.run('policy', 'waive', ...more, ...DAY);

describe('an environment that is to be taken down', () => {
  test.each(TIERS.flatMap((tier) => PHASES.map((phase) => ({ tier, phase }))))(
    'passes with the waivers that are printed: $tier $phase',
    async ({ tier, phase }) => {
      const file = (top?: string): string =>
        clientFile('acme', { tier, phase, top, environment: '    deletionProtection: off' });
      work.client('acme', file());
      const refused = await work.run('synth', '--client', 'acme', ...DAY);

      const waivers = refused.code === 0 ? '' : (await waive(...WORDS, ...END)).stdout;
      work.client('acme', file(waivers));
      const passed = await work.run('synth', '--client', 'acme', '--format', 'json', ...DAY);

      expect([refused.code, passed.code]).toEqual([tier === 'smb' ? refused.code : 1, 0]);
      const [{ policy }] = JSON.parse(passed.stdout).environments;
      expect(policy.findings.filter((finding: { id: string }) => finding.id === 'PAI-TF-003')).toEqual([]);
    },
    60_000,
  );
});

describe('waivers that are printed', () => {
  beforeEach(async () => {
    work.client('acme', clientFile('acme', { environment: '    cluster: { apiCidrs: [0.0.0.0/0] }' }));
    await work.run('synth', '--client', 'acme', ...DAY);
  });

  test('are as narrow as what they cover', async () => {
    expect((await waive('PAI-EKS-001', ...WORDS, ...END)).stdout).toMatch(
      /scope: acme-production-cluster\/Cluster\n +key: 0\.0\.0\.0\/0\n/,
    );
  });

  test.each([
    ['a reason nobody learns from', ['--reason', 'because', ...WORDS.slice(2), ...END], 'less than 20 characters'],
    ['an end too far away', [...WORDS, '--expires', '2027-12-01'], 'more than the 180 of smb'],
    ['an end that is past', [...WORDS, '--expires', '2026-01-01'], 'expired on 2026-01-01'],
    ['an end that is no day', [...WORDS, '--expires', 'soon'], 'expires on "soon", which is no day'],
    ['a rule that nothing breaks', ['PAI-BCK-006', ...WORDS, ...END], 'nothing in cdktf.out is there to be waived of'],
  ])('are refused for %s', async (_, args, message) => {
    const { code, stdout, stderr } = await waive(...args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
