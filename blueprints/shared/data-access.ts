import type { Settings } from '../../config';
import { PLATFORM_ROLES, type PlatformRole } from '../../contract';
import { fitName, policyText } from '../../lib/core';
import { DROP_TAG, ROLE_TAG } from '../../lib/lake';

/** One role of the lake: whose session takes it on, and by which tag. */
export interface DataAccessRow {
  /** Groups of the company whose members it is for; none for programs that deliver. */
  groups: string[];
  /** Tag the session must have, `groundplane-role`. */
  tag: string;
  value: string;
  roleArn: string;
  /** Sources it reads, or the one it delivers. */
  sources: string[];
  does: 'reads' | 'delivers';
}

const MOST_NAME = 64;

/** Who may take on which role of the lake, from the settings that the roles are built from. */
export function dataAccess(settings: Settings): DataAccessRow[] {
  const { data, groups } = settings;
  const sources = Object.entries(data.sources).sort(([a], [b]) => (a < b ? -1 : 1));
  const readers = PLATFORM_ROLES.map((role): DataAccessRow => {
    const read = sources.filter(([, { access }]) => access.includes(role)).map(([name]) => name);
    const members = Object.keys(groups).filter((group) => rolesOf(groups[group]).includes(role));
    return {
      groups: members.sort(),
      tag: ROLE_TAG,
      value: role,
      roleArn: roleArn(settings, `lake-${role}`),
      sources: read,
      does: 'reads',
    };
  });
  const drops = sources
    .filter(([, { kind }]) => kind !== 'database')
    .map(([name, { kind }]): DataAccessRow => ({
      groups: [],
      tag: DROP_TAG,
      value: name,
      roleArn: roleArn(settings, `lake-${kind === 'stream' ? 'send' : 'drop'}-${name}`),
      sources: [name],
      does: 'delivers',
    }));
  return [...readers.filter((row) => row.sources.length > 0), ...drops];
}

function rolesOf(said: PlatformRole | readonly PlatformRole[] | undefined): readonly PlatformRole[] {
  return said === undefined ? [] : [said].flat();
}

function roleArn({ client, environment }: Settings, word: string): string {
  const name = fitName(`${client}-${environment.name}-${word}`, MOST_NAME);
  return `arn:${environment.partition}:iam::${environment.account}:role/${name}`;
}

/** The same as a page: what the one who looks after sign-in to AWS has to set, value by value. */
export function dataAccessText(settings: Settings): string {
  const rows = dataAccess(settings);
  const { client, environment } = settings;
  const readers = rows.filter(({ does }) => does === 'reads');
  const arns = readers.map(({ roleArn: each }) => each);
  return [
    `# Who reads and delivers data: ${client}, ${environment.name}`,
    '',
    '| groups | tag of the session | role | |',
    '|---|---|---|---|',
    ...rows.map(
      ({ groups, tag, value, roleArn: role, does, sources }) =>
        `| ${whose(groups, does)} | \`${tag}\` = \`${value}\` | \`${role}\` | ${does} ${sources.join(', ')} |`,
    ),
    '',
    'AWS maps no groups by itself: whoever signs people in to AWS puts the tag into their session, one value each.',
    '',
    `- IAM Identity Center, attributes for access control: key \`${ROLE_TAG}\`, as its value the attribute of people that holds their word above`,
    `- SAML to IAM: attribute \`https://aws.amazon.com/SAML/Attributes/PrincipalTag:${ROLE_TAG}\` with the word; \`sts:TagSession\` in the trust of the role they come in with`,
    `- OpenID Connect to IAM: claim \`"https://aws.amazon.com/tags": {"principal_tags": {"${ROLE_TAG}": ["<word>"]}}\`, \`sts:TagSession\` as above`,
    '',
    ...(rows.some(({ does }) => does === 'delivers')
      ? [
          `A program that delivers runs with a role of its own; that one bears the tag \`${DROP_TAG}\` (tags of a role count as those of its sessions) and is allowed \`sts:AssumeRole\` on the role of its source.`,
          '',
        ]
      : []),
    'What people come in with must be allowed to take on their role; the tag decides which:',
    '',
    '```json',
    policyText([{ Sid: 'LakeRoles', Action: 'sts:AssumeRole', Resource: arns }]),
    '```',
    '',
  ].join('\n');
}

function whose(groups: readonly string[], does: DataAccessRow['does']): string {
  if (does === 'delivers') return 'the program that delivers';
  return groups.length === 0 ? 'nobody yet: no group has the role' : groups.join(', ');
}
