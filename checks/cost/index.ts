export { bookProblems } from './book-check';
export { PriceBook, type BookFile } from './book';
export { dollars } from './decimal';
export { estimate, type EstimateOptions } from './estimate';
