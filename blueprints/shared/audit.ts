import type { Settings } from '../../config';
import type { AuditStackProps, DetectionStackProps } from '../../stacks';

/** Settings put into the words of the audit stack. */
export function auditProps(settings: Settings): AuditStackProps {
  const { audit, environment, owner } = settings;
  return {
    account: audit.archive.account ?? environment.account,
    deployRoleArn: audit.archive.deployRoleArn,
    permissionsBoundaryArn: audit.archive.permissionsBoundaryArn,
    lock: audit.archive.lock,
    retentionDays: audit.archive.retentionDays,
    email: owner,
    logRetentionDays: audit.logRetentionDays,
    trail: audit.trail === 'own',
  };
}

/** Settings put into the words of the detection stack. */
export function detectionProps({ audit }: Settings): DetectionStackProps {
  return { logRetentionDays: audit.logRetentionDays, trail: audit.trail === 'own' };
}
