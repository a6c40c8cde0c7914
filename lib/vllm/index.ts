export {
  CALLER_KEYS_SECRET,
  CALLERS_FILE,
  DIRECT_CALL,
  DOOR_FILE,
  DOOR_PROGRAM,
  doorManifest,
  type EngineCaller,
  type KnownModel,
} from './door';
export { engineTarget, isScaled } from './engine';
export type { Adapter, VllmProps } from './props';
export * from './vllm';
