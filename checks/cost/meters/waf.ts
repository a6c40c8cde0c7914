import { isObject, type JsonObject } from '../../../contract';
import { fixed, unknown, unpriced, used, type Component } from '../component';
import { blocks, isOpen, text } from '../read';
import type { Meter } from './meter';

/** Groups of AWS that bill by request on top of the rule they fill. */
const DEAR_GROUPS = /^AWSManagedRules(BotControl|ATP|ACFP|AntiDDoS)RuleSet$/;

/** A web ACL, each of its rules (a managed group fills one, its inner rules nothing), and requests. */
export const wafWebAcl: Meter = ({ values, docs }, context) => {
  const json = docs.rule_json;
  const rules = blocks(values, 'rule');
  const written = Array.isArray(json) ? json.filter(isObject) : [];
  const open = isOpen(values.rule) || (json === undefined ? values.rule_json !== undefined : !Array.isArray(json));
  const requests = context.usage('aws_wafv2_web_acl.monthly_requests');
  return [
    fixed('web ACL', 'wafv2/web-acl', 'month', 1),
    open
      ? unknown('rules', 'the number of rules')
      : fixed('rules', 'wafv2/rule', 'month', rules.length + written.length, 'a managed group counts as one rule'),
    used('requests', 'wafv2/requests', 'million requests', requests, '0.000001'),
    ...rules.flatMap(subscription),
    ...written.flatMap(writtenSubscription),
  ];
};

function subscription(rule: JsonObject): Component[] {
  return blocks(rule, 'statement')
    .flatMap((statement) => blocks(statement, 'managed_rule_group_statement'))
    .flatMap((group) => groupOf(text(group, 'vendor_name', 'AWS'), text(group, 'name') ?? ''));
}

/** The same of a rule as the service itself writes it. */
function writtenSubscription({ Statement }: JsonObject): Component[] {
  const group = isObject(Statement) ? Statement.ManagedRuleGroupStatement : undefined;
  return isObject(group) ? groupOf(text(group, 'VendorName', 'AWS'), text(group, 'Name') ?? '') : [];
}

function groupOf(vendor: string | undefined, name: string): Component[] {
  if (vendor === 'AWS' && !DEAR_GROUPS.test(name)) return [];
  return [unpriced(`rule group ${name}`, `billed by subscription and request (${vendor ?? 'vendor not known'})`)];
}
