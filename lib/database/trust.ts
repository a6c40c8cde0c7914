import { DATABASE_AUTHORITIES } from '../../facts';
import type { Manifest } from '../manifests';

/** Map in a namespace of programs that speak to the database, with the authority of its server; and where it is mounted. */
const NAME = 'database-authority';
const FILE = 'ca.crt';
export const AUTHORITY_FOLDER = '/etc/database';

/** How a program makes sure that it speaks to the database and to nobody in its place. */
export interface DatabaseTrust {
  /** Variables of libpq. */
  readonly environment: Readonly<Record<string, string>>;
  /** The same behind the question mark of an address. */
  readonly query: string;
  /** Name of the map, key `ca.crt`; none where nobody knows the authority. */
  readonly map?: string;
  /** Its certificate, PEM. */
  readonly authority?: string;
  /** The map itself. */
  readonly manifests: (namespace: string) => Manifest[];
  readonly volumes: readonly object[];
  readonly mounts: readonly { name: string; mountPath: string; readOnly: boolean }[];
}

/**
 * Trust in the server of a region: its certificate must be of the authority of RDS there, and name the host that was asked. In a region
 * whose authority is not among the facts, the connection is encrypted and the server taken for what it says it is.
 */
export function databaseTrust(region: string, folder = AUTHORITY_FOLDER): DatabaseTrust {
  const authority = DATABASE_AUTHORITIES[region];
  if (authority === undefined) {
    return {
      environment: { PGSSLMODE: 'require' },
      query: 'sslmode=require',
      manifests: () => [],
      volumes: [],
      mounts: [],
    };
  }
  const file = `${folder}/${FILE}`;
  const text = pem(authority);
  return {
    environment: { PGSSLMODE: 'verify-full', PGSSLROOTCERT: file },
    query: `sslmode=verify-full&sslrootcert=${file}`,
    map: NAME,
    authority: text,
    manifests: (namespace) => [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: NAME, namespace }, data: { [FILE]: text } },
    ],
    volumes: [{ name: NAME, configMap: { name: NAME } }],
    mounts: [{ name: NAME, mountPath: folder, readOnly: true }],
  };
}

function pem(der: string): string {
  const lines = der.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
