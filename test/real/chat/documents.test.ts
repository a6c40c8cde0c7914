import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject } from '../../../contract';
import { IMAGES } from '../../../facts';
import { build } from '../../blueprints/fixtures';
import { describeReal } from '../needs';
import { programEnv, run } from '../programs';

const TESTS = join(__dirname, '../../../ingestion/tests');
const CLIENT = `signIn: { provider: keycloak, issuer: https://sso.acme.example/realms/acme, clientId: groundplane }
groups: { staff: user, platform: admin }
models:
  assistant: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal }
  vectors: { provider: bedrock, model: amazon.titan-embed-text-v2:0, dataClass: internal }
rag:
  index: pgvector
  embeddingModel: vectors
  image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/rag@sha256:${'0'.repeat(64)}
  sources: { hr: { owner: hr@acme.example, dataClass: internal, readers: [everybody], gate: none } }
`;

/** Values of the page's chart as an environment with an index of documents has them. */
function chatValues(): string {
  const releases = build('smb', 'day-60', 'us-east-1', CLIENT).synthesized.flatMap(({ json }) => {
    const made = isObject(json) && isObject(json.resource) ? json.resource['helm_release'] : undefined;
    return isObject(made) ? Object.values(made).filter(isObject) : [];
  });
  const values = releases.find(({ chart }) => chart === 'open-webui')?.['values'];
  return Array.isArray(values) ? String(values[0]) : '';
}

test('the page that is tried is the one that is deployed', () => {
  expect(readFileSync(join(__dirname, 'requirements.txt'), 'utf8')).toContain(
    `open-webui==${IMAGES['open-webui'].tag}\n`,
  );
});

describeReal('people ask for documents in a real Open WebUI', ['ingestion', 'open-webui'], () => {
  test('and the model is given what their groups may read, whatever they try', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundplane-chat-'));
    const values = join(folder, 'values.json');
    writeFileSync(values, chatValues());

    const ran = await run(
      join(process.env['GROUNDPLANE_INGESTION'] ?? '', 'python'),
      [
        '-B',
        '-m',
        'pytest',
        '-q',
        '-p',
        'no:cacheprovider',
        '-p',
        'conftest',
        '--show-capture=no',
        'test_documents.py',
      ],
      {
        cwd: __dirname,
        env: {
          ...programEnv(),
          PYTHONPATH: TESTS,
          CHAT_VALUES: values,
          GROUNDPLANE_CHAT: process.env['GROUNDPLANE_CHAT'],
        },
      },
    );
    rmSync(folder, { recursive: true });

    expect(ran.output).toMatch(/\d+ passed/);
    expect([ran.code, ran.output.split('\n').filter((line) => /^(FAILED|ERROR)/.test(line))]).toEqual([0, []]);
  });
});
