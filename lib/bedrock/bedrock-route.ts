import type { Construct } from 'constructs';
import type { DataClass } from '../../contract';
import { purposeOf } from '../../facts';
import { arn, placeOf, type Statement } from '../core';
import type { ModelRoute } from '../gateway';
import type { GuardrailUse } from '../guardrail';

export interface BedrockRouteProps {
  name: string;
  /** Bedrock model id, `amazon.nova-lite-v1:0`. */
  model: string;
  /** Cross-region inference profile; data may then be processed anywhere in that area. @default - this region only */
  inferenceProfile?: 'us' | 'us-gov' | 'eu' | 'apac' | 'global';
  dataClass: DataClass;
  /** Guardrail each call goes through. @default - none */
  guardrail?: GuardrailUse;
  /** Tokens a month that the bill is estimated with. @default - the usage of the tier is assumed */
  monthlyTokens?: { input: number; output: number };
}

/** A model on Bedrock, called with the gateway's own short-lived credentials; allowed for this model and no other. */
export function bedrockRoute(scope: Construct, props: BedrockRouteProps): ModelRoute {
  const mode = purposeOf({ provider: 'bedrock', model: props.model }) === 'embedding' ? 'embedding' : 'chat';
  // what turns text into vectors answers nobody; Bedrock takes no guardrail for it
  const guardrail = mode === 'embedding' ? undefined : props.guardrail;
  const id = props.inferenceProfile === undefined ? props.model : `${props.inferenceProfile}.${props.model}`;
  return {
    name: props.name,
    provider: 'bedrock',
    model: props.model,
    revision: /(?:^|[.-])(v\d+(?::\d+)?)$/.exec(props.model)?.[1],
    inferenceProfile: props.inferenceProfile,
    location: 'cloud',
    dataClass: props.dataClass,
    params: { model: `bedrock/${id}`, aws_region_name: placeOf(scope).region, ...guarded(guardrail) },
    ...(mode === 'embedding' ? { mode } : {}),
    statements: [...invoke(scope, props, id), ...(guardrail?.statements ?? [])],
    monthlyTokens: props.monthlyTokens,
  };
}

/** Named in the call itself, so that no call goes without. */
function guarded(guardrail: GuardrailUse | undefined): ModelRoute['params'] {
  if (guardrail === undefined) return {};
  return {
    guardrailConfig: { guardrailIdentifier: guardrail.id, guardrailVersion: guardrail.version, trace: 'disabled' },
  };
}

function invoke(scope: Construct, props: BedrockRouteProps, id: string): Statement[] {
  const { partition, region } = placeOf(scope);
  const Action = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
  const model = (where: string): string => `arn:${partition}:bedrock:${where}::foundation-model/${props.model}`;
  if (props.inferenceProfile === undefined) return [{ Action, Resource: model(region) }];
  const profile = arn(scope, 'bedrock', `inference-profile/${id}`);
  return [
    { Action, Resource: profile },
    // the model itself, wherever the profile sends the call, but never past the profile
    { Action, Resource: model('*'), Condition: { StringEquals: { 'bedrock:InferenceProfileArn': profile } } },
  ];
}
