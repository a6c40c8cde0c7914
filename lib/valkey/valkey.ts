import { createHash } from 'node:crypto';
import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { IMAGES } from '../../facts';
import { CACHE_PORT } from '../cache';
import { Certificate } from '../certificate';
import { stateIntent } from '../core';
import { externalSecret } from '../external-secrets';
import type { IKey } from '../key';
import { Manifests, type Manifest } from '../manifests';
import { Namespace } from '../namespace';
import type { SecretRef } from '../secret';
import {
  CERTIFICATE_FOLDER,
  CONFIG_FOLDER,
  DATA_FOLDER,
  MEMORY_MIB,
  USERS_FOLDER,
  VALKEY_CONFIG,
  VALKEY_START,
} from './configuration';

export interface ValkeyProps {
  /** User its callers sign in as. */
  user: string;
  password: SecretRef;
  /** Encrypts its volume. */
  encryptionKey: IKey;
  /** Who may call it. */
  callers: { namespace: string; pods: Record<string, string> };
  /** What has to be there before; the namespaces of the callers, as they get to know its certificate. */
  dependsOn: readonly ITerraformDependable[];
}

export const VALKEY_NAMESPACE = 'cache';
/** Name of the map in the namespaces of callers, with `ca.crt`. */
export const VALKEY_AUTHORITY = 'cache-certificate';
const NAME = 'cache';
const LABELS = { app: NAME };
const SECRET = 'cache-password';
const STORAGE_CLASS = 'cache';
const UID = 999;
const DISK_GIB = 2;
/** Node, volume, image. */
const READY_SECONDS = 300;

/**
 * Valkey in the cluster: one pod with a volume, for who needs a cache and not a second server that waits.
 *
 * Security: TLS only, with a certificate its callers know; one user with a password AWS drew, nobody unnamed. Only its callers
 * reach it, and it reaches nobody. Its volume is encrypted with a key of ours.
 *
 * Limits: it stands in one zone. While it is away the gateway refuses what it would have to count; it is back within a
 * minute on another node of the zone, with all that was counted until a second before.
 *
 * ### Cost
 * 2 GiB of gp3, 16 cents a month, and a quarter of a CPU of the system nodes.
 */
export class Valkey extends Construct {
  readonly host: string;
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: ValkeyProps) {
    super(scope, id);
    this.host = `${NAME}.${VALKEY_NAMESPACE}.svc.cluster.local`;
    const namespace = new Namespace(this, 'Namespace', {
      name: VALKEY_NAMESPACE,
      podSecurity: 'restricted',
      allow: [{ name: 'from-callers', direction: 'ingress', peers: [props.callers], ports: [{ port: CACHE_PORT }] }],
    });
    const certificate = new Certificate(this, 'Certificate', {
      name: VALKEY_AUTHORITY,
      namespace: VALKEY_NAMESPACE,
      hosts: [this.host],
      readers: [props.callers.namespace],
      dependsOn: [namespace.ready, ...props.dependsOn],
    });
    const manifests = new Manifests(this, 'Resource', {
      name: NAME,
      namespace: VALKEY_NAMESPACE,
      resources: objects(props),
      readySeconds: READY_SECONDS,
      dependsOn: [certificate.resources.release],
    });
    const { release } = manifests.resources;
    stateIntent(this, release, { kind: 'volume', name: NAME, volumeType: 'gp3', sizeGiB: DISK_GIB, count: 1 });
    this.ready = [release];
    this.resources = { release };
  }
}

function objects(props: ValkeyProps): Manifest[] {
  const metadata = { name: NAME, namespace: VALKEY_NAMESPACE };
  return [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: STORAGE_CLASS },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true', kmsKeyId: props.encryptionKey.arn },
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    externalSecret(VALKEY_NAMESPACE, SECRET, { CACHE_PASSWORD: props.password }),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'valkey.conf': VALKEY_CONFIG } },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: LABELS, ports: [{ port: CACHE_PORT }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata,
      spec: {
        replicas: 1,
        serviceName: NAME,
        selector: { matchLabels: LABELS },
        // a volume that outlives what counted on it would be found by nobody
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
        template: template(props.user),
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: STORAGE_CLASS,
              resources: { requests: { storage: `${DISK_GIB}Gi` } },
            },
          },
        ],
      },
    },
  ];
}

function template(user: string): object {
  const digest = createHash('sha256').update(VALKEY_CONFIG).update(VALKEY_START).digest('hex').slice(0, 12);
  return {
    // a map that changes restarts nobody
    metadata: { labels: LABELS, annotations: { 'groundplane.io/configuration': digest } },
    spec: {
      serviceAccountName: NAME,
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 30,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: UID,
        runAsGroup: UID,
        fsGroup: UID,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [container(user)],
      volumes: [
        { name: 'config', configMap: { name: NAME } },
        { name: 'certificate', secret: { secretName: VALKEY_AUTHORITY, defaultMode: 0o440 } },
        { name: 'users', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
      ],
    },
  };
}

function container(user: string): object {
  const { repository, tag } = IMAGES.valkey;
  const tcpSocket = { port: CACHE_PORT };
  return {
    name: NAME,
    image: `${repository}:${tag}`,
    command: ['sh', '-c', VALKEY_START],
    ports: [{ containerPort: CACHE_PORT }],
    env: [
      { name: 'CACHE_USER', value: user },
      { name: 'CACHE_PASSWORD', valueFrom: { secretKeyRef: { name: SECRET, key: 'CACHE_PASSWORD' } } },
    ],
    startupProbe: { tcpSocket, periodSeconds: 2, failureThreshold: 60 },
    readinessProbe: { tcpSocket, periodSeconds: 5 },
    livenessProbe: { tcpSocket, periodSeconds: 10, failureThreshold: 6 },
    resources: { requests: { cpu: '100m', memory: `${MEMORY_MIB}Mi` }, limits: { memory: `${2 * MEMORY_MIB}Mi` } },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: [
      { name: 'config', mountPath: CONFIG_FOLDER, readOnly: true },
      { name: 'certificate', mountPath: CERTIFICATE_FOLDER, readOnly: true },
      { name: 'users', mountPath: USERS_FOLDER },
      { name: 'data', mountPath: DATA_FOLDER },
    ],
  };
}
