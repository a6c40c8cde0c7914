import { isObject, type JsonObject } from '../../contract';
import { build, SIGNED_IN, STAGES } from './fixtures';

const INDEX = `rag:
  index: auto
  embeddingModel: vectors
  image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/rag@sha256:${'0'.repeat(64)}
  sources: { hr: { owner: hr@acme.example, dataClass: internal, readers: [everybody], gate: none } }
`;

interface Found {
  /** Values of the page's chart. */
  page: JsonObject;
  /** Labels of the page's namespace. */
  labels: string;
  /** Network policies and settings of the programs. */
  text: string;
}

function found(tier: (typeof STAGES)[number][0], phase: (typeof STAGES)[number][1], top: string): Found {
  const all = build(tier, phase, 'us-east-1', top).synthesized.flatMap(({ json }) =>
    isObject(json) && isObject(json.resource) ? [json.resource] : [],
  );
  const of = (type: string): JsonObject[] =>
    all.flatMap((each) => (isObject(each[type]) ? Object.values(each[type]).filter(isObject) : []));
  const releases = of('helm_release');
  const values = releases.find(({ chart }) => chart === 'open-webui')?.['values'];
  return {
    page: JSON.parse(Array.isArray(values) ? String(values[0]) : '{}'),
    labels: JSON.stringify(of('kubernetes_namespace_v1').filter((each) => JSON.stringify(each).includes('"chat"'))),
    text: releases.flatMap((each) => (Array.isArray(each['values']) ? each['values'].map(String) : [])).join('\n'),
  };
}

const scopes = ({ page }: Found): string => JSON.stringify(page).match(/"scopes":"([^"]*)"/)?.[1] ?? '';

describe.each(STAGES.filter(([, phase]) => phase !== 'day-30'))('%s at %s', (tier, phase) => {
  test('the page asks the index, and may: a label, a rule, and a token of its own to hand on', () => {
    const indexed = found(tier, phase, `${SIGNED_IN}${INDEX}`);

    expect(JSON.stringify(indexed.page)).toContain('http://rag-search.rag.svc.cluster.local:8080');
    expect(indexed.labels).toContain('"groundplane.io/rag-access":"true"');
    expect(indexed.text).toMatch(/"name":"to-index","namespace":"chat"/);
    expect(scopes(indexed)).toBe('openid email profile offline_access 0a1b2c3d-0000-4000-8000-0000000000bb/.default');
    // its tokens are meant for the platform; one that was issued to it for another program is not
    expect(indexed.text).not.toContain('OIDC_CLIENT_CLAIM');
    expect(indexed.text).toContain('{"name":"OIDC_USER_CLAIM","value":"oid"}');
  });

  test('without an index nothing of it is said, and nobody is asked for more at sign-in', () => {
    const plain = found(tier, phase, SIGNED_IN);

    expect(JSON.stringify(plain.page)).not.toContain('rag-search');
    expect(plain.labels).not.toContain('rag-access');
    expect(plain.text).not.toContain('to-index');
    expect(scopes(plain)).toBe('openid email profile');
  });
});

describe('an application that asks the database itself', () => {
  const applications = `${INDEX}  applications: { pay-roll: { owner: pay@acme.example, readers: [hr, 'role:auditor'] } }\n`;

  test('has a user that shares the rights of readers, a secret, its labels, and an address', () => {
    const { text } = found('smb', 'day-60', `${SIGNED_IN}${applications}`);
    const { synthesized } = build('smb', 'day-60', 'us-east-1', `${SIGNED_IN}${applications}`);
    const retrieval = synthesized.find(({ name }) => name.endsWith('-retrieval'))?.json;
    const outputs = isObject(retrieval) ? JSON.stringify(retrieval['output']) : '';

    const owners = /"OWNERS","value":"([^"]*)"/.exec(text)?.[1]?.split('\\n');
    // made after the role whose rights it shares
    expect(owners).toContain('rag_reader pgaudit');
    expect(owners?.at(-1)).toBe('rag_app_pay_roll pgaudit rag_reader');
    expect(text.match(/"settings\.json":.{4000}/)?.[0]).toContain(
      String.raw`\"applications\":{\"rag_app_pay_roll\":[\"hr\",\"role:auditor\"]}`,
    );
    expect(outputs).toContain('"rag_app_pay_roll_secret":{"value":"acme-production/database/rag_app_pay_roll"}');
    expect(outputs).toMatch(/"index_address":\{"value":"[^"]*database_host[^"]*:5432\/rag"/);
  });

  test('has nothing to ask where the vectors are in S3', () => {
    const elsewhere = `${SIGNED_IN}${applications}`.replace('index: auto', 'index: s3-vectors');

    expect(() => found('smb', 'day-60', elsewhere)).toThrow(
      /pay-roll would ask the database, and the index is s3-vectors/,
    );
  });
});

test('a database keeps in memory what the vectors of an index in it take', () => {
  const least = (documents: number): unknown => {
    const top = `${SIGNED_IN}${INDEX.replace('index: auto', `index: pgvector\n  documents: ${documents}`)}`;
    const clusters = build('enterprise', 'day-60', 'us-east-1', top).synthesized.flatMap(({ json }) =>
      isObject(json) && isObject(json.resource) && isObject(json.resource['aws_rds_cluster'])
        ? Object.values(json.resource['aws_rds_cluster'])
        : [],
    );
    const [cluster] = clusters;
    return isObject(cluster) ? cluster['serverlessv2_scaling_configuration'] : undefined;
  };

  expect(least(1000)).toMatchObject({ min_capacity: 1 });
  expect(least(400_000)).toMatchObject({ min_capacity: 8, max_capacity: 16 });
});
