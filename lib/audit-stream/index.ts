export { AuditStream, type AuditStreamProps } from './audit-stream';
export type { AuditSinkProps } from './sink';
export { SavedQueries, type SavedQueriesProps } from './saved-queries';
