export { evaluatePolicy, PolicyEngine } from './evaluate';
export { PolicyError } from './module';
export { readRuleBook, type Rule, type RuleBook } from './rules';
