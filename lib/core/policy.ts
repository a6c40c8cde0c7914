import { jsonText } from './text';

/** A statement of an IAM policy. Keys are IAM's own, so a search on the web still works. */
export interface Statement {
  Sid?: string;
  /** @default Allow */
  Effect?: 'Allow' | 'Deny';
  Principal?: '*' | { AWS?: string | string[]; Service?: string | string[]; Federated?: string };
  Action?: string | string[];
  NotAction?: string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** A policy document as JSON text. */
export function policyText(statements: readonly Statement[]): string {
  return jsonText({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });
}

/** Refuses whoever asks without TLS. */
export function tlsOnly(action: string, resource: string | string[]): Statement {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: action,
    Resource: resource,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/** Trust of a role that an AWS service takes on. */
export function trustService(service: string): Statement[] {
  return [{ Principal: { Service: service }, Action: 'sts:AssumeRole' }];
}

/** Trust of a role that pods take on through EKS Pod Identity. */
export function trustPods(): Statement[] {
  return [{ Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }];
}
