/**
 * What constructs are called in a bill, by their id below the stack: an id is short because resource names are made of it, and says
 * nothing to who pays. An id that is not here stands as it is.
 */
const LABELS: Readonly<Record<string, string>> = {
  Alarms: 'alarms',
  Archive: 'audit archive',
  AuditLogs: 'audit logs',
  Cache: 'cache of the gateway',
  Cluster: 'cluster and system nodes',
  Gateway: 'gateway and cloud models',
  Guardrail: 'guardrail of cloud models',
  Invocations: 'record of model calls',
  Karpenter: 'starter of GPU nodes',
  Key: 'encryption keys',
  MasterKey: 'master key of the gateway',
  Network: 'network',
  PodLogs: 'logs of pods',
  Prompts: 'text of prompts',
  Stream: 'audit stream',
  Threats: 'threat detection',
  Trail: 'CloudTrail',
  VllmApiKey: 'API key of vLLM',
  Watch: 'alarms on the account',
  Weights: 'weights of models',
  model_route: 'cloud models',
};
const POOL = 'Pool-';

/** A construct id in words. */
export function labelOf(id: string): string {
  return id.startsWith(POOL) ? `GPU pool ${id.slice(POOL.length)}` : (LABELS[id] ?? id);
}
