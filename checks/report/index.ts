export * from './console';
export * from './figures';
export * from './markdown';
export * from './plain-text';
export { choiceText, corpusText, floorText, useText } from './rag-text';
export * from './report';
