export * from './find';
export { maskSecrets, maskSpans, secretsInText } from './text';
export type { SecretSpan } from './text';
