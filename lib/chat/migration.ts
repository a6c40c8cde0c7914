import type { Manifest } from '../manifests';
import { CHAT_KEYS, type ChatProps } from './props';
import { CHAT_IMAGE, fromSecret, plain } from './chat-environment';

const NAME = 'chat-migration';
const UID = 10001;
/** Where it may write. */
const WORK = '/work';

/**
 * The job that brings the database to the form of the version: one owner of migrations, before any pod of that version is there.
 * A hook, because a job cannot be changed; Helm takes its failure for its own, and the pods of the version before stay.
 */
export function migrationManifests(props: Pick<ChatProps, 'namespace' | 'keysSecret' | 'database'>): Manifest[] {
  const { namespace } = props;
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: NAME, namespace },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: NAME,
        namespace,
        annotations: {
          'helm.sh/hook': 'post-install,post-upgrade',
          'helm.sh/hook-delete-policy': 'before-hook-creation',
        },
      },
      spec: {
        backoffLimit: 3,
        activeDeadlineSeconds: 840,
        template: { metadata: { labels: { app: NAME } }, spec: podSpec(props) },
      },
    },
  ];
}

function podSpec({ keysSecret, database }: Pick<ChatProps, 'keysSecret' | 'database'>): object {
  return {
    serviceAccountName: NAME,
    automountServiceAccountToken: false,
    restartPolicy: 'Never',
    securityContext: { runAsNonRoot: true, runAsUser: UID, fsGroup: UID, seccompProfile: { type: 'RuntimeDefault' } },
    volumes: [{ name: 'work', emptyDir: { sizeLimit: '1Gi' } }, ...database.volumes],
    containers: [
      {
        name: 'migrate',
        image: `${CHAT_IMAGE.repository}:${CHAT_IMAGE.tag}`,
        workingDir: '/app/backend',
        // reading its own settings is what migrates
        command: ['python', '-c', 'import open_webui.config'],
        env: [
          ...plain({
            ENABLE_DB_MIGRATIONS: 'True',
            OFFLINE_MODE: 'True',
            HF_HUB_OFFLINE: '1',
            HOME: WORK,
            DATA_DIR: `${WORK}/data`,
            STATIC_DIR: `${WORK}/static`,
          }),
          fromSecret(keysSecret, CHAT_KEYS.database),
          fromSecret(keysSecret, CHAT_KEYS.session),
        ],
        resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '1Gi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [{ name: 'work', mountPath: WORK }, ...database.mounts],
      },
    ],
  };
}
