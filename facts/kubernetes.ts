/** One minor version of Kubernetes on EKS. */
export interface KubernetesVersion {
  /** Last day of standard support, UTC. After it the control plane costs six times as much. */
  standardSupportUntil: string;
  /** Last day of extended support, UTC. After it AWS upgrades the cluster by force. */
  extendedSupportUntil: string;
  /** EKS-optimised AMI release for managed node groups; the date part is the alias Karpenter takes. */
  amiRelease: string;
}

/**
 * Versions that can be named in a client file.
 * Calendar: EKS user guide, release calendar, read 2026-04 and 2026-11. AMI releases: amazon-eks-ami v20260714.
 */
export const KUBERNETES_VERSIONS: Readonly<Record<string, KubernetesVersion>> = {
  '1.31': { standardSupportUntil: '2025-11-26', extendedSupportUntil: '2026-11-26', amiRelease: '1.31.14-20260714' },
  '1.32': { standardSupportUntil: '2026-03-23', extendedSupportUntil: '2027-03-23', amiRelease: '1.32.13-20260714' },
  '1.33': { standardSupportUntil: '2026-07-29', extendedSupportUntil: '2027-07-29', amiRelease: '1.33.13-20260714' },
  '1.34': { standardSupportUntil: '2026-12-02', extendedSupportUntil: '2027-12-02', amiRelease: '1.34.9-20260714' },
  '1.35': { standardSupportUntil: '2027-03-27', extendedSupportUntil: '2028-03-27', amiRelease: '1.35.6-20260714' },
};

/** Days before the end of standard support from which a synth warns. */
export const SUPPORT_WARNING_DAYS = 90;

/** Alias of the AL2023 AMI release for a version, as Karpenter's `amiSelectorTerms` take it. */
export function al2023Alias(version: KubernetesVersion): string {
  return `al2023@v${version.amiRelease.split('-')[1]}`;
}

/** Bottlerocket release for `amiSelectorTerms`. Source: bottlerocket-os/bottlerocket releases, 2026-08. */
export const BOTTLEROCKET_ALIAS = 'bottlerocket@v1.64.0';
