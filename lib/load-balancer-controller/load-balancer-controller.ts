import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { placeOf } from '../core';
import { PodIdentity } from '../pod-identity';
import { installChart } from '../release';
import { Settle } from '../settle';
import { controllerPolicy } from './controller-policy';

export interface LoadBalancerControllerProps {
  clusterName: string;
  /** Named, because nodes hide it: pods may not ask the instance metadata. */
  vpcId: string;
}

/** Seconds load balancers get to go after the last Ingress and before the controller. */
const DRAIN_SECONDS = 120;

/**
 * The AWS load balancer controller. Its webhook on Services is off: until the controller is up, it would refuse every
 * Service of every chart that is installed beside it.
 */
export class LoadBalancerController extends Construct {
  /** Whoever makes an Ingress in this stack depends on it; other stacks come later and go earlier as a whole. */
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: LoadBalancerControllerProps) {
    super(scope, id);
    const identity = new PodIdentity(this, 'Identity', {
      clusterName: props.clusterName,
      namespace: 'kube-system',
      serviceAccount: 'aws-load-balancer-controller',
      statements: controllerPolicy(this),
    });
    const release = installChart(this, 'Resource', {
      chart: 'aws-load-balancer-controller',
      name: 'aws-load-balancer-controller',
      namespace: 'kube-system',
      values: {
        clusterName: props.clusterName,
        region: placeOf(this).region,
        vpcId: props.vpcId,
        serviceAccount: { create: true, name: 'aws-load-balancer-controller' },
        replicaCount: 2,
        podDisruptionBudget: { maxUnavailable: 1 },
        enableServiceMutatorWebhook: false,
        // or the certificate of the webhook is made anew by every plan
        keepTLSSecret: true,
        defaultTargetType: 'ip',
        defaultSSLPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        enableShield: false,
        enableWaf: false,
        enableWafv2: true,
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      },
      readySeconds: 180,
      kind: 'stateless',
      dependsOn: [identity.resources.association],
    });
    const drained = new Settle(this, 'Drained', { destroySeconds: DRAIN_SECONDS, dependsOn: [release] });
    this.ready = [drained.resources.sleep];
    this.resources = { release };
  }
}
