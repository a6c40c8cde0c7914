import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import AjvDraft4 from 'ajv-draft-04';
import { parse } from 'csv-parse/sync';
import { difference, readCostReport, type CostReport } from '../../../checks/cost';
import { billPicture, costMarkdown, costText, focusCsv, infracostJson, ledgerCsv } from '../../../checks/cost/formats';
import { Decimal, ZERO } from '../../../checks/cost/decimal';
import { bookAge } from '../../../checks/cost/report/age';
import { restsOn } from '../../../checks/cost/report/shares';
import type { Json } from '../../../contract';
import { document, pool, resource, route, STACK } from './fixtures';
import { reported, TERMS, useCase } from './report-fixtures';

const ROOT = join(__dirname, '../../..');
const PUBLISHED = join(ROOT, '../shared/schemas/infracost.schema.json');

const CHAT = useCase({
  pool: 'chat',
  served: { model: 'qwen3-8b', precision: 'fp8' },
  api: 'openai/gpt-5-mini',
  requests: { low: 100_000, expected: 300_000, high: 900_000 },
  moneyAtRiskUsd: '20000',
});
// reads three times as much and writes nothing more: (3,000 ÷ 8 + 200) against (1,000 ÷ 8 + 200)
const DRAWINGS = useCase({
  name: 'drawings',
  pool: 'chat',
  served: { model: 'qwen3-8b', precision: 'fp8' },
  requests: 100_000,
  inputTokens: 3000,
});
const HELPDESK = useCase({ name: 'helpdesk', model: 'fast', requests: 50_000 });

/** A report with something of everything in it. */
function whole(over: Parameters<typeof reported>[1] = {}): CostReport {
  const resources = [
    resource(
      'aws_eks_cluster',
      'a',
      { version: '1.35', tags: { department: 'platform' } },
      { path: `${STACK}/Cluster/Resource` },
    ),
    resource('aws_nat_gateway', 'a', { tags: { department: 'network' } }, { path: `${STACK}/Network/Nat` }),
    resource('aws_vpc', 'a'),
    resource('aws_quantum_leap', '=cmd|x', {}, { address: '=cmd|x', path: `${STACK}/<b>&"` }),
  ];
  return reported(document(resources, { intents: [pool(), route()] }), {
    terms: {
      useCases: [CHAT, DRAWINGS, HELPDESK],
      pools: { chat: ['g6e.xlarge'] },
      comparison: TERMS,
      budgets: { monthlyUsd: '100', judgedOn: 'expected', action: 'fail', unpricedLines: 0 },
      commitments: {
        savingsPlans: [{ kind: 'compute', years: 1, hourlyUsd: '0.5' }],
        reservations: [],
        discountPercent: 5,
      },
    },
    ...over,
  });
}

const sum = (shares: readonly { expected: string }[]): Decimal =>
  shares.reduce((total, { expected }) => total.plus(expected), ZERO);

describe('a cost report', () => {
  const report = whole();

  test.each(['environment', 'stack', 'component', 'useCase'] as const)(
    'is told apart by %s without losing a cent',
    (by) => {
      expect(sum(report.by[by]).minus(report.total.expected).abs().lt('1e-20')).toBe(true);
      expect(report.by[by].length).toBeGreaterThan(0);
    },
  );

  test('gives each use case its part of the GPU time and the tokens', () => {
    // 300,000 × 325 against 100,000 × 575
    const of = (name: string): Decimal =>
      new Decimal(report.by.useCase.find((share) => share.name === name)?.expected ?? 0);

    expect(of('contracts').div(of('drawings')).toFixed(6)).toBe('1.695652');
    // 50,000 × (1,000 × 0.06 + 200 × 0.24) per million
    expect(of('helpdesk').toFixed(2)).toBe('5.40');
  });

  test('tells by tag what bears one and what does not', () => {
    const [department] = report.by.tags;

    expect(department?.key).toBe('department');
    expect(department?.shares.map(({ name }) => name)).toEqual(['not tagged', 'platform', 'network']);
  });

  test('is for a year twelve times a month', () => {
    expect(new Decimal(report.total.high).times(12).eq(report.yearly.high)).toBe(true);
  });

  test('knows what is due without traffic: the hours of cluster and NAT, not their gigabytes', () => {
    const idle = reported(
      document([resource('aws_eks_cluster', 'a', { version: '1.35' }), resource('aws_nat_gateway', 'a')]),
    );

    expect(new Decimal(idle.idle).toFixed(2)).toBe('105.85'); // 73 + 32.85
  });

  test('is at least what it says where anything has no price, and names that', () => {
    expect(report.atLeast).toBe(true);
    expect(report.unpriced).toMatchObject([{ address: '=cmd|x', reason: 'nobody wrote a meter for aws_quantum_leap' }]);
    expect(report.by.component.find(({ atLeast }) => atLeast)?.name).toBe('<b>&"');
  });

  test('names what moves the total most, and the key by which a usage file may say it', () => {
    expect(report.assumptions.length).toBeLessThanOrEqual(5);
    expect(report.assumptions[0]).toMatchObject({ what: 'pool chat: instances' });
    expect(report.assumptions.map(({ what }) => what)).toContain('aws_eks_cluster.monthly_cross_zone_gb');
    const swings = report.assumptions.map(({ swing }) => Number(swing));
    expect(swings).toEqual([...swings].sort((a, b) => b - a));
  });

  test('says the same in the same bytes', () => {
    expect(JSON.stringify(whole())).toBe(JSON.stringify(report));
  });

  test('fits its published schema, with and without a difference', () => {
    const validate = new Ajv({ strict: false }).compile(
      JSON.parse(readFileSync(join(ROOT, 'schema/cost.schema.json'), 'utf8')),
    );
    const changed = { ...report, difference: difference(reported(document([])), report) };

    for (const given of [report, changed, reported(document([]))]) {
      const plain: unknown = JSON.parse(JSON.stringify(given));
      expect({ valid: validate(plain), errors: validate.errors }).toEqual({ valid: true, errors: null });
    }
    expect(validate({ ...JSON.parse(JSON.stringify(report)), total: { low: 1 } })).toBe(false);
  });

  test('of an earlier day can be read again, and what is no report is refused by path', () => {
    const earlier: Json = JSON.parse(JSON.stringify(report));

    expect(readCostReport(earlier)).toMatchObject({ ok: true });
    expect(
      readCostReport({ schemaVersion: 2, currency: 'EUR', total: { low: '1', expected: 'x', high: '2' }, lines: [{}] }),
    ).toEqual({
      ok: false,
      problems: expect.arrayContaining([
        'schemaVersion: found 2, allowed 1',
        'currency: found "EUR", allowed "USD"',
        'total.expected: found "x", allowed a decimal in quotes',
        'lines[0].stack: missing',
        'by.environment: missing',
      ]),
    });
  });
});

test.each([
  ['2027-01-20', 60, 'fresh'],
  ['2027-01-21', 61, 'old'],
  ['2027-05-20', 180, 'old'],
  ['2027-05-21', 181, 'too-old'],
])('prices of 2026-11-21 are on %s %d days old, and that is %s', (today, days, verdict) => {
  expect(bookAge('2026-11-21', today)).toEqual({ reviewed: '2026-11-21', days, verdict });
});

describe('the ledger', () => {
  const { ledger } = whole();

  test('says what each use case costs, saves and is worth, and who answers for it', () => {
    // 300,000 × 180 s ÷ 3,600 × 50 % = 7,500 hours at 60
    expect(ledger[0]).toMatchObject({
      useCase: 'contracts',
      owner: 'legal@acme.example',
      hoursSaved: { low: '2500', expected: '7500', high: '22500' },
      value: { expected: '450000' },
      moneyAtRisk: '20000',
      breakeven: 'none',
      join: { litellmRequestTag: 'use-case:contracts', opencostPool: 'groundplane.io/pool=chat' },
    });
  });

  test('reckons the return on what a use case costs', () => {
    const { cost, value, roiPercent } = ledger[2] ?? { cost: { expected: '1' }, value: { expected: '0' } };

    expect(new Decimal(value.expected).minus(cost.expected).div(cost.expected).times(100).toFixed(0)).toBe(roiPercent);
  });

  test('claims no return where no saving is claimed', () => {
    const { ledger: silent } = reported(document([], { intents: [route()] }), {
      terms: { useCases: [useCase({ model: 'fast', secondsSaved: 0 })], pools: {} },
    });

    expect(silent[0]).not.toHaveProperty('roiPercent');
  });

  test('is a table with room for what really happened', () => {
    const rows: Record<string, string>[] = parse(ledgerCsv(ledger, '2026-11-21'), { columns: true });

    expect(rows.map(({ use_case }) => use_case)).toEqual(['contracts', 'drawings', 'helpdesk']);
    expect(rows[0]).toMatchObject({
      month: '2026-11',
      minutes_saved: '450000',
      litellm_request_tag: 'use-case:contracts',
      actual_litellm_spend_usd: '',
    });
  });
});

describe('for other programs', () => {
  const report = whole();
  const rows: Record<string, string>[] = parse(focusCsv(report), { columns: true });

  test('the CSV has the total of the report, line by line', () => {
    expect(
      rows
        .reduce(
          (total, { EffectiveCost }) =>
            total.plus(EffectiveCost === '' || EffectiveCost === undefined ? 0 : EffectiveCost),
          ZERO,
        )
        .minus(report.total.expected)
        .abs()
        .lt('1e-20'),
    ).toBe(true);
    expect(
      rows.every(
        ({ BillingCurrency, ChargePeriodStart }) =>
          BillingCurrency === 'USD' && ChargePeriodStart === '2026-11-01T00:00:00Z',
      ),
    ).toBe(true);
    expect(rows[0]).toMatchObject({ BillingPeriodEnd: '2026-12-01T00:00:00Z' });
  });

  test('the CSV leaves the cost of what has no price empty, not zero', () => {
    expect(rows.find(({ x_Status }) => x_Status === 'unpriced')).toMatchObject({ BilledCost: '', ListCost: '' });
  });

  test('the CSV holds no formula, and a credit stays a number', () => {
    expect(rows.find(({ ResourceId }) => ResourceId?.includes('cmd'))?.['ResourceId']).toBe("'=cmd|x");
    expect(rows.find(({ ChargeCategory }) => ChargeCategory === 'Credit')?.['BilledCost']).toMatch(/^-\d/);
  });

  test('the CSV names the service and the list price apart from what is paid', () => {
    expect(rows.find(({ SkuId }) => SkuId === 'nat-gateway/hour')).toMatchObject({
      ServiceName: 'Amazon Virtual Private Cloud',
      ServiceCategory: 'Networking',
    });
    expect(rows.find(({ ResourceId }) => ResourceId === 'commitments.discountPercent')).toMatchObject({
      ListCost: '0',
      PricingCategory: 'Committed',
    });
  });

  if (existsSync(PUBLISHED)) {
    test("infracost's JSON fits infracost's published schema", () => {
      const validate = new AjvDraft4({ strict: false, validateFormats: false }).compile(
        JSON.parse(readFileSync(PUBLISHED, 'utf8')),
      );
      const given = infracostJson(report);

      expect({ valid: validate(given), errors: validate.errors }).toEqual({ valid: true, errors: null });
      expect(validate({ ...given, currency: 1 })).toBe(false);
    });
  }

  test("infracost's JSON has the total of the report, and no price where there is none", () => {
    const given = infracostJson(report);
    const text = JSON.stringify(given);

    expect(given.totalMonthlyCost).toBe(report.total.expected);
    expect(text).toContain('"priceNotFound":true');
    expect(text).toContain('"price":null,"hourlyCost":null,"monthlyCost":null');
  });
});

describe('for people', () => {
  const report = whole();
  const plain = (_: string, text: string): string => text;

  test('Markdown says first what it costs, and that not all is priced', () => {
    const [first = '', , second = '', third = ''] = costMarkdown(report).split('\n');

    expect(first).toMatch(/^## Cost: at least \$[\d,]+ a month expected \(low \$[\d,]+, high \$[\d,]+\)$/);
    expect(second).toContain('without any traffic');
    expect(third).toContain('1 line has no price');
  });

  test.each([
    [
      'list 99.5 of 100',
      [
        ['list', '99.5'],
        ['unverified', '0.5'],
      ],
      '100 % list prices, under 1 % prices not yet checked against the list of AWS',
    ],
    [
      'credits count as what they are',
      [
        ['list', '50'],
        ['derived', '-50'],
      ],
      '50 % list prices, 50 % prices reckoned from such',
    ],
    ['nothing that costs', [['list', '0']], ''],
  ] as const)('what the sum rests on is said: %s', (_, lines, words) => {
    const amounts = lines.map(([confidence, amount]) => ({
      confidence,
      monthly: { low: amount, expected: amount, high: amount },
    }));

    expect(restsOn(amounts)).toBe(words);
  });

  test('Markdown and terminal say what the sum rests on', () => {
    const rests = restsOn(report.lines);

    expect(rests).not.toBe('');
    expect(costMarkdown(report)).toContain(rests);
    expect(costText(report, plain)).toContain(rests);
  });

  test('Markdown shows list price and what is paid apart', () => {
    expect(costMarkdown(report)).toMatch(
      /From list price to what is paid[\s\S]+list price of everything below[\s\S]+enterprise discount of 5 %[\s\S]+to pay/,
    );
  });

  test('Markdown says of a part without any price that, and never a zero', () => {
    expect(costMarkdown(report)).toContain('| not priced |  | &lt;b&gt;&amp;" |  |');
  });

  test('Markdown says of each use case both sides and the breakeven', () => {
    const text = costMarkdown(report);

    expect(text).toContain(
      '**contracts**: openai/gpt-5-mini against qwen3-8b fp8 on g6e.xlarge: no breakeven in 36 months',
    );
    expect(text).toContain('| utilisation | 100 % | 50 % | 30 % | 15 % | 5 % |');
    expect(text).toContain('**as configured**');
  });

  test('Markdown lets nothing of users through as markup', () => {
    expect(costMarkdown(report)).not.toContain('<b>');
  });

  test('Markdown keeps its tables whole, whatever a pool is called', () => {
    const named = reported(document([], { intents: [pool({ name: 'a|b <i>' })] }));

    expect(costMarkdown(named)).toContain('pool a\\|b &lt;i&gt;: instances');
  });

  test('the terminal gets one screen', () => {
    const lines = costText(report, plain).split('\n');

    expect(lines[0]).toMatch(/^at least \$/);
    expect(lines.length).toBeLessThan(60);
    expect(lines.join('\n')).toContain('not priced: 1');
  });

  test('no line but the unpriced shows a zero that looks like a price', () => {
    expect(costText(report, plain)).not.toMatch(/\$0\.00/);
  });

  test('the picture has a bar a component, its text escaped, and no script', () => {
    const svg = billPicture(report);

    expect(svg).toContain('cluster and system nodes');
    expect(svg).toContain('&lt;b&gt;&amp;&quot;');
    expect(svg).not.toMatch(/<script|href=|on\w+=/);
    const parts = report.by.component.filter(
      ({ name, high, atLeast }) => name !== 'commitments' && (atLeast || Number(high) !== 0),
    );
    // and one of the environment, one in the legend
    expect(svg.match(/class="bar"/g)?.length).toBe(parts.length + 2);
    expect(svg).toMatch(/list price \$[\d,]+ before commitments/);
    expect(svg).toContain('not priced');
    expect(billPicture(report)).toBe(svg);
  });

  test('the headline of the picture is the amount alone, whatever the environments are called', () => {
    const headline = /font-size="22"[^>]*>([^<]*)</.exec(billPicture(report))?.[1] ?? '';

    expect(headline).toMatch(/^at least \$[\d,]+ a month$/);
  });

  test('the picture puts bars in proportion', () => {
    const two = reported(
      document([
        resource('aws_eip', 'a', {}, { path: 's/One' }),
        ...['b', 'c'].map((name) => resource('aws_eip', name, {}, { path: 's/Two' })),
      ]),
    );
    const widths = [...billPicture(two).matchAll(/class="bar" x="\d+" y="\d+" width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );

    expect((widths[0] ?? 0) / (widths[1] ?? 1)).toBeCloseTo(2, 2);
  });
});
