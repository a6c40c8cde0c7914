import { used, type Component } from '../component';
import { block } from '../read';
import type { Meter } from './meter';

/** Each policy of a guardrail that reads text bills every unit of it. */
export const bedrockGuardrail: Meter = ({ values }, context) => {
  const units = context.usage('aws_bedrock_guardrail.monthly_text_units');
  const policies = [
    ['content_policy_config', 'content filters', 'content'],
    ['topic_policy_config', 'denied topics', 'topics'],
    ['sensitive_information_policy_config', 'personal data', 'pii'],
  ] as const;
  return policies.flatMap(([name, words, kind]): Component[] =>
    block(values, name) === undefined
      ? []
      : [used(words, `bedrock/guardrail/${kind}`, 'thousand text units', units, '0.001')],
  );
};
