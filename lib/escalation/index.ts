export * from './escalation';
