export { DECISION } from './decision';
export { decisionsQueueName } from './decisions';
export * from './escalation';
