/** The closed words of the platform. Judging and making share them; nothing else. */

/** How strong each part is. */
export const TIERS = ['smb', 'mid-market', 'enterprise'] as const;
export type Tier = (typeof TIERS)[number];

/** Sets of rules that raise what a tier says, for who is held to more. */
export const PACKS = ['hipaa', 'eu-ai', 'gov'] as const;
export type Pack = (typeof PACKS)[number];

/** Which parts exist yet. A later phase only adds. */
export const PHASES = ['day-30', 'day-60', 'day-90'] as const;
export type Phase = (typeof PHASES)[number];

/** What an environment is for: outside production, GPU pools may go to zero and data may be thrown away. */
export const STAGES = ['production', 'staging', 'development'] as const;
export type Stage = (typeof STAGES)[number];

/** How sensitive data is, from least to most. */
export const DATA_CLASSES = ['public', 'internal', 'confidential', 'restricted'] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** How much harm a use of a model can do, in the words of the EU AI Act that are allowed at all. */
export const RISK_CLASSES = ['minimal', 'limited', 'high'] as const;
export type RiskClass = (typeof RISK_CLASSES)[number];

/** Guardrails of the gateway that stop a request; the one for personal data masks. */
export const STOPPING_GUARDRAILS = ['prompt-attacks', 'credentials-in-answers'] as const;
export type StoppingGuardrail = (typeof STOPPING_GUARDRAILS)[number];

/** What a column of a source holds; each engine has a word of its own for it. */
export const COLUMN_TYPES = ['string', 'bigint', 'int', 'double', 'decimal', 'boolean', 'date', 'timestamp'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** What a person is on the platform, from who may change everything to who may only look. Groups of the company have one of them. */
export const PLATFORM_ROLES = ['admin', 'operator', 'developer', 'user', 'auditor'] as const;
export type PlatformRole = (typeof PLATFORM_ROLES)[number];

/** The state boundaries, in the order they are applied; destroyed in reverse. */
export const STACKS = [
  'audit',
  'network',
  'data',
  'lake',
  'rag',
  'cluster',
  'detection',
  'platform',
  'serving',
  'retrieval',
  'pipelines',
] as const;
export type StackName = (typeof STACKS)[number];

/** A stack of the platform, or one a client has of its own: `own-reports`. */
export type AnyStackName = StackName | `own-${string}`;

/** Days a waiver may reach ahead: who is held to more looks at it more often. */
export const LONGEST_WAIVER_DAYS: Readonly<Record<Tier, number>> = { smb: 180, 'mid-market': 180, enterprise: 90 };

/** Partitions of AWS. Every ARN is built from one. */
export const PARTITIONS = ['aws', 'aws-us-gov', 'aws-cn'] as const;
export type Partition = (typeof PARTITIONS)[number];

/** How a node is paid for, in the order a pool tries them. */
export const CAPACITY_TYPES = ['reserved', 'spot', 'on-demand'] as const;
export type CapacityType = (typeof CAPACITY_TYPES)[number];

/** Whether `phase` has reached `since`. */
export function reached(phase: Phase, since: Phase): boolean {
  return PHASES.indexOf(phase) >= PHASES.indexOf(since);
}

/** Decimal string of US dollars, unrounded. Binary floats never hold money. */
export type Money = string;
