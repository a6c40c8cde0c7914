export * from './access';
export * from './lake';
export * from './lake-formation';
export * from './lake-roles';
export * from './landing-table';
export * from './source';
