export { AUDIT_FILE, AUDIT_PROGRAM } from './audit-callback';
export * from './gateway';
export * from './proxy-config';
export * from './route';
