import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { clientFile, DAY } from '../../bin/fixtures';
import { describeReal } from '../needs';
import { must, programEnv, run, type Ran } from '../programs';
import { World } from '../terraform/world';

const PYTHON = process.env['GROUNDPLANE_PYTHON'] ?? '';
const GROUNDPLANE = join(__dirname, '../../../dist/bin/groundplane.js');
const WAITS = 'gateway: { escalation: { guardrails: [prompt-attacks], reviewers: oversight@acme.example } }';
/** One for which the command line at hand asks where it is told to ask; for older regions it has addresses of its own. */
const REGION = 'eu-central-2';
const ZONES = '    network: { zones: [euc2-az1, euc2-az2] }';
const CLIENT = clientFile('acme', { top: WAITS, phase: 'day-30', environment: ZONES }).replace('us-east-1', REGION);
const DECISION = { request: '0b6f2c4e-5d0a-4f43-9a55-7ad2a1c3e9d0', verdict: 'overruled', reason: 'it was "ours"' };

describeReal('a decision', ['python'], () => {
  let world: World;
  afterEach(() => world.close());

  async function decide(account: string, queue: string): Promise<{ ran: Ran; waiting: unknown }> {
    world = await World.open(account);
    const options = {
      cwd: world.folder,
      env: { ...programEnv(), ...world.env, PATH: [PYTHON, process.env['PATH']].join(delimiter) },
    };
    const aws = async (...args: string[]): Promise<string> =>
      (await must('aws', [...args, '--region', REGION, '--output', 'json'], options)).stdout;
    const { QueueUrl: url }: { QueueUrl: string } = JSON.parse(await aws('sqs', 'create-queue', '--queue-name', queue));
    mkdirSync(join(world.folder, 'clients/acme'), { recursive: true });
    writeFileSync(join(world.folder, 'clients/acme/client.yaml'), CLIENT);

    const { request, verdict, reason } = DECISION;
    const said = ['--client', 'acme', '--verdict', verdict, '--reason', reason, ...DAY];
    const ran = await run(process.execPath, [GROUNDPLANE, 'audit', 'decide', request, ...said], options);

    const text = await aws('sqs', 'receive-message', '--queue-url', url);
    const { Messages = [] }: { Messages?: { Body: string }[] } = JSON.parse(text === '' ? '{}' : text);
    return { ran, waiting: Messages.map(({ Body }): unknown => JSON.parse(Body)) };
  }

  test('is in the queue of its environment, as it was said', async () => {
    const { ran, waiting } = await decide('111122223333', 'acme-production-escalation-decisions');

    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('overruled, on its way into the audit') });
    expect(waiting).toEqual([DECISION]);
  });

  test.each([
    ['credentials are of another account', '999988887777', 'acme-production-escalation-decisions', /999988887777/],
    ['the environment has no such queue yet', '111122223333', 'other', /aws sqs get-queue-url failed/],
  ])('is refused where %s', async (_, account, queue, message) => {
    const { ran, waiting } = await decide(account, queue);

    expect(ran.code).toBe(2);
    expect(ran.output).toMatch(message);
    expect(waiting).toEqual([]);
  });
});
