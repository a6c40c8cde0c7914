import type { Finding } from '../../contract';
import { plain } from '../report';
import { findingsOf, placeOf, rank, type FormatSource } from './source';

/** GitHub shows so many of a kind for one step. */
const MOST = 10;

/** Workflow commands that GitHub shows beside the lines of a pull request. What is waived or undecided is not among them. */
export function annotationsText(source: FormatSource): string {
  const found = findingsOf(source);
  return ([0, 1] as const)
    .flatMap((wanted) => {
      const ofKind = found.filter(({ finding }) => rank(finding) === wanted);
      const kind = wanted === 0 ? 'error' : 'warning';
      // the last of them says how many there are besides
      const shown = ofKind.length > MOST ? ofKind.slice(0, MOST - 1) : ofKind;
      const lines = shown.map(({ finding, judgement }) => {
        const { file, line } = placeOf(finding, judgement, source);
        const properties = `file=${property(file)},line=${line},title=${property(`${finding.id} ${finding.title}`)}`;
        return `::${kind} ${properties}::${data(textOf(finding))}`;
      });
      const rest = ofKind.length - shown.length;
      return rest === 0 ? lines : [...lines, `::${kind} title=groundplane::and ${rest} more, in report.json`];
    })
    .map((line) => `${line}\n`)
    .join('');
}

function textOf({ path, address, attribute, message, fix }: Finding): string {
  return plain(`${[path || address, attribute].filter((part) => part !== '').join(' ')}: ${message}; ${fix}`);
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(plain(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
