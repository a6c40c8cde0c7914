import { z } from 'zod';
import { setting } from './setting';
import { account, bucketName, domainName, keyArn, policyArn, region, roleArn, stage } from './words';

/** Where an environment lives. What may differ between environments besides, stands in the sections of the same name. */
export const environmentSettings = z.strictObject({
  account: setting(account, {
    description: 'AWS account of the environment, 12 digits in quotes. Providers refuse any other.',
    example: '111122223333',
    changing: 'replaces everything',
  }),
  region: setting(region, {
    description: 'AWS region. It decides the partition, the zones and which GPU types can be had.',
    example: 'eu-central-1',
    changing: 'replaces everything',
  }),
  domain: setting(domainName, {
    description: 'DNS domain of the environment; the gateway answers at `gateway.<domain>`.',
    example: 'ai.acme.example',
    changing: 'in place',
  }),
  stage: setting(stage, {
    description: 'What it is for. Outside production GPU pools may go to zero.',
    example: 'production',
    changing: 'in place',
  }),
  deletionProtection: setting(z.enum(['on', 'off']), {
    description:
      'Whether what holds data refuses to be destroyed: cluster, keys, secrets, archives. To take an environment down, set `off`, apply, then destroy.',
    example: 'on',
    changing: 'in place',
  }),
  residency: setting(z.enum(['region', 'area', 'anywhere']), {
    description:
      'How far what people ask and what is backed up may go: not out of the region; not out of its area, the regions of its cross-region inference profile (`eu`); or anywhere. A profile or a copy of backups that goes further is refused.',
    example: 'area',
    changing: 'nothing',
  }),
  deployRoleArn: setting(roleArn.optional(), {
    description: 'Role Terraform assumes, for what it makes and for its state. Left out, the credentials of the shell or the CI job are used as they are.',
    example: 'arn:aws:iam::111122223333:role/groundplane-deploy',
    changing: 'nothing',
  }),
  permissionsBoundaryArn: setting(policyArn.optional(), {
    description: 'Permissions boundary put on every role the library makes.',
    example: 'arn:aws:iam::111122223333:policy/boundary',
    changing: 'in place',
  }),
  state: z
    .strictObject({
      bucket: setting(bucketName, {
        description: 'Bucket that holds the Terraform state. `groundplane bootstrap` makes it. Moving it means moving the state.',
        example: 'acme-111122223333-eu-central-1-tfstate',
        changing: 'nothing',
      }),
      kmsKeyArn: setting(keyArn.optional(), {
        description: 'Key the state is encrypted with; `groundplane bootstrap` makes one and prints this line.',
        example: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        changing: 'nothing',
      }),
    })
    .meta({ description: 'Where the Terraform state is kept.' }),
});

export type EnvironmentSettings = z.infer<typeof environmentSettings> & { name: string };
