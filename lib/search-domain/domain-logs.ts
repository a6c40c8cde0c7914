import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import type { OpensearchDomainLogPublishingOptions } from '@cdktf/provider-aws/lib/opensearch-domain';
import { Construct } from 'constructs';
import { arn, physicalName, placeOf, policyText } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';

export interface DomainLogsProps {
  domainName: string;
  /** Must let log groups use it. */
  encryptionKey: IKey;
  retentionDays: number;
}

/** Kinds of log with the last word of their groups. */
const KINDS = {
  AUDIT_LOGS: 'audit',
  ES_APPLICATION_LOGS: 'application',
  INDEX_SLOW_LOGS: 'index-slow',
  SEARCH_SLOW_LOGS: 'search-slow',
} as const;

/** Log groups of a domain, and the leave the service needs to write into them: they are there before the domain is. */
export class DomainLogs extends Construct {
  /** Who was refused, and who changed whose rights. */
  readonly auditGroupName: string;
  readonly publishing: OpensearchDomainLogPublishingOptions[];
  readonly resources: { groups: LogGroup[]; leave: CloudwatchLogResourcePolicy };

  constructor(scope: Construct, id: string, props: DomainLogsProps) {
    super(scope, id);
    const { domainName, encryptionKey, retentionDays } = props;
    const prefix = `/aws/opensearch/${domainName}`;
    const made = Object.entries(KINDS).map(([logType, word]) => ({
      logType,
      group: new LogGroup(this, logType, { name: `${prefix}/${word}`, retentionDays, encryptionKey }),
    }));
    const leave = new CloudwatchLogResourcePolicy(this, 'Leave', {
      policyName: physicalName(this, 'search-logs', 255),
      policyDocument: policyText([
        {
          Sid: 'DomainWrites',
          Principal: { Service: 'es.amazonaws.com' },
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:PutLogEventsBatch'],
          Resource: [
            arn(this, 'logs', `log-group:${prefix}/*`),
            arn(this, 'logs', `log-group:${prefix}/*:log-stream:*`),
          ],
          Condition: {
            StringEquals: { 'aws:SourceAccount': placeOf(this).account },
            ArnLike: { 'aws:SourceArn': arn(this, 'es', `domain/${domainName}`) },
          },
        },
      ]),
    });
    this.publishing = made.map(({ logType, group }) => ({ logType, cloudwatchLogGroupArn: group.arn, enabled: true }));
    this.auditGroupName = `${prefix}/${KINDS.AUDIT_LOGS}`;
    this.resources = { groups: made.map(({ group }) => group), leave };
  }
}
