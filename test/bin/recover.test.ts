import { clientFile, DAY, Workspace } from './fixtures';

const STACK = 'acme-production-network';

let work: Workspace;
let address: string;
beforeEach(async () => {
  work = new Workspace();
  work.client('acme', clientFile('acme', { phase: 'day-30' }));
  await work.run('synth', '--client', 'acme', ...DAY);
  const { resource }: { resource: { aws_vpc: object } } = JSON.parse(
    work.read(`cdktf.out/stacks/${STACK}/cdk.tf.json`),
  );
  address = `aws_vpc.${Object.keys(resource.aws_vpc)[0]}`;
  work.write(`states/${STACK}.txt`, '');
});
afterEach(() => work.remove());

const list = (account: string): string =>
  JSON.stringify({
    ResourceTagMappingList: [
      {
        ResourceARN: `arn:aws:ec2:us-east-1:${account}:vpc/vpc-1`,
        Tags: [{ Key: 'groundplane:address', Value: `${STACK}/${address}` }],
      },
    ],
  });
const recover = (...more: string[]) =>
  work.run('recover', 'cdktf.out', '--listing', 'listing.json', '--state', `states/${STACK}.txt`, ...more);
const IMPORTS = `cdktf.out/stacks/${STACK}/imports.tf.json`;

test('import blocks are written beside the stack, and the next commands are said', async () => {
  work.write('listing.json', list('111122223333'));

  const { code, stdout, stderr } = await recover();

  expect(code).toBe(0);
  expect(stdout).toContain(`import  ${address}  vpc-1`);
  expect(stderr).toContain(`terraform -chdir=cdktf.out/stacks/${STACK} init`);
  expect(JSON.parse(work.read(IMPORTS))).toEqual({ import: [{ to: address, id: 'vpc-1' }] });
});

test('where nothing is left to import, the blocks of an earlier run go', async () => {
  work.write('listing.json', list('111122223333'));
  await recover();
  work.write(`states/${STACK}.txt`, address);

  const { stderr } = await recover();

  expect(work.exists(IMPORTS)).toBe(false);
  expect(stderr).toMatch(/nothing that carries an address is missing/);
});

describe('of several stacks', () => {
  const CLUSTER = 'acme-production-cluster';
  beforeEach(() => {
    work.write('listing.json', list('111122223333'));
    work.write(`states/${CLUSTER}.txt`, '');
  });
  const both = (...more: string[]) => recover('--state', `states/${STACK}.txt`, `states/${CLUSTER}.txt`, ...more);

  test('one with nothing to decide is one line, which says how to see the rest, and JSON has all', async () => {
    const { stdout } = await both();
    const json = JSON.parse((await both('--format', 'json')).stdout);

    const quiet = stdout.split('\n').filter((line) => line.includes(CLUSTER));
    expect(quiet).toEqual([
      expect.stringMatching(/^nothing to import: acme-production-cluster; \d+ of theirs carry no tag/),
    ]);
    expect(json.stacks.find(({ stack }: { stack: string }) => stack === CLUSTER).unlisted.length).toBeGreaterThan(3);
  });

  test('one that is asked for is told in full, and the others are left as they are', async () => {
    const { stdout } = await both('--stack', CLUSTER);

    expect(stdout).toMatch(/^acme-production-cluster: 0 to import\n {2}\d+ carry no tag\.[^]*terraform import 'aws_/);
    expect(stdout).not.toContain(STACK);
    expect(work.exists(IMPORTS)).toBe(false);
  });

  test('one that is not there is refused with the nearest', async () => {
    expect(await both('--stack', 'acme-production-clustr')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean "acme-production-cluster"?'),
    });
  });
});

test('what no import block can be written for is not called good news', async () => {
  work.write('listing.json', list('111122223333').replace(address, 'aws_vpc.gone'));

  const { stdout, stderr } = await recover();

  expect(stdout).toContain('open    aws_vpc.gone');
  expect(stderr).toMatch(/^1 above is open and in no import block/);
  expect(stderr).not.toMatch(/nothing that carries an address is missing|next, stack by stack/);
});

test.each([
  ['a listing of another account', list, /listing is of account 999988887777/],
  ['what is no listing', () => '{"Users":[]}', /listing\.json is no listing/],
  ['what is no JSON', () => 'RESOURCETAGMAPPINGLIST', /listing\.json is no listing/],
])('%s is refused, and nothing is written', async (_, listing, message) => {
  work.write('listing.json', listing('999988887777'));

  const { code, stderr } = await recover();

  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(work.exists(IMPORTS)).toBe(false);
});

test('a listing that shows nothing of the stacks is no good news, and says so', async () => {
  work.write('listing.json', '{"ResourceTagMappingList":[]}');

  expect((await recover()).stderr).toMatch(/shows nothing of these stacks: was it taken in their account/);
});

test('without a state nothing is judged', async () => {
  work.write('listing.json', list('111122223333'));

  const { code, stderr } = await work.run('recover', 'cdktf.out', '--listing', 'listing.json');

  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/no state was given/) });
});

test('a state that is named after no stack, or is none, is refused', async () => {
  work.write('listing.json', list('111122223333'));
  work.write('states/other.txt', '');
  expect((await recover('states/other.txt')).stderr).toMatch(/other\.txt is named after no stack/);

  work.write(`states/${STACK}.txt`, 'Error: no state!');
  expect((await recover()).stderr).toMatch(/is not what terraform state list/);
});
