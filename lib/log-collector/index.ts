export { COLLECTOR_STREAM, collectorConfig, REFUSED_ATTRIBUTE, REFUSED_ENGINE } from './collector-config';
export { LogCollector, TO_COLLECTOR, type LogCollectorProps } from './log-collector';
