import { judge } from '../../../checks';
import type { FormatSource } from '../../../checks/formats';
import { readRuleBook } from '../../../checks/policy';
import { report } from '../../../checks/report';
import type { Tier, Waiver } from '../../../contract';

export const WAIVER: Waiver = {
  id: 'PAI-EKS-001',
  scope: 'acme-production-cluster/Cluster',
  reason: 'the office, which is "1 & 2", moves <soon> behind | the VPN',
  owner: '=cmd()',
  expires: '2026-12-31',
  ticket: 'PLAT-12',
  source: 'clients/acme/client.yaml:41',
};

function descriptor(tier: Tier, stack: string): object {
  return {
    groundplane: {
      value: JSON.stringify({
        schemaVersion: 1,
        client: 'acme',
        environment: 'production',
        stage: 'production',
        tier,
        phase: 'day-60',
        stack,
        partition: 'aws',
        region: 'eu-central-1',
        account: '111122223333',
        owner: 'ai@acme.example',
        dataClasses: ['internal'],
        intents: [],
      }),
    },
  };
}

/** A cluster open to the world (waived), whose logs are known only after apply, and a bucket nobody looked after. */
export async function source(tier: Tier = 'mid-market', more: object = {}): Promise<FormatSource> {
  const cluster = {
    output: descriptor(tier, 'cluster'),
    resource: {
      aws_eks_cluster: {
        Main: {
          '//': { metadata: { path: 'acme-production-cluster/Cluster/Resource' } },
          name: 'acme',
          enabled_cluster_log_types: '${var.logs}',
          vpc_config: {
            endpoint_private_access: true,
            endpoint_public_access: true,
            public_access_cidrs: ['0.0.0.0/0'],
          },
        },
      },
      aws_s3_bucket: {
        Docs: {
          '//': {
            metadata: {
              path: 'acme-production-cluster/Docs/Resource',
              stackTrace: [
                'new S3Bucket (/app/node_modules/x/lib/a.js:1:2)',
                'Object.<anonymous> (infra/main.ts:12:5)',
              ],
            },
          },
          bucket: 'docs',
        },
        ...more,
      },
    },
  };
  const judged = await judge([{ name: 'acme-production-cluster', json: JSON.parse(JSON.stringify(cluster)) }], {
    tier,
    today: '2026-11-21',
    waivers: [WAIVER],
  });
  return {
    report: report('acme', '2026-11-21', [judged], '1.2.3'),
    rules: readRuleBook().rules,
    version: '1.2.3',
    fileOf: () => ({ file: 'clients/acme/client.yaml', line: 27 }),
  };
}
