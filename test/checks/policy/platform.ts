import type { SynthesizedStack } from '../../../checks/document';
import type { JsonObject } from '../../../contract';
import { AUDIT_STACK } from './platform-audit';
import { CLUSTER_STACK } from './platform-cluster';
import { DATA_STACK } from './platform-data';
import { NETWORK_STACK } from './platform-network';
import { SERVING_STACK } from './platform-serving';
import { SHARED_STACK } from './platform-shared';
import { at, remoteState, stack } from './platform-stack';

/** A small platform in which every rule has something to look at and nothing to find, in any tier. */
export const PLATFORM: readonly SynthesizedStack[] = [
  NETWORK_STACK,
  CLUSTER_STACK,
  stack('platform', platform()),
  SERVING_STACK,
  SHARED_STACK,
  DATA_STACK,
  AUDIT_STACK,
];

function platform(): JsonObject {
  const resources = [
    {
      apiVersion: 'karpenter.k8s.aws/v1',
      kind: 'EC2NodeClass',
      metadata: { name: 'chat' },
      spec: {
        role: 'acme-prod-node',
        amiSelectorTerms: [{ alias: 'al2023@v20260714' }],
        blockDeviceMappings: [
          { deviceName: '/dev/xvda', ebs: { encrypted: true, kmsKeyID: 'alias/acme', volumeSize: '300Gi' } },
        ],
        metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
      },
    },
    {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: 'chat' },
      spec: {
        limits: { 'nvidia.com/gpu': 4 },
        template: {
          spec: {
            taints: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' }],
            requirements: [
              { key: 'node.kubernetes.io/instance-type', operator: 'In', values: ['g6e.xlarge', 'g6e.2xlarge'] },
              { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot', 'on-demand'] },
            ],
          },
        },
      },
    },
  ];
  return {
    data: remoteState('network'),
    resource: {
      kubernetes_namespace_v1: {
        Models: at('platform/Models/Resource', {
          metadata: { name: 'models', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
        }),
      },
      helm_release: {
        Closed: at('platform/Models/Network/Resource', {
          name: 'models-network',
          namespace: 'models',
          chart: './assets/Closed/0A1B',
          values: [JSON.stringify({ resources: [defaultDeny('models')] })],
        }),
        Karpenter: at('platform/Karpenter/Resource', {
          name: 'karpenter',
          namespace: 'kube-system',
          chart: 'karpenter',
          repository: 'oci://public.ecr.aws/karpenter',
          version: '1.14.1',
          values: [
            '{"settings":{"clusterName":"acme-prod","vpcId":"${data.terraform_remote_state.network.outputs.vpc_id}"},"controller":{"resources":{"requests":{"cpu":"500m","memory":"512Mi"},"limits":{"memory":"1Gi"}}}}',
          ],
        }),
        Pool: at('platform/Pools/Chat/Resource', {
          name: 'pool-chat',
          namespace: 'kube-system',
          chart: './assets/Chart/0A1B',
          values: [JSON.stringify({ resources })],
        }),
      },
    },
  };
}

function defaultDeny(namespace: string): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny', namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
}
