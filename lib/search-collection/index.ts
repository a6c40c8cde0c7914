export * from './search-collection';
