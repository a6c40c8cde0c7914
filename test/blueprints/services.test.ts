import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedStack } from '../../checks';
import { isObject, TIERS, type Json, type JsonObject, type Tier } from '../../contract';
import { build, buildFile } from './fixtures';

interface Statement {
  Principal?: { Service?: string | string[] };
  Action: string | string[];
  Condition?: object;
}

/** A stack's resources of a type by name. */
function named(json: Json, type: string): Record<string, JsonObject> {
  const all = isObject(json) && isObject(json['resource']) ? json['resource'][type] : undefined;
  return Object.fromEntries(
    Object.entries(isObject(all) ? all : {}).filter((entry): entry is [string, JsonObject] => isObject(entry[1])),
  );
}

/** The one resource of a type that an expression points at. */
function pointedAt(json: Json, type: string, expression: Json | undefined): [string, JsonObject] | undefined {
  return Object.entries(named(json, type)).find(([name]) => String(expression).startsWith(`\${${type}.${name}.`));
}

function statementsFor(service: string, policy: Json | undefined): Statement[] {
  const { Statement: statements }: { Statement: Statement[] } = JSON.parse(String(policy));
  return statements.filter(({ Principal }) => [Principal?.Service].flat().includes(service));
}

/** Stacks of the first environment of an example client. */
function example(tier: Tier): readonly SynthesizedStack[] {
  const file = readFileSync(join(__dirname, `../../clients/example-${tier}/client.yaml`), 'utf8');
  return buildFile(file.replaceAll(`example-${tier}`, 'acme')).synthesized;
}

describe.each(TIERS)('what AWS services need in %s', (tier) => {
  const stacks = build(tier, 'day-90').synthesized;

  test('EventBridge reaches every topic it is pointed at: it fills in no condition, of a topic or of its key', () => {
    const reached = stacks.flatMap(({ json }) =>
      Object.values(named(json, 'aws_cloudwatch_event_target')).flatMap(({ arn }) => {
        const [topic, { kms_master_key_id: keyId } = {}] = pointedAt(json, 'aws_sns_topic', arn) ?? [];
        if (topic === undefined) return [];
        const policy = Object.values(named(json, 'aws_sns_topic_policy')).find(
          (one) => one['arn'] === `\${aws_sns_topic.${topic}.arn}`,
        );
        const [, key] = pointedAt(json, 'aws_kms_key', keyId) ?? [];
        return [
          {
            topic: statementsFor('events.amazonaws.com', policy?.['policy']),
            key: statementsFor('events.amazonaws.com', key?.['policy']).filter(({ Condition }) => !Condition),
          },
        ];
      }),
    );

    expect(reached.length).toBeGreaterThan(0);
    for (const { topic, key } of reached) {
      expect(topic).toEqual([expect.not.objectContaining({ Condition: expect.anything() })]);
      expect(key).toEqual([expect.objectContaining({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] })]);
    }
  });

  test('whoever deploys from inside the VPC gets through to the API of the cluster', () => {
    const json = stacks.find(({ name }) => name.endsWith('-cluster'))?.json ?? null;

    expect(Object.values(named(json, 'aws_vpc_security_group_ingress_rule'))).toContainEqual(
      expect.objectContaining({
        cidr_ipv4: '10.0.0.0/16',
        from_port: 443,
        security_group_id: expect.stringContaining('.vpc_config[0].cluster_security_group_id'),
      }),
    );
  });

  test('Athena may use the key of answers that it keeps itself', () => {
    const keys = stacks.flatMap(({ json }) =>
      Object.values(named(json, 'aws_athena_workgroup')).flatMap(({ configuration }) => {
        const [, id] =
          /"managed_query_results_configuration":.*?"kms_key":"([^"]+)"/.exec(JSON.stringify(configuration)) ?? [];
        return id === undefined ? [] : [pointedAt(json, 'aws_kms_key', id)?.[1]['policy']];
      }),
    );

    expect(keys.length).toBeGreaterThan(0);
    for (const policy of keys)
      expect(statementsFor('encryption.athena.amazonaws.com', policy)).toEqual([
        expect.objectContaining({ Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'] }),
      ]);
  });
});

test.each(TIERS)('who must name the guardrail of %s may read it with its key', (tier) => {
  const users = example(tier).flatMap(({ json }) => {
    const [guardrail] = Object.values(named(json, 'aws_bedrock_guardrail'));
    return Object.values(named(json, 'aws_iam_role_policy')).flatMap(({ policy }) =>
      String(policy).includes('bedrock:ApplyGuardrail')
        ? [{ policy: String(policy), key: guardrail?.['kms_key_arn'] }]
        : [],
    );
  });

  expect(users.length).toBeGreaterThan(0);
  for (const { policy, key } of users)
    expect(policy).toContain(`{"Effect":"Allow","Action":"kms:Decrypt","Resource":"${String(key)}"}`);
});

test.each(['mid-market', 'enterprise'] as const)('%s gets spot instances in an account that never had one', (tier) => {
  const policies = example(tier).flatMap(({ json }) =>
    Object.values(named(json, 'aws_iam_role_policy')).filter(({ name }) => name === 'karpenter'),
  );

  expect(policies.map(({ policy }) => String(policy))).toEqual([
    expect.stringContaining('"iam:AWSServiceName":"spot.amazonaws.com"'),
  ]);
});

test('Lake Formation grants something to every role that asks it', () => {
  const lake = example('enterprise').find(({ name }) => name.endsWith('-lake'))?.json ?? null;
  const asking = Object.values(named(lake, 'aws_iam_role_policy')).flatMap(({ policy, role }) =>
    String(policy).includes('lakeformation:GetDataAccess') ? [String(role).split('.')[1]] : [],
  );
  const granted = Object.values(named(lake, 'aws_lakeformation_permissions')).map(
    ({ principal }) => String(principal).split('.')[1],
  );

  expect(asking).toEqual(expect.arrayContaining([expect.stringContaining('Warehouse')]));
  expect(asking.filter((role) => !granted.includes(role))).toEqual([]);
});
