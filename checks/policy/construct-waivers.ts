import { isObject, WAIVERS_COMMENT, type Json, type Waiver } from '../../contract';

/**
 * Waivers that were written beside a construct: they stand in the comment of its stack. What is missing in one is left empty,
 * and the judgement says so.
 */
export function constructWaivers(json: Json): Waiver[] {
  const comment = isObject(json) ? json['//'] : undefined;
  const ours = isObject(comment) ? comment[WAIVERS_COMMENT] : undefined;
  const waivers = isObject(ours) ? ours['waivers'] : undefined;
  return (Array.isArray(waivers) ? waivers : []).filter(isObject).map((waiver): Waiver => {
    const text = (name: string): string => (typeof waiver[name] === 'string' ? waiver[name] : '');
    return {
      id: text('id'),
      scope: text('scope'),
      reason: text('reason'),
      owner: text('owner'),
      expires: text('expires'),
      ticket: text('ticket'),
      ...(typeof waiver['key'] === 'string' ? { key: waiver['key'] } : {}),
      source: text('scope'),
    };
  });
}
