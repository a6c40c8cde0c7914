export { COLLECTOR_STREAM, collectorConfig } from './collector-config';
export { LogCollector, type LogCollectorProps } from './log-collector';
