import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientPackage, isRuleId, ruleName } from '../../checks/policy';
import { refuse } from '../stop';
import { result } from '../terminal';
import { ownerOf, type PolicyClient } from './policy-client';

/** `groundplane policy new`: a rule with its metadata and its tests, which work as they are. */
export function policyNew(id: string, options: PolicyClient): void {
  if (!isRuleId(id)) refuse(`${id} is no id for a rule of a client; write one such as ACME-NET-001 (PAI- is ours)`);
  const client = ownerOf(options);
  const folder = join(options.clients, client, 'policies');
  const files = {
    [join(folder, `${ruleName(id)}.rego`)]: rule(id, client),
    [join(folder, `${ruleName(id)}_test.rego`)]: test(id, client),
  };
  for (const path of Object.keys(files)) if (existsSync(path)) refuse(`${path} is there already; choose another id`);
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
  result(
    `written: ${Object.keys(files).join(', ')}; say what it is to find, then: groundplane policy test --client ${client}`,
  );
}

function rule(id: string, client: string): string {
  return `# METADATA
# title: Buckets carry the name of the client
# description: >-
#   What the rule demands, and what happens where it is broken. Two sentences.
# custom:
#   id: ${id}
#   severity: warn
#   inspects: [aws_s3_bucket]
#   controls: {}
#   fix: "bucket: '${client}-<purpose>'"
package ${clientPackage(client)}.${ruleName(id)}

import data.groundplane.lib

deny contains lib.finding(bucket, "bucket", sprintf("is named %s", [bucket.values.bucket])) if {
	some bucket in input.by_type.aws_s3_bucket
	is_string(bucket.values.bucket)
	not lib.unresolved(bucket.values.bucket)
	not startswith(bucket.values.bucket, "${client}-")
}

unknown contains lib.finding(bucket, "bucket", "its name is known only after apply") if {
	some bucket in input.by_type.aws_s3_bucket
	lib.unresolved(bucket.values.bucket)
}
`;
}

function test(id: string, client: string): string {
  const name = `${clientPackage(client)}.${ruleName(id)}`;
  return `package ${name}_test

import data.${name} as rule
import data.groundplane.fixture

_bucket(values) := fixture.document([fixture.resource("aws_s3_bucket", "docs", values)])

test_name_of_the_client_is_allowed if {
	count(rule.deny) == 0 with input as _bucket({"bucket": "${client}-docs"})
	count(rule.unknown) == 0 with input as _bucket({"bucket": "${client}-docs"})
}

test_other_name_is_found if {
	count(rule.deny) == 1 with input as _bucket({"bucket": "docs"})
}

test_name_known_after_apply_is_unknown if {
	count(rule.deny) == 0 with input as _bucket({"bucket": "\${var.bucket}"})
	count(rule.unknown) == 1 with input as _bucket({"bucket": "\${var.bucket}"})
}

test_no_name_is_nothing_to_find if {
	count(rule.deny) == 0 with input as _bucket({})
	count(rule.deny) == 0 with input as _bucket({"bucket": 5})
}
`;
}
