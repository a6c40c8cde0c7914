import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { GuarddutyDetector } from '@cdktf/provider-aws/lib/guardduty-detector';
import { GuarddutyDetectorFeature } from '@cdktf/provider-aws/lib/guardduty-detector-feature';
import { SecurityhubAccount } from '@cdktf/provider-aws/lib/securityhub-account';
import { SecurityhubStandardsSubscription } from '@cdktf/provider-aws/lib/securityhub-standards-subscription';
import { Construct } from 'constructs';
import { jsonText, physicalName, placeOf, policyText } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';

/** Who writes what EventBridge sends into a log group. */
const WRITERS = ['delivery.logs.amazonaws.com', 'events.amazonaws.com'];

export interface ThreatDetectionProps {
  /** Whether GuardDuty is switched on here; elsewhere the organisation does it. */
  guardDuty: boolean;
  /** Whether Security Hub is switched on here. */
  securityHub: boolean;
  /** Must let logs use it. */
  encryptionKey: IKey;
  logRetentionDays: number;
  /** Told of every finding of high severity. */
  alarmTopicArn: string;
}

/**
 * GuardDuty (CloudTrail, flow and DNS logs, the audit log of Kubernetes, what runs on the nodes) and Security Hub with the
 * standard of AWS. Findings, whoever switched them on, go into a log group like everything else.
 *
 * One detector and one hub an account and region can be: where there are some already, say `organisation`.
 *
 * ### Cost
 * By what it reads: _5 million events and 80 GB of logs a month_ cost 100 USD; runtime monitoring 1.50 USD a vCPU.
 */
export class ThreatDetection extends Construct {
  readonly findings: LogGroup;
  readonly resources: { rule: CloudwatchEventRule; detector?: GuarddutyDetector; hub?: SecurityhubAccount };

  constructor(scope: Construct, id: string, props: ThreatDetectionProps) {
    super(scope, id);
    this.findings = new LogGroup(this, 'Findings', {
      name: `/aws/events/${physicalName(this, 'findings')}`,
      retentionDays: props.logRetentionDays,
      encryptionKey: props.encryptionKey,
    });
    const rule = this.collectFindings();
    this.tellHighFindings(props.alarmTopicArn);
    this.resources = {
      rule,
      ...(props.guardDuty ? { detector: this.createDetector() } : {}),
      ...(props.securityHub ? { hub: this.createHub() } : {}),
    };
  }

  private collectFindings(): CloudwatchEventRule {
    const rule = new CloudwatchEventRule(this, 'Rule', {
      name: physicalName(this, 'findings', 64),
      description: 'findings of GuardDuty, Security Hub and Inspector',
      eventPattern: jsonText({ source: ['aws.guardduty', 'aws.inspector2', 'aws.securityhub'] }),
    });
    const policy = new CloudwatchLogResourcePolicy(this, 'Writers', {
      policyName: physicalName(this, 'findings'),
      policyDocument: policyText([
        // only what is put says of which rule it comes. Source: EventBridge guide, permissions of CloudWatch Logs
        {
          Sid: 'EventsOpen',
          Principal: { Service: WRITERS },
          Action: 'logs:CreateLogStream',
          Resource: `${this.findings.arn}:*`,
        },
        {
          Sid: 'EventsWrite',
          Principal: { Service: WRITERS },
          Action: 'logs:PutLogEvents',
          Resource: `${this.findings.arn}:*`,
          Condition: { ArnEquals: { 'aws:SourceArn': rule.arn } },
        },
      ]),
    });
    new CloudwatchEventTarget(this, 'Target', { rule: rule.name, arn: this.findings.arn, dependsOn: [policy] });
    return rule;
  }

  private tellHighFindings(topicArn: string): void {
    const rule = new CloudwatchEventRule(this, 'High', {
      name: physicalName(this, 'high-findings', 64),
      description: 'threats of high severity',
      eventPattern: jsonText({ source: ['aws.guardduty'], detail: { severity: [{ numeric: ['>=', 7] }] } }),
    });
    new CloudwatchEventTarget(this, 'HighTarget', { rule: rule.name, arn: topicArn });
  }

  private createDetector(): GuarddutyDetector {
    const detector = new GuarddutyDetector(this, 'Detector', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
    });
    new GuarddutyDetectorFeature(this, 'KubernetesAudit', {
      detectorId: detector.id,
      name: 'EKS_AUDIT_LOGS',
      status: 'ENABLED',
    });
    new GuarddutyDetectorFeature(this, 'Runtime', {
      detectorId: detector.id,
      name: 'RUNTIME_MONITORING',
      status: 'ENABLED',
      // AWS tells of all three: one that is not named here would be taken for a change, and the feature made anew at every apply
      additionalConfiguration: [
        { name: 'EKS_ADDON_MANAGEMENT', status: 'ENABLED' },
        { name: 'ECS_FARGATE_AGENT_MANAGEMENT', status: 'DISABLED' },
        { name: 'EC2_AGENT_MANAGEMENT', status: 'DISABLED' },
      ],
    });
    return detector;
  }

  private createHub(): SecurityhubAccount {
    const { partition, region } = placeOf(this);
    const hub = new SecurityhubAccount(this, 'Hub', {
      enableDefaultStandards: false,
      controlFindingGenerator: 'SECURITY_CONTROL',
    });
    new SecurityhubStandardsSubscription(this, 'BestPractices', {
      standardsArn: `arn:${partition}:securityhub:${region}::standards/aws-foundational-security-best-practices/v/1.0.0`,
      dependsOn: [hub],
    });
    return hub;
  }
}
