import type { GpuNode, GpuSharing } from './gpu-node';

/** Label by which the device plugin, the operator and the schedulers know a GPU node before the plugin has spoken. */
const PRESENT = { 'nvidia.com/gpu.present': 'true' };
/** Label by which the device plugin's DaemonSet finds nodes whose image does not bring one. */
export const DEVICE_PLUGIN_LABEL = 'groundplane.io/device-plugin';

/** Name of the device plugin's configuration for a way of sharing. */
export function sharingEntry(sharing: GpuSharing): string {
  if (sharing.mode === 'time-slicing') return `time-slicing-${sharing.replicas}`;
  return sharing.mode === 'mig' ? 'mig' : 'exclusive';
}

/** The device plugin's configuration text for an entry. */
export function sharingConfig(sharing: GpuSharing): string {
  if (sharing.mode === 'time-slicing') {
    return JSON.stringify({
      version: 'v1',
      sharing: {
        timeSlicing: {
          // a pod that asks for two slices would believe it has twice the memory
          failRequestsGreaterThanOne: true,
          resources: [{ name: 'nvidia.com/gpu', replicas: sharing.replicas }],
        },
      },
    });
  }
  return JSON.stringify({ version: 'v1', flags: { migStrategy: sharing.mode === 'mig' ? 'single' : 'none' } });
}

/** Labels of a node, by which its software knows what to do. */
export function gpuNodeLabels(node: GpuNode): Record<string, string> {
  if (node.software === 'in-image') return PRESENT;
  const entry = { 'nvidia.com/device-plugin.config': sharingEntry(node.sharing) };
  if (node.software === 'device-plugin') return { ...PRESENT, [DEVICE_PLUGIN_LABEL]: 'true', ...entry };
  const labels: Record<string, string> = { ...PRESENT, ...entry };
  if (node.sharing.mode === 'mig') labels['nvidia.com/mig.config'] = node.sharing.profile;
  return labels;
}

/** Settings Bottlerocket reads at boot, TOML; undefined where its defaults do. */
export function bottlerocketSettings(sharing: GpuSharing): string | undefined {
  const table = '[settings.kubelet-device-plugins.nvidia';
  if (sharing.mode === 'time-slicing') {
    return [
      `${table}]`,
      'device-sharing-strategy = "time-slicing"',
      `${table}.time-slicing]`,
      `replicas = ${sharing.replicas}`,
      'fail-requests-greater-than-one = true',
    ].join('\n');
  }
  if (sharing.mode === 'mig') {
    const profile = sharing.profile.replace(/^all-/, '');
    return [
      `${table}]`,
      'device-partitioning-strategy = "mig"',
      `${table}.mig.profile]`,
      ...['a100.40gb', 'a100.80gb', 'h100.80gb', 'h200.141gb', 'b200.180gb'].map((gpu) => `"${gpu}" = "${profile}"`),
    ].join('\n');
  }
  return undefined;
}
