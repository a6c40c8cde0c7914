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
export { engineTarget, groupLabels, isScaled, leaderLabels, PART_LABEL, waiterLabels } from './engine';
export type { Adapter, VllmProps } from './props';
export * from './vllm';
