import { z } from 'zod';
import { elementOf, inner, keysOf, optionsOf, recordOf, wordsOf } from './walk';

/** Text that no setting takes; what a schema says to it is what it expects. */
const NONSENSE = '\u0000';
const SHOWN_WORDS = 12;

/** What may stand under a setting, in words: `2 to 3`, `one of smb, mid-market, enterprise`, `a list of …, 1 to 15`. */
export function allowed(schema: z.ZodType, most = SHOWN_WORDS): string {
  const type = inner(schema);
  const words = wordsOf(type);
  if (words !== undefined) return listed(words, most);
  if (type instanceof z.ZodNumber) return range(type);
  const element = elementOf(type);
  if (element !== undefined) return `a list${bounds(type)}, each ${allowed(element, most)}`;
  const options = optionsOf(type);
  if (options.length > 0 && Object.keys(keysOf(type)).length === 0) return options.map((option) => allowed(option, most)).join(', or ');
  const record = recordOf(type);
  if (record !== undefined) return `names with ${anyOf(record.value)} each; a name is ${allowed(record.key, most)}`;
  const keys = Object.keys(keysOf(type));
  if (keys.length > 0) return `a section with ${keys.join(', ')}`;
  return sentence(type);
}

/** `a section`, `a text`, `a whole number`. */
function anyOf(schema: z.ZodType): string {
  return `a ${typeWord(schema)}`;
}

/** Words joined, the first dozen of many. */
export function listed(words: readonly (string | number)[], most = SHOWN_WORDS): string {
  if (words.length <= most) return words.join(', ');
  return `${words.slice(0, most - 2).join(', ')} and ${words.length - most + 2} more`;
}

/** Kind of a value: `text`, `whole number`, `list`, `section`, `map`, `word`. */
export function typeWord(schema: z.ZodType): string {
  const type = inner(schema);
  if (type instanceof z.ZodNumber) return 'whole number';
  if (elementOf(type) !== undefined) return 'list';
  if (recordOf(type) !== undefined) return 'map';
  if (wordsOf(type) !== undefined) return wordsOf(type)?.every((word) => typeof word === 'number') === true ? 'whole number' : 'word';
  if (Object.keys(keysOf(type)).length > 0) return 'section';
  const options = optionsOf(type);
  return options.length > 0 ? options.map(typeWord).join(' or ') : 'text';
}

function range(type: z.ZodNumber): string {
  const { minValue, maxValue } = type;
  const min = minValue === null || minValue <= Number.MIN_SAFE_INTEGER ? undefined : minValue;
  const max = maxValue === null || maxValue >= Number.MAX_SAFE_INTEGER ? undefined : maxValue;
  if (min !== undefined && max !== undefined) return `a whole number from ${min} to ${max}`;
  return min === undefined ? 'a whole number' : `a whole number from ${min} up`;
}

function bounds(type: z.ZodType): string {
  const { minItems = 0, maxItems } = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' });
  if (maxItems === undefined) return minItems === 0 ? '' : ` of at least ${minItems}`;
  return minItems === 0 ? ` of at most ${maxItems}` : ` of ${minItems} to ${maxItems}`;
}

function sentence(type: z.ZodType): string {
  const { minLength = 0, maxLength } = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' });
  const said = type.safeParse(NONSENSE).error?.issues.find((issue) => issue.code !== 'too_small' && issue.code !== 'too_big');
  if (said !== undefined && !said.message.startsWith('Invalid')) return said.message;
  if (maxLength !== undefined && minLength > 0) return `a text of ${minLength} to ${maxLength} characters`;
  return maxLength === undefined ? 'a text' : `a text of at most ${maxLength} characters`;
}
