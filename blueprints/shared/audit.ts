import type { Settings } from '../../config';
import type { AuditFeatures } from '../../lib/audit-sources';
import { fitName } from '../../lib/core';
import { chatPageProps } from './access';
import { databaseOwners } from './data';
import { breakGlassArns } from './environment';
import { ragIndex } from './rag';
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
export function detectionProps(settings: Settings): DetectionStackProps {
  const { audit, entry, environment, owner } = settings;
  const { partition, account } = environment;
  return {
    features: auditFeatures(settings),
    switchedOn: { guardDuty: audit.guardDuty === 'own', securityHub: audit.securityHub === 'own' },
    sinks: audit.sinks,
    failedRetentionDays: audit.failedRetentionDays,
    logRetentionDays: audit.logRetentionDays,
    email: owner,
    breakGlassRoleArns: [...audit.breakGlassRoleArns, ...breakGlassArns(settings)],
    firewall:
      entry.exposure === 'internet'
        ? { requestsPerFiveMinutes: entry.requestsPerFiveMinutes, reason: entry.reason ?? '' }
        : undefined,
    prompts:
      audit.prompts === undefined
        ? undefined
        : {
            ...audit.prompts,
            writerRoleArn: `arn:${partition}:iam::${account}:role/${gatewayRoleName(settings)}`,
          },
  };
}

/** What an environment has that could be told of. */
export function auditFeatures(settings: Settings): AuditFeatures {
  const { audit, entry, gateway, models, network } = settings;
  const chat = chatPageProps(settings);
  return {
    ownNetwork: network.existing === undefined,
    trail: audit.trail === 'own',
    guardDuty: audit.guardDuty !== 'off',
    securityHub: audit.securityHub !== 'off',
    bedrock: Object.values(models).some((model) => model.provider === 'bedrock'),
    internet: entry.exposure === 'internet',
    database: databaseOwners(settings).length > 0,
    searchDomain: ragIndex(settings) === 'opensearch',
    entry: gateway.certificateArn !== undefined || chat?.entry !== undefined,
    chat: chat !== undefined,
  };
}

function gatewayRoleName({ client, environment }: Settings): string {
  return fitName(`${client}-${environment.name}-gateway`, 64);
}
