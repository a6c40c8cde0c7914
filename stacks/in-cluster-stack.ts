import { DataAwsEksCluster } from '@cdktf/provider-aws/lib/data-aws-eks-cluster';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import type { AnyStackName } from '../contract';
import { BaseStack, type EnvironmentProps } from './base-stack';

/**
 * A stack that works inside a cluster made by an earlier one. The cluster is found by its name, a plain string; the credentials
 * come from the aws command line at run time, so no token is fixed in a plan or gets too old during an apply.
 */
export class InClusterStack extends BaseStack {
  constructor(scope: Construct, name: AnyStackName, environment: EnvironmentProps, clusterName: string) {
    super(scope, name, environment);
    const cluster = new DataAwsEksCluster(this, 'Cluster', { name: clusterName });
    const { region } = environment.place;
    const connection = {
      host: cluster.endpoint,
      clusterCaCertificate: Fn.base64decode(cluster.certificateAuthority.get(0).data),
    };
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: 'aws',
      args: ['eks', 'get-token', '--cluster-name', clusterName, '--region', region, ...roleArgs(environment)],
    };
    new HelmProvider(this, 'Helm', { kubernetes: { ...connection, exec } });
    new KubernetesProvider(this, 'Kubernetes', { ...connection, exec: [exec] });
    this.requireProvider('helm');
    this.requireProvider('kubernetes');
  }
}

function roleArgs(environment: EnvironmentProps): string[] {
  return environment.deployRoleArn === undefined ? [] : ['--role-arn', environment.deployRoleArn];
}
