import { clientFile, DAY, Workspace } from './fixtures';

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => work.remove());

/** Support of this version ends soon after the day of the tests. */
const OLD = '    cluster: { version: "1.33", apiCidrs: [198.18.0.0/24] }';

interface Reported {
  environments: { environment: string; notices: { place: string; path: string; message: string; fix: string }[] }[];
}

test('a notice of the client file is in both reports, with its line and what to do', async () => {
  work.client('acme', clientFile('acme', { phase: 'day-30', environment: OLD }));

  const { stderr } = await work.run('synth', '--client', 'acme', ...DAY);

  const { environments }: Reported = JSON.parse(work.read('cdktf.out/report.json'));
  const [notice] = environments[0]?.notices ?? [];
  expect(notice).toMatchObject({ place: expect.stringMatching(/^client\.yaml:14:\d+$/), path: expect.any(String) });
  expect(stderr).toContain(notice?.message);
  const text = work.read('cdktf.out/report.md');
  expect(text).toMatch(/^\*\*Notices\*\* · `client\.yaml:14:\d+` /m);
  expect(text).toMatch(/<summary>Notices of the client file<\/summary>/);
});

test('a notice of one environment is not told of the other', async () => {
  const other = [
    '  staging:',
    "    account: '111122224444'",
    '    region: us-east-1',
    '    domain: s.acme.example',
    '    deployRoleArn: arn:aws:iam::111122224444:role/d',
    '    network: { cidr: 10.1.0.0/16 }',
    '',
  ].join('\n');
  work.client('acme', `${clientFile('acme', { phase: 'day-30', environment: OLD })}${other}`);

  await work.run('synth', '--client', 'acme', ...DAY);

  const { environments }: Reported = JSON.parse(work.read('cdktf.out/report.json'));
  expect(environments.map(({ environment, notices }) => [environment, notices.length > 0])).toEqual([
    ['production', true],
    ['staging', false],
  ]);
});

test('a check that knows the client tells its notices, one that does not has none', async () => {
  work.client('acme', clientFile('acme', { phase: 'day-30', environment: OLD }));
  await work.run('synth', '--client', 'acme', ...DAY);
  const check = async (...more: string[]): Promise<(object[] | undefined)[]> => {
    const { stdout } = await work.run('check', 'cdktf.out', '--format', 'json', ...more, ...DAY);
    const { environments }: { environments: { notices?: object[] }[] } = JSON.parse(stdout);
    return environments.map(({ notices }) => notices);
  };

  expect(await check('--client', 'acme')).toEqual([[expect.objectContaining({ code: expect.any(String) })]]);
  expect(await check()).toEqual([undefined]);
});

test('a comparison names a notice that came, and one that went', async () => {
  work.client('acme', clientFile('acme', { phase: 'day-30' }));
  await work.run('synth', '--client', 'acme', '--output', 'before', ...DAY);
  work.client('acme', clientFile('acme', { phase: 'day-30', environment: OLD }));
  await work.run('synth', '--client', 'acme', '--output', 'after', ...DAY);

  expect((await work.run('compare', 'before', 'after')).stdout).toMatch(/\*\*Notice\*\* · `client\.yaml:14:\d+` /);
  expect((await work.run('compare', 'after', 'before')).stdout).toMatch(/\*\*Notice gone\*\* · /);
});
