export { compareOutputs, isChanged, type EnvironmentChange, type Side } from './compare';
export { compareMarkdown } from './markdown';
