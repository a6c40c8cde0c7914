import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { QDRANT_ROOT_GIB } from '../../facts';
import { Certificate } from '../certificate';
import { stateIntent } from '../core';
import { externalSecret } from '../external-secrets';
import type { IKey } from '../key';
import { Manifests } from '../manifests';
import { Namespace, type NetworkRule } from '../namespace';
import { NodeGroup } from '../node-group';
import { installChart } from '../release';
import type { IRole } from '../role';
import type { SecretRef } from '../secret';
import { QDRANT_P2P_PORT, QDRANT_PORT } from './ports';
import { QDRANT_PODS, values } from './values';

export interface QdrantProps {
  /** Pods, each on a node of its own. At least 3, as they agree by majority. */
  pods: number;
  memoryGiB: number;
  /** Of one volume; a pod has two: pieces, and what is handed from pod to pod. */
  diskGiB: number;
  /** Nodes it has to itself. */
  nodes: {
    clusterName: string;
    kubernetesVersion: string;
    instanceType: string;
    /** One a zone. */
    subnetIds: readonly string[];
    role: IRole;
  };
  /** Encrypts volumes of pods and nodes. */
  encryptionKey: IKey;
  /** The key that writes, and the one that only reads. */
  keys: { writer: SecretRef; reader: SecretRef };
  /** Who may call it. */
  callers: { namespace: string; pods: readonly Record<string, string>[] };
  /** What has to be there before: the namespace of the callers, as they get to know its certificate, and the keys. */
  dependsOn: readonly ITerraformDependable[];
}

export const QDRANT_NAMESPACE = 'qdrant';
/** Name of the map in the namespace of callers, with `ca.crt`. */
export const QDRANT_AUTHORITY = 'qdrant-certificate';
const NAME = 'qdrant';
const HOST = `${NAME}.${QDRANT_NAMESPACE}.svc.cluster.local`;
/** Address for callers. */
export const QDRANT_URL = `https://${HOST}:${QDRANT_PORT}`;
const KEYS = 'qdrant-keys';
const STORAGE_CLASS = 'qdrant';
const DEDICATED = { key: 'groundplane.io/dedicated', value: NAME };
/** Names of pods in the certificate: it is kept when pods are added. */
const MOST_PODS = 16;
/** Volumes, image, certificates of each other. */
const READY_SECONDS = 600;

/**
 * Qdrant in the cluster: pods in different zones, each piece on two of them, on nodes nobody else takes memory of.
 *
 * Security: TLS only, also between its pods, with a certificate its callers know; a key that writes and one that reads, drawn by AWS.
 * Only its callers reach it, its pods reach each other and nobody else. Volumes are encrypted with a key of ours. It tells its maker
 * nothing.
 *
 * Limits: a key opens all pieces, so labels are held by whoever asks; documents that must not depend on that are refused it. Volumes
 * are not resized: another size is another release with empty ones, which the next refresh fills from the copies of all pieces that the
 * program keeps in the bucket (docs/rag.md).
 *
 * ### Cost
 * _Three m7i.large_ 221 USD a month and their volumes 17, whatever is asked.
 */
export class Qdrant extends Construct {
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { release: Release; nodes: NodeGroup[] };

  constructor(scope: Construct, id: string, props: QdrantProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'Namespace', {
      name: QDRANT_NAMESPACE,
      podSecurity: 'restricted',
      allow: rules(props.callers),
    });
    const nodes = this.createNodes(props);
    const certificate = new Certificate(this, 'Certificate', {
      name: QDRANT_AUTHORITY,
      namespace: QDRANT_NAMESPACE,
      hosts: [HOST, ...Array.from({ length: MOST_PODS }, (_, pod) => `${NAME}-${pod}.${NAME}-headless`)],
      readers: [props.callers.namespace],
      dependsOn: [namespace.ready, ...props.dependsOn],
    });
    const before = new Manifests(this, 'Before', {
      name: 'qdrant-before',
      namespace: QDRANT_NAMESPACE,
      resources: [
        {
          apiVersion: 'storage.k8s.io/v1',
          kind: 'StorageClass',
          metadata: { name: STORAGE_CLASS },
          provisioner: 'ebs.csi.aws.com',
          parameters: { type: 'gp3', encrypted: 'true', kmsKeyId: props.encryptionKey.arn },
          reclaimPolicy: 'Delete',
          volumeBindingMode: 'WaitForFirstConsumer',
        },
        externalSecret(QDRANT_NAMESPACE, KEYS, {
          API_KEY: props.keys.writer,
          READ_ONLY_API_KEY: props.keys.reader,
        }),
      ],
      dependsOn: [namespace.ready, ...props.dependsOn],
    });
    const release = this.install(props, [
      certificate.resources.release,
      before.resources.release,
      ...nodes.map(({ resources }) => resources.nodeGroup),
    ]);
    this.ready = [release];
    this.resources = { release, nodes };
  }

  private install({ pods, memoryGiB, diskGiB }: QdrantProps, dependsOn: ITerraformDependable[]): Release {
    const release = installChart(this, 'Resource', {
      chart: 'qdrant',
      // a set of pods cannot change the size of its volumes: another size is another set, which the copies fill
      name: `${NAME}-${diskGiB}gi`,
      namespace: QDRANT_NAMESPACE,
      values: values({
        pods,
        memoryGiB,
        diskGiB,
        storageClass: STORAGE_CLASS,
        keysSecret: KEYS,
        certificateSecret: QDRANT_AUTHORITY,
        dedicated: DEDICATED,
      }),
      readySeconds: READY_SECONDS,
      kind: 'stateful',
      dependsOn,
    });
    stateIntent(this, release, {
      kind: 'volume',
      name: NAME,
      volumeType: 'gp3',
      sizeGiB: diskGiB,
      count: 2 * pods,
    });
    return release;
  }

  /** A group a zone: a volume cannot follow its pod into another. */
  private createNodes({ pods, nodes, encryptionKey }: QdrantProps): NodeGroup[] {
    return nodes.subnetIds.map((subnetId, zone) => {
      const count = Math.ceil((pods - zone) / nodes.subnetIds.length);
      return new NodeGroup(this, `Nodes-${zone}`, {
        clusterName: nodes.clusterName,
        word: `${NAME}-${zone}`,
        kubernetesVersion: nodes.kubernetesVersion,
        subnetIds: [subnetId],
        nodeRole: nodes.role,
        instanceTypes: [nodes.instanceType],
        amiType: 'AL2023_x86_64_STANDARD',
        minNodes: count,
        maxNodes: count,
        rootVolumeGiB: QDRANT_ROOT_GIB,
        encryptionKey,
        labels: { [DEDICATED.key]: DEDICATED.value },
        taints: [{ ...DEDICATED, effect: 'NO_SCHEDULE' }],
      });
    });
  }
}

function rules({ namespace, pods }: QdrantProps['callers']): NetworkRule[] {
  // a pod that was away takes what it missed as a file from another's first port
  const own = {
    pods: QDRANT_PODS,
    peers: [{ namespace: QDRANT_NAMESPACE, pods: QDRANT_PODS }],
    ports: [{ port: QDRANT_P2P_PORT }, { port: QDRANT_PORT }],
  };
  return [
    {
      name: 'from-callers',
      direction: 'ingress',
      pods: QDRANT_PODS,
      peers: pods.map((labels) => ({ namespace, pods: labels })),
      ports: [{ port: QDRANT_PORT }],
    },
    { name: 'from-own', direction: 'ingress', ...own },
    { name: 'to-own', direction: 'egress', ...own },
  ];
}

/** What callers need to reach it. */
export function toQdrant(pods: Record<string, string>): NetworkRule {
  return {
    name: `${Object.values(pods).join('-')}-to-qdrant`,
    direction: 'egress',
    pods,
    peers: [{ namespace: QDRANT_NAMESPACE, pods: QDRANT_PODS }],
    ports: [{ port: QDRANT_PORT }],
  };
}
