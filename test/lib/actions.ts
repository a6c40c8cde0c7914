import type { Statement } from '../../lib/core';

/** Actions and resources of each statement, as a reader of a policy wants them. */
export function actionsOf(statements: readonly Statement[]): [string, string[]][] {
  return statements.map(({ Action = [], Resource = [] }) => [[Action].flat().join(' '), [Resource].flat()]);
}
