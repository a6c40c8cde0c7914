export { compare } from './compare';
export type { Comparison, CompareOptions, Scenario } from './compare';
export { requestPrice } from './api-price';
export { HORIZON } from './breakeven';
