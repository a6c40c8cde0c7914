import { isObject, type Json } from '../../contract';
import { buildAnew } from './fixtures';

const MOST = 10_240;

const dropped = (index: number): string => `    orders-${index}:
      kind: drop
      format: json
      mode: append
      owner: sales@acme.example
      classification: internal
      columns: { order_id: { type: bigint }, updated_at: { type: timestamp } }
      key: [order_id]
      freshness: { column: updated_at, warnHours: 24, errorHours: 48 }
      retentionDays: 400
      access: [developer]
`;
const pulled = (index: number): string =>
  dropped(index).replace(
    'kind: drop\n      format: json\n',
    `kind: database
      engine: postgres
      host: orders-${index}.db.acme.example
      port: 5432
      network: 10.${20 + (index % 200)}.0.0/16
      database: shop
      table: public.orders
      secretArn: arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-reader-${index}-AbCdEf
`,
  );

const top = (source: (index: number) => string, count: number, permissions: string): string =>
  `data:\n  permissions: ${permissions}\n  sources:\n${Array.from({ length: count }, (_, index) => source(index)).join('')}`;

/** The stacks with as many sources as are taken, found by halves; what is refused is refused for the length of a policy. */
function fullest(source: (index: number) => string, permissions: string): readonly { json: Json }[] {
  let [taken, refused] = [1, 300];
  let stacks: readonly { json: Json }[] = [];
  while (refused - taken > 1) {
    const count = Math.floor((taken + refused) / 2);
    try {
      stacks = buildAnew('mid-market', 'day-60', 'us-east-1', top(source, count, permissions)).synthesized;
      taken = count;
    } catch (error) {
      expect(String(error)).toMatch(/IAM takes 10240/);
      refused = count;
    }
  }
  return stacks;
}

function longest(stacks: readonly { json: Json }[]): number {
  const sizes = new Map<string, number>();
  for (const { json } of stacks) {
    const resources = isObject(json) && isObject(json['resource']) ? json['resource'] : {};
    const policies = isObject(resources['aws_iam_role_policy']) ? resources['aws_iam_role_policy'] : {};
    for (const policy of Object.values(policies)) {
      if (!isObject(policy) || typeof policy['policy'] !== 'string') continue;
      const role = String(policy['role']);
      // IAM counts no white space
      sizes.set(role, (sizes.get(role) ?? 0) + policy['policy'].replace(/\s/g, '').length);
    }
  }
  return Math.max(...sizes.values());
}

test.each([
  ['files, named in policies', dropped, 'iam'],
  ['databases, granted by Lake Formation', pulled, 'lake-formation'],
] as const)(
  'as many sources of %s as are taken fit into what IAM takes of a role, and use most of it',
  (_, source, permissions) => {
    const size = longest(fullest(source, permissions));

    expect(size).toBeLessThanOrEqual(MOST);
    expect(size).toBeGreaterThan(MOST * 0.7);
  },
);
