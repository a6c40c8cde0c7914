import { databaseTrust } from '../../lib/database';
import { isObject, type JsonObject } from '../../contract';
import { Chat, type ChatProps } from '../../lib/chat';
import { albAnnotations, type Entry } from '../../lib/entry';
import { WebFirewall } from '../../lib/web-firewall';
import { pick, resource, resources, synthesize } from './fixtures';

const props: ChatProps = {
  clusterName: 'acme-production',
  namespace: 'chat',
  gatewayUrl: 'http://gateway.gateway.svc.cluster.local:4000/v1',
  keysSecret: 'chat-keys',
  signIn: {
    title: 'Okta',
    issuer: 'https://acme.okta.com/',
    clientId: '0oa1b2c3',
    scopes: ['openid', 'groups'],
    groupsClaim: 'groups',
    admins: ['platform'],
    users: ['staff', 'desk'],
  },
  database: databaseTrust('eu-central-1'),
  files: { bucketName: 'files', statements: [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::files/*' }] },
  dependsOn: [],
};
const ENTRY: Entry = {
  host: 'chat.ai.acme.example',
  certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/c',
  zones: 2,
  vpcCidr: '10.0.0.0/16',
};

function chat(changed: Partial<ChatProps> = {}): JsonObject {
  const json = synthesize((stack) => {
    new Chat(stack, 'Chat', { ...props, ...changed });
  });
  const release = resources(json, 'helm_release').find(({ chart }) => chart === 'open-webui');
  return JSON.parse(String(pick(release ?? {}, 'values', 0)));
}

function variable(values: JsonObject, name: string): unknown {
  const all = values['extraEnvVars'];
  return Array.isArray(all) ? all.find((entry) => pick(entry, 'name') === name) : undefined;
}

function textOf(values: JsonObject, name: string): string {
  const found = variable(values, name);
  return isObject(found) ? String(found['value']) : '';
}

describe('the chat page', () => {
  test('lets in whom the provider names, as what their group is, and nobody with a password', () => {
    const values = chat();

    expect(pick(values, 'sso', 'roleManagement')).toEqual({
      rolesClaim: 'groups',
      allowedRoles: 'desk,platform,staff',
      adminRoles: 'platform',
    });
    expect(pick(values, 'sso', 'oidc', 'providerUrl')).toBe('https://acme.okta.com/.well-known/openid-configuration');
    for (const name of ['ENABLE_LOGIN_FORM', 'ENABLE_PASSWORD_AUTH', 'ENABLE_SIGNUP', 'ENABLE_PERSISTENT_CONFIG'])
      expect(variable(values, name)).toMatchObject({ value: 'False' });
  });

  test('has its first account from the start, so that the first who comes is no administrator', () => {
    const values = chat();

    expect(variable(values, 'WEBUI_ADMIN_EMAIL')).toMatchObject({ value: 'nobody@chat.invalid' });
    expect(variable(values, 'WEBUI_ADMIN_PASSWORD')).toMatchObject({
      valueFrom: { secretKeyRef: { name: 'chat-keys' } },
    });
  });

  test('says no variable twice, which the API server would refuse', () => {
    const all = chat({ entry: ENTRY, sessions: 'redis', replicas: 2 })['extraEnvVars'];
    const names = Array.isArray(all) ? all.map((entry) => pick(entry, 'name')) : [];

    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    // the chart says these by itself
    expect(names).not.toContain('ENABLE_OLLAMA_API');
    expect(names).not.toContain('REDIS_URL');
  });

  test('stands alone, or several share sessions; several that share none are refused', () => {
    expect(chat()).toMatchObject({ replicaCount: 1, websocket: { enabled: false } });
    expect(chat({ replicas: 2, sessions: 'redis' })).toMatchObject({
      replicaCount: 2,
      websocket: { enabled: true, manager: 'redis', existingSecretKey: 'REDIS_URL', redis: { enabled: false } },
      extraResources: [{ kind: 'PodDisruptionBudget' }],
    });
    expect(() => chat({ replicas: 2 })).toThrow(/2 copies without a cache/);
  });

  test('asks the index with the token of whoever is signed in, in every chat of everybody', () => {
    const values = chat({ documentsUrl: 'http://rag-search.rag.svc.cluster.local:8080' });
    const said = (name: string): unknown => JSON.parse(textOf(values, name));

    expect(said('TOOL_SERVER_CONNECTIONS')).toMatchObject([
      {
        url: 'http://rag-search.rag.svc.cluster.local:8080',
        auth_type: 'system_oauth',
        config: { enable: true, access_grants: [{ principal_type: 'user', principal_id: '*', permission: 'read' }] },
        info: { id: 'documents' },
      },
    ]);
    expect(said('DEFAULT_MODEL_METADATA')).toEqual({ toolIds: ['server:documents'] });
    expect(variable(chat(), 'TOOL_SERVER_CONNECTIONS')).toBeUndefined();
  });

  test('sends no model tools in a form its engine may not know', () => {
    expect(variable(chat(), 'DEFAULT_MODEL_PARAMS')).toMatchObject({ value: '{"function_calling":"legacy"}' });
  });

  test('never brings its database to another form by itself; a job does, once', () => {
    const json = synthesize((stack) => {
      new Chat(stack, 'Chat', props);
    });
    const job = resources(json, 'helm_release').find(({ name }) => name === 'chat-migration');

    expect(variable(chat(), 'ENABLE_DB_MIGRATIONS')).toMatchObject({ value: 'False' });
    expect(String(pick(job ?? {}, 'values', 0))).toContain('{"name":"ENABLE_DB_MIGRATIONS","value":"True"}');
    expect(String(pick(job ?? {}, 'values', 0))).toContain('"helm.sh/hook":"post-install,post-upgrade"');
  });
});

describe('a load balancer', () => {
  const annotation = (entry: Entry, name: string): string | undefined =>
    albAnnotations(entry, { part: 'chat', healthPath: '/health', idleSeconds: 60 })[
      `alb.ingress.kubernetes.io/${name}`
    ];

  test('faces the company’s networks, and speaks TLS 1.2 at least', () => {
    expect(annotation(ENTRY, 'scheme')).toBe('internal');
    expect(annotation(ENTRY, 'inbound-cidrs')).not.toContain('0.0.0.0/0');
    expect(annotation(ENTRY, 'listen-ports')).toBe('[{"HTTPS":443}]');
    expect(annotation(ENTRY, 'ssl-policy')).toMatch(/TLS13-1-2/);
    expect(annotation(ENTRY, 'wafv2-acl-arn')).toBeUndefined();
  });

  test('faces the internet for named ranges only, behind a web firewall', () => {
    const entry = { ...ENTRY, internet: { firewallArn: 'arn:aws:wafv2:acl', cidrs: ['203.0.113.0/24'] } };

    expect(annotation(entry, 'scheme')).toBe('internet-facing');
    expect(annotation(entry, 'inbound-cidrs')).toBe('203.0.113.0/24');
    expect(annotation(entry, 'wafv2-acl-arn')).toBe('arn:aws:wafv2:acl');
  });
});

test('the web firewall limits an address, uses managed groups, and logs without what proves who one is', () => {
  const json = synthesize((stack) => {
    new WebFirewall(stack, 'Firewall', {
      requestsPerFiveMinutes: 1000,
      reason: 'field engineers have no VPN, SEC-41',
      encryptionKey: { arn: 'arn:aws:kms:eu-central-1:111122223333:key/k' },
      logRetentionDays: 90,
    });
  });

  const rules: JsonObject[] = JSON.parse(JSON.stringify(resource(json, 'aws_wafv2_web_acl').rule));
  expect(pick(rules[0] ?? {}, 'statement', 'rate_based_statement', 'limit')).toBe(1000);
  expect(rules.filter((rule) => pick(rule, 'statement', 'managed_rule_group_statement') !== undefined)).toHaveLength(3);
  expect(new Set(rules.map(({ priority }) => priority)).size).toBe(rules.length);
  expect(resource(json, 'aws_cloudwatch_log_group').name).toMatch(/^aws-waf-logs-/);
  expect(JSON.stringify(resource(json, 'aws_wafv2_web_acl_logging_configuration').redacted_fields)).toContain(
    'authorization',
  );
});
