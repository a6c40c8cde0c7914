import { longestDuty } from '../../facts';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

export const auditChecks: readonly Check[] = [
  { reads: ['audit', 'policy'], drafts: retention },
  { reads: ['audit', 'environment'], drafts: lock },
  { reads: ['audit', 'environment'], drafts: archiveAccount },
  { reads: ['audit'], drafts: sinkNames },
  { reads: ['audit', 'environment'], drafts: sinkPlaces },
  { reads: ['audit', 'environment'], drafts: lakes },
];

function retention({ audit, policy }: Settings): Draft[] {
  const duty = longestDuty([...policy.packs, ...audit.recordRules]);
  if (duty === undefined || audit.archive.retentionDays >= duty.days) return [];
  return [
    draft(
      'RetentionTooShort',
      'audit.archive.retentionDays',
      `${audit.archive.retentionDays} is less than the ${duty.days} days of ${duty.source}`,
      `write ${duty.days}, or take out the pack or record rule that asks for it`,
    ),
  ];
}

function lock({ audit: { archive }, environment: { stage } }: Settings): Draft[] {
  if (stage === 'production' || archive.lock !== 'compliance' || archive.irreversible === 'understood') return [];
  return [
    draft(
      'IrreversibleLock',
      'audit.archive.lock',
      `"compliance" cannot be undone: what a ${stage} environment writes could be deleted by nobody for ${archive.retentionDays} days, and its bucket not be destroyed`,
      'write lock: governance or none, or say audit.archive.irreversible: understood',
    ),
  ];
}

function archiveAccount({ audit: { archive }, environment }: Settings): Draft[] {
  const own = archive.account ?? environment.account;
  const role = archive.deployRoleArn?.split(':')[4];
  if (role !== undefined && role !== own) {
    return [
      draft(
        'OtherAccount',
        'audit.archive.deployRoleArn',
        `is in account ${role}, the archive in ${own}`,
        `name a role in ${own}`,
      ),
    ];
  }
  if (own === environment.account || role !== undefined) return [];
  return [
    draft(
      'NoWayIntoAccount',
      'audit.archive.account',
      `"${own}" is not the account of the environment, and no role says how Terraform gets in`,
      `say audit.archive.deployRoleArn: arn:${environment.partition}:iam::${own}:role/…`,
    ),
  ];
}

function sinkNames({ audit: { sinks } }: Settings): Draft[] {
  return sinks.flatMap(({ name }, index) =>
    sinks.findIndex((other) => other.name === name) === index
      ? []
      : [
          draft(
            'SinkTwice',
            `audit.sinks[${index}].name`,
            `"${name}" is the name of two sinks`,
            'give each a name of its own',
          ),
        ],
  );
}

/** Firehose reads secrets and domains of its own region only; and a token of another environment says a wrong sender. */
function sinkPlaces({ audit: { sinks }, environment: { region, account } }: Settings): Draft[] {
  return sinks.flatMap((sink, index) => {
    const [key, arn] =
      'secretArn' in sink ? ['secretArn', sink.secretArn] : 'domainArn' in sink ? ['domainArn', sink.domainArn] : [];
    const [, , , found, owner] = arn?.split(':') ?? [];
    if (key === undefined || found === undefined) return [];
    if (found === region && key === 'secretArn' && owner !== account) {
      return [
        draft(
          'OtherAccount',
          `audit.sinks[${index}].${key}`,
          `is a secret of account ${owner ?? ''}, the environment is in ${account}`,
          `keep a secret of its own in ${account}`,
        ),
      ];
    }
    if (found === region) return [];
    return [
      draft(
        'OtherRegion',
        `audit.sinks[${index}].${key}`,
        `is in ${found}, the environment in ${region}`,
        `name one in ${region}`,
      ),
    ];
  });
}

/** A log group may be subscribed twice, and the second time is a lake's; and a lake has a bucket, and a key, for each region. */
function lakes({ audit: { sinks }, environment: { region, account } }: Settings): Draft[] {
  const found = sinks.flatMap((sink, index) => (sink.kind === 'security-lake' ? [{ sink, index }] : []));
  return found.flatMap(({ sink, index }, nth): Draft[] => {
    const path = `audit.sinks[${index}]`;
    const [, , , keyRegion, keyAccount] = sink.keyArn?.split(':') ?? [];
    return [
      ...(nth === 0
        ? []
        : [
            draft(
              'SecondLake',
              path,
              'is a second Security Lake; a region of an account has one',
              'leave one of them out',
            ),
          ]),
      ...(sink.bucket.startsWith(`aws-security-data-lake-${region}-`)
        ? []
        : [
            draft(
              'OtherRegion',
              `${path}.bucket`,
              `"${sink.bucket}" is not a bucket of ${region}, where the environment is`,
              `name the one that begins aws-security-data-lake-${region}-`,
            ),
          ]),
      ...(keyRegion === undefined || (keyRegion === region && keyAccount === account)
        ? []
        : [
            draft(
              'OtherPlace',
              `${path}.keyArn`,
              `is in ${keyRegion} of account ${keyAccount ?? ''}, the environment in ${region} of ${account}`,
              `name a key in ${region} of ${account}`,
            ),
          ]),
    ];
  });
}
