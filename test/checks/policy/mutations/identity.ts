import { objectAt } from '../fixture';
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
];
