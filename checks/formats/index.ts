export { annotationsText } from './annotations';
export { checkovBaseline, trivyIgnore } from './baselines';
export { complianceFiles } from './compliance';
export { junitText } from './junit';
export { policyPages } from './policy-pages';
export { sarifText } from './sarif';
export type { FormatSource, Place } from './source';
