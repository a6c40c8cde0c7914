import { BedrockGuardrail } from '@cdktf/provider-aws/lib/bedrock-guardrail';
import { BedrockGuardrailVersion } from '@cdktf/provider-aws/lib/bedrock-guardrail-version';
import { Construct } from 'constructs';
import { addressOf, physicalName, type Statement } from '../core';
import type { IKey } from '../key';

export interface GuardrailProps {
  encryptionKey: IKey;
}

/** How a caller of Bedrock names the guardrail its call goes through. */
export interface GuardrailUse {
  readonly id: string;
  /** A version that cannot be loosened in place. */
  readonly version: string;
  /** The same as IAM names it in a condition: ARN and version. */
  readonly versionArn: string;
  /** What IAM must allow the caller. */
  readonly statements: readonly Statement[];
}

const HARMS = ['HATE', 'INSULTS', 'MISCONDUCT', 'SEXUAL', 'VIOLENCE'] as const;
/** Told apart by what is left: a mask for whom a text is about, nothing at all of what opens a door. */
const MASKED = [
  'ADDRESS',
  'CREDIT_DEBIT_CARD_CVV',
  'CREDIT_DEBIT_CARD_EXPIRY',
  'CREDIT_DEBIT_CARD_NUMBER',
  'EMAIL',
  'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
  'NAME',
  'PHONE',
  'US_PASSPORT_NUMBER',
  'US_SOCIAL_SECURITY_NUMBER',
] as const;
const BLOCKED = ['AWS_ACCESS_KEY', 'AWS_SECRET_KEY', 'PASSWORD', 'PIN'] as const;

/**
 * A guardrail of Bedrock: stops prompt attacks and harm, masks personal data, refuses credentials, in questions and answers. It is
 * named in every call and runs inside it, so a call whose guardrail is away fails and nothing of it reaches the model.
 *
 * ### Cost
 * By text unit of 1,000 characters, questions and answers: 0.25 USD a thousand in us-east-1.
 */
export class Guardrail extends Construct {
  readonly use: GuardrailUse;
  readonly resources: { guardrail: BedrockGuardrail; version: BedrockGuardrailVersion };

  constructor(scope: Construct, id: string, props: GuardrailProps) {
    super(scope, id);
    const guardrail = new BedrockGuardrail(this, 'Resource', {
      name: physicalName(this, 'guardrail', 50),
      description: 'what the gateway sends to models of Bedrock, and what they answer',
      kmsKeyArn: props.encryptionKey.arn,
      blockedInputMessaging: 'This question was stopped by the rules of this platform.',
      blockedOutputsMessaging: 'This answer was stopped by the rules of this platform.',
      contentPolicyConfig: [{ filtersConfig: filters() }],
      sensitiveInformationPolicyConfig: [
        {
          piiEntitiesConfig: [
            ...MASKED.map((type) => ({ type, action: 'ANONYMIZE' })),
            ...BLOCKED.map((type) => ({ type, action: 'BLOCK' })),
          ],
        },
      ],
    });
    const version = new BedrockGuardrailVersion(this, 'Version', {
      guardrailArn: guardrail.guardrailArn,
      description: 'as the gateway uses it',
      // a version is a copy: a change of the guardrail needs another, and the one before stays until the gateway names it no more
      lifecycle: { replaceTriggeredBy: [addressOf(guardrail)], createBeforeDestroy: true },
    });
    this.use = {
      id: guardrail.guardrailId,
      version: version.version,
      versionArn: `${guardrail.guardrailArn}:${version.version}`,
      statements: [
        { Action: 'bedrock:ApplyGuardrail', Resource: guardrail.guardrailArn },
        // read with the rights of who calls. Source: Bedrock guide, guardrails with a key of one's own
        { Action: 'kms:Decrypt', Resource: props.encryptionKey.arn },
      ],
    };
    this.resources = { guardrail, version };
  }
}

function filters(): { type: string; inputStrength: string; outputStrength: string }[] {
  return [
    ...HARMS.map((type) => ({ type, inputStrength: 'MEDIUM', outputStrength: 'MEDIUM' })),
    // answers attack nobody; AWS takes no other strength there
    { type: 'PROMPT_ATTACK', inputStrength: 'HIGH', outputStrength: 'NONE' },
  ];
}
