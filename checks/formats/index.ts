export { annotationsText } from './annotations';
export { checkovBaseline, trivyIgnore } from './baselines';
export { complianceFiles } from './compliance';
export { junitText } from './junit';
export { sarifText } from './sarif';
export type { FormatSource, Place } from './source';
