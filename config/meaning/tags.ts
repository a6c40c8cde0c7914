import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

export const tagNotices: readonly Check[] = [{ reads: ['tags'], drafts: values }];

/** What IAM, EKS and most others take as the value of a tag. Source: IAM API reference, Tag, 2026. */
const TAKEN = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** It is written as it stands, and refused by AWS at the first apply. */
function values({ tags }: Settings): Draft[] {
  return Object.entries(tags).flatMap(([key, value]) =>
    TAKEN.test(value)
      ? []
      : [
          draft(
            'TagNotTaken',
            `tags.${key}`,
            'has characters that IAM and EKS refuse in a tag at the first apply',
            'write letters, digits, spaces and _ . : / = + - @ only',
          ),
        ],
  );
}
