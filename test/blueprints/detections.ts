import { isObject, type Phase, type Tier } from '../../contract';
import { build } from './fixtures';

/** Filter patterns an environment is watched with, by the word of their alarm; what other stacks hand over is written `handed-over`. */
export function patternsOf(tier: Tier, phase: Phase, top?: string): Record<string, string> {
  const stack = build(tier, phase, 'us-east-1', top).synthesized.find(({ name }) => name.endsWith('-detection'));
  const resources = isObject(stack?.json) && isObject(stack.json['resource']) ? stack.json['resource'] : {};
  const filters = resources['aws_cloudwatch_log_metric_filter'];
  return Object.fromEntries(
    Object.values(isObject(filters) ? filters : {})
      .filter(isObject)
      .map(({ name, pattern }) => [
        String(name).replace('acme-production-', ''),
        String(pattern).replaceAll(/\$\{[^}]*\}/g, 'handed-over'),
      ]),
  );
}
