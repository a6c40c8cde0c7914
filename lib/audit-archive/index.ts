export {
  ARCHIVE_WRITER,
  archiveWriterArn,
  AuditArchive,
  type ArchiveLock,
  type AuditArchiveProps,
} from './audit-archive';
