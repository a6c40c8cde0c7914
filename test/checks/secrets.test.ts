import fc from 'fast-check';
import { findSecrets, maskSecrets } from '../../checks/secrets';
import type { Json } from '../../contract';
import { cpuMs } from '../cpu';

// put together at run time, so that no scanner takes this file for a leak
const join = (...parts: string[]): string => parts.join('');
const RANDOM_40 = join('wJalrXUtnFEMI/K7MD', 'ENG/bPxRfiCYzzkQ81', 'Aq');
const TOKENS: [string, string][] = [
  ['aws-access-key-id', join('AKIA', 'IOSFODNN7EXAMPLE')],
  ['github-token', join('ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')],
  ['github-token', join('github_pat_', '11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz')],
  ['slack-token', join('xoxb', '-123456789012-abcdefghijkl')],
  ['hugging-face-token', join('hf_', 'AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh')],
  ['sk-key', join('sk-', 'proj-abc123DEF456ghi789JKL012')],
  ['sk-key', join('sk-', '1234567890abcdefghij')],
  ['google-api-key', join('AIza', 'SyA1234567890abcdefghijklmnopqrstuv')],
  ['jwt', join('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P')],
  ['private-key', join('-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----')],
  ['databricks-token', join('dapi', '0123456789abcdef0123456789abcdef')],
  ['splunk-token', join('Splunk ', '12345678-1234-1234-1234-1234567890ab')],
  ['password-in-url', join('postgres://gateway:', 'tigerlily9@db.internal:5432/litellm')],
  ['high-entropy', RANDOM_40],
];

const HARMLESS = [
  'arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS',
  'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly',
  'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  'AmazonElasticContainerRegistryPublicReadOnly2024V2Policy',
  'b968826d9c46dd6066d109eabc6255188de91218',
  'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'vllm/vllm-openai@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'sha512-5kM2tWtnC5RmCTl+2u5lH4CmYAgpQ0E9PLAwFRC6Wp1wPiGcOSwSHn3SScVFM6b3o0v5mD1VhF3r8ZkU0J1Z9A==',
  '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  'acme-production-cluster-karpenter-controller-role-a1b2c3d4',
  'karpenter.k8s.aws/instance-gpu-count',
  'example-smb-production-network/aws_subnet.Network_Data_Zone0_D6ED4A04',
  'Cluster_AddOns_EbsCsiDriverRole_Policy_21B7DEC9',
  'Network_Egress_Out0x2_6F9D3F1F',
  '${data.terraform_remote_state.network.outputs.privateSubnetIdsByZoneEuCentral1A2B3}',
  'serviceaccount/namespaces/kube-system/aws-load-balancer-controller',
  'task-with-a-long-name-and-9-words-in-it',
  Buffer.from('#!/bin/bash\nset -euo pipefail\nnodeadm init --config-source file:///etc/nodeadm.yaml\n').toString(
    'base64',
  ),
  'VLLM_USE_FLASHINFER_SAMPLER VLLM_ATTENTION_BACKEND NCCL_SOCKET_IFNAME',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8vE1mK2xQ9dR7sT4uW5yZ3aB6cD8eF0gH1iJ2kL3m4 deploy',
  '',
];

describe('tokens', () => {
  test.each(TOKENS)('finds a %s wherever it stands', (kind, token) => {
    expect(findSecrets({ a: { b: [`before ${token} after`] } })).toEqual([
      { path: 'a.b[0]', segments: ['a', 'b', 0], kind },
    ]);
  });

  test.each(TOKENS)('masks a %s and leaves the rest of the line where it was', (_, token) => {
    const text = `note: see ${token} # of the old account`;

    const masked = maskSecrets(text);

    expect(masked).not.toContain(token);
    expect(masked).toHaveLength(text.length);
    expect(masked.endsWith(' # of the old account')).toBe(true);
  });

  test.each(HARMLESS)('leaves "%s" alone', (text) => {
    expect(findSecrets({ description: text, list: [text] })).toEqual([]);
  });

  test('finds a token inside base64 of a script, and nothing in the script itself', () => {
    const script = (key: string): string =>
      Buffer.from(`#!/bin/bash\nexport KEY=${key}\ncurl -s localhost\n`).toString('base64');

    expect(findSecrets({ user_data: script('${KEY}') })).toEqual([]);
    expect(findSecrets({ user_data: script(TOKENS[0]?.[1] ?? '') })).toMatchObject([{ path: 'user_data' }]);
  });

  test('leaves a certificate alone, and not what stands beside it', () => {
    const certificate = `-----BEGIN CERTIFICATE-----\n${RANDOM_40}\n-----END CERTIFICATE-----\n`;

    expect(findSecrets({ ca: certificate })).toEqual([]);
    expect(findSecrets({ ca: `${certificate}${RANDOM_40}` })).toMatchObject([{ kind: 'high-entropy' }]);
    expect(findSecrets({ ca: `${RANDOM_40}\n${certificate}` })).toMatchObject([{ kind: 'high-entropy' }]);
  });

  test('finds a token used as a key, and does not print it in the path', () => {
    const key = TOKENS[0]?.[1] ?? '';

    const [finding] = findSecrets({ tags: { [key]: 'x' } });

    expect(finding).toMatchObject({ kind: 'aws-access-key-id', segments: ['tags', key] });
    expect(finding?.path).not.toContain(key);
  });

  test.each([
    ['base 62', 40, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'],
    ['base 62, short', 24, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'],
    ['base 64', 40, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'],
    ['base 64 for URLs', 43, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'],
  ])('finds nearly everything drawn from %s', (_, length, letters) => {
    const drawn = fc.string({ unit: fc.constantFrom(...letters), minLength: length, maxLength: length });
    const runs = fc.sample(drawn, { numRuns: 2000, seed: 7 });

    const missed = runs.filter((run) => findSecrets(run).length === 0);

    expect(missed.length).toBeLessThan(length < 30 ? 260 : 70);
  });
});

describe('names', () => {
  test.each<[string, Json]>([
    ['a password', { password: 'hunter2' }],
    ['a variable of a pod', { env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }],
    ['a value set on a chart', { set: [{ name: 'redis.auth.password', value: 'hunter2' }] }],
    ['a key of 32 hex digits', { datadog: { apiKey: '0123456789abcdef0123456789abcdef' } }],
    ['a token that looks drawn', { token: '0123456789abcdef0123456789abcdef' }],
    ['a collector token', { hecToken: '12345678-1234-1234-1234-1234567890ab' }],
    ['a number', { admin_password: 12345678 }],
  ])('finds %s', (_, value) => {
    expect(findSecrets(value)).toMatchObject([{ kind: 'named' }]);
  });

  test.each<[string, Json]>([
    ['a reference', { password: '${random_password.db.result}' }],
    ['a template', { password: '{{ .dbPassword }}' }],
    ['the key inside a secret', { secretKey: 'litellm-master-key', remoteRef: { property: 'password' } }],
    ['the name of a secret', { existingSecret: 'gateway-db', passwordSecret: { name: 'db', passwordKey: 'password' } }],
    ['the name of a variable', { api_key: 'os.environ/OPENAI_API_KEY', apiKey: 'OPENAI_API_KEY' }],
    ['a switch', { http_tokens: 'required', automountServiceAccountToken: false, max_tokens: 4096 }],
    ['a secret by ARN', { authToken: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:redis-AbCdEf' }],
    [
      'a variable from a secret',
      { env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] },
    ],
    ['a length', { passwordLength: 3200 }],
  ])('leaves %s alone', (_, value) => {
    expect(findSecrets(value)).toEqual([]);
  });
});

describe('cost of looking', () => {
  test('reads 12 MB of synthesized JSON in well under a second and a deep value without running out of stack', () => {
    const one = {
      type: 'aws_iam_role_policy',
      name: '${aws_iam_role.Karpenter_Role_7424475B.name}',
      policy: JSON.stringify({
        Statement: [{ Action: ['ec2:RunInstances', 'ec2:CreateFleet'], Resource: 'arn:aws:ec2:*:*:fleet/*' }],
      }),
      tags: {
        'groundplane:address': 'cluster/aws_iam_role.Karpenter_Role_7424475B',
        owner: 'ai-platform@acme.example',
      },
      revision: 'b968826d9c46dd6066d109eabc6255188de91218',
    };
    const copies = Math.ceil(12_000_000 / JSON.stringify(one).length);
    const value = Array.from({ length: copies }, () => one);
    let deep: Json = 'x';
    for (let level = 0; level < 50_000; level += 1) deep = [deep];

    let findings: ReturnType<typeof findSecrets> = [];

    expect(cpuMs(() => (findings = findSecrets(value)))).toBeLessThan(2000);
    expect(findings).toEqual([]);
    expect(findSecrets(deep)).toEqual([]);
  });

  test.each([
    ['spaces', ' '.repeat(200_000)],
    ['letters', 'a'.repeat(200_000)],
    ['beginnings of keys', '-----BEGIN '.repeat(20_000)],
    ['beginnings of tokens', 'eyJaaaaaaaaaa.'.repeat(15_000)],
    ['beginnings of URLs', 'a://b:c'.repeat(30_000)],
    ['dashes', 'sk-'.repeat(70_000)],
    ['base64', 'QUJD'.repeat(50_000)],
    ['certificates', '-----BEGIN CERTIFICATE-----'.repeat(8_000)],
    ['random runs', 'aB3 '.concat('xY7zQ2wE9rT4uI1oP6aS5dF8'.repeat(4), ' ').repeat(2_000)],
  ])('needs no more than linear work on %s', (_, text) => {
    expect(cpuMs(() => maskSecrets(text))).toBeLessThan(1500);
  });
});
