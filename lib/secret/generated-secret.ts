import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { guarded, placeOf } from '../core';
import type { IKey } from '../key';

/** Where a secret lies. Never what it says. */
export interface SecretRef {
  /** Name in Secrets Manager, `acme-production/gateway/master-key`. */
  readonly name: string;
}

export interface GeneratedSecretProps {
  /** Last parts of the name, `gateway/master-key`. */
  word: string;
  description: string;
  encryptionKey: IKey;
  /** Text in front of the random part, where a program insists on one. @default - none */
  prefix?: string;
  /** Length of the random part. @default 48 */
  length?: number;
}

/**
 * A secret nobody has seen: AWS draws it while applying, Terraform hands it on as a write-only value, so it stands neither in
 * the configuration nor in the plan nor in the state. Raising the version by hand draws a new one.
 *
 * ### Cost
 * 0.40 USD a month, and 0.05 USD for 10,000 reads.
 */
export class GeneratedSecret extends Construct implements SecretRef {
  readonly name: string;
  readonly resources: { secret: SecretsmanagerSecret; version: SecretsmanagerSecretVersion };

  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    const { prefix, protectData } = placeOf(this);
    this.name = `${prefix}/${props.word}`;
    const secret = new SecretsmanagerSecret(this, 'Resource', {
      name: this.name,
      description: props.description,
      kmsKeyId: props.encryptionKey.arn,
      // a deleted secret keeps its name that long, so a throw-away environment could not come back under it
      recoveryWindowInDays: protectData ? 30 : 0,
      // by raising the version: whoever uses it has to be restarted, which no function of AWS would do
      tags: { rotation: 'manual' },
      lifecycle: guarded(this),
    });
    const version = new SecretsmanagerSecretVersion(this, 'Value', { secretId: secret.id, secretStringWoVersion: 1 });
    const random = version.friendlyUniqueId;
    TerraformStack.of(this).addOverride(`ephemeral.aws_secretsmanager_random_password.${random}`, {
      password_length: props.length ?? 48,
      exclude_punctuation: true,
    });
    version.addOverride(
      'secret_string_wo',
      `${props.prefix ?? ''}\${ephemeral.aws_secretsmanager_random_password.${random}.random_password}`,
    );
    this.resources = { secret, version };
  }
}
