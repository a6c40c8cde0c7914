export { DocumentError } from './errors';
export { descriptorOf } from './facts';
export { documentFromPlan, isPlan } from './plan';
export { descriptorOfPlan } from './plan-ends';
export type { SynthesizedStack } from './raw-stack';
export { documentFromSynth } from './synth';
export { parseYaml } from './yaml';
