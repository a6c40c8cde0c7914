import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable, TerraformStack } from 'cdktf';
import { DATABASE_PORT, ownDatabase, OwnedDatabases, type DatabaseOwner, type OwnDatabase } from '../lib/database';
import type { Received } from './handover';

/** What the databases need of the stacks before. */
interface Around {
  data: Received;
  cluster: Received;
  vpcCidr: string;
  owners: readonly DatabaseOwner[];
  dependsOn: readonly ITerraformDependable[];
}

/** Lets pods of the cluster reach the server, and gives each owner a database of its own. */
export function giveDatabases(scope: TerraformStack, { data, cluster, vpcCidr, owners, dependsOn }: Around): void {
  const door = new VpcSecurityGroupIngressRule(scope, 'DatabaseDoor', {
    securityGroupId: data.text('database_security_group_id'),
    description: 'pods of the cluster to their databases',
    referencedSecurityGroupId: cluster.text('security_group_id'),
    ipProtocol: 'tcp',
    fromPort: DATABASE_PORT,
    toPort: DATABASE_PORT,
  });
  new OwnedDatabases(scope, 'Databases', {
    host: data.text('database_host'),
    vpcCidr,
    owners,
    encryptionKey: { arn: cluster.text('key_arn') },
    dependsOn: [...dependsOn, door],
  });
}

/** A database of one's own with the address of its server. */
export interface DatabaseAddress extends OwnDatabase {
  readonly host: string;
}

/** How `owner`, one of those the platform stack was told of, reaches its database. */
export function databaseAddress(scope: TerraformStack, data: Received, owner: string): DatabaseAddress {
  return { ...ownDatabase(scope, owner), host: data.text('database_host') };
}
