export { recover, stateAddresses, type Recovery, type StackRecovery } from './recover';
