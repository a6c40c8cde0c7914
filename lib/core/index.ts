export * from './arn';
export * from './errors';
export * from './intents';
export * from './names';
export * from './place';
export * from './policy';
export * from './text';
export * from './waivers';
