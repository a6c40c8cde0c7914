import { isObject, WAIVERS_COMMENT, type Json, type JsonObject, type Waiver } from '../../contract';

/**
 * Waivers that were written beside a construct: they stand in the comment of its stack. What is missing in one is left empty,
 * and the judgement says so.
 */
export function constructWaivers(json: Json): Waiver[] {
  const comment = isObject(json) ? json['//'] : undefined;
  const ours = isObject(comment) ? comment[WAIVERS_COMMENT] : undefined;
  const waivers = isObject(ours) ? ours['waivers'] : undefined;
  return (Array.isArray(waivers) ? waivers : []).filter(isObject).map((value): Waiver => {
    const waiver = readWaiver(value);
    return { ...waiver, source: waiver.scope };
  });
}

/** A waiver as somebody's JSON holds it. What is missing or no text is empty, which no judgement lets pass. */
export function readWaiver(value: JsonObject): Waiver {
  const text = (name: string): string => {
    const inner = value[name];
    return typeof inner === 'string' ? inner : '';
  };
  const key = text('key');
  return {
    id: text('id'),
    scope: text('scope'),
    reason: text('reason'),
    owner: text('owner'),
    expires: text('expires'),
    ticket: text('ticket'),
    ...(key === '' ? {} : { key }),
    source: text('source'),
  };
}
