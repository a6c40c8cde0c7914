import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformResource } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import ts from 'typescript';
import { build, STAGES } from '../blueprints/fixtures';
import { dataSection } from '../blueprints/sources';

const LIB = join(__dirname, '../../lib');

interface Declared {
  name: string;
  members: readonly { name: string; optional: boolean; text: string }[];
}

/** Interfaces in the source of the library, with the comments before their members. */
function interfaces(): Declared[] {
  return readdirSync(LIB, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((file) => {
      const source = ts.createSourceFile(file, readFileSync(join(LIB, file), 'utf8'), ts.ScriptTarget.ES2023, true);
      return source.statements.filter(ts.isInterfaceDeclaration).map(({ name, members }) => ({
        name: name.text,
        members: members.map((member) => ({
          name: member.name?.getText() ?? '',
          optional: member.questionToken !== undefined,
          text: member.getFullText(),
        })),
      }));
    });
}

/** Constructs that a folder of the library gives away. */
function components(): string[] {
  return readdirSync(LIB).flatMap((folder) => {
    const face: object = jest.requireActual(join(LIB, folder));
    return Object.values(face)
      .filter((value) => typeof value === 'function' && value.prototype instanceof Construct)
      .map(({ name }: { name: string }) => name);
  });
}

const EXISTING = `network:
  cidr: 10.20.0.0/16
  existing:
    vpcId: vpc-0123456789abcdef0
    privateSubnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]`;

/** People who sign in, and somebody for emergencies. */
const SIGNED_IN = `signIn: { provider: okta, issuer: https://acme.okta.com, clientId: 0oa1b2c3 }
groups: { it: admin }
cluster: { breakGlassPrincipalArns: ['arn:aws:iam::111122223333:role/on-call'] }
chat: { certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1234abcd' }
entry: { exposure: internet, reason: people at home have no VPN }`;

/** Documents to answer from, and a model that makes vectors of them. */
const DOCUMENTS = `models:
  vectors: { provider: bedrock, model: 'amazon.titan-embed-text-v2:0', dataClass: confidential }
rag:
  index: auto
  embeddingModel: vectors
  image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/rag@sha256:${'0'.repeat(64)}
  sources:
    handbook: { owner: people@acme.example, dataClass: internal, readers: [everybody], gate: none }
${SIGNED_IN}`;

/** A model that no one node holds. */
const OVER_NODES = `gpuPools: { large: { instanceTypes: [p5.48xlarge], maxNodes: 4 } }
models: { reasoner: { provider: vllm, model: deepseek-r1, pool: large, precision: fp8, contextTokens: 32768, nodes: 2, dataClass: internal } }`;

const WATCHED = `audit:
  sinks:
    - { name: sentinel, kind: sentinel, workspaceId: 3f1c2b7a-9d5e-4c1b-8a77-0d2e4f6a8b90, identityProvider: create }
    - { name: here, kind: cloudwatch }
  prompts: { retentionDays: 30, readerRoleArns: ['arn:aws:iam::111122223333:role/review'] }
gateway: { escalation: { guardrails: [prompt-attacks], reviewers: oversight@acme.example } }
models: { assistant: { provider: bedrock, model: 'amazon.nova-lite-v1:0' } }
teams: { claims: { owner: claims@acme.example, models: [assistant], monthlyUsd: '5', direct: { tokensPerDay: 5000 }, keys: { app: { expires: '2026-12-31' } } } }
${SIGNED_IN}`;

/**
 * All constructs of all tiers and phases, of a client with a network of its own, of one with sinks, of one with
 * sources, of one whose people chat, and of one with a model over several nodes.
 */
function everything(): IConstruct[] {
  const own = build('smb', 'day-60', 'us-east-1', EXISTING);
  const watched = build('smb', 'day-30', 'us-east-1', WATCHED);
  const lake = build('enterprise', 'day-90', 'us-east-1', dataSection({ via: 'msk' }));
  const documents = build('smb', 'day-60', 'us-east-1', DOCUMENTS);
  const inCluster = build(
    'smb',
    'day-60',
    'us-east-1',
    DOCUMENTS.replace('index: auto', 'index: qdrant').replace('confidential', 'internal'),
  );
  const searched = ['opensearch', 'opensearch-serverless'].map((index) =>
    build('smb', 'day-60', 'us-east-1', DOCUMENTS.replace('index: auto', `index: ${index}`)),
  );
  const chatting = build('mid-market', 'day-30', 'us-east-1', SIGNED_IN);
  const overNodes = build('mid-market', 'day-60', 'us-east-1', OVER_NODES);
  return [
    own,
    watched,
    lake,
    documents,
    inCluster,
    ...searched,
    chatting,
    overNodes,
    ...STAGES.map(([tier, phase]) => build(tier, phase)),
  ].flatMap(({ app }) => app.node.findAll());
}

describe('a component of the library', () => {
  const known = components();
  const constructs = everything().filter((construct) => known.includes(construct.constructor.name));

  test('is part of a blueprint', () => {
    const built = constructs.map((construct) => construct.constructor.name);

    expect(known.filter((name) => !built.includes(name))).toEqual([]);
  });

  test('opens no other place than its own: what it exposes stands below it', () => {
    const foreign = constructs.flatMap((construct) =>
      exposed(construct)
        .filter((element) => !element.node.scopes.includes(construct))
        .map((element) => `${construct.constructor.name}: ${element.node.path}`),
    );

    expect(foreign).toEqual([]);
  });

  test('exposes the resources it is made of', () => {
    const closed = constructs
      .filter((construct) => construct.node.children.some((child) => child instanceof TerraformResource))
      .filter((construct) => exposed(construct).length === 0)
      .map((construct) => construct.constructor.name);

    expect([...new Set(closed)]).toEqual([]);
  });
});

test('every property that may be left out says what happens then', () => {
  const silent = interfaces()
    .filter(({ name }) => name.endsWith('Props'))
    .flatMap(({ name, members }) =>
      members
        .filter(({ optional, text }) => optional && !text.includes('@default'))
        .map((member) => `${name}.${member.name}`),
    );

  expect(silent).toEqual([]);
});

/** Constructs in the `resources` of a component, lists flattened. */
function exposed(component: IConstruct): IConstruct[] {
  const resources: unknown = Object.entries(component).find(([key]) => key === 'resources')?.[1];
  return flat(resources, 2).filter((value): value is IConstruct => value instanceof Construct);
}

function flat(value: unknown, depth: number): unknown[] {
  if (value instanceof Construct || depth === 0) return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((inner) => flat(inner, depth - 1))
    : [];
}
