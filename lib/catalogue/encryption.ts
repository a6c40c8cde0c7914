import { GlueDataCatalogEncryptionSettings } from '@cdktf/provider-aws/lib/glue-data-catalog-encryption-settings';
import type { Construct } from 'constructs';

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
  });
}
