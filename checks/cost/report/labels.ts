/**
 * What constructs are called in a bill, by their id below the stack: an id is short because resource names are made of it, and says
 * nothing to who pays. An id that is not here stands as it is.
 */
const LABELS: Readonly<Record<string, string>> = {
  AlarmKey: 'key of alarms',
  Alarms: 'alarms',
  Archive: 'audit archive',
  AuditLogs: 'audit logs',
  Backup: 'backups',
  Cache: 'cache of the gateway',
  Chat: 'chat page',
  'Chat-first-admin': 'secrets of the chat page',
  'Chat-session': 'secrets of the chat page',
  ChatFiles: 'files of the chat page',
  Cluster: 'cluster and system nodes',
  Database: 'PostgreSQL',
  Databases: 'passwords of PostgreSQL',
  Events: 'Kafka',
  Gateway: 'gateway and cloud models',
  Guardrail: 'guardrail of cloud models',
  Invocations: 'record of model calls',
  Karpenter: 'starter of GPU nodes',
  Key: 'encryption keys',
  Lake: 'data lake',
  MasterKey: 'master key of the gateway',
  Network: 'network',
  Pipeline: 'pipelines',
  PodLogs: 'logs of pods',
  Prompts: 'text of prompts',
  Store: 'index of documents',
  Stream: 'audit stream',
  Threats: 'threat detection',
  Trail: 'CloudTrail',
  VllmApiKey: 'API key of vLLM',
  Warehouse: 'warehouse',
  Watch: 'alarms on the account',
  Weights: 'weights of models',
  model_route: 'cloud models',
};
/** Ids that carry a name of the client's. */
const NAMED = { 'Pool-': 'GPU pool', 'Stream-': 'stream', 'TeamKey-': 'key of' } as const;

/** A construct id in words. */
export function labelOf(id: string): string {
  const named = Object.entries(NAMED).find(([prefix]) => id.startsWith(prefix));
  return named === undefined ? (LABELS[id] ?? id) : `${named[1]} ${id.slice(named[0].length)}`;
}
