export { estimate, type EstimateOptions } from './estimate';
