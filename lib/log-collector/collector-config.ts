import { AUDITED_NAMESPACES, eventStatements, NO_GATEWAY_LINE } from '../audit-event';
import { PERSONAL, SECRETS } from './redaction';

export interface CollectorConfigProps {
  /** `https://logs.<region>.<suffix>`; CloudWatch takes OTLP there. */
  endpoint: string;
  region: string;
  clusterName: string;
  /** Log groups by what goes into them; both have a stream `collector`. */
  groups: { audit: string; pods: string };
}

/** Where positions and queues are kept on a node. */
export const STATE_FOLDER = '/var/lib/otelcol';
/** Stream of a group the collectors of all nodes write into. */
export const COLLECTOR_STREAM = 'collector';
export const OTLP_PORT = 4318;
export const HEALTH_PORT = 13133;

/** What a record of a refused connection carries where it was meant for an engine. */
export const REFUSED_ATTRIBUTE = 'refused_door';
export const REFUSED_ENGINE = 'engine';
/** Ports of vLLM and Ollama. */
const TO_ENGINE = String.raw`Dest Port\W{1,4}(8000|11434)\b`;

const CHATTER = String.raw`"(GET|HEAD) /(health|healthz|livez|readyz|ping|metrics)[ /?]`;
/**
 * Longest record that is put together, bytes. A line of the gateway that was cut would be no JSON any more, and its rest no line of
 * the gateway.
 */
const LONGEST = 4 * 2 ** 20;
/** What is sent of a record of a program, characters. */
const SENT = 200_000;

/**
 * Configuration of the OpenTelemetry collector on every node: files of pods and OTLP in, CloudWatch out. Lines of the gateway become
 * events; everything else is put together, thinned out and redacted. What cannot be sent waits on the node's disk.
 */
export function collectorConfig(props: CollectorConfigProps): object {
  return {
    extensions: {
      health_check: { endpoint: `\${env:MY_POD_IP}:${HEALTH_PORT}` },
      'file_storage/state': { directory: STATE_FOLDER, create_directory: true },
      sigv4auth: { region: props.region, service: 'logs' },
    },
    receivers: receivers(),
    processors: processors(props),
    exporters: { 'otlphttp/audit': exporter(props, 'audit'), 'otlphttp/pods': exporter(props, 'pods') },
    service: {
      extensions: ['health_check', 'file_storage/state', 'sigv4auth'],
      // its own metrics are asked by nobody
      telemetry: { logs: { encoding: 'json' }, metrics: { level: 'none' } },
      pipelines: {
        'logs/audit': {
          receivers: ['file_log/pods'],
          processors: ['memory_limiter', 'filter/events', 'transform/events', 'redaction/events', 'resource'],
          exporters: ['otlphttp/audit'],
        },
        'logs/pods': {
          receivers: ['file_log/pods', 'file_log/network', 'otlp'],
          processors: ['memory_limiter', 'filter/pods', 'transform/pods', 'redaction/pods', 'resource'],
          exporters: ['otlphttp/pods'],
        },
      },
    },
  };
}

function receivers(): object {
  const position = { storage: 'file_storage/state', start_at: 'beginning', include_file_path: true };
  // a full queue holds back the reader, and the lines stay in their file
  const retry_on_failure = { enabled: true, max_elapsed_time: 0 };
  return {
    otlp: { protocols: { http: { endpoint: `\${env:MY_POD_IP}:${OTLP_PORT}` } } },
    'file_log/pods': {
      ...position,
      retry_on_failure,
      include: ['/var/log/pods/*/*/*.log'],
      exclude: ['/var/log/pods/logging_collector-*/*/*.log'],
      operators: [
        { type: 'container', id: 'container', max_log_size: LONGEST },
        {
          // a stack trace is one record: what begins with a blank belongs to what is before it
          type: 'recombine',
          combine_field: 'body',
          is_first_entry: String.raw`body matches "^[^\\s]"`,
          source_identifier: 'attributes["log.file.path"]',
          combine_with: '\n',
          force_flush_period: '5s',
          max_log_size: LONGEST,
        },
      ],
    },
    'file_log/network': {
      ...position,
      retry_on_failure,
      include: ['/var/log/aws-routed-eni/network-policy-agent.log'],
      operators: [
        { type: 'filter', expr: 'not (body matches "DENY")' },
        {
          // the agent says it as JSON or in words, by its version
          type: 'add',
          if: `body matches ${JSON.stringify(TO_ENGINE)}`,
          field: `attributes.${REFUSED_ATTRIBUTE}`,
          value: REFUSED_ENGINE,
        },
      ],
    },
  };
}

function processors({ clusterName }: CollectorConfigProps): object {
  const audited = AUDITED_NAMESPACES.map((name) => `resource.attributes["k8s.namespace.name"] == "${name}"`).join(
    ' or ',
  );
  const values = { allow_all_keys: true, summary: 'silent' };
  return {
    memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 },
    'filter/events': {
      error_mode: 'propagate',
      log_conditions: [NO_GATEWAY_LINE, `not (${audited})`],
    },
    // a line that cannot be read becomes an event without fields: the body is made new whatever happens
    'transform/events': { error_mode: 'ignore', log_statements: eventStatements() },
    'transform/pods': {
      error_mode: 'ignore',
      log_statements: [`set(log.body, Substring(log.body, 0, ${SENT})) where Len(log.body) > ${SENT}`],
    },
    'filter/pods': {
      error_mode: 'propagate',
      // the gateway's lines go the other way, whole
      log_conditions: [`not (${NO_GATEWAY_LINE}) and (${audited})`, `IsMatch(log.body, ${JSON.stringify(CHATTER)})`],
    },
    // an event says who: an address there is a name, not a leak
    'redaction/events': { ...values, blocked_values: [...without('email'), ...Object.values(SECRETS)] },
    'redaction/pods': { ...values, blocked_values: [...Object.values(PERSONAL), ...Object.values(SECRETS)] },
    resource: { attributes: [{ key: 'k8s.cluster.name', value: clusterName, action: 'upsert' }] },
  };
}

function without(name: keyof typeof PERSONAL): string[] {
  return Object.entries(PERSONAL)
    .filter(([key]) => key !== name)
    .map(([, pattern]) => pattern);
}

/** CloudWatch takes a megabyte a request. */
function exporter({ endpoint, groups }: CollectorConfigProps, group: 'audit' | 'pods'): object {
  return {
    endpoint,
    auth: { authenticator: 'sigv4auth' },
    encoding: 'json',
    headers: { 'x-aws-log-group': groups[group], 'x-aws-log-stream': COLLECTOR_STREAM },
    compression: 'gzip',
    retry_on_failure: { enabled: true, initial_interval: '1s', max_interval: '30s', max_elapsed_time: 0 },
    sending_queue: {
      storage: 'file_storage/state',
      sizer: 'bytes',
      queue_size: 512 * 2 ** 20,
      block_on_overflow: true,
      batch: { sizer: 'bytes', min_size: 200_000, max_size: 700_000, flush_timeout: '2s' },
    },
  };
}
