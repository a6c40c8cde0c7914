import { UNKNOWN, type Json, type JsonObject } from '../../../contract';
import { documentOf, resourceOf } from './fixture';

/** Values a chart sees. */
function valuesOf(body: JsonObject): Json | undefined {
  return resourceOf('helm_release', body).docs.values;
}

describe('JSON inside a text', () => {
  test('is parsed and leaves the values', () => {
    const role = resourceOf('aws_iam_role', { name: 'r', assume_role_policy: '{"Statement":[{"Effect":"Allow"}]}' });

    expect(role.docs).toEqual({ assume_role_policy: { Statement: [{ Effect: 'Allow' }] } });
    expect(role.values).toEqual({ name: 'r' });
  });

  test('is found inside blocks and in attributes of any name', () => {
    const role = resourceOf('aws_iam_role', {
      inline_policy: [
        { name: 'b', policy: '{"b":1}' },
        { name: 'a', policy: '{"a":1}' },
      ],
    });
    const queue = resourceOf('acme_queue', { rules: '[{"x":1}]', note: '[draft] not JSON' });

    expect(role.docs).toEqual({ 'inline_policy[0].policy': { a: 1 }, 'inline_policy[1].policy': { b: 1 } });
    expect(queue).toMatchObject({ docs: { rules: [{ x: 1 }] }, values: { note: '[draft] not JSON' } });
  });

  test('still parses with expressions inside its strings, quotes and all', () => {
    const policy = resourceOf(
      'aws_iam_policy',
      {
        policy:
          '{"Resource":["${aws_s3_bucket.b.arn}","${aws_s3_bucket.b.arn}/*","${join(",", ["a"])}"],"Sid":"$${HOME}","n":"${local.n}"}',
      },
      { locals: { n: 'known' } },
    );

    expect(policy.docs.policy).toEqual({
      Resource: ['${aws_s3_bucket.b.arn}', UNKNOWN, UNKNOWN],
      Sid: '${HOME}',
      n: 'known',
    });
    expect(policy.unknown).toEqual(['policy.Resource[0]', 'policy.Resource[1]', 'policy.Resource[2]']);
  });

  test('still parses with an encoded expression as a value', () => {
    const policy = resourceOf(
      'aws_iam_policy',
      { policy: '{"a":${jsonencode(aws_x.y.list)},"b":${jsonencode(local.list)},"c":${local.n}}' },
      { locals: { list: [1, 2], n: 3 } },
    );

    expect(policy.docs.policy).toEqual({ a: '${aws_x.y.list}', b: [1, 2], c: 3 });
    expect(policy.unknown).toEqual(['policy.a']);
  });

  test('that is broken is told, and its text kept', () => {
    const policy = resourceOf('aws_iam_policy', { policy: '{"Statement":' });

    expect(policy).toMatchObject({ docs: {}, unparsed: ['policy'], values: { policy: '{"Statement":' } });
  });

  test('that is only an expression is unknown', () => {
    const policy = resourceOf('aws_iam_policy', { policy: '${file("policy.json")}' });

    expect(policy).toMatchObject({ docs: {}, unknown: ['policy'], values: { policy: UNKNOWN } });
  });

  test('that stands in a local is followed', () => {
    const policy = resourceOf('aws_iam_policy', { policy: '${local.p}' }, { locals: { p: '{"a":1}' } });

    expect(policy).toMatchObject({ docs: { policy: { a: 1 } }, unknown: [] });
  });

  test('that a policy document data source renders is put together', () => {
    const policy = resourceOf(
      'aws_iam_policy',
      { policy: '${data.aws_iam_policy_document.p.json}' },
      {
        data: {
          aws_iam_policy_document: {
            p: {
              statement: {
                actions: ['s3:*'],
                resources: ['*', '${aws_s3_bucket.b.arn}'],
                principals: { type: 'AWS', identifiers: ['*'] },
                condition: [{ test: 'StringEquals', variable: 'aws:a', values: ['b'] }],
              },
            },
          },
        },
      },
    );

    expect(policy.docs.policy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Action: ['s3:*'],
          Condition: { StringEquals: { 'aws:a': ['b'] } },
          Effect: 'Allow',
          Principal: { AWS: ['*'] },
          Resource: ['*', '${aws_s3_bucket.b.arn}'],
        },
      ],
    });
  });

  test.each(['source_policy_documents', 'override_policy_documents'])('%s make it unknown', (name) => {
    const data = { aws_iam_policy_document: { p: { [name]: ['{}'], statement: { actions: ['*'] } } } };

    const policy = resourceOf('aws_iam_policy', { policy: '${data.aws_iam_policy_document.p.json}' }, { data });

    expect(policy).toMatchObject({ docs: {}, unknown: ['policy'] });
  });
});

describe('Helm values', () => {
  test('are all documents merged in order, nulls taken out', () => {
    const values = valuesOf({
      values: ['{"a":{"x":1,"l":[1],"gone":1},"b":1}', 'a:\n  l: [2]\n  gone: null\n  z: yes\n'],
    });

    expect(values).toEqual({ a: { x: 1, l: [2], z: true }, b: 1 });
  });

  test.each([
    [{ name: 'a.b', value: '5' }, { a: { b: 5 } }],
    [{ name: 'a', value: '5', type: 'string' }, { a: '5' }],
    [{ name: 'a', value: '05' }, { a: '05' }],
    [{ name: 'a', value: 'TRUE' }, { a: true }],
    [{ name: 'a[1].b', value: 'x' }, { a: [{ b: 'x' }] }],
    [{ name: 'nodeSelector.kubernetes\\.io/role', value: 'x' }, { nodeSelector: { 'kubernetes.io/role': 'x' } }],
    [{ name: 'a', value: '{x,1}' }, { a: ['x', 1] }],
    [{ name: 'a', value: 'x\\,y' }, { a: 'x,y' }],
    [
      { name: 'a', value: 'x,b=y' },
      { a: 'x', b: 'y' },
    ],
    [{ name: 'a', value: 'x,y', type: 'literal' }, { a: 'x,y' }],
    [{ name: 'a', value: 'null' }, {}],
  ])('set %j', (entry, values) => {
    expect(valuesOf({ set: [entry] })).toEqual(values);
  });

  test('lists and older blocks are set too, over what the documents say', () => {
    const values = valuesOf({
      values: ['{"a":{"b":1}}'],
      set: { name: 'a.b', value: '2' },
      set_list: [{ name: 'c', value: ['x', 'y'] }],
    });

    expect(values).toEqual({ a: { b: 2 }, c: ['x', 'y'] });
  });

  test('a value that is known only later is unknown at its place', () => {
    const release = resourceOf('helm_release', { values: ['{"a":1}'], set: [{ name: 'b.c', value: '${aws_x.y.z}' }] });

    expect(release.docs.values).toEqual({ a: 1, b: { c: '${aws_x.y.z}' } });
    expect(release.unknown).toEqual(['values.b.c']);
  });

  test('documents that cannot be read are told; the others count', () => {
    const release = resourceOf('helm_release', { values: ['${yamlencode(local.x)}', 'a: [', '- list', '{"b":1}'] });

    expect(release).toMatchObject({
      docs: { values: { b: 1 } },
      unknown: ['values[0]'],
      unparsed: ['values[1]', 'values[2]'],
    });
  });

  test('YAML keeps its expressions', () => {
    const release = resourceOf(
      'helm_release',
      { values: ['role: ${aws_iam_role.r.arn}\nurl: "https://${local.h}/x"\n'] },
      { locals: { h: 'a.example' } },
    );

    expect(release.docs.values).toEqual({ role: '${aws_iam_role.r.arn}', url: 'https://a.example/x' });
    expect(release.unknown).toEqual(['values.role']);
  });
});

describe('Kubernetes objects', () => {
  test('are found by kind in values, manifests and raw YAML', () => {
    const pool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'p' } };
    const { objects } = documentOf({
      resource: {
        helm_release: { r: { values: [JSON.stringify({ resources: [pool], sub: { extraObjects: [pool] } })] } },
        kubernetes_manifest: { m: { manifest: pool } },
        kubectl_manifest: {
          y: { yaml_body: 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: karpenter.sh/v1, kind: NodePool}\n' },
        },
      },
    });

    expect(objects.NodePool?.map((found) => [found.address, found.attribute])).toEqual([
      ['helm_release.r', 'values.resources[0]'],
      ['helm_release.r', 'values.sub.extraObjects[0]'],
      ['kubectl_manifest.y', 'yaml_body.items[0]'],
      ['kubernetes_manifest.m', 'manifest'],
    ]);
  });
});

describe('literal secrets', () => {
  const token = `ghp_${'a1B2c3D4e5'.repeat(4)}`;

  test.each([
    [
      { resource: { helm_release: { r: { values: [`{"env":{"TOKEN":"${token}"}}`] } } } },
      'helm_release.r',
      'values[0].env.TOKEN',
    ],
    [
      { resource: { helm_release: { r: { values: [`env:\n  password: hunter2hunter\n`] } } } },
      'helm_release.r',
      'values[0].env.password',
    ],
    [
      { resource: { helm_release: { r: { set: [{ name: 'adminPassword', value: 'hunter2hunter' }] } } } },
      'helm_release.r',
      'set[0].value',
    ],
    [
      { resource: { aws_launch_template: { r: { user_data: `export T=${token}` } } } },
      'aws_launch_template.r',
      'user_data',
    ],
    [{ output: { o: { value: token } } }, 'output.o', 'value'],
    [{ locals: { password: 'hunter2hunter' } }, 'local.password', 'password'],
    [{ provider: { aws: [{ secret_key: token }] } }, 'provider.aws', '[0].secret_key'],
    [{ variable: { v: { default: token } } }, 'variable.v', 'default'],
    [{ module: { m: { source: 'x', key: token } } }, 'module.m', 'key'],
    [{ terraform: { backend: { s3: { secret_key: token } } } }, 'terraform', 'backend.s3.secret_key'],
    [
      {
        resource: {
          helm_release: {
            r: {
              values: [
                JSON.stringify({
                  resources: [{ apiVersion: 'v1', kind: 'Secret', data: { password: 'aHVudGVyMmh1bnRlcg==' } }],
                }),
              ],
            },
          },
        },
      },
      'helm_release.r',
      'values[0].resources[0].data.password',
    ],
    [
      { resource: { aws_x: { r: { url: `postgres://u:${token}@\${aws_db_instance.d.endpoint}/db` } } } },
      'aws_x.r',
      'url',
    ],
  ])('%j', (json: JsonObject, address, attribute) => {
    const { secrets } = documentOf(json);

    expect(secrets.map((fact) => [fact.address, fact.attribute])).toContainEqual([address, attribute]);
    expect(JSON.stringify(secrets)).not.toContain('hunter2');
    expect(JSON.stringify(secrets)).not.toContain(token);
  });

  test('are not what only points at one', () => {
    const { secrets } = documentOf({
      resource: {
        aws_db_instance: {
          d: {
            password: '${random_password.p.result}',
            tags: { 'groundplane:address': 'acme-prod-data/aws_db_instance.Db_Instance_7356A47D' },
          },
        },
      },
    });

    expect(secrets).toEqual([]);
  });
});
