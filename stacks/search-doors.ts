import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { OpensearchDomainPolicy } from '@cdktf/provider-aws/lib/opensearch-domain-policy';
import { OpensearchserverlessAccessPolicy } from '@cdktf/provider-aws/lib/opensearchserverless-access-policy';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { TerraformStack } from 'cdktf';
import { arn, jsonText, physicalName, policyText } from '../lib/core';
import {
  collectionAccess,
  collectionPolicy,
  domainStatements,
  MIGRATOR,
  openSearchAccess,
  RAG_ACCOUNTS,
  RAG_NAMESPACE,
} from '../lib/rag-service';
import { masterStatements } from '../lib/search-domain';
import { Received } from './handover';
import type { AroundIndex, IndexDoor } from './index-door';

const HTTPS = 443;

/** The way to a domain: the network, an access policy for its three roles, and the job that says inside who may do what. */
export function domainDoor(scope: TerraformStack, around: AroundIndex): IndexDoor {
  const { rag, bucket, clusterName } = around;
  const domainArn = rag.text('search_arn');
  const masterRoleArn = rag.text('search_master_role_arn');
  const master = new EksPodIdentityAssociation(scope, 'IndexMaster', {
    clusterName,
    namespace: RAG_NAMESPACE,
    serviceAccount: MIGRATOR,
    roleArn: masterRoleArn,
  });
  const roleArn = (word: string): string => arn(scope, 'iam', `role/${physicalName(scope, word, 64)}`);
  return {
    access: openSearchAccess(bucket, {
      endpoint: rag.text('search_endpoint'),
      domainArn,
      shards: rag.text('search_shards'),
      // by name: the job that is told of them is a part of what they are made with
      writerRoleArn: roleArn(RAG_ACCOUNTS.writer),
      readerRoleArn: roleArn(RAG_ACCOUNTS.reader),
    }),
    rules: [],
    dependsOn: [master, ...networkDoor(scope, around)],
    letIn: ({ writerRoleArn, readerRoleArn }) => {
      const by = (AWS: string) => (statement: object) => ({ ...statement, Principal: { AWS } });
      new OpensearchDomainPolicy(scope, 'IndexPolicy', {
        domainName: rag.text('search_name'),
        accessPolicies: policyText([
          ...masterStatements(domainArn).map(by(masterRoleArn)),
          ...domainStatements('write', domainArn).map(by(writerRoleArn)),
          ...domainStatements('read', domainArn).map(by(readerRoleArn)),
        ]),
      });
    },
  };
}

/** The way to a collection: the network as far as it is ours, and a data access policy. */
export function collectionDoor(scope: TerraformStack, around: AroundIndex): IndexDoor {
  const { rag, bucket } = around;
  return {
    access: collectionAccess(bucket, {
      endpoint: rag.text('search_endpoint'),
      collectionArn: rag.text('search_arn'),
    }),
    rules: [],
    dependsOn: networkDoor(scope, around),
    letIn: ({ writerRoleArn, readerRoleArn }) => {
      new OpensearchserverlessAccessPolicy(scope, 'IndexPolicy', {
        name: physicalName(scope, 'rag', 32),
        type: 'data',
        policy: jsonText(collectionPolicy(rag.text('search_name'), writerRoleArn, readerRoleArn)),
      });
    },
  };
}

function networkDoor(scope: TerraformStack, { environment, rag, ownDoor }: AroundIndex): VpcSecurityGroupIngressRule[] {
  if (!ownDoor) return [];
  const cluster = new Received(scope, environment, 'cluster');
  return [
    new VpcSecurityGroupIngressRule(scope, 'IndexDoor', {
      securityGroupId: rag.text('search_security_group_id'),
      description: 'pods of the cluster to the index',
      referencedSecurityGroupId: cluster.text('security_group_id'),
      ipProtocol: 'tcp',
      fromPort: HTTPS,
      toPort: HTTPS,
    }),
  ];
}
