import { IMAGES } from '../../facts';
import { jsonText } from '../core';
import { CHAT_KEY_PREFIX, CHAT_KEYS, type ChatProps } from './props';

export const CHAT_IMAGE = { repository: IMAGES['open-webui'].repository, tag: IMAGES['open-webui'].tag };

/** Name of the tool that asks the index. */
const DOCUMENTS_TOOL = 'documents';

/** A variable of a container. */
export type Variable =
  { name: string; value: string } | { name: string; valueFrom: { secretKeyRef: { name: string; key: string } } };

/** What the page may do and what not, said here and nowhere else: what somebody clicks in it is forgotten at the next start. */
const SETTINGS = {
  ENABLE_PERSISTENT_CONFIG: 'False',
  ENABLE_LOGIN_FORM: 'False',
  ENABLE_PASSWORD_AUTH: 'False',
  ENABLE_SIGNUP: 'False',
  DEFAULT_USER_ROLE: 'pending',
  OAUTH_CODE_CHALLENGE_METHOD: 'S256',
  // which models there are is the gateway's to say; else only administrators see one
  BYPASS_MODEL_ACCESS_CONTROL: 'True',
  ENABLE_DIRECT_CONNECTIONS: 'False',
  ENABLE_CODE_EXECUTION: 'False',
  ENABLE_CODE_INTERPRETER: 'False',
  ENABLE_WEB_SEARCH: 'False',
  ENABLE_COMMUNITY_SHARING: 'False',
  ENABLE_VERSION_UPDATE_CHECK: 'False',
  // else it fetches a model for embeddings from a hub at its first start
  OFFLINE_MODE: 'True',
  HF_HUB_OFFLINE: '1',
  BYPASS_EMBEDDING_AND_RETRIEVAL: 'True',
  // tools are described in words: an engine that was not told how its model calls one refuses every request that names any
  DEFAULT_MODEL_PARAMS: jsonText({ function_calling: 'legacy' }),
  VECTOR_DB: 'pgvector',
  PGVECTOR_CREATE_EXTENSION: 'False',
  UVICORN_WORKERS: '1',
  // gateway and index then know whose question it is, and in which chat; for which answer, the gateway is not told by itself
  ENABLE_FORWARD_USER_INFO_HEADERS: 'True',
  OPENAI_API_CONFIGS: jsonText({ 0: { headers: { 'X-OpenWebUI-Message-Id': '{{MESSAGE_ID}}' } } }),
  AUDIT_LOG_LEVEL: 'METADATA',
  ENABLE_AUDIT_STDOUT: 'True',
  ENABLE_AUDIT_LOGS_FILE: 'False',
  LOG_FORMAT: 'json',
  ANONYMIZED_TELEMETRY: 'False',
  DO_NOT_TRACK: 'True',
  SCARF_NO_ANALYTICS: 'True',
} as const;

export function chatEnvironment(props: ChatProps, region: string): Variable[] {
  return [
    ...plain({
      ...SETTINGS,
      // a job does, before the pods come
      ENABLE_DB_MIGRATIONS: 'False',
      STORAGE_PROVIDER: 's3',
      S3_BUCKET_NAME: props.files.bucketName,
      S3_REGION_NAME: region,
      WEBUI_ADMIN_EMAIL: 'nobody@chat.invalid',
      WEBUI_ADMIN_NAME: 'nobody',
      ...(props.sessions === 'redis' ? { REDIS_KEY_PREFIX: CHAT_KEY_PREFIX } : {}),
      ...(props.documentsUrl === undefined ? {} : documents(props.documentsUrl)),
      ...(props.entry === undefined ? {} : address(props.entry.host)),
    }),
    ...[CHAT_KEYS.database, CHAT_KEYS.session, CHAT_KEYS.firstAdmin].map((key) => fromSecret(props.keysSecret, key)),
  ];
}

/** The index as a tool everybody has in every chat. It is called from the pod, with the token the provider gave at sign-in. */
function documents(url: string): Record<string, string> {
  return {
    TOOL_SERVER_CONNECTIONS: jsonText([
      {
        type: 'openapi',
        url,
        path: 'openapi.json',
        auth_type: 'system_oauth',
        // without a grant only administrators see it
        config: { enable: true, access_grants: [{ principal_type: 'user', principal_id: '*', permission: 'read' }] },
        info: { id: DOCUMENTS_TOOL, name: 'Company documents', description: 'Documents you may read' },
      },
    ]),
    DEFAULT_MODEL_METADATA: jsonText({ toolIds: [`server:${DOCUMENTS_TOOL}`] }),
    // a token that is renewed is of the same scopes, and so for the same reader
    OAUTH_REFRESH_TOKEN_INCLUDE_SCOPE: 'True',
  };
}

function address(host: string): Record<string, string> {
  const url = `https://${host}`;
  return {
    WEBUI_URL: url,
    CORS_ALLOW_ORIGIN: url,
    WEBUI_SESSION_COOKIE_SECURE: 'True',
    WEBUI_AUTH_COOKIE_SECURE: 'True',
  };
}

export function plain(variables: Record<string, string>): Variable[] {
  return Object.entries(variables).map(([name, value]) => ({ name, value }));
}

export function fromSecret(secret: string, key: string): Variable {
  return { name: key, valueFrom: { secretKeyRef: { name: secret, key } } };
}
