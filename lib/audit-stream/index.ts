export { AuditStream, type AuditStreamProps } from './audit-stream';
export type { AuditSinkProps } from './sink';
