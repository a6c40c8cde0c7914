import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { TerraformOutput, Token } from 'cdktf';
import fc from 'fast-check';
import { arn, fitName, jsonText, literal, physicalName, policyText } from '../../lib/core';
import { environment, synthesize } from './fixtures';

describe('physical names', () => {
  test('begin with client and environment', () => {
    let name = '';
    synthesize((stack) => {
      name = physicalName(stack, 'node');
    });

    expect(name).toBe('acme-production-node');
  });

  test('fit any limit, keep their tail, and differ when the whole differs', () => {
    const words = fc.stringMatching(/^[a-z][a-z0-9-]{0,80}[a-z0-9]$/);
    fc.assert(
      fc.property(words, words, fc.integer({ min: 24, max: 64 }), (one, other, max) => {
        const [a, b] = [fitName(one, max), fitName(other, max)];
        expect(a.length).toBeLessThanOrEqual(max);
        expect(a).toMatch(/^[a-z][a-z0-9-]*$/);
        expect(a === b).toBe(one === other);
      }),
    );
  });
});

describe('text in Terraform', () => {
  test('keeps templates a user wrote from being read as templates', () => {
    expect(literal('${HOME} %{if} $${x}')).toBe('$${HOME} %%{if} $$${x}');
  });

  test('leaves references of the library alone', () => {
    const json = synthesize((stack) => {
      const bucket = new S3Bucket(stack, 'Bucket', {});
      new TerraformOutput(stack, 'Out', { value: jsonText({ arn: bucket.arn, text: 'say "${HOME}"' }) });
    });

    const output = JSON.stringify(json.output);
    expect(output).toContain('${aws_s3_bucket.Bucket.arn}');
    expect(output).toContain('$${HOME}');
  });

  test('is JSON that says what went in, whatever was in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const unescaped = jsonText(value)
          .replace(/\$\$\{/g, '${')
          .replace(/%%\{/g, '%{');
        expect(JSON.parse(unescaped)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('writes lists and numbers known only after apply as expressions', () => {
    expect(jsonText({ list: Token.asList({ resolve: () => '${x}', creationStack: [] }) })).toMatch(
      /^\{"list":\$\{TfToken/,
    );
  });

  test('leaves out what is undefined', () => {
    expect(jsonText({ a: undefined, b: null })).toBe('{"b":null}');
  });
});

describe('ARNs', () => {
  test.each([
    ['aws', 'eu-central-1', 'arn:aws:eks:eu-central-1:111122223333:cluster/x'],
    ['aws-us-gov', 'us-gov-west-1', 'arn:aws-us-gov:eks:us-gov-west-1:111122223333:cluster/x'],
    ['aws-cn', 'cn-north-1', 'arn:aws-cn:eks:cn-north-1:111122223333:cluster/x'],
  ] as const)('are of the partition %s', (partition, region, expected) => {
    let text = '';
    synthesize((stack) => {
      text = arn(stack, 'eks', 'cluster/x');
    }, environment({ partition, region }));

    expect(text).toBe(expected);
  });

  test('of IAM have no region', () => {
    let text = '';
    synthesize((stack) => {
      text = arn(stack, 'iam', 'role/x');
    });

    expect(text).toBe('arn:aws:iam::111122223333:role/x');
  });
});

test('a policy statement allows unless it says otherwise', () => {
  const policy = JSON.parse(
    policyText([
      { Action: 's3:Get*', Resource: '*' },
      { Effect: 'Deny', Action: '*', Resource: '*' },
    ]),
  );

  expect(policy.Statement.map((statement: { Effect: string }) => statement.Effect)).toEqual(['Allow', 'Deny']);
});
