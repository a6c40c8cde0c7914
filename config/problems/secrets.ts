import { findSecrets, secretsInText } from '../../checks/secrets';
import { pathText } from '../../contract';
import type { ReadFile } from '../read';
import { meant, placeAt } from '../read';
import type { FileProblem, Span } from './problem';

const FIX = 'take it out and revoke it: what stood in a file is known; keep the new one in Secrets Manager';

/**
 * Secrets in the values of a file and in its comments. From here on the places are masked in everything that is shown, so
 * this comes before anything else is said about the file.
 */
export function secretProblems({ source, root, value }: ReadFile): FileProblem[] {
  const found = findSecrets(value).map((finding) => {
    const { place } = placeAt(root, finding.segments);
    const key = place.key !== undefined && source.hides(place.key) ? place.key : undefined;
    return { finding, hidden: key ?? place.value, at: key ?? meant(source, place) };
  });
  source.hide(found.map(({ hidden }) => hidden));
  const inComments = secretsInText(source.text).filter((span) => !found.some(({ hidden }) => overlap(hidden, span)));
  return [
    ...found.map(({ finding, at }) =>
      source.problem(at, {
        code: 'SecretInFile',
        path: pathText(finding.segments),
        message: `looks like a secret (${finding.kind})`,
        fix: FIX,
      }),
    ),
    ...inComments.map((span) =>
      source.problem(span, {
        code: 'SecretInFile',
        path: '',
        message: `a comment holds what looks like a secret (${span.kind})`,
        fix: FIX,
      }),
    ),
  ];
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
