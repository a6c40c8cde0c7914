export { evaluatePolicy, PolicyEngine, type PolicyOptions } from './evaluate';
export { PolicyError } from './module';
export { readRuleBook, type Rule, type RuleBook, type Severities } from './rules';
