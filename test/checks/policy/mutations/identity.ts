import type { JsonObject } from '../../../../contract';
import { objectAt, type App } from '../fixture';
import type { Mutation } from './mutation';

export const IDENTITY: readonly Mutation[] = [
  [
    'PAI-IAM-001',
    'a role that may do everything',
    (app) =>
      app.add('aws_iam_role', 'aws_iam_role_policy', 'All', {
        role: 'x',
        policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
      }),
  ],
  [
    'PAI-IAM-001',
    'a policy document that allows everything',
    (app) => {
      objectAt(app.stack('aws_iam_role'), 'data').aws_iam_policy_document = {
        All: { statement: { actions: ['*'], resources: ['*'] } },
      };
      app.add('aws_iam_role', 'aws_iam_policy', 'All', { policy: '${data.aws_iam_policy_document.All.json}' });
    },
  ],
  [
    'PAI-IAM-001',
    'AdministratorAccess',
    (app) =>
      app.add('aws_iam_role', 'aws_iam_role_policy_attachment', 'Admin', {
        role: 'x',
        policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
  ],

  [
    'PAI-IAM-002',
    'a role that may do all of S3',
    (app) => policy(app, { Effect: 'Allow', Action: 's3:*', Resource: '*' }),
  ],
  [
    'PAI-IAM-002',
    'a role that may do all but a little',
    (app) => policy(app, { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
  ],
  [
    'PAI-IAM-003',
    'a role that may call any model',
    (app) => policy(app, { Effect: 'Allow', Action: 'bedrock:InvokeModel*', Resource: '*' }),
  ],
  [
    'PAI-IAM-004',
    'a role for every service account',
    (app) =>
      trust(app, {
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'oidc.eks.eu-central-1.amazonaws.com/id/A:aud': 'sts.amazonaws.com' } },
      }),
  ],
  ['PAI-IAM-005', 'a user', (app) => app.add('aws_iam_role', 'aws_iam_user', 'Ops', { name: 'ops' })],
  [
    'PAI-IAM-006',
    'a role that may pass any role',
    (app) =>
      policy(app, {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      }),
  ],
  ['PAI-IAM-007', 'a role without boundary', (app) => delete app.resource('aws_iam_role').permissions_boundary],
  [
    'PAI-IAM-008',
    'a role for another account',
    (app) => trust(app, { Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 'sts:AssumeRole' }),
  ],
  [
    'PAI-IAM-009',
    'dashboards with local passwords',
    (app) =>
      app.add('helm_release', 'helm_release', 'Grafana', {
        name: 'grafana',
        namespace: 'models',
        chart: 'grafana',
        repository: 'https://grafana-community.github.io/helm-charts',
        version: '12.11.1',
        values: ['{"grafana.ini":{"auth.generic_oauth":{"enabled":true}}}'],
      }),
  ],
  [
    'PAI-IAM-010',
    'a pool anybody joins',
    (app) => delete app.resource('aws_cognito_user_pool').admin_create_user_config,
  ],
];

/** A policy of one statement on a role that serves nothing else. */
function policy(app: App, statement: JsonObject): void {
  app.add('aws_iam_role', 'aws_iam_role_policy', 'More', {
    role: 'x',
    policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  });
}

function trust(app: App, statement: JsonObject): void {
  app.resource('aws_iam_role').assume_role_policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
