import { stringify } from 'yaml';
import type { Finding } from '../../contract';
import { TRIVY_CHECKS } from '../../facts';
import { plain } from '../report';
import { findingsOf, type FormatSource } from './source';

/** Findings somebody answers for, which other scanners will find too. */
function waivedIn(source: FormatSource): Finding[] {
  return findingsOf(source)
    .map(({ finding }) => finding)
    .filter(({ status, address }) => status === 'waived' && address !== '');
}

/** `.checkov.baseline`: what Checkov is to leave out, because a waiver says so. Paths are those of the output folder. */
export function checkovBaseline(source: FormatSource): string {
  const controls = new Map(source.rules.map((rule) => [rule.id, rule.controls['checkov'] ?? []]));
  const byFile = new Map<string, Map<string, Set<string>>>();
  for (const { id, stack, address } of waivedIn(source)) {
    const checks = controls.get(id) ?? [];
    if (checks.length === 0) continue;
    const file = `/${fileOf(stack)}`;
    const resources = byFile.get(file) ?? new Map<string, Set<string>>();
    for (const name of checkovNames(address)) resources.set(name, new Set([...(resources.get(name) ?? []), ...checks]));
    byFile.set(file, resources);
  }
  const failed = sorted(byFile).map(([file, resources]) => ({
    file,
    findings: sorted(resources).map(([resource, ids]) => ({ resource, check_ids: [...ids].sort() })),
  }));
  return `${JSON.stringify({ failed_checks: failed }, null, 4)}\n`;
}

/** Checkov calls a resource of a `cdk.tf.json` now by its type, now not. */
function checkovNames(address: string): string[] {
  const written = address.replace(/\[[^\]]*\]/g, '');
  return [written, `resource.${written.split('.').slice(1).join('.')}`];
}

/** `.trivyignore.yaml`: the same for Trivy, with the day each ends. */
export function trivyIgnore(source: FormatSource): string {
  const entries = new Map(
    waivedIn(source).flatMap(({ id, stack, waiver }) =>
      (TRIVY_CHECKS[id] ?? []).flatMap((check) =>
        // older versions know a check by the longer name
        [check, `AVD-${check}`].map((name): [string, object] => [
          `${name} ${stack}`,
          {
            id: name,
            paths: [fileOf(stack)],
            ...(waiver === undefined
              ? {}
              : {
                  expired_at: waiver.expires,
                  statement: plain(`${waiver.reason} (${waiver.owner}, ${waiver.ticket})`),
                }),
          },
        ]),
      ),
    ),
  );
  return stringify({ misconfigurations: sorted(entries).map(([, entry]) => entry) });
}

function fileOf(stack: string): string {
  return `stacks/${stack}/cdk.tf.json`;
}

function sorted<T>(entries: ReadonlyMap<string, T>): [string, T][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
