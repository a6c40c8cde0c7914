/** A framework that rules cite controls of. */
export interface Framework {
  /** As its readers call it. */
  name: string;
  version: string;
  /** framework: its controls are what an auditor asks for. scanner: its ids are other tools' names for the same check. */
  kind: 'framework' | 'scanner';
  /**
   * Who says that a rule answers a control. source: the publisher's own list of checks says so. judgement: we say so, and no
   * auditor has read it.
   */
  mapping: 'source' | 'judgement';
  /** What the mapping was read from, and when. */
  basis: string;
}

/** By the key rules use in their metadata. Read 2026-08; where we judged ourselves, that is said wherever it is printed. */
export const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  checkov: {
    name: 'Checkov',
    version: '3.3',
    kind: 'scanner',
    mapping: 'source',
    basis: 'ids held against its source, 2026-08',
  },
  trivy: {
    name: 'Trivy',
    version: 'checks of 2026-08',
    kind: 'scanner',
    mapping: 'source',
    basis: 'ids held against the metadata of its checks, 2026-08',
  },
  'aws-fsbp': {
    name: 'AWS Foundational Security Best Practices',
    version: '1.0.0',
    kind: 'framework',
    mapping: 'source',
    basis: "ids held against Prowler's compliance file, 2026-08",
  },
  'aws-aisf': {
    name: 'AWS AI Security Framework',
    version: '2026',
    kind: 'framework',
    mapping: 'source',
    basis: "ids held against Prowler's compliance file, 2026-08",
  },
  'cis-eks-1.8': {
    name: 'CIS Amazon EKS Benchmark',
    version: '1.8.0',
    kind: 'framework',
    mapping: 'source',
    basis: 'ids held against kube-bench, eks-1.8.0, 2026-08',
  },
  soc2: {
    name: 'SOC 2 Trust Services Criteria',
    version: '2017 (2022)',
    kind: 'framework',
    mapping: 'judgement',
    basis: 'our own reading, 2026-08',
  },
  'hipaa-164': {
    name: 'HIPAA Security Rule, 45 CFR 164',
    version: '2013',
    kind: 'framework',
    mapping: 'judgement',
    basis: 'our own reading, 2026-08',
  },
  'nist-ai-rmf-1.0': {
    name: 'NIST AI Risk Management Framework',
    version: '1.0',
    kind: 'framework',
    mapping: 'judgement',
    basis: 'our own reading, 2026-08',
  },
  'eu-ai-act': {
    name: 'EU AI Act, Regulation 2024/1689',
    version: '2024',
    kind: 'framework',
    mapping: 'judgement',
    basis: 'our own reading, 2026-08; the numbers are articles',
  },
  'iso-42001': {
    name: 'ISO/IEC 42001, Annex A',
    version: '2023',
    kind: 'framework',
    mapping: 'judgement',
    basis: 'our own reading, 2026-08',
  },
};

/**
 * Trivy's names for what a rule of ours checks, numbers of its `AWS-…` checks. Numbers read from the metadata of its checks, 2026-08;
 * which of ours they belong to is our own judgement.
 */
export const TRIVY_CHECKS: Readonly<Record<string, readonly string[]>> = {
  'PAI-NET-001': ['AWS-0107'],
  'PAI-NET-003': ['AWS-0178'],
  'PAI-NET-004': ['AWS-0164'],
  'PAI-NET-007': ['AWS-0047', 'AWS-0054'],
  'PAI-NET-008': ['AWS-0053'],
  'PAI-NET-010': ['AWS-0104'],
  'PAI-NET-013': ['AWS-0052'],
  'PAI-EKS-001': ['AWS-0040', 'AWS-0041'],
  'PAI-EKS-002': ['AWS-0038'],
  'PAI-EKS-003': ['AWS-0039'],
  'PAI-EKS-008': ['AWS-0028', 'AWS-0130'],
  'PAI-IAM-002': ['AWS-0057'],
  'PAI-ENC-001': ['AWS-0065'],
  'PAI-ENC-003': ['AWS-0088', 'AWS-0132'],
  'PAI-ENC-005': ['AWS-0026', 'AWS-0037', 'AWS-0131'],
  'PAI-ENC-006': ['AWS-0079', 'AWS-0080'],
  'PAI-ENC-007': ['AWS-0045', 'AWS-0051'],
  'PAI-ENC-008': ['AWS-0043', 'AWS-0046', 'AWS-0048', 'AWS-0126'],
  'PAI-ENC-009': ['AWS-0084', 'AWS-0127'],
  'PAI-ENC-010': ['AWS-0064', 'AWS-0095', 'AWS-0096', 'AWS-0135', 'AWS-0136'],
  'PAI-SEC-001': ['AWS-0029', 'AWS-0129'],
  'PAI-DAT-001': ['AWS-0086', 'AWS-0087', 'AWS-0091', 'AWS-0093'],
  'PAI-DAT-006': ['AWS-0180'],
  'PAI-DAT-011': ['AWS-0006', 'AWS-0007'],
  'PAI-OBS-003': ['AWS-0015', 'AWS-0016'],
  'PAI-SUP-005': ['AWS-0030', 'AWS-0031'],
};
