import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { Construct } from 'constructs';
import { arn, physicalName } from '../core';
import { Role } from '../role';

export interface BreakGlassProps {
  clusterName: string;
  /** Roles that may take it on. */
  principalArns: readonly string[];
}

const WORD = 'break-glass';
const SESSION_SECONDS = 3600;

/**
 * A role for when nobody can sign in: taken on by those who are named, for an hour, and only by who says who they are. In AWS it may
 * find the cluster and no more; who makes the cluster gives it rights there. Taking it on is an alarm.
 *
 * A second factor is for whoever signs people in to the roles it trusts: a session of IAM Identity Center does not tell of one, so
 * a condition on it would keep everybody out on the day it is needed.
 */
export class BreakGlass extends Construct {
  readonly arn: string;
  readonly resources: { role: IamRole };

  constructor(scope: Construct, id: string, props: BreakGlassProps) {
    super(scope, id);
    const { resources } = new Role(this, 'Role', {
      word: WORD,
      trust: [
        {
          Principal: { AWS: [...props.principalArns] },
          Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
          Condition: { StringLike: { 'sts:SourceIdentity': '?*' } },
        },
      ],
      statements: [
        {
          Sid: 'FindCluster',
          Action: 'eks:DescribeCluster',
          Resource: arn(this, 'eks', `cluster/${props.clusterName}`),
        },
      ],
      sessionSeconds: SESSION_SECONDS,
    });
    // known before it exists, so that judges can tell it from anybody else
    this.arn = arn(this, 'iam', `role/${physicalName(this, WORD, 64)}`);
    this.resources = resources;
  }
}
