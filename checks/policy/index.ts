export {
  clientPackage,
  digestOf,
  isRuleId,
  readClientRules,
  ruleName,
  type ClientRule,
  type ClientRules,
  type RuleFile,
} from './client-rules';
export { ClientRuleError } from './client-run';
export { constructWaivers, readWaiver } from './construct-waivers';
export { evaluatePolicy, PolicyEngine, prepareRules, type PolicyOptions } from './evaluate';
export { PolicyError } from './errors';
export { DATA_IS_KEPT, fixOf, keepsData, readRuleBook, type Rule, type RuleBook, type Severities } from './rules';
export { severityProblems } from './severity';
export { waiverProblem } from './waivers';
