/** What an environment has that something could be told of. */
export interface AuditFeatures {
  /** A VPC the client owns keeps flow logs of its own. */
  ownNetwork: boolean;
  /** CloudTrail of this account; that of an organisation writes elsewhere. */
  trail: boolean;
  /** GuardDuty and Security Hub, whoever switched them on: findings are told in the account they are about. */
  guardDuty: boolean;
  securityHub: boolean;
  /** Bedrock models behind the gateway. */
  bedrock: boolean;
  /** Load balancers that face the internet, behind a web firewall. */
  internet: boolean;
  /** Load balancers people or programs come through, from the internet or from inside. */
  entry: boolean;
  /** Databases of the platform's programs. */
  database: boolean;
  /** An index of documents in a domain of OpenSearch. */
  searchDomain: boolean;
  /** Whether people chat with a page of the platform. */
  chat: boolean;
}

/**
 * How a source reaches stream and archive. `group`: a log group that is subscribed. `trail`: an event in the trail's group.
 * `collector`: pods, through the collector's groups. `findings`: EventBridge, through the group of findings.
 */
export type AuditWay = 'group' | 'trail' | 'collector' | 'findings';

export interface AuditSource {
  name: string;
  /** What it tells. */
  tells: string;
  way: AuditWay;
  /** Whether an environment has it. */
  present: (features: AuditFeatures) => boolean;
}

const always = (): boolean => true;

/** Everything that happens, and how it gets into the archive. A new feature is a new line here. */
export const AUDIT_SOURCES = [
  { name: 'eks-audit', tells: 'calls to Kubernetes', way: 'group', present: always },
  { name: 'policy-engine', tells: 'what admission refused, in the audit of Kubernetes', way: 'group', present: always },
  {
    name: 'database',
    tells: 'definitions, roles and refused sign-ins of the databases',
    way: 'group',
    present: ({ database }) => database,
  },
  {
    name: 'search-domain',
    tells: 'who was refused by the index, and whose rights in it changed',
    way: 'group',
    present: ({ searchDomain }) => searchDomain,
  },
  { name: 'vpc-flow-logs', tells: 'who talked to whom', way: 'group', present: ({ ownNetwork }) => ownNetwork },
  {
    name: 'cloudtrail',
    tells: 'calls to AWS, reads and writes of objects',
    way: 'group',
    present: ({ trail }) => trail,
  },
  { name: 'bedrock', tells: 'calls to cloud models', way: 'group', present: ({ bedrock }) => bedrock },
  {
    name: 'terraform',
    tells: 'applies: the role taken on, the state written',
    way: 'trail',
    present: ({ trail }) => trail,
  },
  { name: 'gateway-audit', tells: 'each request to a model, without its text', way: 'collector', present: always },
  { name: 'chat-audit', tells: 'sessions of the chat page', way: 'collector', present: ({ chat }) => chat },
  {
    name: 'sso',
    tells: 'sign-ins to the chat page; those to AWS are in the trail, to Kubernetes in its audit',
    way: 'collector',
    present: always,
  },
  { name: 'web-firewall', tells: 'requests from the internet', way: 'group', present: ({ internet }) => internet },
  {
    name: 'load-balancer',
    tells: 'requests to gateway and chat page, from inside too, without what stands behind the question mark',
    way: 'group',
    present: ({ entry }) => entry,
  },
  { name: 'pods', tells: 'what programs of the platform say', way: 'collector', present: always },
  { name: 'guardduty', tells: 'threats', way: 'findings', present: ({ guardDuty }) => guardDuty },
  {
    name: 'security-hub',
    tells: 'findings of the standards',
    way: 'findings',
    present: ({ securityHub }) => securityHub,
  },
  { name: 'inspector', tells: 'holes in images', way: 'findings', present: ({ securityHub }) => securityHub },
] as const satisfies readonly AuditSource[];

export type AuditSourceName = (typeof AUDIT_SOURCES)[number]['name'];

/** Sources of an environment, in the order of the list. */
export function auditSources(features: AuditFeatures): (AuditSource & { name: AuditSourceName })[] {
  return AUDIT_SOURCES.filter(({ present }) => present(features));
}
