import { fixed, free, shared, unpriced, used } from '../component';
import { HOURS } from '../decimal';
import { times } from '../quantity';
import { text } from '../read';
import type { Meter } from './meter';

/** One item a change of a recorded resource. */
export const configRecorder: Meter = (_resource, context) => [
  used(
    'configuration items',
    'config/items',
    'item',
    context.usage('aws_config_configuration_recorder.monthly_config_items'),
  ),
];

export const configRule: Meter = (_resource, context) => [
  used(
    'evaluations',
    'config/evaluations',
    'evaluation',
    context.usage('aws_config_config_rule.monthly_rule_evaluations'),
  ),
];

export const securityHub: Meter = (_resource, context) => [
  used('security checks', 'securityhub/checks', 'check', context.usage('aws_securityhub_account.monthly_checks')),
];

/** Takes in logs by the gigabyte and normalises them; both prices are read nowhere yet. */
export const securityLake: Meter = () => [
  unpriced('data lake', 'no price of Security Lake in the book: by GB taken in and normalised'),
];

/** What a plan keeps; the vault itself costs nothing. */
export const backupPlan: Meter = (_resource, context) => [
  used('backups kept', 'backup/ebs/storage', 'GB-month', context.usage('aws_backup_plan.storage_gb')),
];

export const backupVault: Meter = () => [shared('vault', 'what is in it is billed on the plan that puts it there')];

export const macie: Meter = (_resource, context) => [
  fixed(
    'buckets watched',
    'macie/bucket',
    'bucket-month',
    Math.max(1, context.all('aws_s3_bucket').length),
    'the buckets of this environment',
  ),
  used('data looked at', 'macie/data', 'GB', context.usage('aws_macie2_account.monthly_data_gb')),
];

export const inspector: Meter = (_resource, context) => [
  used('images scanned', 'inspector/image', 'image', context.usage('aws_inspector2_enabler.monthly_images')),
];

export const prometheusWorkspace: Meter = (_resource, context) => [
  used(
    'samples',
    'prometheus/samples',
    '10 million samples',
    context.usage('aws_prometheus_workspace.monthly_samples'),
    '0.0000001',
  ),
  used('storage', 'prometheus/storage', 'GB-month', context.usage('aws_prometheus_workspace.storage_gb')),
];

export const grafanaWorkspace: Meter = (_resource, context) => [
  used(
    'editors',
    'grafana/editor',
    'user-month',
    context.usage('aws_grafana_workspace.editors_administrator_licenses'),
  ),
  used('viewers', 'grafana/viewer', 'user-month', context.usage('aws_grafana_workspace.viewer_licenses')),
];

/** By the vCPU of the database behind it. */
export const dbProxy: Meter = (_resource, context) => {
  const behind = context.usage('aws_db_proxy.vcpus');
  return [used('proxy', 'rds-proxy/vcpu', 'vCPU-hour', { ...behind, quantity: times(behind.quantity, HOURS) })];
};

/** A private authority by the month; one that only issues short-lived certificates has another price. */
export const privateAuthority: Meter = ({ values }) => [
  text(values, 'usage_mode', 'GENERAL_PURPOSE') === 'GENERAL_PURPOSE'
    ? fixed('private authority', 'acm/private-ca', 'month', 1)
    : unpriced('private authority', 'no price of short-lived mode in the book'),
];

/** A subscription by the payer, not by what stands here. */
export const shieldProtection: Meter = () => [
  unpriced('protection', 'needs Shield Advanced, billed once a payer: 3,000 a month, if it is not there yet'),
];

export const lakeFormation: Meter = () => [
  free('permissions', 'Lake Formation costs nothing beyond what it gives access to'),
];
