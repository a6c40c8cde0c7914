import { join } from 'node:path';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { AssetType, Fn, TerraformAsset } from 'cdktf';
import type { Construct } from 'constructs';
import { physicalName, trustService, type Statement } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';
import { Role } from '../role';

export interface PackagedFunctionProps {
  /** Folder below `functions/`, packed beside it by `npm run functions:build`; and word of the names. */
  word: string;
  description: string;
  variables: Readonly<Record<string, string>>;
  statements: readonly Statement[];
  /** For its log and its variables; must let CloudWatch logs use it. */
  encryptionKey: IKey;
  logRetentionDays: number;
  /** Seconds a run may take. @default 900 */
  timeoutSeconds?: number;
}

const FUNCTIONS = join(__dirname, '../../functions');

/** A small program of the platform, with its log and its role. Code comes with the library, nothing is fetched while it runs. */
export function packagedFunction(scope: Construct, props: PackagedFunctionProps): LambdaFunction {
  const name = physicalName(scope, props.word, 64);
  const logs = new LogGroup(scope, 'Logs', {
    name: `/aws/lambda/${name}`,
    retentionDays: props.logRetentionDays,
    encryptionKey: props.encryptionKey,
  });
  const role = new Role(scope, 'Role', {
    word: props.word,
    trust: trustService('lambda.amazonaws.com'),
    statements: [
      { Sid: 'Log', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: `${logs.arn}:*` },
      ...props.statements,
    ],
  });
  const code = new TerraformAsset(scope, 'Code', { path: join(FUNCTIONS, `${props.word}.zip`), type: AssetType.FILE });
  return new LambdaFunction(scope, 'Resource', {
    functionName: name,
    description: props.description,
    role: role.arn,
    runtime: 'nodejs22.x',
    architectures: ['arm64'],
    handler: 'index.handler',
    filename: code.path,
    sourceCodeHash: Fn.filebase64sha256(code.path),
    memorySize: 1024,
    timeout: props.timeoutSeconds ?? 900,
    kmsKeyArn: props.encryptionKey.arn,
    ...(Object.keys(props.variables).length === 0 ? {} : { environment: { variables: { ...props.variables } } }),
    tracingConfig: { mode: 'PassThrough' },
    dependsOn: [...role.ready, logs.resources.logGroup],
  });
}
