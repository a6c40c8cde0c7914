import type { App } from 'cdktf';
import type { Settings } from '../../config';
import { DATA_CLASSES } from '../../contract';
import { DataStack, type EnvironmentProps } from '../../stacks';
import { zoneCount } from './environment';

/** Days of snapshots: limits of a day and answers of ten minutes are not worth more. */
const SNAPSHOT_DAYS = 3;

/** The stores the settings ask for; none where nothing is shared. */
export function dataStack(app: App, environment: EnvironmentProps, settings: Settings): DataStack | undefined {
  const { gateway, network, dataClasses } = settings;
  if (gateway.cache === 'none') return undefined;
  const apart = network.existing === undefined || (network.existing.dataSubnetIds ?? []).length > 0;
  return new DataStack(app, environment, {
    zones: zoneCount(settings),
    subnets: apart ? 'data' : 'private',
    nodeType: gateway.cacheNodeType,
    snapshotDays: SNAPSHOT_DAYS,
    dataClass: [...dataClasses].sort((a, b) => DATA_CLASSES.indexOf(b) - DATA_CLASSES.indexOf(a))[0] ?? 'internal',
  });
}
