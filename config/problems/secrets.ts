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
  const inValues = findSecrets(value).map((finding) => {
    const { place } = placeAt(root, finding.segments);
    return {
      finding,
      place,
      hidden: place.inside.size > 0 || place.key === undefined ? place.value : keyAndValue(place.key, place.value),
    };
  });
  source.hide(inValues.map(({ hidden }) => hidden));
  const covered = inValues.map(({ hidden }) => hidden);
  const inComments = secretsInText(source.text).filter((span) => !covered.some((other) => overlap(other, span)));
  return [
    ...inValues.map(({ finding, place }) =>
      source.problem(meant(source, place), {
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

function keyAndValue(key: Span, value: Span): Span {
  return value.end > value.start ? value : key;
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
