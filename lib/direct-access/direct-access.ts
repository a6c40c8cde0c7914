import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { Construct } from 'constructs';
import { invocationLogName } from '../bedrock';
import { physicalName, placeOf, type Statement } from '../core';
import type { GatewayTarget } from '../gateway';
import type { GuardrailUse } from '../guardrail';
import type { IKey } from '../key';
import { Namespace, NETWORK, type NetworkRule } from '../namespace';
import { TO_COLLECTOR } from '../log-collector';
import { PodIdentity } from '../pod-identity';
import { DIRECT_CALL } from '../vllm';

export interface DirectAccessProps {
  clusterName: string;
  /** Team whose application it is; its namespace is `direct-<team>`. */
  team: string;
  /** Models of Bedrock. @default - none */
  bedrock?: DirectBedrock;
  /** Engines in the cluster. @default - none */
  engines?: DirectEngines;
  /** Tokens a day, questions and answers, above which somebody is told. */
  tokensPerDay: number;
  alarmTopicArn: string;
}

export interface DirectBedrock {
  /** What IAM must allow for the models of the team, and for no others. */
  statements: readonly Statement[];
  /** Guardrail without which no call is allowed. */
  guardrail: GuardrailUse;
}

export interface DirectEngines {
  /** Pods the engines of its models run in, each once. */
  targets: readonly GatewayTarget[];
  /** ARNs of the keys of the team, which the application reads by itself. */
  keyArns: readonly string[];
  encryptionKey: IKey;
  /** Log group of the events of the platform. */
  auditGroupName: string;
}

/** Account of the pods that may call. */
export const DIRECT_SERVICE_ACCOUNT = 'application';
const METRICS = 'Groundplane/Direct';
const INVOKES = /^bedrock:InvokeModel/;

/**
 * An application that calls models by itself, so that the gateway is no single point of failure for it: a namespace, and a role for its
 * pods that may call the models of its team on Bedrock and read the team's keys for engines in the cluster.
 *
 * Security: short-lived credentials; each call of Bedrock must name the guardrail of the environment in its version, else IAM refuses
 * it, and is in the invocation log under the role's name. Engines hold the key against the team's models and tell each request; no
 * guardrail looks at what is asked of them. Its pods reach AWS, those engines, the collector, and nothing else in the cluster.
 *
 * Limits: tokens are counted minutes later, and too many are told and not refused.
 *
 * ### Cost
 * Two metrics or three and an alarm, 0.70 to 1.00 USD a month.
 */
export class DirectAccess extends Construct {
  readonly namespace: Namespace;
  readonly resources: { association: EksPodIdentityAssociation; alarm: CloudwatchMetricAlarm };

  constructor(scope: Construct, id: string, props: DirectAccessProps) {
    super(scope, id);
    this.namespace = new Namespace(this, 'Namespace', {
      name: directNamespace(props.team),
      podSecurity: 'restricted',
      allow: [NETWORK.toHttps, NETWORK.toPodIdentity, TO_COLLECTOR, ...toEngines(props.engines)],
    });
    const word = directNamespace(props.team);
    const identity = new PodIdentity(this, 'Identity', {
      clusterName: props.clusterName,
      namespace: this.namespace.name,
      serviceAccount: DIRECT_SERVICE_ACCOUNT,
      word,
      statements: [...bedrockStatements(props.bedrock), ...keyStatements(this, props.engines)],
    });
    this.resources = { association: identity.resources.association, alarm: this.watch(props, identity.role.name) };
  }

  private watch(props: DirectAccessProps, roleName: string): CloudwatchMetricAlarm {
    const { team, tokensPerDay, alarmTopicArn } = props;
    const counted = this.counts(props, roleName).map(({ id, value, ...said }) => {
      const name = physicalName(this, `${directNamespace(team)}-${id.toLowerCase()}-tokens`, 128);
      const transformation = { name, namespace: METRICS, value };
      const filter = new CloudwatchLogMetricFilter(this, `Tokens${id}`, {
        name,
        ...said,
        metricTransformation: transformation,
      });
      return { id: id.toLowerCase(), name, filter };
    });
    return new CloudwatchMetricAlarm(this, 'Budget', {
      alarmName: physicalName(this, `${directNamespace(team)}-tokens`, 128),
      alarmDescription: `team ${team} has asked for more tokens today past the gateway than it planned; docs/teams.md says how to stop it`,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: tokensPerDay,
      evaluationPeriods: 1,
      treatMissingData: 'notBreaching',
      alarmActions: [alarmTopicArn],
      metricQuery: [
        {
          id: 'tokens',
          expression: counted.map(({ id }) => `FILL(${id}, 0)`).join(' + '),
          label: 'tokens',
          returnData: true,
        },
        ...counted.map(({ id, name }) => ({
          id,
          metric: { metricName: name, namespace: METRICS, period: 86_400, stat: 'Sum' },
        })),
      ],
      dependsOn: counted.map(({ filter }) => filter),
    });
  }

  /** Where tokens of the team are told, and under which name. */
  private counts({ team, bedrock, engines }: DirectAccessProps, roleName: string): TokenCount[] {
    const called = (value: string): string => `{ ($.identity.arn = "*:assumed-role/${roleName}/*") && (${value} = *) }`;
    const words = { Asked: '$.input.inputTokenCount', Answered: '$.output.outputTokenCount' };
    const logGroupName = invocationLogName(this);
    return [
      ...(bedrock === undefined
        ? []
        : Object.entries(words).map(([id, value]) => ({ id, value, logGroupName, pattern: called(value) }))),
      ...(engines === undefined
        ? []
        : [
            {
              id: 'Engines',
              value: ENGINE_TOKENS,
              logGroupName: engines.auditGroupName,
              pattern: `{ ($.body.activity_name = "${DIRECT_CALL}") && ($.body.unmapped.team.id = "${team}") && (${ENGINE_TOKENS} = *) }`,
            },
          ]),
    ];
  }
}

interface TokenCount {
  id: string;
  value: string;
  logGroupName: string;
  pattern: string;
}

const ENGINE_TOKENS = '$.body.unmapped.tokens.total';

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

function bedrockStatements(bedrock: DirectBedrock | undefined): Statement[] {
  if (bedrock === undefined) return [];
  const { statements, guardrail } = bedrock;
  return [...statements.map((each) => guarded(each, guardrail)), ...guardrail.statements];
}

function keyStatements(scope: Construct, engines: DirectEngines | undefined): Statement[] {
  if (engines === undefined) return [];
  return [
    { Sid: 'OwnKeys', Action: 'secretsmanager:GetSecretValue', Resource: [...engines.keyArns] },
    {
      Sid: 'DecryptKeys',
      Action: 'kms:Decrypt',
      Resource: engines.encryptionKey.arn,
      Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${placeOf(scope).region}.amazonaws.com` } },
    },
  ];
}

function toEngines(engines: DirectEngines | undefined): NetworkRule[] {
  return (engines?.targets ?? []).map(({ namespace, pods, port }, index) => ({
    name: `to-engine-${index + 1}`,
    direction: 'egress',
    peers: [{ namespace, pods }],
    ports: [{ port }],
  }));
}
