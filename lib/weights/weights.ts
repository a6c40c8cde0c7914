import { createHash } from 'node:crypto';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { IMAGES } from '../../facts';
import { placeOf } from '../core';
import { type Manifest, Manifests } from '../manifests';
import { PodIdentity } from '../pod-identity';
import { LOAD } from './scripts';
import { WeightsBucket } from './weights-bucket';

/** Published files at one commit. */
export interface Published {
  /** Owner and name on the hub. */
  repository: string;
  /** 40 hex digits. */
  revision: string;
  /** Of all its files. */
  sizeGiB: number;
}

/** An entry of a Kubernetes secret. */
export interface SecretKey {
  name: string;
  key: string;
}

export interface WeightsProps {
  clusterName: string;
  /** Namespace of the engines. */
  namespace: string;
  wanted: readonly Published[];
  /** `job`: one a commit, in the cluster, once. `by-hand`: there is no way out; somebody puts them there beforehand. */
  loading: 'job' | 'by-hand';
  /** Kubernetes secret in the namespace with a token for the hub. @default - nobody is named */
  tokenSecret?: SecretKey;
  dependsOn: readonly ITerraformDependable[];
}

/** Where an engine finds its weights. */
export interface WeightsSource {
  bucket: string;
  region: string;
  /** Account its pods run as, which may read. */
  serviceAccount: string;
}

const IMAGE = `${IMAGES['aws-cli'].repository}:${IMAGES['aws-cli'].tag}`;
const HUB = 'https://huggingface.co';
const READER = 'model-server';
const WRITER = 'weights-loader';
/** MiB a second from a public hub through NAT. Engineering estimate. */
const HUB_MIB_PER_SECOND = 50;
/** How much longer than estimated is waited. */
const SAFETY = 2;

/** Key below which the files of a commit lie. */
export function weightsPrefix({ repository, revision }: Pick<Published, 'repository' | 'revision'>): string {
  return `${repository}/${revision}`;
}

/**
 * Weights in a bucket of one's own, and who puts them there. Engines copy them to the disk of the node before they start and
 * check each file; they know no hub.
 *
 * A job for each commit fetches from the hub, compares digests and adds; where the commit is whole already it ends at once. An
 * apply waits for it, so that no GPU node is paid for while weights are on their way.
 */
export class Weights extends Construct {
  readonly source: WeightsSource;
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { bucket: WeightsBucket; manifests: Manifests };

  constructor(scope: Construct, id: string, props: WeightsProps) {
    super(scope, id);
    const bucket = new WeightsBucket(this, 'Bucket');
    const { clusterName, namespace } = props;
    const reader = new PodIdentity(this, 'Reader', {
      clusterName,
      namespace,
      serviceAccount: READER,
      statements: bucket.readStatements(),
    });
    const writer = new PodIdentity(this, 'Writer', {
      clusterName,
      namespace,
      serviceAccount: WRITER,
      statements: bucket.writeStatements(),
    });
    const { region } = placeOf(this);
    const seconds = props.loading === 'job' ? loadSeconds(props.wanted) : 0;
    const jobs =
      props.loading === 'job'
        ? distinct(props.wanted).map((each) => job(each, props, { bucket: bucket.name, region }))
        : [];
    const manifests = new Manifests(this, 'Resource', {
      name: 'weights',
      namespace,
      resources: [account(READER, namespace), account(WRITER, namespace), ...jobs],
      readySeconds: 300 + seconds,
      dependsOn: [
        ...props.dependsOn,
        bucket.resources.policy,
        reader.resources.association,
        writer.resources.association,
      ],
    });
    this.source = { bucket: bucket.name, region, serviceAccount: READER };
    this.ready = [manifests.resources.release];
    this.resources = { bucket, manifests };
  }
}

function distinct(wanted: readonly Published[]): Published[] {
  const byPrefix = new Map(wanted.map((each) => [weightsPrefix(each), each]));
  return [...byPrefix.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** The slowest of them; jobs run side by side, and share the way out. */
function loadSeconds(wanted: readonly Published[]): number {
  const gibibytes = distinct(wanted).reduce((sum, { sizeGiB }) => sum + sizeGiB, 0);
  return Math.ceil(((gibibytes * 1024) / HUB_MIB_PER_SECOND) * SAFETY);
}

function account(name: string, namespace: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace },
    automountServiceAccountToken: false,
  };
}

/** Where a job puts what it fetches. */
type Target = Pick<WeightsSource, 'bucket' | 'region'>;

function job(published: Published, props: WeightsProps, target: Target): Manifest {
  const { repository, revision, sizeGiB } = published;
  const { namespace } = props;
  // a job cannot be changed: another script is another job
  const digest = createHash('sha256').update(`${IMAGE}\n${LOAD}`).digest('hex').slice(0, 6);
  const slug = repository
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 36)
    .replace(/-+$/, '');
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `load-${slug}-${revision.slice(0, 8)}-${digest}`, namespace },
    spec: {
      backoffLimit: 3,
      activeDeadlineSeconds: loadSeconds([published]) + 600,
      template: {
        metadata: { labels: { app: WRITER } },
        spec: {
          serviceAccountName: WRITER,
          automountServiceAccountToken: false,
          restartPolicy: 'Never',
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 1000,
            fsGroup: 1000,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [loader(published, props, target)],
          // one file at a time, the largest of which is a part of the whole
          volumes: [{ name: 'work', emptyDir: { sizeLimit: `${Math.ceil(Math.min(sizeGiB, 12)) + 2}Gi` } }],
        },
      },
    },
  };
}

function loader(
  { repository, revision }: Published,
  { tokenSecret }: WeightsProps,
  { bucket, region }: Target,
): object {
  const variables = {
    HUB,
    REPOSITORY: repository,
    REVISION: revision,
    BUCKET: bucket,
    WORK: '/work',
    AWS_REGION: region,
    HOME: '/work',
  };
  const token = { name: 'HF_TOKEN', valueFrom: { secretKeyRef: tokenSecret } };
  return {
    name: 'load',
    image: IMAGE,
    command: ['/bin/bash', '-c', LOAD],
    env: [
      ...Object.entries(variables).map(([name, value]) => ({ name, value })),
      ...(tokenSecret === undefined ? [] : [token]),
    ],
    resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { memory: '1Gi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'work', mountPath: '/work' }],
  };
}
