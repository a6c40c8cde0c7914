import type { App } from 'cdktf';
import type { Settings } from '../../config';
import { DATA_CLASSES, type DataClass } from '../../contract';
import type { DatabaseOwner } from '../../lib/database';
import { CHAT, DataStack, type DatabaseChoice, type EnvironmentProps } from '../../stacks';
import { chatPageProps } from './access';
import { indexCapacity, ragDatabases } from './rag';
import { storeSubnets, zoneCount } from './environment';

/** Days of snapshots of the cache: limits of a day and answers of ten minutes are not worth more. */
const SNAPSHOT_DAYS = 3;

/** The stores of an environment. */
export function dataStack(app: App, environment: EnvironmentProps, settings: Settings): DataStack {
  const { database, gateway } = settings;
  return new DataStack(app, environment, {
    zones: zoneCount(settings),
    subnets: storeSubnets(settings),
    dataClass: highestClass(settings),
    cache:
      gateway.cache === 'elasticache' ? { nodeType: gateway.cacheNodeType, snapshotDays: SNAPSHOT_DAYS } : undefined,
    // a server that nobody has a database on would be paid for and patched for nobody
    database: databaseOwners(settings).length === 0 ? undefined : databaseChoice(settings),
    chat: chatPageProps(settings) !== undefined,
    backup: {
      retentionDays: database.backupDays,
      copyRegion: database.copyRegion === 'none' ? undefined : database.copyRegion,
      locked: database.backupLock === 'on',
      email: settings.owner,
    },
  });
}

/** Highest class of what an environment may hold. */
export function highestClass({ dataClasses }: Settings): DataClass {
  return [...dataClasses].sort((a, b) => DATA_CLASSES.indexOf(b) - DATA_CLASSES.indexOf(a))[0] ?? 'internal';
}

/** Who gets a database of one's own. */
export function databaseOwners(settings: Settings): DatabaseOwner[] {
  const chat = chatPageProps(settings) === undefined ? [] : [{ name: CHAT, extensions: ['vector'] }];
  return [...chat, ...ragDatabases(settings)];
}

function databaseChoice(settings: Settings): DatabaseChoice {
  const { database, audit } = settings;
  const { kind, backupDays, zones } = database;
  const kept = { backupDays, logRetentionDays: audit.logRetentionDays };
  if (kind === 'rds-instance') {
    return {
      kind,
      ...kept,
      instanceClass: database.instanceClass,
      storageGiB: database.storageGiB,
      standby: zones > 1,
    };
  }
  const minCapacity = Math.max(database.minCapacity, indexCapacity(settings));
  return { kind, ...kept, instances: zones, minCapacity, maxCapacity: database.maxCapacity };
}
