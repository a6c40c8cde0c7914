export { COLLECTOR_STREAM, collectorConfig, REFUSED_ATTRIBUTE, REFUSED_ENGINE } from './collector-config';
export { LogCollector, type LogCollectorProps } from './log-collector';
