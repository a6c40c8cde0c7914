import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { IMAGES } from '../../facts';
import { BlueprintError, placeOf, type Problem } from '../core';
import { externalSecret } from '../external-secrets';
import type { IKey } from '../key';
import { Manifests, type Manifest } from '../manifests';
import { Namespace, type NetworkRule } from '../namespace';
import { GeneratedSecret, type SecretRef } from '../secret';
import { GIVE_DATABASES } from './script';
import { DATABASE_PORT, MASTER_USER, masterSecret } from './store';
import { databaseTrust, type DatabaseTrust } from './trust';

/** Somebody who gets a database. */
export interface DatabaseOwner {
  /** Name of the database and of the user it belongs to: lower-case letters, digits and underscores. */
  name: string;
  /** Extensions made in it, `vector`. @default - none of its own */
  extensions?: readonly string[];
  /** Owners of whose rights it has a share; members of none themselves. @default - none */
  memberOf?: readonly string[];
}

export interface OwnedDatabasesProps {
  /** Address of the server. */
  host: string;
  /** Addresses it may have. */
  vpcCidr: string;
  owners: readonly DatabaseOwner[];
  /** Key of the secrets made for owners. */
  encryptionKey: IKey;
  /** External Secrets, which brings passwords into the cluster. */
  dependsOn: readonly ITerraformDependable[];
}

/** How an owner signs in to its database. The password is in the secret and nowhere else. */
export interface OwnDatabase {
  readonly name: string;
  readonly user: string;
  readonly port: number;
  /** Password in Secrets Manager: letters and digits only, so it may stand in an address as it is. */
  readonly secret: SecretRef;
}

/** Namespace of the job that makes users and databases; it may read secrets. */
export const DATABASE_NAMESPACE = 'database';
const PODS = { app: 'databases' };
const SECRET = 'database-passwords';
const MASTER_KEY = 'master';
const IMAGE = `${IMAGES.postgres.repository}:${IMAGES.postgres.tag}`;
/** User of the image. */
const POSTGRES_UID = 999;
/** In every database: who made and gave what is in the audit. */
const AUDIT_EXTENSION = 'pgaudit';

/**
 * A database of one's own for each owner, with a user that sees nothing else, on a server they share.
 *
 * A job does it after each change, and an apply waits for it; where all is there it changes nothing. It has the password of the
 * master user, in a namespace of its own that reaches the server and nothing else.
 */
export class OwnedDatabases extends Construct {
  readonly resources: { manifests: Manifests; secrets: GeneratedSecret[] };

  constructor(scope: Construct, id: string, props: OwnedDatabasesProps) {
    super(scope, id);
    BlueprintError.throwIfAny(ownerProblems(props.owners));
    const owners = inOrder(props.owners);
    const secrets = owners.map(
      ({ name }) =>
        new GeneratedSecret(this, `Password-${name}`, {
          word: passwordWord(name),
          description: `${name} to its database`,
          encryptionKey: props.encryptionKey,
        }),
    );
    const namespace = new Namespace(this, 'Namespace', {
      name: DATABASE_NAMESPACE,
      podSecurity: 'restricted',
      allow: [toDatabase(props.vpcCidr, PODS)],
    });
    const passwords = externalSecret(DATABASE_NAMESPACE, SECRET, {
      [MASTER_KEY]: masterSecret(this),
      ...Object.fromEntries(owners.map((owner) => [owner.name, ownDatabase(this, owner.name).secret])),
    });
    const trust = databaseTrust(placeOf(this).region);
    const manifests = new Manifests(this, 'Resource', {
      name: 'databases',
      namespace: DATABASE_NAMESPACE,
      resources: [account(), passwords, ...trust.manifests(DATABASE_NAMESPACE), job(props.host, owners, trust)],
      readySeconds: DEADLINE_SECONDS + 60,
      dependsOn: [...props.dependsOn, namespace.ready, ...secrets.map(({ resources }) => resources.version)],
    });
    this.resources = { manifests, secrets };
  }
}

/** How `name` signs in, known before anything is there. */
export function ownDatabase(scope: Construct, name: string): OwnDatabase {
  const secret = { name: `${placeOf(scope).prefix}/${passwordWord(name)}` };
  return { name, user: name, port: DATABASE_PORT, secret };
}

/** What pods need to reach the server. */
export function toDatabase(vpcCidr: string, pods: Record<string, string>): NetworkRule {
  return {
    name: 'to-database',
    direction: 'egress',
    pods,
    peers: [{ cidr: vpcCidr }],
    ports: [{ port: DATABASE_PORT }],
  };
}

/** Time for an image, a secret that is on its way, and a few attempts. */
const DEADLINE_SECONDS = 540;

function passwordWord(name: string): string {
  return `database/${name}`;
}

/** By name; members after those they are members of. */
function inOrder(owners: readonly DatabaseOwner[]): DatabaseOwner[] {
  const rank = ({ memberOf = [] }: DatabaseOwner): number => Math.sign(memberOf.length);
  return [...owners].sort((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    return a.name < b.name ? -1 : 1;
  });
}

function ownerProblems(owners: readonly DatabaseOwner[]): Problem[] {
  const names = owners.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...names
      .filter((name) => !/^[a-z][a-z0-9_]{0,30}$/.test(name) || [MASTER_KEY, MASTER_USER, 'postgres'].includes(name))
      .map((name) => problem(`"${name}" cannot be the name of a user`, 'lower-case letters, digits and underscores')),
    ...[...new Set(twice)].map((name) => problem(`"${name}" stands there twice`, 'one name for each')),
    ...owners.flatMap(({ name, memberOf = [] }) =>
      memberOf
        .filter((role) => !owners.some((other) => other.name === role && (other.memberOf ?? []).length === 0))
        .map((role) =>
          problem(`"${name}" cannot be a member of "${role}"`, 'an owner that is a member of none itself'),
        ),
    ),
    ...owners
      .flatMap(({ extensions = [] }) => extensions)
      .filter((extension) => !/^[a-z][a-z0-9_]*$/.test(extension))
      .map((extension) => problem(`"${extension}" cannot be the name of an extension`, 'as PostgreSQL calls it')),
  ];
}

function problem(message: string, fix: string): Problem {
  return { code: 'DatabaseOwner', path: 'owners', message, fix };
}

function account(): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: PODS.app, namespace: DATABASE_NAMESPACE },
    automountServiceAccountToken: false,
  };
}

function job(host: string, owners: readonly DatabaseOwner[], trust: DatabaseTrust): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'databases',
      namespace: DATABASE_NAMESPACE,
      // as a hook: a job cannot be changed, and Helm waits for hooks and takes their failure for its own
      annotations: {
        'helm.sh/hook': 'post-install,post-upgrade',
        'helm.sh/hook-delete-policy': 'before-hook-creation',
      },
    },
    spec: {
      backoffLimit: 5,
      activeDeadlineSeconds: DEADLINE_SECONDS,
      template: {
        metadata: { labels: PODS },
        spec: {
          serviceAccountName: PODS.app,
          automountServiceAccountToken: false,
          restartPolicy: 'Never',
          securityContext: {
            runAsNonRoot: true,
            runAsUser: POSTGRES_UID,
            fsGroup: POSTGRES_UID,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [container(host, owners, trust)],
          volumes: [
            { name: 'work', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
            { name: 'passwords', secret: { secretName: SECRET, defaultMode: 0o440, items: items(owners) } },
            ...trust.volumes,
          ],
        },
      },
    },
  };
}

function items(owners: readonly DatabaseOwner[]): { key: string; path: string }[] {
  return owners.map(({ name }) => ({ key: name, path: name }));
}

function container(host: string, owners: readonly DatabaseOwner[], trust: DatabaseTrust): object {
  const lines = owners.map(({ name, extensions = [], memberOf = [] }) =>
    [name, [AUDIT_EXTENSION, ...extensions].join(','), ...(memberOf.length === 0 ? [] : [memberOf.join(',')])].join(
      ' ',
    ),
  );
  const variables = {
    PGHOST: host,
    PGPORT: String(DATABASE_PORT),
    PGUSER: MASTER_USER,
    PGDATABASE: 'postgres',
    ...trust.environment,
    PGCONNECT_TIMEOUT: '10',
    OWNERS: lines.join('\n'),
    PASSWORDS: '/passwords',
    WORK: '/work',
    HOME: '/work',
  };
  return {
    name: 'give',
    image: IMAGE,
    command: ['/bin/bash', '-c', GIVE_DATABASES],
    env: [
      ...Object.entries(variables).map(([name, value]) => ({ name, value })),
      { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: SECRET, key: MASTER_KEY } } },
    ],
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      { name: 'work', mountPath: '/work' },
      { name: 'passwords', mountPath: '/passwords', readOnly: true },
      ...trust.mounts,
    ],
  };
}
