import type { ITerraformDependable } from 'cdktf';
import type { NetworkRule } from '../lib/namespace';
import type { QdrantProps } from '../lib/qdrant';
import type { DocumentBucket, IndexAccess } from '../lib/rag-service';
import type { EnvironmentProps } from './base-stack';
import type { Received } from './handover';

/** How the program reaches an index of one kind: what it may, and what its pods are let out to. */
export interface IndexDoor {
  access: IndexAccess;
  rules: readonly NetworkRule[];
  /** What has to be there before the program starts. */
  dependsOn: readonly ITerraformDependable[];
  /** Puts its server into the cluster, once the namespace of the program is there. @default - it has none */
  install?: (namespaceReady: ITerraformDependable) => readonly ITerraformDependable[];
  /** Where applications ask for themselves. @default - they cannot */
  databaseHost?: string;
  /** Lets the roles of the two parts in, once there are such. @default - IAM is enough */
  letIn?: (roles: { writerRoleArn: string; readerRoleArn: string }) => void;
}

/** How large a Qdrant is, and where it stands. */
export interface QdrantServerProps extends Pick<QdrantProps, 'pods' | 'memoryGiB' | 'diskGiB'> {
  /** Pods that have a copy of each piece. */
  copies: number;
  clusterName: string;
  kubernetesVersion: string;
  instanceType: string;
  /** Number of private subnets handed over. */
  zones: number;
}

/** What a door is made from. */
export interface AroundIndex {
  environment: EnvironmentProps;
  /** The stack with documents, and with the index where it is a store of its own. */
  rag: Received;
  bucket: DocumentBucket;
  vpcCidr: string;
  clusterName: string;
  /** Whether the security group before an index of its own is ours. */
  ownDoor: boolean;
  /** How large a Qdrant is. @default - the index is another */
  qdrant?: QdrantServerProps;
}
