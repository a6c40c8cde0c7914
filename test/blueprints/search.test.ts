import { TIERS, type Tier } from '../../contract';
import { estimate } from '../../checks/cost';
import { changed, documentOf, idsOf, judge, TODAY } from '../checks/policy/fixture';
import { MUTATIONS } from '../checks/policy/mutations';
import { build, SIGNED_IN } from './fixtures';

function top(index: string, more = ''): string {
  return `${SIGNED_IN}rag:
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

test.each([
  ['opensearch', '', 'data nodes', 2 * 0.178 * 730],
  ['opensearch', '  domain: { dedicatedMasters: on, nodes: 6 }\n', 'data nodes', 6 * 0.178 * 730],
  ['opensearch-serverless', '', 'OpenSearch capacity units', 2 * 0.24 * 730],
  // 810,000 pieces of 1024 dimensions: 4.3 GB with graph and tenth on top, in one and a half units of search
  ['opensearch-serverless', '  documents: 90000\n', 'OpenSearch capacity units', 4 * 0.24 * 730],
])('the bill of %s%s is what the table says it costs idle', (index, more, component, usd) => {
  const { synthesized } = build('smb', 'day-60', 'us-east-1', top(index, more));
  const line = estimate(documentOf(synthesized, 'smb'), { today: TODAY }).lines.find(
    (each) => each.component === component && each.address.includes('opensearch'),
  );

  expect(Number(line?.monthly.expected)).toBeCloseTo(usd, 1);
});

test('what a domain says of itself reaches the archive, and nobody listens to a collection', () => {
  const subscribed = (index: string) => {
    const { synthesized } = build('smb', 'day-60', 'us-east-1', top(index));
    return JSON.stringify(synthesized.find(({ name }) => name.endsWith('-detection'))?.json).includes(
      'search_audit_group_name',
    );
  };

  expect([subscribed('opensearch'), subscribed('opensearch-serverless')]).toEqual([true, false]);
});

test('a collection behind an endpoint that is there already opens no door of its own', () => {
  const doors = (more: string) => {
    const { synthesized } = build('mid-market', 'day-60', 'us-east-1', top('opensearch-serverless', more));
    return synthesized.filter(({ json }) => JSON.stringify(json).includes('search_security_group_id')).length;
  };

  expect([doors(''), doors('  collection: { vpcEndpointId: vpce-0123456789abcdef0 }\n')]).toEqual([2, 0]);
});

test('only vectors in S3 need an endpoint of it', () => {
  const endpoints = (index: string) => {
    const { synthesized } = build('enterprise', 'day-60', 'us-east-1', top(index, '  queriesPerSecond: 5\n'));
    return JSON.stringify(synthesized.find(({ name }) => name.endsWith('-network'))?.json).includes('.s3vectors');
  };

  expect(['s3-vectors', 'pgvector', ...KINDS].map(endpoints)).toEqual([true, false, false, false]);
});
