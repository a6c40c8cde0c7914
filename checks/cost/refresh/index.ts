export { bookProblems } from '../book-check';
export { bookText } from './book-text';
export { recipeOf } from './recipe';
export type { OfferRow } from './recipe';
export { refresh } from './refresh';
export type { Offer, Refreshed } from './refresh';
