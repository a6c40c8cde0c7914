import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { DEVICE_PLUGIN_LABEL, GPU_TAINT, sharingConfig, sharingEntry, type GpuSharing } from '../gpu-pool';
import { Namespace, NETWORK } from '../namespace';
import { installChart } from '../release';

export interface GpuSoftwareProps {
  /** Which of the two; Bottlerocket nodes need neither. */
  software: 'device-plugin' | 'gpu-operator';
  /** Ways of sharing that the AL2023 pools use. */
  sharings: readonly GpuSharing[];
}

const NAMESPACE = 'gpu-system';
const TOLERATIONS = [{ key: GPU_TAINT.key, operator: 'Exists', effect: 'NoSchedule' }];

/**
 * What offers GPUs to pods on AL2023 nodes. The image carries driver and container toolkit, so neither is installed again.
 * Each node says by a label which way of sharing it uses.
 */
export class GpuSoftware extends Construct {
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: GpuSoftwareProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'Namespace', {
      name: NAMESPACE,
      // the plugin mounts the kubelet's sockets and the devices
      podSecurity: 'privileged',
      allow: [NETWORK.toHttps],
    });
    const dependsOn = [namespace.ready];
    const release =
      props.software === 'device-plugin' ? this.devicePlugin(props, dependsOn) : this.operator(props, dependsOn);
    this.ready = [release];
    this.resources = { release };
  }

  private devicePlugin(props: GpuSoftwareProps, dependsOn: ITerraformDependable[]): Release {
    return installChart(this, 'DevicePlugin', {
      chart: 'nvidia-device-plugin',
      name: 'nvidia-device-plugin',
      namespace: NAMESPACE,
      values: {
        config: { map: entries(props.sharings), default: 'exclusive' },
        nodeSelector: { [DEVICE_PLUGIN_LABEL]: 'true' },
        tolerations: TOLERATIONS,
        resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '128Mi' } },
      },
      // no GPU node, no pod: with pools at zero it is ready at once
      readySeconds: 180,
      kind: 'stateless',
      dependsOn,
    });
  }

  private operator(props: GpuSoftwareProps, dependsOn: ITerraformDependable[]): Release {
    return installChart(this, 'Operator', {
      chart: 'gpu-operator',
      name: 'gpu-operator',
      namespace: NAMESPACE,
      values: {
        driver: { enabled: false },
        toolkit: { enabled: false },
        devicePlugin: {
          config: { name: 'device-plugin-config', create: true, default: 'exclusive', data: entries(props.sharings) },
        },
        mig: { strategy: 'single' },
        migManager: { enabled: props.sharings.some((sharing) => sharing.mode === 'mig') },
        // its ServiceMonitor needs a definition that comes with the monitoring stack
        dcgmExporter: { serviceMonitor: { enabled: false } },
        daemonsets: { tolerations: TOLERATIONS },
        operator: { upgradeCRD: true },
      },
      readySeconds: 600,
      kind: 'stateful',
      dependsOn,
    });
  }
}

function entries(sharings: readonly GpuSharing[]): Record<string, string> {
  const all: GpuSharing[] = [{ mode: 'none' }, ...sharings];
  return Object.fromEntries(all.map((sharing) => [sharingEntry(sharing), sharingConfig(sharing)]).sort());
}
