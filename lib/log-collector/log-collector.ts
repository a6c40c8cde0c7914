import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { DNS_SUFFIX, IMAGES } from '../../facts';
import { arn, placeOf } from '../core';
import { Namespace, NETWORK, type NetworkRule } from '../namespace';
import { PodIdentity } from '../pod-identity';
import { installChart } from '../release';
import { collectorConfig, HEALTH_PORT, OTLP_PORT, STATE_FOLDER } from './collector-config';

export interface LogCollectorProps {
  clusterName: string;
  /** Names of log groups that are there, each with a stream `collector`. */
  groups: { audit: string; pods: string };
}

const NAMESPACE = 'logging';
const SERVICE_ACCOUNT = 'collector';

/** Lets pods of another namespace send it records by OTLP, at `http://collector.logging:4318`; the one of their own node answers. */
export const TO_COLLECTOR: NetworkRule = {
  name: 'to-collector',
  direction: 'egress',
  peers: [{ namespace: NAMESPACE }],
  ports: [{ port: OTLP_PORT }],
};

/**
 * The OpenTelemetry collector on every node. It reads what pods say and what they send by OTLP, makes events of what the gateway
 * says, takes personal data out, and writes to CloudWatch; what cannot be written waits on the node's disk.
 *
 * It and not Fluent Bit: one language for mapping and redaction that runs as it is in a test, OTLP in and out without a plugin,
 * queues on disk that hold back the reader when they are full, and a chart that refuses keys it does not know.
 *
 * ### Cost
 * 100 millicores and 256 MiB a node; what it writes is billed on the log groups.
 */
export class LogCollector extends Construct {
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: LogCollectorProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'Namespace', {
      name: NAMESPACE,
      // files of the node are read by its root
      podSecurity: 'privileged',
      allow: [
        { name: 'otlp', direction: 'ingress', peers: [{ namespaceLabels: {} }], ports: [{ port: OTLP_PORT }] },
        NETWORK.toHttps,
        NETWORK.toPodIdentity,
      ],
    });
    const identity = new PodIdentity(this, 'Identity', {
      clusterName: props.clusterName,
      namespace: NAMESPACE,
      serviceAccount: SERVICE_ACCOUNT,
      word: 'log-collector',
      statements: [
        {
          Sid: 'Write',
          Action: ['logs:DescribeLogStreams', 'logs:PutLogEvents'],
          Resource: Object.values(props.groups).map((group) => arn(this, 'logs', `log-group:${group}:*`)),
        },
      ],
    });
    const release = installChart(this, 'Resource', {
      chart: 'opentelemetry-collector',
      name: 'collector',
      namespace: NAMESPACE,
      values: this.values(props),
      readySeconds: 180,
      kind: 'stateless',
      dependsOn: [namespace.ready, identity.resources.association],
    });
    this.ready = [release];
    this.resources = { release };
  }

  private values(props: LogCollectorProps): object {
    const { region, partition } = placeOf(this);
    const off = { enabled: false };
    return {
      mode: 'daemonset',
      fullnameOverride: 'collector',
      image: IMAGES['otel-collector'],
      command: { name: 'otelcol-contrib' },
      alternateConfig: collectorConfig({
        ...props,
        endpoint: `https://logs.${region}.${DNS_SUFFIX[partition]}`,
        region,
      }),
      serviceAccount: { create: true, name: SERVICE_ACCOUNT },
      useGOMEMLIMIT: true,
      resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } },
      priorityClassName: 'system-node-critical',
      // every node has pods that say something, also those with GPUs
      tolerations: [{ operator: 'Exists' }],
      ports: {
        'otlp-http': { enabled: true, containerPort: OTLP_PORT, servicePort: OTLP_PORT, hostPort: 0, protocol: 'TCP' },
        otlp: off,
        'jaeger-compact': off,
        'jaeger-thrift': off,
        'jaeger-grpc': off,
        zipkin: off,
      },
      service: { enabled: true, internalTrafficPolicy: 'Local' },
      livenessProbe: { httpGet: { port: HEALTH_PORT, path: '/' } },
      readinessProbe: { httpGet: { port: HEALTH_PORT, path: '/' } },
      securityContext: {
        runAsUser: 0,
        runAsGroup: 0,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      },
      extraVolumes: [
        { name: 'logs', hostPath: { path: '/var/log' } },
        { name: 'state', hostPath: { path: STATE_FOLDER, type: 'DirectoryOrCreate' } },
      ],
      extraVolumeMounts: [
        { name: 'logs', mountPath: '/var/log', readOnly: true },
        { name: 'state', mountPath: STATE_FOLDER },
      ],
    };
  }
}
