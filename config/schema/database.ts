import { z } from 'zod';
import { DATABASE_GIB, REGIONS } from '../../facts';
import { setting } from './setting';

const CAPACITY = [0.5, 1, 2, 4, 8, 16, 32, 64, 128] as const;

export const databaseSettings = z.strictObject({
  kind: setting(z.enum(['aurora-serverless', 'rds-instance']), {
    description:
      'PostgreSQL that conversations of the chat page lie in, and the index of documents where it is pgvector: Aurora Serverless v2, which grows and shrinks with its use, or one instance of RDS.',
    example: 'aurora-serverless',
    changing: 'replaces everything',
  }),
  zones: setting(z.int().min(1).max(3), {
    description: 'Zones it stands in: one that writes and others that take over. RDS has at most one that stands by.',
    example: 2,
    changing: 'in place',
  }),
  minCapacity: setting(z.literal([...CAPACITY]), {
    description:
      'Aurora capacity units each instance keeps at least; one is about 2 GiB, and paid for by the hour. An index of documents in it raises this to what its vectors take in memory.',
    example: 0.5,
    changing: 'in place',
  }),
  maxCapacity: setting(z.literal([...CAPACITY]), {
    description: 'Aurora capacity units each instance takes at most.',
    example: 8,
    changing: 'in place',
  }),
  instanceClass: setting(z.enum(Object.keys(DATABASE_GIB)), {
    description: 'Class of an instance of RDS.',
    example: 'db.t4g.small',
    changing: 'in place',
  }),
  storageGiB: setting(z.int().min(20).max(16_384), {
    description: 'Disk of an instance of RDS to begin with; it grows to four times that by itself.',
    example: 20,
    changing: 'in place',
  }),
  backupDays: setting(z.int().min(1).max(35), {
    description: 'Days to which the database can be taken back, to the second; daily backups are kept as long.',
    example: 14,
    changing: 'in place',
  }),
  copyRegion: setting(z.enum(['none', ...Object.keys(REGIONS).sort()]), {
    description: 'Region that gets a copy of each daily backup, or `none`. The account must have it switched on.',
    example: 'eu-west-1',
    changing: 'in place',
  }),
  backupLock: setting(z.enum(['on', 'off']), {
    description: 'Whether nobody may delete a backup within its first week while the lock stands.',
    example: 'on',
    changing: 'in place',
  }),
});

export type DatabaseSettings = z.infer<typeof databaseSettings>;
