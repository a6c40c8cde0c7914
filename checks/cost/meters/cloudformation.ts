import { isObject, type Json } from '../../../contract';
import { free, unknown } from '../component';
import { isOpen } from '../read';
import type { Meter } from './meter';

/** Types of CloudFormation that cost nothing themselves. */
const FREE_TYPES = new Set(['AWS::ElastiCache::User', 'AWS::ElastiCache::UserGroup']);

/** A stack costs nothing, what it makes may: it is told from the template, where that is written out. */
export const cloudformationStack: Meter = ({ values }) => {
  const types = typesIn(values.template_body);
  if (types === undefined) return [unknown('what it makes', 'template_body')];
  const billed = types.filter((type) => !FREE_TYPES.has(type));
  if (billed.length > 0) return [unknown(`what it makes (${billed.join(', ')})`, 'template_body')];
  return [free('stack', `makes ${types.join(', ')}, which cost nothing`)];
};

function typesIn(template: Json | undefined): string[] | undefined {
  if (typeof template !== 'string' || isOpen(template)) return undefined;
  try {
    const parsed: Json = JSON.parse(template);
    const resources = isObject(parsed) ? parsed.Resources : undefined;
    if (!isObject(resources)) return undefined;
    const types = Object.values(resources).map((made) => (isObject(made) ? made.Type : undefined));
    return types.every((type) => typeof type === 'string') ? [...new Set(types)].sort() : undefined;
  } catch {
    return undefined;
  }
}
