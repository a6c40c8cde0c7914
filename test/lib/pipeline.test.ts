import { isObject, type Json, type JsonObject } from '../../contract';
import { build } from '../blueprints/fixtures';
import { dataSection } from '../blueprints/sources';

/** Resources of the pipelines stack of an environment with sources. */
function stackOf(tier: 'smb' | 'enterprise', via: string): (type: string) => JsonObject[] {
  const { synthesized } = build(tier, 'day-90', 'us-east-1', dataSection({ via }));
  const json = synthesized.find(({ name }) => name.endsWith('-pipelines'))?.json;
  const resource = isObject(json) ? json['resource'] : undefined;
  return (type) => {
    const all = isObject(resource) ? resource[type] : undefined;
    return isObject(all) ? Object.values(all).filter(isObject) : [];
  };
}

/** Kubernetes objects of the pipeline, by kind and name. */
function objects(resources: (type: string) => JsonObject[]): Record<string, Json> {
  const all = resources('helm_release').flatMap((release) => {
    const values: { resources: { kind: string; metadata: { name: string } }[] } = JSON.parse(String(release['values']));
    return values.resources;
  });
  return JSON.parse(
    JSON.stringify(Object.fromEntries(all.map((each) => [`${each.kind}/${each.metadata.name}`, each]))),
  );
}

describe('the pipeline of an environment with sources', () => {
  const resources = stackOf('smb', 'kinesis');

  test('tells of each source that is stopped, and of a run that did not come', () => {
    const alarms = resources('aws_cloudwatch_metric_alarm').map((alarm) => [
      alarm['alarm_name'],
      alarm['statistic'],
      alarm['evaluation_periods'],
      alarm['treat_missing_data'],
    ]);

    expect(alarms.sort()).toEqual([
      ['acme-production-data-silent', 'SampleCount', 26, 'breaching'],
      ['acme-production-data-stopped-events', 'Maximum', 1, 'ignore'],
      ['acme-production-data-stopped-orders', 'Maximum', 1, 'ignore'],
      ['acme-production-data-stopped-pages', 'Maximum', 1, 'ignore'],
    ]);
  });

  test('has a role for what reads databases and another for what curates', () => {
    const roles = resources('aws_eks_pod_identity_association').map((each) => [
      each['service_account'],
      String(each['role_arn']).replace(/^.*\.outputs\.|}$/g, ''),
    ]);

    expect(roles.sort()).toEqual([
      ['loader', 'loader_role_arn'],
      ['transformer', 'transformer_role_arn'],
    ]);
  });

  test('never runs twice at once, and holds no password', () => {
    const all = objects(stackOf('smb', 'kinesis'));

    for (const name of ['CronJob/transformer', 'CronJob/loader']) {
      expect(all[name]).toMatchObject({ spec: { concurrencyPolicy: 'Forbid', timeZone: 'Etc/UTC' } });
    }
    expect(JSON.stringify(all['CronJob/loader'])).not.toContain('password');
  });
});

test('only what reads databases is let out to them, each at its range and port', () => {
  const rule = objects(stackOf('smb', 'kinesis'))['NetworkPolicy/to-orders'];

  expect(rule).toMatchObject({
    spec: {
      podSelector: { matchLabels: { app: 'loader' } },
      egress: [{ to: [{ ipBlock: { cidr: '10.200.8.0/24' } }], ports: [{ port: 5432 }] }],
    },
  });
});

test('where Lake Formation governs, what is made is told its tags; with a warehouse, where that is', () => {
  const job = JSON.stringify(objects(stackOf('enterprise', 'msk'))['CronJob/transformer']);

  expect(job).toContain('acme-production-data-class');
  expect(job).toContain('GROUNDPLANE_WAREHOUSE_HOST');
  // without it Redshift would encrypt what an index reads with a key of S3
  expect(job).toMatch(/GROUNDPLANE_CURATED_KEY[^}]*curated_key_arn/);
});
