import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

export const arnChecks: readonly Check[] = [{ reads: ['environment', 'cluster', 'gateway', 'chat'], drafts: arns }];

interface Named {
  path: string;
  arn: string;
  /** Whether it must be in the region, and in the account, of the environment. */
  region: boolean;
  account: boolean;
}

/** Partition, region and account of an ARN. */
function parts(arn: string): { partition: string; region: string; account: string } {
  const [, partition = '', , region = '', account = ''] = arn.split(':');
  return { partition, region, account };
}

function namedIn({ environment, cluster, gateway, chat }: Settings): Named[] {
  const named: (Omit<Named, 'arn'> & { arn: string | undefined })[] = [
    ...cluster.admins.map((arn, index) => ({ path: `cluster.admins[${index}]`, arn, region: false, account: false })),
    ...cluster.breakGlassPrincipalArns.map((arn, index) => ({
      path: `cluster.breakGlassPrincipalArns[${index}]`,
      arn,
      region: false,
      account: false,
    })),
    ...Object.entries(cluster.access ?? {}).flatMap(([role, roles]) =>
      roles.map((arn, index) => ({ path: `cluster.access.${role}[${index}]`, arn, region: false, account: true })),
    ),
    // a key may be shared by another account
    { path: 'cluster.kmsKeyArn', arn: cluster.kmsKeyArn, region: true, account: false },
    { path: 'environment.state.kmsKeyArn', arn: environment.state.kmsKeyArn, region: true, account: false },
    { path: 'environment.deployRoleArn', arn: environment.deployRoleArn, region: false, account: true },
    {
      path: 'environment.permissionsBoundaryArn',
      arn: environment.permissionsBoundaryArn,
      region: false,
      account: true,
    },
    { path: 'chat.certificateArn', arn: chat.certificateArn, region: true, account: true },
    { path: 'gateway.certificateArn', arn: gateway.certificateArn, region: true, account: true },
  ];
  return named.flatMap((each) => (each.arn === undefined ? [] : [{ ...each, arn: each.arn }]));
}

function arns(settings: Settings): Draft[] {
  const { environment } = settings;
  return namedIn(settings).flatMap(({ path, arn, region, account }) => {
    const said = parts(arn);
    if (said.partition !== environment.partition) {
      return [
        draft(
          'OtherPartition',
          path,
          `is in partition "${said.partition}", but ${environment.region} is in "${environment.partition}"`,
          `name one that begins with arn:${environment.partition}:`,
        ),
      ];
    }
    if (region && said.region !== environment.region) {
      return [
        draft(
          'OtherRegion',
          path,
          `is in ${said.region}, the environment in ${environment.region}`,
          `name one in ${environment.region}`,
        ),
      ];
    }
    if (account && said.account !== environment.account && said.account !== 'aws') {
      return [
        draft(
          'OtherAccount',
          path,
          `is in account ${said.account}, the environment in ${environment.account}`,
          `name one in ${environment.account}`,
        ),
      ];
    }
    return [];
  });
}
