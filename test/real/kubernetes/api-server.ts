import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, programEnv, run, type Ran } from '../programs';

const CRDS = join(__dirname, '../../../../shared/crds');

/** A Kubernetes object as the API server keeps it. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  spec?: Record<string, unknown>;
  [field: string]: unknown;
}

/** A real API server without nodes or controllers. */
export class ApiServer {
  private readonly folder: string;
  /** Environment of programs that talk to it. */
  readonly env: NodeJS.ProcessEnv;

  private constructor(folder: string) {
    this.folder = folder;
    this.env = { ...programEnv(), KUBECONFIG: join(folder, 'kubeconfig') };
  }

  /** With the custom resources of all we install. */
  static async open(): Promise<ApiServer> {
    const server = await ApiServer.bare();
    await server.must('apply', '--server-side', '-f', CRDS);
    await server.must('wait', '--for=condition=Established', 'crd', '--all');
    return server;
  }

  /** As a new cluster is. */
  static async bare(): Promise<ApiServer> {
    const folder = mkdtempSync(join(tmpdir(), 'groundplane-api-server-'));
    await must('api-server', ['start', folder], { cwd: folder, env: programEnv() });
    return new ApiServer(folder);
  }

  async close(): Promise<void> {
    await must('api-server', ['stop', this.folder], { cwd: tmpdir(), env: programEnv() });
  }

  /** Puts YAML there; unknown and wrongly typed fields are refused. */
  apply(yaml: string, ...args: string[]): Promise<Ran> {
    const strict = ['apply', '--server-side', '--validate=strict', '--force-conflicts', ...args, '-f', '-'];
    return run('kubectl', strict, { cwd: this.folder, env: this.env, input: yaml });
  }

  /** Takes away what some YAML put there. */
  async remove(yaml: string): Promise<void> {
    const args = ['delete', '--ignore-not-found', '-f', '-'];
    await must('kubectl', args, { cwd: this.folder, env: this.env, input: yaml });
  }

  /** Objects of a kind in all namespaces, as they are kept. */
  async list(kind: string): Promise<KubernetesObject[]> {
    const { stdout } = await this.must('get', kind, '--all-namespaces', '--output', 'json');
    const { items }: { items: KubernetesObject[] } = JSON.parse(stdout);
    return items;
  }

  must(...args: string[]): Promise<Ran> {
    return must('kubectl', args, { cwd: this.folder, env: this.env });
  }
}
