import { GlueDataCatalogEncryptionSettings } from '@cdktf/provider-aws/lib/glue-data-catalog-encryption-settings';
import type { Construct } from 'constructs';

const KEYS_OF_AWS = [
  'data_catalog_encryption_settings[0].connection_password_encryption[0].aws_kms_key_id',
  'data_catalog_encryption_settings[0].encryption_at_rest[0].sse_aws_kms_key_id',
];

/**
 * Encrypts the Glue catalogue: what tables are called and how they are reached. One setting an account and region, so it names no
 * key of ours: whoever else has a catalogue there may say the same.
 */
export function encryptCatalogue(scope: Construct, id: string): GlueDataCatalogEncryptionSettings {
  return new GlueDataCatalogEncryptionSettings(scope, id, {
    dataCatalogEncryptionSettings: {
      encryptionAtRest: { catalogEncryptionMode: 'SSE-KMS' },
      connectionPasswordEncryption: { returnConnectionPasswordEncrypted: true },
    },
    // without a key AWS takes its own and tells so, which would be a change to take back at every plan
    lifecycle: { ignoreChanges: KEYS_OF_AWS },
  });
}
