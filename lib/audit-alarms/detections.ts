/** Something that must not go unnoticed, told from one log group. */
export interface Detection {
  /** Word of alarm and metric. */
  word: string;
  /** What happened, and what to do first. */
  meaning: string;
  /** The group it shows in. */
  group: 'trail' | 'audit';
  /** Filter pattern of CloudWatch Logs. */
  pattern: string;
}

export interface DetectionProps {
  archiveBucket: string;
  /** Roles that are taken on in an emergency only. */
  breakGlassRoleArns: readonly string[];
}

/** Calls that change the archive or what feeds it. */
const TAMPERING = [
  'DeleteTrail',
  'StopLogging',
  'UpdateTrail',
  'PutEventSelectors',
  'DeleteSubscriptionFilter',
  'DeleteDeliveryStream',
  'DeleteLogGroup',
  'DeleteDetector',
  'DisableSecurityHub',
];
const ARCHIVE_CHANGES = [
  'DeleteBucketPolicy',
  'PutBucketPolicy',
  'PutBucketLifecycle',
  'PutBucketLifecycleConfiguration',
  'PutBucketObjectLockConfiguration',
];

const IN_CLUSTER: readonly Detection[] = [
  {
    word: 'guardrail-disabled',
    meaning: 'a request went to a model though a guardrail was off or failed: see which, and close the route',
    group: 'audit',
    pattern: '{ ($.body.unmapped.guardrail.verdict = "disabled") || ($.body.unmapped.guardrail.verdict = "error") }',
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
          pattern: `{ ($.eventName = "AssumeRole*") && (${any('$.requestParameters.roleArn', breakGlassRoleArns)}) }`,
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
      word: 'archive-changed',
      meaning: 'settings of the archive were changed or tried to be: only its custodian may, and seldom',
      group: 'trail',
      pattern: `{ ($.requestParameters.bucketName = "${archiveBucket}") && (${any('$.eventName', ARCHIVE_CHANGES)}) }`,
    },
  ];
}

function any(field: string, values: readonly string[]): string {
  return values.map((value) => `(${field} = "${value}")`).join(' || ');
}
