export { compareOutputs, type Side } from './compare';
export { compareMarkdown } from './markdown';
export { readReport } from './read';
