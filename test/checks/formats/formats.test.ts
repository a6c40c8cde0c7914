import { parse } from 'yaml';
import { annotationsText, checkovBaseline, complianceFiles, junitText, trivyIgnore } from '../../../checks/formats';
import type { Finding } from '../../../contract';
import { CONTROL_TITLES } from '../../../facts';
import { source } from './fixture';

describe('JUnit', () => {
  test('has a case for each rule in a suite for each group, and the counts are true', async () => {
    const given = await source();
    const text = junitText(given);

    const cases = [...text.matchAll(/<testcase /g)].length;
    const counted = (name: string): number =>
      [...text.matchAll(new RegExp(`<testsuite [^>]*${name}="(\\d+)"`, 'g'))].reduce(
        (sum, [, n]) => sum + Number(n),
        0,
      );
    expect(cases).toBe(given.rules.length);
    expect(counted('tests')).toBe(cases);
    expect(counted('failures')).toBe([...text.matchAll(/<failure /g)].length);
    expect(counted('skipped')).toBe([...text.matchAll(/<skipped /g)].length);
    expect(text).toMatch(/<testsuite name="acme production PAI-EKS"/);
  });

  test('what stops fails, what is waived is skipped with its reason, what is open is skipped', async () => {
    const text = junitText(await source());
    const caseOf = (id: string): string =>
      new RegExp(`<testcase [^>]*name="${id} [\\s\\S]*?</testcase>`).exec(text)?.[0] ?? '';

    expect(caseOf('PAI-ENC-003')).toMatch(/<failure message="1 finding: .*" type="deny">/);
    expect(caseOf('PAI-EKS-001')).toMatch(
      /<skipped message="waived by =cmd\(\) until 2026-12-31: the office, which is &quot;1 &amp; 2&quot;, moves &lt;soon> behind \| the VPN"\/>/,
    );
    expect(caseOf('PAI-EKS-002')).toMatch(/<skipped message="known only after apply: 1"\/>/);
  });
});

describe('annotations', () => {
  test('one line each, with file, line and title; nothing of what is waived or open', async () => {
    const lines = annotationsText(await source())
      .trim()
      .split('\n');

    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^::(error|warning) (file=[^,]+,line=\d+,)?title=[^,:]+::./);
    expect(lines.filter((line) => /PAI-EKS-00[12]/.test(line))).toEqual([]);
    expect(lines[0]).toMatch(/^::error file=/);
  });

  test('ten of a kind at most; the last says how many more', async () => {
    const buckets = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`B${index}`, { bucket: `b${index}` }]),
    );
    const lines = annotationsText(await source('mid-market', buckets))
      .trim()
      .split('\n');

    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines[9]).toMatch(/^::error title=groundplane::and \d+ more/);
  });

  test('no text of a user becomes a command', async () => {
    const given = await source();
    const [judgement] = given.report.environments;
    const [finding] = judgement?.policy.findings ?? [];
    if (judgement === undefined || finding === undefined) throw new Error('nothing found');
    const evil: Finding = {
      ...finding,
      severity: 'deny',
      status: 'fail',
      message: 'a\n::set-output name=x::y %0A',
      path: 'p,line=1::',
      title: 'a,line=9::b',
    };
    delete evil.waiver;
    judgement.policy.findings = [evil];

    const text = annotationsText(given);

    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).toContain('%250A');
    expect(text).not.toContain(',line=9');
  });
});

describe('a compliance matrix', () => {
  test('of each framework says control, status, rules and evidence', async () => {
    const files = complianceFiles(await source());

    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['compliance/soc2.md', 'compliance/soc2.csv', 'compliance/cis-eks-1.8.md']),
    );
    expect(Object.keys(files).filter((name) => /checkov|trivy/.test(name))).toEqual([]);
    expect(files['compliance/cis-eks-1.8.md']).toMatch(
      /\| 5\.3\.1 \| fail \| PAI-EKS-003 \(fail\) \| `acme-production-cluster\/aws_eks_cluster\.Main` \|/,
    );
  });

  test.each(Object.keys(CONTROL_TITLES))('of %s says what each control is about', async (framework) => {
    const given = await source();
    const cited = new Set(given.rules.flatMap(({ controls }) => controls[framework] ?? []));

    expect(Object.keys(CONTROL_TITLES[framework] ?? {}).sort()).toEqual([...cited].sort());
    for (const [control, title] of Object.entries(CONTROL_TITLES[framework] ?? {}))
      expect(complianceFiles(given)[`compliance/${framework}.md`]).toContain(`| ${control} | ${title} |`);
  });

  test('takes the worst of the rules of a control for the control', async () => {
    const text = complianceFiles(await source())['compliance/cis-eks-1.8.md'] ?? '';

    for (const [, status, rules] of text.matchAll(/^\| [\d.]+ \| (\S+) \| (.*?) \|/gm)) {
      const own = [...(rules ?? '').matchAll(/\(([a-z-]+)\)/g)].map(([, word]) => word);
      const order = ['fail', 'unknown', 'waived', 'pass', 'off', 'not-applicable'];
      expect(order.find((word) => own.includes(word))).toBe(status);
    }
  });

  test('marks a mapping that no auditor has read, and no other', async () => {
    const files = complianceFiles(await source());

    for (const framework of ['soc2', 'hipaa-164', 'nist-ai-rmf-1.0', 'eu-ai-act'])
      expect([framework, files[`compliance/${framework}.md`]]).toEqual([
        framework,
        expect.stringContaining('no auditor has read this mapping'),
      ]);
    expect(files['compliance/soc2.csv']).toMatch(/,not read by an auditor\n/);
    expect(files['compliance/cis-eks-1.8.md']).not.toContain('no auditor');
  });

  test('as CSV holds no formula', async () => {
    const given = await source();
    const [judgement] = given.report.environments;
    if (judgement === undefined) throw new Error('nothing judged');
    judgement.client = '=HYPERLINK("x")';

    for (const text of Object.values(complianceFiles(given)).filter((file) => file.startsWith('client,')))
      expect(text).not.toMatch(/(^|[,"])=/m);
  });
});

describe('what other scanners are told to leave out', () => {
  test('Checkov: the checks of waived rules, at that resource, under both its names', async () => {
    const baseline: { failed_checks: { file: string; findings: { resource: string; check_ids: string[] }[] }[] } =
      JSON.parse(checkovBaseline(await source()));

    expect(baseline.failed_checks).toEqual([
      {
        file: '/stacks/acme-production-cluster/cdk.tf.json',
        findings: [
          { resource: 'aws_eks_cluster.Main', check_ids: ['CKV_AWS_38', 'CKV_AWS_39'] },
          { resource: 'resource.Main', check_ids: ['CKV_AWS_38', 'CKV_AWS_39'] },
        ],
      },
    ]);
  });

  test('Trivy: with the reason and the day it ends', async () => {
    const { misconfigurations }: { misconfigurations: Record<string, unknown>[] } = parse(trivyIgnore(await source()));

    expect(misconfigurations.map(({ id }) => id)).toEqual(['AVD-AWS-0040', 'AVD-AWS-0041', 'AWS-0040', 'AWS-0041']);
    expect(misconfigurations[0]).toMatchObject({
      paths: ['stacks/acme-production-cluster/cdk.tf.json'],
      expired_at: '2026-12-31',
      statement: expect.stringContaining('PLAT-12'),
    });
  });
});
