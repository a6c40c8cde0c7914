import { isObject, type Json } from '../../../contract';
import { free, unknown } from '../component';
import type { Meter } from './meter';

/** Types of CloudFormation that cost nothing themselves. */
const FREE_TYPES = new Set(['AWS::ElastiCache::User', 'AWS::ElastiCache::UserGroup']);

/** A stack costs nothing, what it makes may: it is told from the template, where that is written out. */
export const cloudformationStack: Meter = ({ docs }) => {
  const types = typesIn(docs.template_body);
  if (types === undefined) return [unknown('what it makes', 'template_body')];
  const billed = types.filter((type) => !FREE_TYPES.has(type));
  if (billed.length > 0) return [unknown(`what it makes (${billed.join(', ')})`, 'template_body')];
  return [free('stack', `makes ${types.join(', ')}, which cost nothing`)];
};

function typesIn(template: Json | undefined): string[] | undefined {
  const resources = isObject(template) ? template.Resources : undefined;
  if (!isObject(resources)) return undefined;
  const types = Object.values(resources).map((made) => (isObject(made) ? made.Type : undefined));
  return types.every((type) => typeof type === 'string') ? [...new Set(types)].sort() : undefined;
}
