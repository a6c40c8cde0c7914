import { stringify } from 'csv-stringify/sync';
import { plain } from '../../report/plain-text';
import { Decimal } from '../decimal';
import type { CostReport, ReportLine } from '../report/cost-report';
import { serviceOf } from './services';

/** Cells that a spreadsheet would run. Figures are not among them: a credit begins with a minus. */
const FORMULA = /^[=+\-@\t\r]/;

type Row = Record<string, string>;

/**
 * The bill as CSV with the column names of FOCUS 1.2 where they fit, own ones with `x_`. Raw figures of the expected case for the
 * month of the estimate; lines that cost nothing for a reason are left out, lines without a price are in, with empty costs.
 */
export function focusCsv(report: CostReport): string {
  const rows = report.lines
    .filter(({ status }) => status !== 'free' && status !== 'shared')
    .map((line) => row(line, report));
  return stringify(rows, { header: true, columns: Object.keys(row(SAMPLE, report)) });
}

function row(line: ReportLine, { date, region }: CostReport): Row {
  const { service, category } = serviceOf(line.prices[0] ?? '');
  const hasPrice = line.confidence !== undefined;
  const cost = hasPrice ? line.monthly.expected : '';
  const [start, end] = monthOf(date);
  const credit = hasPrice && new Decimal(line.monthly.expected).isNegative();
  return {
    BilledCost: cost,
    EffectiveCost: cost,
    ListCost: line.type === '' && hasPrice ? '0' : cost,
    ContractedCost: cost,
    ListUnitPrice: line.unitPrice ?? '',
    BillingCurrency: 'USD',
    BillingPeriodStart: start,
    BillingPeriodEnd: end,
    ChargePeriodStart: start,
    ChargePeriodEnd: end,
    ChargeCategory: credit ? 'Credit' : 'Usage',
    ChargeDescription: text(line.component),
    ChargeFrequency: 'Usage-Based',
    ConsumedQuantity: line.quantity.expected,
    ConsumedUnit: text(line.unit),
    PricingQuantity: line.quantity.expected,
    PricingUnit: text(line.unit),
    PricingCategory: line.type === '' ? 'Committed' : 'Standard',
    ProviderName: 'AWS',
    PublisherName: 'AWS',
    InvoiceIssuerName: 'AWS',
    RegionId: region,
    ResourceId: text(line.address),
    ResourceName: text(line.path),
    ResourceType: text(line.type),
    ServiceCategory: category,
    ServiceName: service,
    SkuId: text(line.prices.join(' ')),
    Tags: text(JSON.stringify(line.tags)),
    x_Environment: text(line.environment),
    x_Stack: text(line.stack),
    x_Status: line.status,
    x_LowCost: hasPrice ? line.monthly.low : '',
    x_HighCost: hasPrice ? line.monthly.high : '',
    x_IdleCost: hasPrice ? line.idle : '',
    x_Assumption: text(line.assumption ?? ''),
    x_PriceSource: text(line.source),
    x_PriceConfidence: line.confidence ?? '',
  };
}

const SAMPLE: ReportLine = {
  environment: '',
  stack: '',
  address: '',
  path: '',
  component: '',
  status: 'priced',
  unit: '',
  quantity: { low: '0', expected: '0', high: '0' },
  monthly: { low: '0', expected: '0', high: '0' },
  source: '',
  type: '',
  prices: [],
  item: '',
  onDemand: false,
  idle: '0',
  tags: {},
};

/** Text for a cell: nothing a spreadsheet would run, no control characters. */
export function text(value: string): string {
  const clean = plain(value);
  return FORMULA.test(clean) ? `'${clean}` : clean;
}

/** First instant of the month of a day and of the next one. */
function monthOf(date: string): [string, string] {
  const [year = 0, month = 0] = date.split('-').map(Number);
  const at = (y: number, m: number): string => `${y}-${String(m).padStart(2, '0')}-01T00:00:00Z`;
  return [at(year, month), month === 12 ? at(year + 1, 1) : at(year, month + 1)];
}
