import type { JsonObject } from '../../../contract';
import { Decimal, HOURS, money, ZERO } from '../decimal';
import type { CostReport, ReportLine } from '../report/cost-report';

const NOTHING_BEFORE = { totalHourlyCost: null, totalMonthlyCost: null, totalMonthlyUsageCost: null };

/**
 * The bill in the JSON of `infracost breakdown --format json` (version 0.2): a project an environment, a resource an address, the
 * expected figures. What has no price is `priceNotFound`, never zero.
 */
export function infracostJson(report: CostReport): JsonObject {
  const names = [...new Set(report.lines.map(({ environment }) => environment))];
  const billed = report.lines.filter(({ status }) => status !== 'free' && status !== 'shared');
  return {
    version: '0.2',
    metadata: {
      infracostCommand: 'breakdown',
      vcsBranch: '',
      vcsCommitSha: '',
      vcsCommitAuthorName: '',
      vcsCommitAuthorEmail: '',
      vcsCommitTimestamp: `${report.date}T00:00:00Z`,
      vcsCommitMessage: '',
    },
    currency: 'USD',
    projects: names.map((name) =>
      project(
        name,
        report.lines.filter(({ environment }) => environment === name),
      ),
    ),
    totalHourlyCost: hourly(total(billed)),
    totalMonthlyCost: money(total(billed)),
    totalMonthlyUsageCost: money(total(billed.filter(({ status }) => status === 'usage'))),
    pastTotalHourlyCost: null,
    pastTotalMonthlyCost: null,
    pastTotalMonthlyUsageCost: null,
    diffTotalHourlyCost: null,
    diffTotalMonthlyCost: null,
    diffTotalMonthlyUsageCost: null,
    timeGenerated: `${report.date}T00:00:00Z`,
    summary: summary(report.lines),
  };
}

function project(name: string, lines: readonly ReportLine[]): JsonObject {
  const breakdown = {
    resources: byAddress(lines.filter(({ status }) => status !== 'free' && status !== 'shared')),
    totalHourlyCost: hourly(total(lines)),
    totalMonthlyCost: money(total(lines)),
    totalMonthlyUsageCost: money(total(lines.filter(({ status }) => status === 'usage'))),
  };
  return {
    name,
    displayName: name,
    metadata: { path: name, type: 'terraform_cloud_development_kit' },
    pastBreakdown: { resources: [], ...NOTHING_BEFORE },
    breakdown,
    diff: { resources: [], ...NOTHING_BEFORE },
    summary: summary(lines),
  };
}

function byAddress(lines: readonly ReportLine[]): JsonObject[] {
  const groups = new Map<string, ReportLine[]>();
  for (const line of lines) {
    const place = `${line.stack}/${line.address}/${line.subject ?? ''}`;
    groups.set(place, [...(groups.get(place) ?? []), line]);
  }
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    return first === undefined ? [] : [resource(first, own)];
  });
}

function resource(first: ReportLine, own: readonly ReportLine[]): JsonObject {
  const priced = own.some(({ confidence }) => confidence !== undefined);
  return {
    name: [first.stack, first.subject === undefined ? first.address : `${first.address}#${first.subject}`]
      .filter((part) => part !== '')
      .join('/'),
    ...(first.type === '' ? {} : { resourceType: first.type }),
    tags: first.tags,
    metadata: { stack: { name: first.stack }, construct: { path: first.path } },
    hourlyCost: priced ? hourly(total(own)) : null,
    monthlyCost: priced ? money(total(own)) : null,
    monthlyUsageCost: money(total(own.filter(({ status }) => status === 'usage'))),
    costComponents: own.map(component),
  };
}

function component(line: ReportLine): JsonObject {
  const found = line.confidence !== undefined;
  const quantity = new Decimal(line.quantity.expected);
  return {
    name: line.component,
    unit: line.unit,
    hourlyQuantity: money(quantity.div(HOURS).toDecimalPlaces(10)),
    monthlyQuantity: line.quantity.expected,
    price: found ? (line.unitPrice ?? average(line, quantity)) : null,
    hourlyCost: found ? hourly(new Decimal(line.monthly.expected)) : null,
    monthlyCost: found ? line.monthly.expected : null,
    usageBased: line.status === 'usage',
    priceNotFound: !found,
  };
}

/** A line whose price is open has what its expected quantity costs each. */
function average(line: ReportLine, quantity: Decimal): string {
  return quantity.isZero() ? '0' : money(new Decimal(line.monthly.expected).div(quantity).toDecimalPlaces(10));
}

function hourly(monthly: Decimal): string {
  return money(monthly.div(HOURS).toDecimalPlaces(10));
}

function total(lines: readonly ReportLine[]): Decimal {
  return lines.reduce((sum, line) => sum.plus(line.monthly.expected), ZERO);
}

function summary(lines: readonly ReportLine[]): JsonObject {
  const places = (chosen: readonly ReportLine[]): number =>
    new Set(chosen.map(({ stack, address, subject }) => `${stack}/${address}/${subject ?? ''}`)).size;
  const open = lines.filter(({ status }) => status === 'unpriced' || status === 'notOffered' || status === 'unknown');
  const supported = lines.filter(({ status, prices }) => status !== 'unpriced' || prices.length > 0);
  return {
    totalDetectedResources: places(lines),
    totalSupportedResources: places(supported),
    totalUnsupportedResources: places(lines) - places(supported),
    totalUsageBasedResources: places(lines.filter(({ status }) => status === 'usage')),
    totalNoPriceResources: places(open),
  };
}
