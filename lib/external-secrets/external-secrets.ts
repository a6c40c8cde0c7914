import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { arn, placeOf } from '../core';
import type { IKey } from '../key';
import { Manifests, type Manifest } from '../manifests';
import { Namespace, NETWORK } from '../namespace';
import { PodIdentity } from '../pod-identity';
import { installChart } from '../release';
import type { SecretRef } from '../secret';

export interface ExternalSecretsProps {
  clusterName: string;
  /** Keys the secrets are encrypted with. */
  encryptionKeys: readonly IKey[];
  /** Namespaces that may ask for secrets. */
  consumers: readonly string[];
}

const NAMESPACE = 'external-secrets';
const STORE = 'aws-secrets-manager';

/**
 * External Secrets: copies secrets of this environment from Secrets Manager into the namespaces that may have them.
 * It reads names that begin with the environment's own prefix, and no others.
 */
export class ExternalSecrets extends Construct {
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { controller: Release; store: Release };

  constructor(scope: Construct, id: string, props: ExternalSecretsProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'Namespace', {
      name: NAMESPACE,
      podSecurity: 'restricted',
      allow: [NETWORK.webhooks(10250), NETWORK.toHttps, NETWORK.toPodIdentity],
    });
    const identity = this.createIdentity(props);
    const controller = installChart(this, 'Resource', {
      chart: 'external-secrets',
      name: 'external-secrets',
      namespace: NAMESPACE,
      values: {
        installCRDs: true,
        replicaCount: 2,
        leaderElect: true,
        serviceAccount: { create: true, name: NAMESPACE },
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
        webhook: { resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '128Mi' } } },
        certController: { resources: { requests: { cpu: '20m', memory: '128Mi' }, limits: { memory: '256Mi' } } },
      },
      readySeconds: 240,
      kind: 'stateful',
      dependsOn: [namespace.ready, identity.resources.association],
    });
    const store = new Manifests(this, 'Store', {
      name: 'secret-store',
      namespace: NAMESPACE,
      resources: [this.store(props)],
      dependsOn: [controller],
    });
    this.ready = [store.resources.release];
    this.resources = { controller, store: store.resources.release };
  }

  private createIdentity(props: ExternalSecretsProps): PodIdentity {
    return new PodIdentity(this, 'Identity', {
      clusterName: props.clusterName,
      namespace: NAMESPACE,
      serviceAccount: NAMESPACE,
      statements: [
        {
          Sid: 'ReadOwnSecrets',
          Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
          Resource: arn(this, 'secretsmanager', `secret:${placeOf(this).prefix}/*`),
        },
        { Sid: 'Decrypt', Action: 'kms:Decrypt', Resource: props.encryptionKeys.map((key) => key.arn) },
      ],
    });
  }

  private store(props: ExternalSecretsProps): Manifest {
    return {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: { name: STORE },
      spec: {
        provider: { aws: { service: 'SecretsManager', region: placeOf(this).region } },
        conditions: [{ namespaces: [...props.consumers].sort() }],
      },
    };
  }
}

/**
 * The object that has `secrets` copied into a Kubernetes secret `name`, one key each. `made`: keys put together from those, as
 * templates, `postgresql://chat:{{ .PASSWORD }}@…`.
 */
export function externalSecret(
  namespace: string,
  name: string,
  secrets: Record<string, SecretRef>,
  made: Record<string, string> = {},
): Manifest {
  const template =
    Object.keys(made).length === 0 ? undefined : { engineVersion: 'v2', mergePolicy: 'Merge', data: made };
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, namespace },
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { kind: 'ClusterSecretStore', name: STORE },
      target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain', template },
      data: Object.entries(secrets).map(([secretKey, secret]) => ({ secretKey, remoteRef: { key: secret.name } })),
    },
  };
}
