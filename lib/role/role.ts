import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { managedPolicyArn, physicalName, placeOf, policyText, type Statement } from '../core';

/** A role somebody may be given. */
export interface IRole {
  readonly arn: string;
  /**
   * What must exist before the role can do its work, and stay until the user is gone: put it into `dependsOn` of whoever
   * uses the role. IAM forgets nothing in order by itself, and a cluster without its policies cannot be destroyed.
   */
  readonly ready: ITerraformDependable[];
}

export interface RoleProps {
  /** Word of the name, `<client>-<environment>-<word>`. */
  word: string;
  /** What the name begins with, where a program insists. @default - nothing */
  prefix?: string;
  /** Who may take it on. */
  trust: readonly Statement[];
  /** Policies AWS keeps, by name: `AmazonEKSClusterPolicy`, `service-role/AmazonEBSCSIDriverPolicy`. @default - none */
  managedPolicies?: readonly string[];
  /** Own statements. @default - none */
  statements?: readonly Statement[];
  /** Longest session, seconds. @default 3600 */
  sessionSeconds?: number;
  /** Tags a session of it has; what else is asked by tag. @default - none */
  tags?: Readonly<Record<string, string>>;
}

/** An IAM role with its policies, bounded where the account demands it. Free. */
export class Role extends Construct implements IRole {
  readonly arn: string;
  readonly name: string;
  readonly ready: ITerraformDependable[];
  readonly resources: { role: IamRole };

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'Resource', {
      name: `${props.prefix ?? ''}${physicalName(this, props.word, 64 - (props.prefix ?? '').length)}`,
      assumeRolePolicy: policyText(props.trust),
      permissionsBoundary: placeOf(this).permissionsBoundaryArn,
      maxSessionDuration: props.sessionSeconds,
      ...(props.tags === undefined ? {} : { tags: { ...props.tags } }),
    });
    const attached = (props.managedPolicies ?? []).map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy.split('/').at(-1) ?? policy, {
          role: role.name,
          policyArn: managedPolicyArn(this, policy),
        }),
    );
    const own =
      props.statements === undefined || props.statements.length === 0
        ? []
        : [
            new IamRolePolicy(this, 'Policy', {
              name: props.word,
              role: role.name,
              policy: policyText(props.statements),
            }),
          ];
    this.arn = role.arn;
    this.name = role.name;
    this.ready = [...attached, ...own];
    this.resources = { role };
  }
}
