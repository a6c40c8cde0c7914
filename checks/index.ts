export { seenAt, type Seen } from './explain-finding';
export * from './judge';
export * from './merge';
