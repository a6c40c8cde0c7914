import { asText } from './evaluate';
import { Embedded, isTreeObject, Unknown, type Tree, type TreeObject } from './tree';

const LISTS = {
  actions: 'Action',
  not_actions: 'NotAction',
  resources: 'Resource',
  not_resources: 'NotResource',
} as const;
const PRINCIPALS = { principals: 'Principal', not_principals: 'NotPrincipal' } as const;

/**
 * The JSON that `data.aws_iam_policy_document` will give, from its arguments. Documents merged from elsewhere and blocks
 * made by `dynamic` are not known: then none of it is said.
 */
export function policyDocument(body: TreeObject): Tree {
  const merged = ['source_policy_documents', 'override_policy_documents'].some((name) => !isEmpty(body[name]));
  if (merged || body['dynamic'] !== undefined || body['statement'] instanceof Unknown) return new Unknown();
  return new Embedded({ Version: '2012-10-17', Statement: blocks(body['statement']).map(statementOf) });
}

function statementOf(statement: TreeObject): TreeObject {
  const result: TreeObject = { Effect: statement['effect'] ?? 'Allow' };
  if (statement['dynamic'] !== undefined) return { ...result, Action: new Unknown(), Resource: new Unknown() };
  for (const [name, key] of Object.entries(LISTS)) {
    const value = statement[name];
    if (!isEmpty(value) && value !== undefined) result[key] = value;
  }
  for (const [name, key] of Object.entries(PRINCIPALS)) {
    const principals = blocks(statement[name]).map((principal): [string, Tree] => [
      textOf(principal['type']),
      principal['identifiers'] ?? [],
    ]);
    if (principals.length > 0) result[key] = Object.fromEntries(principals);
  }
  const conditions = blocks(statement['condition']);
  if (conditions.length > 0) result['Condition'] = conditionsOf(conditions);
  return result;
}

function conditionsOf(conditions: readonly TreeObject[]): TreeObject {
  const byTest = new Map<string, TreeObject>();
  for (const condition of conditions) {
    const test = textOf(condition['test']);
    byTest.set(test, { ...byTest.get(test), [textOf(condition['variable'])]: condition['values'] ?? [] });
  }
  return Object.fromEntries(byTest);
}

function blocks(value: Tree | undefined): TreeObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isTreeObject);
}

function isEmpty(value: Tree | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function textOf(value: Tree | undefined): string {
  return (value === undefined ? undefined : asText(value)) ?? '';
}
