import { stringify } from 'csv-stringify/sync';
import { money, range } from '../../report/figures';
import { code, markdown } from '../../report/plain-text';
import { Decimal } from '../decimal';
import type { LedgerEntry } from '../ledger';
import { grouped } from './comparison-markdown';
import { text } from './focus';

/** The ledger for a reader. */
export function ledgerMarkdown(entries: readonly LedgerEntry[]): string[] {
  if (entries.length === 0) return [];
  return [
    '### Ledger of use cases',
    '',
    '| use case | owner | measured by | requests | cost a month | hours saved | worth | return | at risk | breakeven |',
    '|---|---|---|--:|--:|--:|--:|--:|--:|---|',
    ...entries.map((entry) => {
      const { useCase, owner, kpi, requests, cost, hoursSaved, value, roiPercent, moneyAtRisk, breakeven } = entry;
      return [
        '',
        ` ${markdown(useCase)} `,
        ` ${markdown(owner)} `,
        ` ${markdown(kpi)} `,
        ` ${grouped(requests.expected)} `,
        ` ${range(cost)} `,
        ` ${grouped(hoursSaved.expected)} `,
        ` ${new Decimal(value.expected).isZero() ? 'not claimed' : range(value)} `,
        ` ${roiPercent === undefined ? '' : `${grouped(roiPercent)} %`} `,
        ` ${moneyAtRisk === undefined ? '' : money(moneyAtRisk)} `,
        ` ${breakeven === undefined ? '' : breakeven === 'none' ? 'none in 36 months' : `month ${breakeven}`} `,
        '',
      ].join('|');
    }),
    '',
    `Worth is what the owner claims. Actual figures are joined each month by the request tag ${code('use-case:<name>')} in the gateway's spend and by the node label ${code('groundplane.io/pool')} in OpenCost; the CSV has a row for each use case with the columns to fill.`,
    '',
  ];
}

/** The ledger for a spreadsheet: estimates filled in, actual figures left empty. */
export function ledgerCsv(entries: readonly LedgerEntry[], date: string): string {
  const rows = entries.map((entry) => ({
    month: date.slice(0, 7),
    environment: text(entry.environment),
    use_case: text(entry.useCase),
    owner: text(entry.owner),
    kpi: text(entry.kpi),
    model: text(entry.model),
    requests: entry.requests.expected,
    input_tokens: entry.inputTokens.expected,
    output_tokens: entry.outputTokens.expected,
    cost_low_usd: entry.cost.low,
    cost_expected_usd: entry.cost.expected,
    cost_high_usd: entry.cost.high,
    api_cost_usd: entry.apiCost ?? '',
    minutes_saved: new Decimal(entry.hoursSaved.expected).times(60).toFixed(),
    value_usd: entry.value.expected,
    money_at_risk_usd: entry.moneyAtRisk ?? '',
    roi_percent: entry.roiPercent ?? '',
    breakeven_month: entry.breakeven === undefined ? '' : String(entry.breakeven),
    litellm_request_tag: text(entry.join.litellmRequestTag),
    litellm_model: text(entry.join.litellmModel),
    opencost_node_label: text(entry.join.opencostPool),
    actual_litellm_spend_usd: '',
    actual_opencost_usd: '',
    actual_requests: '',
    actual_kpi: '',
  }));
  return stringify(rows, { header: true });
}
