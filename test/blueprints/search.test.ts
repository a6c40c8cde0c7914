import { TIERS, type Tier } from '../../contract';
import { changed, idsOf, judge } from '../checks/policy/fixture';
import { MUTATIONS } from '../checks/policy/mutations';
import { build } from './fixtures';

const TOP = `signIn:
  provider: entra-id
  issuer: https://login.microsoftonline.com/0a1b2c3d-0000-4000-8000-0000000000aa/v2.0
  clientId: 0a1b2c3d-0000-4000-8000-0000000000bb
groups: { 0a1b2c3d-0000-4000-8000-000000000101: admin }
models:
  assistant: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal }
  vectors: { provider: bedrock, model: amazon.titan-embed-text-v2:0, dataClass: internal }
`;

function top(index: string, more = ''): string {
  return `${TOP}rag:
  index: ${index}
  embeddingModel: vectors
  image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/rag@sha256:${'0'.repeat(64)}
  sources: { hr: { owner: hr@acme.example, dataClass: internal, readers: [everybody], gate: none } }
${more}`;
}

const RULES = {
  opensearch: ['PAI-RAG-002', 'PAI-ENC-008'],
  'opensearch-serverless': ['PAI-RAG-001', 'PAI-RAG-003'],
} as const;

const KINDS = ['opensearch', 'opensearch-serverless'] as const;
const CASES = TIERS.flatMap((tier) => KINDS.map((kind) => [tier, kind] as const));

describe.each(CASES)('an index of %s in %s', (tier: Tier, kind) => {
  const built = build(tier, 'day-90', 'us-east-1', top(kind));

  test('breaks no rule and leaves none unknown that another index does not', async () => {
    const said = async (index: string) => {
      const { findings, rules } = await judge(build(tier, 'day-90', 'us-east-1', top(index)).synthesized, tier);
      return { found: findings.map(({ id, status, message }) => [id, status, message]).sort(), rules };
    };

    expect(await said(kind)).toEqual(await said('pgvector'));
  });

  test.each(MUTATIONS.filter(([id]) => RULES[kind].some((wanted) => wanted === id)))(
    '%s sees %s',
    async (id, _, mutation) => {
      const { findings } = await judge(changed(built.synthesized, mutation), tier);

      expect(idsOf(findings)).toContain(id);
    },
  );
});
