export * from './find';
export { maskSecrets, maskSpans, secretsInText } from './text';
