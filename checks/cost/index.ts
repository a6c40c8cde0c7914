export { estimate } from './estimate';
