export type { ExplainedDefault } from './defaults-of';
export type { EffectiveSetting } from './effective';
export { effectiveSettings } from './effective';
export type { Explanation, ExplainOptions, ExplainResult, SettingLine, ValueInForce } from './explain';
export { explain, settingLines } from './explain';
