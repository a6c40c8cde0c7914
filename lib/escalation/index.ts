export { decisionsQueueName } from './decisions';
export * from './escalation';
