import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { Construct } from 'constructs';
import { invocationLogName } from '../bedrock';
import { physicalName, type Statement } from '../core';
import type { GuardrailUse } from '../guardrail';
import { Namespace, NETWORK } from '../namespace';
import { PodIdentity } from '../pod-identity';

export interface DirectAccessProps {
  clusterName: string;
  /** Team whose application it is; its namespace is `direct-<team>`. */
  team: string;
  /** What IAM must allow for the models of the team, and for no others. */
  statements: readonly Statement[];
  /** Guardrail without which no call is allowed. */
  guardrail: GuardrailUse;
  /** Tokens a day, questions and answers, above which somebody is told. */
  tokensPerDay: number;
  alarmTopicArn: string;
}

/** Account of the pods that may call. */
export const DIRECT_SERVICE_ACCOUNT = 'application';
const METRICS = 'Groundplane/Direct';
const INVOKES = /^bedrock:InvokeModel/;

/**
 * An application that calls models of Bedrock by itself, so that the gateway is no single point of failure for it: a namespace,
 * and a role for its pods that may call the models of its team.
 *
 * Security: short-lived credentials; each call must name the guardrail of the environment in its version, else IAM refuses it. Its
 * pods reach AWS and nothing in the cluster. Every call is in the invocation log under the role's name.
 *
 * Limits: tokens are counted minutes later, and too many are told and not refused.
 *
 * ### Cost
 * Two metrics and an alarm, 0.70 USD a month.
 */
export class DirectAccess extends Construct {
  readonly namespace: Namespace;
  readonly resources: { association: EksPodIdentityAssociation; alarm: CloudwatchMetricAlarm };

  constructor(scope: Construct, id: string, props: DirectAccessProps) {
    super(scope, id);
    this.namespace = new Namespace(this, 'Namespace', {
      name: directNamespace(props.team),
      podSecurity: 'restricted',
      allow: [NETWORK.toHttps, NETWORK.toPodIdentity],
    });
    const word = directNamespace(props.team);
    const identity = new PodIdentity(this, 'Identity', {
      clusterName: props.clusterName,
      namespace: this.namespace.name,
      serviceAccount: DIRECT_SERVICE_ACCOUNT,
      word,
      statements: [...props.statements.map((each) => guarded(each, props.guardrail)), props.guardrail.statement],
    });
    this.resources = { association: identity.resources.association, alarm: this.watch(props, identity.role.name) };
  }

  private watch({ team, tokensPerDay, alarmTopicArn }: DirectAccessProps, roleName: string): CloudwatchMetricAlarm {
    const words = { Asked: '$.input.inputTokenCount', Answered: '$.output.outputTokenCount' };
    const counted = Object.entries(words).map(([id, value]) => {
      const name = physicalName(this, `${directNamespace(team)}-${id.toLowerCase()}-tokens`, 128);
      const filter = new CloudwatchLogMetricFilter(this, `Tokens${id}`, {
        name,
        logGroupName: invocationLogName(this),
        pattern: `{ ($.identity.arn = "*:assumed-role/${roleName}/*") && (${value} = *) }`,
        metricTransformation: { name, namespace: METRICS, value },
      });
      return { id: id.toLowerCase(), name, filter };
    });
    return new CloudwatchMetricAlarm(this, 'Budget', {
      alarmName: physicalName(this, `${directNamespace(team)}-tokens`, 128),
      alarmDescription: `team ${team} has asked Bedrock for more tokens today than it planned; docs/teams.md says how to stop it`,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: tokensPerDay,
      evaluationPeriods: 1,
      treatMissingData: 'notBreaching',
      alarmActions: [alarmTopicArn],
      metricQuery: [
        { id: 'tokens', expression: 'FILL(asked, 0) + FILL(answered, 0)', label: 'tokens', returnData: true },
        ...counted.map(({ id, name }) => ({
          id,
          metric: { metricName: name, namespace: METRICS, period: 86_400, stat: 'Sum' },
        })),
      ],
      dependsOn: counted.map(({ filter }) => filter),
    });
  }
}

/** Namespace of a team's application. */
export function directNamespace(team: string): string {
  return `direct-${team}`;
}

function guarded(statement: Statement, guardrail: GuardrailUse): Statement {
  const actions = [statement.Action ?? []].flat();
  if (!actions.some((action) => INVOKES.test(action))) return statement;
  const { StringEquals, ...others } = statement.Condition ?? {};
  return {
    ...statement,
    Condition: { ...others, StringEquals: { ...StringEquals, 'bedrock:GuardrailIdentifier': guardrail.versionArn } },
  };
}
