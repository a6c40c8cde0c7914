import type { Resource } from '../../../contract';
import { KUBERNETES_VERSIONS } from '../../../facts';
import { fixed, unknown, unpriced, used, type Component } from '../component';
import { HOURS } from '../decimal';
import { block, blocks, says, text } from '../read';
import type { Meter } from './meter';

/** The control plane, six times as dear once its version has left standard support; traffic between zones. */
export const eksCluster: Meter = (resource, context) => {
  const traffic = context.usage('aws_eks_cluster.monthly_cross_zone_gb');
  return [
    controlPlane(resource, context.today),
    used('traffic between zones', 'data-transfer/cross-zone', 'GB', traffic, 2),
    ...extras(resource),
  ];
};

function controlPlane(resource: Resource, today: string): Component {
  const version = text(resource.values, 'version');
  const policy = text(block(resource.values, 'upgrade_policy'), 'support_type', 'EXTENDED');
  if (version === undefined) return unknown('control plane', 'version');
  if (policy === undefined) return unknown('control plane', 'upgrade_policy');
  const standard = (reason: string): Component => fixed('control plane', 'eks/cluster/standard', 'hour', HOURS, reason);
  if (version === '') return standard('no version named: the newest, in standard support');
  const until = standardSupportUntil(version);
  if (until === undefined) return unpriced('control plane', `version ${version} is not in the release calendar`);
  if (until !== 'past' && today <= until) return standard(`${version} is in standard support until ${until}`);
  const ended =
    until === 'past' ? `${version} left standard support long ago` : `${version} left standard support on ${until}`;
  if (policy === 'STANDARD') return standard(`${ended}; upgrade policy STANDARD: AWS upgrades it rather than charge`);
  return fixed('control plane, extended support', 'eks/cluster/extended', 'hour', HOURS, ended);
}

function standardSupportUntil(version: string): string | undefined {
  const known = KUBERNETES_VERSIONS[version]?.standardSupportUntil;
  if (known !== undefined) return known;
  const minor = minorOf(version);
  const oldest = Math.min(...Object.keys(KUBERNETES_VERSIONS).map(minorOf));
  return minor < oldest ? 'past' : undefined;
}

function minorOf(version: string): number {
  return Number(/^1\.(\d+)$/.exec(version)?.[1] ?? Number.NaN);
}

function extras(resource: Resource): Component[] {
  const scaling = text(block(resource.values, 'control_plane_scaling_config'), 'tier', 'standard');
  return [
    ...(says(block(resource.values, 'compute_config'), 'enabled')
      ? [unpriced('Auto Mode', 'a fee of about 12 % on top of each instance it starts, whose number is not known')]
      : []),
    ...(blocks(resource.values, 'remote_network_config').length > 0
      ? [unpriced('hybrid nodes', 'billed per vCPU-hour of nodes outside AWS, whose number is not known')]
      : []),
    ...(scaling === 'standard'
      ? []
      : [unpriced('provisioned control plane', `no price of ${scaling ?? 'the tier'} in the book`)]),
  ];
}
