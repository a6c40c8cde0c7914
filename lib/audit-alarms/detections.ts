import { REFUSED_ATTRIBUTE, REFUSED_ENGINE } from '../log-collector';

/** Something that must not go unnoticed, told from one log group. */
export interface Detection {
  /** Word of alarm and metric. */
  word: string;
  /** What happened, and what to do first. */
  meaning: string;
  /** The group it shows in. */
  group: 'trail' | 'audit' | 'pods';
  /** Filter pattern of CloudWatch Logs. */
  pattern: string;
}

export interface DetectionProps {
  archiveBucket: string;
  /** Roles that are taken on in an emergency only. */
  breakGlassRoleArns: readonly string[];
}

/** Calls that stop, turn aside or cut short what records, whoever's it is. CloudWatch takes a pattern of 1,024 characters. */
const TAMPERING = [
  'DeleteTrail',
  'StopLogging',
  'UpdateTrail',
  'PutEventSelectors',
  'DeleteSubscriptionFilter',
  'DeleteDeliveryStream',
  'UpdateDestination',
  'DeleteLogGroup',
  'DeleteLogStream',
  'DeleteRule',
  'DisableRule',
  'RemoveTargets',
  'DeleteFlowLogs',
  'DeleteModelInvocationLoggingConfiguration',
  'DeleteLoggingConfiguration',
  'DeleteDetector',
  'UpdateDetector',
  'DisableSecurityHub',
  'BatchDisableStandards',
];
const ARCHIVE_CHANGES = [
  'DeleteBucket',
  'DeleteBucketPolicy',
  'PutBucketPolicy',
  'PutBucketLifecycle',
  'PutBucketLifecycleConfiguration',
  'PutBucketObjectLockConfiguration',
  'PutBucketVersioning',
  'PutBucketReplication',
  'PutBucketEncryption',
  'DeleteBucketEncryption',
  'PutObjectRetention',
];
/** Calls after which something encrypted can no longer be read. */
const KEYS_LOST = ['ScheduleKeyDeletion', 'DisableKey', 'DeleteImportedKeyMaterial'];
/** Calls that take the guardrail of Bedrock out of its version, or away. */
const GUARDRAIL_CHANGES = ['DeleteGuardrail', 'UpdateGuardrail'];

const IN_CLUSTER: readonly Detection[] = [
  {
    word: 'guardrail-disabled',
    meaning: 'a model answered though a guardrail was off or could not say: see which, and close the route',
    group: 'audit',
    pattern: `{ ($.body.status_id = 1) && ${any('$.body.unmapped.guardrail.verdict', ['disabled', 'error'])} }`,
  },
  {
    word: 'key-without-budget',
    meaning: 'a key that no budget counts spent money: see whose, and give it a team',
    group: 'audit',
    pattern: '{ ($.body.unmapped.budget.kind = "none") && ($.body.unmapped.cost.usd > 0) }',
  },
  {
    word: 'gateway-passed-by',
    meaning: 'something other than the gateway tried to reach an engine and was refused: see what, by its address',
    group: 'pods',
    pattern: `{ $.attributes.${REFUSED_ATTRIBUTE} = "${REFUSED_ENGINE}" }`,
  },
];

/** What is watched for. Events of the gateway carry names of the event schema. */
export function detections(props: DetectionProps): Detection[] {
  return [...breakGlass(props), ...inTrail(props), ...IN_CLUSTER];
}

function breakGlass({ breakGlassRoleArns }: DetectionProps): Detection[] {
  return breakGlassRoleArns.length === 0
    ? []
    : [
        {
          word: 'break-glass-used',
          meaning: 'a role for emergencies was taken on: ask who did, and why',
          group: 'trail',
          pattern: `{ ($.eventName = "AssumeRole*") && ${any('$.requestParameters.roleArn', breakGlassRoleArns)} }`,
        },
      ];
}

function inTrail({ archiveBucket }: DetectionProps): Detection[] {
  return [
    {
      word: 'audit-tampered',
      meaning: 'something that records was stopped or removed: put it back, then ask who did',
      group: 'trail',
      pattern: `{ ${any('$.eventName', TAMPERING)} }`,
    },
    {
      word: 'key-endangered',
      meaning:
        'a key was disabled or is to be deleted, and what it encrypts with it: stop that first, there are days for it',
      group: 'trail',
      pattern: `{ ($.eventSource = "kms.amazonaws.com") && (${any('$.eventName', KEYS_LOST)}) }`,
    },
    {
      word: 'cloud-guardrail-changed',
      meaning: 'the guardrail of Bedrock was changed or deleted: see whether an apply did it, and who',
      group: 'trail',
      pattern: `{ ($.eventSource = "bedrock.amazonaws.com") && (${any('$.eventName', GUARDRAIL_CHANGES)}) }`,
    },
    {
      word: 'archive-changed',
      meaning: 'settings of the archive were changed or tried to be: only its custodian may, and seldom',
      group: 'trail',
      pattern: `{ ($.requestParameters.bucketName = "${archiveBucket}") && ${any('$.eventName', ARCHIVE_CHANGES)} }`,
    },
  ];
}

/** One of the values, in the parentheses it takes and no others. */
function any(field: string, values: readonly string[]): string {
  const alternatives = values.map((value) => `(${field} = "${value}")`);
  return alternatives.length === 1 ? alternatives.join('') : `(${alternatives.join(' || ')})`;
}
