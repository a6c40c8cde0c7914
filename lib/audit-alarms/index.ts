export { AuditAlarms, type AuditAlarmsProps } from './audit-alarms';
