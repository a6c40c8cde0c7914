import type { JsonObject } from '../../../contract';
import { must, programEnv } from '../programs';
import type { Deployment, Stack } from '../terraform/deployment';

/** A Helm release as Terraform hands it to Helm: nothing in its values is open any more. */
export interface Release {
  stack: Stack;
  name: string;
  namespace: string;
  /** A chart's name, or the folder of one of our own below the stack's. */
  chart: string;
  version: string;
  repository?: string;
  values: JsonObject;
}

interface Applied {
  type: string;
  values: {
    name: string;
    namespace: string;
    chart: string;
    version: string;
    repository?: string;
    values: string[];
    metadata: { name: string; labels?: Record<string, string> }[];
  };
}

/** Everything Helm is told to release, in stacks that are applied. @default - all of an environment */
export async function releasesOf(
  deployment: Deployment,
  stacks: readonly Stack[] = deployment.stacks,
): Promise<Release[]> {
  const perStack = await Promise.all(
    stacks.map(async (stack) =>
      (await appliedIn(stack, 'helm_release')).map(({ values }) => ({
        ...values,
        stack,
        values: parsed(values.values),
      })),
    ),
  );
  return perStack.flat();
}

/** The namespaces Terraform makes by itself, as YAML. @default - in all stacks of an environment */
export async function namespacesOf(
  deployment: Deployment,
  stacks: readonly Stack[] = deployment.stacks,
): Promise<string> {
  const perStack = await Promise.all(stacks.map((stack) => appliedIn(stack, 'kubernetes_namespace_v1')));
  return perStack
    .flat()
    .flatMap(({ values }) => values.metadata)
    .map(({ name, labels }) =>
      JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: labels ?? {} } }),
    )
    .join('\n---\n');
}

/** What the real Helm makes of a chart of our own. */
export async function rendered(release: Release, values: JsonObject = release.values): Promise<string> {
  const args = ['template', release.name, release.chart, '--namespace', release.namespace, '--values', '-'];
  const options = { cwd: release.stack.folder, env: programEnv(), input: JSON.stringify(values) };
  return (await must('helm', args, options)).stdout;
}

export function isOwnChart(release: Release): boolean {
  return release.chart.startsWith('./');
}

async function appliedIn(stack: Stack, type: string): Promise<Applied[]> {
  const { stdout } = await stack.must('show', '-json');
  const { values }: { values?: { root_module: { resources?: Applied[] } } } = JSON.parse(stdout);
  return (values?.root_module.resources ?? []).filter((resource) => resource.type === type);
}

/** We write one text a release. */
function parsed([text, ...more]: string[]): JsonObject {
  if (text === undefined || more.length > 0) throw new Error('a release has one text of values');
  return JSON.parse(text);
}
