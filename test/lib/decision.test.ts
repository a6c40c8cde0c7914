import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../contract';
import { build } from '../blueprints/fixtures';

const { eventOf }: { eventOf: (record: object, told: object) => JsonObject } = jest.requireActual(
  join(__dirname, '../../functions/escalation-decisions/decision.js'),
);
const TOP = 'gateway: { escalation: { guardrails: [prompt-attacks], reviewers: oversight@acme.example } }\n';
const DECISION = { request: '0b6f2c4e-5d0a-4f43-9a55-7ad2a1c3e9d0', verdict: 'upheld', reason: 'it was an attack' };

/** Variables of the program as an environment gives them. */
function variables(): JsonObject {
  const functions = build('smb', 'day-30', 'us-east-1', TOP).synthesized.flatMap(({ json }) => {
    const resources = isObject(json) && isObject(json['resource']) ? json['resource']['aws_lambda_function'] : {};
    return Object.values(isObject(resources) ? resources : {}).filter(isObject);
  });
  const program = functions.find(({ function_name: name }) => String(name).endsWith('escalation-decisions'));
  const environment = Array.isArray(program?.['environment']) ? program['environment'][0] : program?.['environment'];
  return isObject(environment) && isObject(environment['variables']) ? environment['variables'] : {};
}

function taken(message: Json): JsonObject {
  const { EVENT: event, DECISION: decision } = variables();
  const attributes = { SenderId: 'AROAEXAMPLE:jane.doe@acme.example', SentTimestamp: '1795255200000' };
  return eventOf({ messageId: 'm-1', body: JSON.stringify(message), attributes }, { event, decision });
}

test.each([
  ['as the command sends it', DECISION],
  ['with the other verdict', { ...DECISION, verdict: 'overruled' }],
  ['with as long a reason as the command takes', { ...DECISION, reason: 'x'.repeat(1000) }],
  ['with as long a number as the command takes', { ...DECISION, request: 'a'.repeat(100) }],
])('a decision %s becomes an event', (_, message) => {
  expect(JSON.stringify(taken(message))).toContain(message.request);
});

test.each<[string, Json]>([
  ['a request that is a number', { ...DECISION, request: 123 }],
  ['a request that is a list', { ...DECISION, request: ['abc'] }],
  ['no request', { verdict: 'upheld', reason: 'x' }],
  ['a request with room for more', { ...DECISION, request: 'a'.repeat(101) }],
  ['a verdict there is none', { ...DECISION, verdict: 'maybe' }],
  ['a verdict that is a list', { ...DECISION, verdict: ['upheld'] }],
  ['an empty reason', { ...DECISION, reason: '  ' }],
  ['more than a reason', { ...DECISION, reason: 'x'.repeat(1001) }],
  ['a reason that is an object', { ...DECISION, reason: {} }],
  ['nothing', null],
  ['a word', 'upheld'],
])('what has %s is no decision', (_, message) => {
  expect(() => taken(message)).toThrow('message m-1 is no decision');
});
