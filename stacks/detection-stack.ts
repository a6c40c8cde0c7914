import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../lib/alarm-topic';
import { AuditAlarms } from '../lib/audit-alarms';
import { AuditStream, SavedQueries, type AuditSinkProps } from '../lib/audit-stream';
import { auditSources, type AuditFeatures } from '../lib/audit-sources';
import { InvocationLog } from '../lib/bedrock';
import { EntryLogs } from '../lib/entry-logs';
import { Key } from '../lib/key';
import { COLLECTOR_STREAM } from '../lib/log-collector';
import { LogGroup } from '../lib/log-group';
import { PromptStore } from '../lib/prompt-store';
import { ThreatDetection } from '../lib/threat-detection';
import { Trail } from '../lib/trail';
import { WebFirewall, type WebFirewallProps } from '../lib/web-firewall';
import { BaseStack, type EnvironmentProps } from './base-stack';
import { handOver, Received } from './handover';

export interface DetectionStackProps {
  features: AuditFeatures;
  /** What is switched on here, and not by the organisation. */
  switchedOn: { guardDuty: boolean; securityHub: boolean };
  sinks: readonly AuditSinkProps[];
  failedRetentionDays: number;
  logRetentionDays: number;
  /** Who is told of alarms. */
  email: string;
  /** Roles that are taken on in an emergency only. */
  breakGlassRoleArns: readonly string[];
  /** The web firewall. @default - nothing faces the internet */
  firewall?: Pick<WebFirewallProps, 'requestsPerFiveMinutes' | 'reason'>;
  /** Where the text of prompts is kept. @default - nowhere */
  prompts?: { retentionDays: number; readerRoleArns: readonly string[]; writerRoleArn: string };
}

/** Groups the collector in the cluster writes into, by what it puts there. */
export type CollectedGroup = 'audit' | 'pods';

/** Name of a group of the collector, known before it is there. */
export function collectedGroupName(prefix: string, group: CollectedGroup): string {
  return `/groundplane/${prefix}/${group}`;
}

/** What records and watches the environment: the trail, the way of events into archive and sinks, findings, alarms. */
export class DetectionStack extends BaseStack {
  private readonly encryptionKey: Key;

  constructor(scope: Construct, environment: EnvironmentProps, props: DetectionStackProps) {
    super(scope, 'detection', withWatchers(withSinks(environment, props), props));
    const archive = new Received(this, environment, 'audit');
    this.encryptionKey = new Key(this, 'Key', {
      word: 'detection',
      description: 'logs, streams and alarms of detection',
      services: ['logs', 'alarms', 'events', 'buckets'],
    });
    const { encryptionKey } = this;
    const { logRetentionDays } = props;
    const topic = new AlarmTopic(this, 'Alarms', { word: 'detection-alarms', encryptionKey, email: props.email });
    const groups = this.createGroups(logRetentionDays);
    const stream = this.createStream(props, archive, topic);
    const threats = this.watchThreats(props, topic);
    const trail = props.features.trail ? this.createTrail(archive, logRetentionDays) : undefined;
    const invocations = props.features.bedrock
      ? new InvocationLog(this, 'Invocations', { encryptionKey, logRetentionDays })
      : undefined;
    const firewall = this.createFirewall(props);
    const entryLogs = this.createEntryLogs(props, topic);
    this.subscribe(environment, props, stream, {
      ...groups,
      ...known({
        findings: threats?.findings,
        trail: trail?.logGroup,
        bedrock: invocations?.logGroup,
        entry: firewall?.logGroup,
        'load-balancer': entryLogs?.logGroup,
      }),
    });
    this.watch(props, archive, stream, topic, { ...groups, ...known({ trail: trail?.logGroup }) });
    if (props.sinks.some(({ kind }) => kind === 'cloudwatch')) {
      new SavedQueries(this, 'Queries', { auditGroupName: groups.audit.name });
    }
    const prompts = props.prompts === undefined ? undefined : new PromptStore(this, 'Prompts', props.prompts);
    handOver(this, {
      audit_group_name: groups.audit.name,
      pods_group_name: groups.pods.name,
      alarm_topic_arn: topic.arn,
      subscription_target_arn: stream.resources.target.arn,
      subscription_role_arn: stream.resources.subscribers.arn,
      ...known({
        web_firewall_arn: firewall?.arn,
        prompts_bucket_name: prompts?.bucketName,
        entry_logs_bucket_name: entryLogs?.bucketName,
      }),
    });
  }

  private watch(
    { breakGlassRoleArns }: DetectionStackProps,
    archive: Received,
    stream: AuditStream,
    topic: AlarmTopic,
    groups: Readonly<Record<string, LogGroup>>,
  ): void {
    new AuditAlarms(this, 'Watch', {
      archiveBucket: archive.text('bucket_name'),
      breakGlassRoleArns,
      groups: Object.fromEntries(Object.entries(groups).map(([word, { name }]) => [word, name])),
      deliveries: stream.delivered,
      topicArn: topic.arn,
    });
  }

  private createStream(props: DetectionStackProps, archive: Received, topic: AlarmTopic): AuditStream {
    return new AuditStream(this, 'Stream', {
      archive: { bucketArn: archive.text('bucket_arn'), keyArn: archive.text('key_arn') },
      sinks: props.sinks,
      failedRetentionDays: props.failedRetentionDays,
      encryptionKey: this.encryptionKey,
      logRetentionDays: props.logRetentionDays,
      alarmTopicArn: topic.arn,
    });
  }

  private watchThreats(props: DetectionStackProps, topic: AlarmTopic): ThreatDetection | undefined {
    return props.features.guardDuty || props.features.securityHub
      ? new ThreatDetection(this, 'Threats', {
          ...props.switchedOn,
          encryptionKey: this.encryptionKey,
          logRetentionDays: props.logRetentionDays,
          alarmTopicArn: topic.arn,
        })
      : undefined;
  }

  private createFirewall({ firewall, logRetentionDays }: DetectionStackProps): WebFirewall | undefined {
    if (firewall === undefined) return undefined;
    return new WebFirewall(this, 'Firewall', { ...firewall, encryptionKey: this.encryptionKey, logRetentionDays });
  }

  private createEntryLogs(
    { features, logRetentionDays }: DetectionStackProps,
    topic: AlarmTopic,
  ): EntryLogs | undefined {
    if (!features.entry) return undefined;
    const { encryptionKey } = this;
    return new EntryLogs(this, 'EntryLogs', { encryptionKey, logRetentionDays, alarmTopicArn: topic.arn });
  }

  private createTrail(archive: Received, logRetentionDays: number): Trail {
    return new Trail(this, 'Trail', {
      bucketName: archive.text('bucket_name'),
      archiveKey: { arn: archive.text('key_arn') },
      encryptionKey: this.encryptionKey,
      logRetentionDays,
    });
  }

  private createGroups(retentionDays: number): Record<CollectedGroup, LogGroup> {
    const group = (id: string, word: CollectedGroup): LogGroup => {
      const made = new LogGroup(this, id, {
        name: collectedGroupName(this.environment.place.prefix, word),
        retentionDays,
        encryptionKey: this.encryptionKey,
      });
      new CloudwatchLogStream(this, `${id}-Collector`, { logGroupName: made.name, name: COLLECTOR_STREAM });
      return made;
    };
    return { audit: group('AuditLogs', 'audit'), pods: group('PodLogs', 'pods') };
  }

  private subscribe(
    environment: EnvironmentProps,
    { features }: DetectionStackProps,
    stream: AuditStream,
    own: Readonly<Record<string, LogGroup>>,
  ): void {
    if (features.database)
      stream.subscribe('database', new Received(this, environment, 'data').text('database_log_group_name'));
    if (features.searchDomain)
      stream.subscribe('search-domain', new Received(this, environment, 'rag').text('search_audit_group_name'));
    stream.subscribe('eks-audit', new Received(this, environment, 'cluster').text('log_group_name'));
    if (features.ownNetwork) {
      stream.subscribe('vpc-flow-logs', new Received(this, environment, 'network').text('flow_log_group_name'));
    }
    for (const [word, group] of Object.entries(own)) stream.subscribe(word, group.name);
    if (own['audit'] !== undefined) stream.subscribeLakes(own['audit'].name);
  }
}

/** What is there, of things that need not be. */
function known<T>(things: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(things).flatMap(([name, thing]) => (thing === undefined ? [] : [[name, thing]])),
  );
}

/** Kinds of sinks that are not given everything. */
const NARROW: readonly AuditSinkProps['kind'][] = ['cloudwatch', 'security-lake'];

/** Who records and watches in its stead: of what is not made here, Terraform says nothing. */
function withWatchers(environment: EnvironmentProps, { features, switchedOn }: DetectionStackProps): EnvironmentProps {
  const descriptor: EnvironmentProps['descriptor'] = { ...environment.descriptor };
  if (!features.trail) descriptor.trail = 'organisation';
  if (!switchedOn.guardDuty) descriptor.threats = features.guardDuty ? 'organisation' : 'off';
  return { ...environment, descriptor };
}

function withSinks(environment: EnvironmentProps, { features, sinks }: DetectionStackProps): EnvironmentProps {
  if (sinks.every(({ kind }) => kind === 'cloudwatch')) return environment;
  const siem = {
    // a data lake is given the events of the gateway, and takes in what AWS records by itself
    sources: auditSources(features)
      .map(({ name }) => name)
      .filter((name) => name === 'gateway-audit' || sinks.some((sink) => !NARROW.includes(sink.kind))),
    sinks: sinks.map(({ name, kind }) => `${name} (${kind})`),
  };
  return { ...environment, descriptor: { ...environment.descriptor, siem } };
}
