import type { SynthesizedStack } from '../../../checks/document';
import type { JsonObject } from '../../../contract';

/** A stack as the library writes them: state, providers and what it says of itself around what `blocks` hold. */
export function stack(
  name: string,
  blocks: JsonObject,
  intents: readonly JsonObject[] = [],
  says: JsonObject = {},
): SynthesizedStack {
  const outputs = blocks.output;
  return {
    name: `acme-prod-${name}`,
    json: {
      terraform: {
        backend: {
          s3: {
            bucket: 'acme-state',
            key: `prod/${name}.tfstate`,
            region: 'eu-central-1',
            encrypt: true,
            kms_key_id: 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001',
            use_lockfile: true,
          },
        },
        required_version: '>= 1.11.0, < 2.0.0',
        required_providers: {
          aws: { source: 'hashicorp/aws', version: '~> 6.25' },
          helm: { source: 'hashicorp/helm', version: '~> 3.1' },
          kubernetes: { source: 'hashicorp/kubernetes', version: '~> 2.38' },
          litellm: { source: 'ncecere/litellm', version: '~> 0.3' },
        },
      },
      provider: {
        aws: [
          {
            region: 'eu-central-1',
            allowed_account_ids: ['111122223333'],
            default_tags: [
              { tags: { owner: 'ai@acme.example', 'cost-centre': '4711', environment: 'prod', tier: 'mid-market' } },
            ],
          },
        ],
      },
      ...blocks,
      output: {
        ...(typeof outputs === 'object' ? outputs : {}),
        groundplane: { value: descriptor(name, intents, says) },
      },
    },
  };
}

function descriptor(name: string, intents: readonly JsonObject[], says: JsonObject): string {
  return JSON.stringify({
    schemaVersion: 1,
    client: 'acme',
    environment: 'prod',
    stage: 'production',
    tier: 'mid-market',
    phase: 'day-90',
    stack: name,
    partition: 'aws',
    region: 'eu-central-1',
    account: '111122223333',
    owner: 'ai@acme.example',
    dataClasses: ['internal'],
    admins: ['arn:aws:iam::111122223333:role/break-glass'],
    intents,
    ...says,
  });
}

/** What every store carries: what lies in it, how long, and that Terraform must not destroy it. */
export const TAGS: JsonObject = { 'data-class': 'confidential', 'retention-days': '365' };
export const KEPT: JsonObject = {
  tags: TAGS,
  lifecycle: { prevent_destroy: true },
};

/** What another stack hands over, from where it is used. */
export function remoteState(...names: string[]): JsonObject {
  const config = (name: string): JsonObject => ({
    backend: 's3',
    config: { bucket: 'acme-state', key: `prod/${name}.tfstate`, region: 'eu-central-1' },
  });
  return { terraform_remote_state: Object.fromEntries(names.map((name) => [name, config(name)])) };
}

/** Arguments with the construct path CDKTF writes beside them. */
export function at(path: string, body: JsonObject): JsonObject {
  return { '//': { metadata: { path: `acme-prod-${path}`, uniqueId: path.split('/').at(-1) ?? '' } }, ...body };
}
