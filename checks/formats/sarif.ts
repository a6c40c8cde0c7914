import { createHash } from 'node:crypto';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding, Judgement } from '../../contract';
import { fixOf, type Rule } from '../policy';
import { code, plain } from '../report';
import { findingsOf, pageOf, placeOf, rank, type FormatSource } from './source';

/** GitHub shows no more than this, and says nothing of the rest. */
const MOST_RESULTS = 5000;

/** SARIF 2.1.0: what code scanning shows in a pull request. */
export function sarifText(source: FormatSource): string {
  const all = findingsOf(source);
  const index = new Map(source.rules.map((rule, position) => [rule.id, position]));
  const results = all
    .slice(0, MOST_RESULTS)
    .map(({ finding, judgement }) => resultOf(finding, judgement, source, index.get(finding.id) ?? -1));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'groundplane',
            version: source.version,
            rules: source.rules.map((rule) => descriptorOf(rule)),
          },
        },
        automationDetails: { id: `groundplane/${source.report.client}/` },
        columnKind: 'utf16CodeUnits',
        results,
        properties: { omitted: all.length - results.length },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptorOf(rule: Rule): ReportingDescriptor {
  return {
    id: rule.id,
    name: rule.id.replaceAll('-', ''),
    shortDescription: { text: plain(rule.title) },
    fullDescription: { text: plain(rule.description) },
    // a page has no address of its own before the library has a home; code scanning takes no relative helpUri
    help: {
      text: plain(`${rule.description} To mend it: ${fixOf(rule)}`),
      markdown: `${rule.description}\n\n**To mend it**: ${code(fixOf(rule))}\n\nMore: ${pageOf(rule.id)} in the package groundplane.`,
    },
    properties: { tags: tagsOf(rule) },
  };
}

function tagsOf(rule: Rule): string[] {
  const controls = Object.entries(rule.controls).flatMap(([framework, ids]) => ids.map((id) => `${framework}/${id}`));
  return ['security', ...controls.sort()].slice(0, 20);
}

/** A finding nobody can decide yet is open; one that somebody answers for is suppressed. */
function resultOf(finding: Finding, judgement: Judgement, source: FormatSource, ruleIndex: number): Result {
  const place = placeOf(finding, judgement, source);
  const { waiver } = finding;
  return {
    ruleId: finding.id,
    ruleIndex,
    ...(rank(finding) === 2
      ? { kind: 'open', level: 'none' }
      : { level: finding.severity === 'deny' ? 'error' : 'warning' }),
    message: { text: plain(`${whereOf(finding)}: ${finding.message}. To mend it: ${finding.fix}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(place.file), uriBaseId: '%SRCROOT%' },
          region: { startLine: place.line },
        },
        logicalLocations: [
          { fullyQualifiedName: plain(finding.path || finding.stack || finding.id), kind: 'resource' },
          ...(finding.address === ''
            ? []
            : [{ fullyQualifiedName: plain(`${finding.stack}/${finding.address}`), kind: 'resource' }]),
        ],
      },
    ],
    partialFingerprints: { 'groundplane/v1': fingerprint(finding) },
    ...(waiver === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: plain(`${waiver.reason} (${waiver.owner}, ${waiver.ticket}, until ${waiver.expires})`),
            },
          ],
        }),
    properties: { environment: judgement.environment, status: finding.status, attribute: finding.attribute },
  };
}

function whereOf({ path, address, stack, attribute }: Finding): string {
  return [path || address || stack, attribute].filter((part) => part !== '').join(' ');
}

/** The same finding has the same, whatever line it is on. */
function fingerprint({ id, stack, address, path, attribute, key }: Finding): string {
  const text = JSON.stringify([id, stack, address === '' ? path : address, attribute, key ?? '']);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
