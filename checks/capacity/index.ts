export { capacity } from './capacity';
