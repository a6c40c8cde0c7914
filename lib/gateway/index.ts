export { ACCESS_FILE, ACCESS_PROGRAM, TEAMS_FILE, teamsText, type TeamAccess } from './access';
export { AUDIT_FILE, AUDIT_PROGRAM } from './audit-callback';
export * from './gateway';
export * from './key-lookup';
export * from './proxy-config';
export * from './route';
