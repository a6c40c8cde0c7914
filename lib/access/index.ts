export * from './break-glass';
export * from './cluster-access';
export * from './cluster-roles';
