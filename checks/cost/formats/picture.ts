import { money } from '../../report/figures';
import { plain } from '../../report/plain-text';
import { Decimal } from '../decimal';
import type { CostReport } from '../report/cost-report';
import { COMMITMENTS, componentOf, listPrice } from '../report/shares';

const MOST_BARS = 12;
const WIDTH = 860;
const LEFT = 210;
const RIGHT = 190;
const TOP = 110;
const ROW = 30;
const BAR = 16;
/** Text is laid out without fonts; a character is taken this wide, which no usual font exceeds. */
const CHARACTER = 7.4;

interface Bar {
  name: string;
  idle: Decimal;
  expected: Decimal;
  low: Decimal;
  high: Decimal;
  open: boolean;
}

/** Characters of the environments' names. */
const LONGEST_NAMES = 70;

/**
 * The bill as a picture: a bar a component, its dark part due without any traffic, a whisker from low to high. One SVG without
 * scripts or fonts, readable on dark and light.
 */
export function billPicture(report: CostReport): string {
  const bars = barsOf(report);
  const most = Decimal.max(1, ...bars.map(({ high }) => high));
  const scale = (amount: Decimal): number =>
    LEFT +
    amount
      .div(most)
      .times(WIDTH - LEFT - RIGHT)
      .toNumber();
  const height = TOP + bars.length * ROW + 44;
  const of = report.by.environment.map(({ name }) => name).filter((name) => name !== COMMITMENTS);
  const amount = `${report.atLeast ? 'at least ' : ''}${money(report.total.expected)} a month`;
  const title = [...of.sort(), amount].join(' · ');
  const list = listPrice(report.by.component);
  const before = list.eq(report.total.expected) ? '' : ` · list price ${money(list.toFixed())} before commitments`;
  const subtitle = `${of.length === 0 ? '' : `${shortened(of.join(' + '), LONGEST_NAMES)} · `}${money(report.total.low)} to ${money(report.total.high)} · ${money(report.idle)} without any traffic`;
  const more = `${money(report.yearly.expected)} a year${before} · prices of ${report.prices}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="bill-title bill-text" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif">`,
    `<title id="bill-title">${escape(title)}</title>`,
    `<desc id="bill-text">${escape(bars.map(({ name, expected }) => `${name} ${money(expected.toFixed())}`).join(', '))}</desc>`,
    STYLE,
    `<rect class="ground" width="${WIDTH}" height="${height}" rx="6"/>`,
    `<text class="ink" x="24" y="38" font-size="22" font-weight="600">${escape(amount)}</text>`,
    `<text class="soft" x="24" y="62" font-size="13">${escape(subtitle)}</text>`,
    `<text class="soft" x="24" y="82" font-size="13">${escape(more)}</text>`,
    ...bars.flatMap((bar, index) => drawn(bar, TOP + index * ROW, scale)),
    ...legend(TOP + bars.length * ROW + 24),
    '</svg>',
    '',
  ].join('\n');
}

const STYLE = `<style>
.ground{fill:#ffffff}.ink{fill:#1c2430}.soft{fill:#5b6675}.idle{fill:#1f4e79}.bar{fill:#6fa8dc}.whisker{stroke:#1c2430;stroke-width:1.5}
@media (prefers-color-scheme: dark){.ground{fill:#161b22}.ink{fill:#e6edf3}.soft{fill:#9aa6b2}.idle{fill:#3f83c4}.bar{fill:#8fc1ee}.whisker{stroke:#e6edf3}}
</style>`;

function barsOf(report: CostReport): Bar[] {
  const idle = new Map<string, Decimal>();
  const shares = report.by.component.filter(
    ({ name, high, atLeast }) => name !== COMMITMENTS && (atLeast || !new Decimal(high).isZero()),
  );
  for (const { name, lines } of componentsIdle(report)) idle.set(name, lines);
  const all = shares.map((share): Bar => ({
    name: share.name,
    idle: Decimal.max(0, idle.get(share.name) ?? 0),
    low: Decimal.max(0, share.low),
    expected: Decimal.max(0, share.expected),
    high: Decimal.max(0, share.high),
    open: share.atLeast,
  }));
  if (all.length <= MOST_BARS) return all;
  const rest = all.slice(MOST_BARS - 1);
  const sum = (of: (bar: Bar) => Decimal): Decimal => rest.reduce((total, bar) => total.plus(of(bar)), new Decimal(0));
  return [
    ...all.slice(0, MOST_BARS - 1),
    {
      name: `${rest.length} smaller parts`,
      idle: sum((bar) => bar.idle),
      low: sum((bar) => bar.low),
      expected: sum((bar) => bar.expected),
      high: sum((bar) => bar.high),
      open: rest.some(({ open }) => open),
    },
  ];
}

function componentsIdle({ lines }: CostReport): { name: string; lines: Decimal }[] {
  const sums = new Map<string, Decimal>();
  for (const line of lines) {
    const name = componentOf(line);
    sums.set(name, (sums.get(name) ?? new Decimal(0)).plus(line.idle));
  }
  return [...sums].map(([name, sum]) => ({ name, lines: sum }));
}

function drawn(
  { name, idle, expected, low, high, open }: Bar,
  y: number,
  scale: (amount: Decimal) => number,
): string[] {
  const middle = y + BAR / 2;
  const at = (amount: Decimal): string => scale(amount).toFixed(1);
  const width = (amount: Decimal): string => (scale(amount) - LEFT).toFixed(1);
  const figure = open && high.isZero() ? 'not priced' : `${open ? '≥ ' : ''}${money(expected.toFixed())}`;
  const span = low.eq(high) ? '' : `(${money(low.toFixed())}–${money(high.toFixed())})`;
  return [
    `<text class="ink" x="${LEFT - 12}" y="${middle + 4.5}" font-size="13" text-anchor="end">${escape(shortened(name))}</text>`,
    `<rect class="bar" x="${LEFT}" y="${y}" width="${width(expected)}" height="${BAR}"/>`,
    `<rect class="idle" x="${LEFT}" y="${y}" width="${width(Decimal.min(idle, expected))}" height="${BAR}"/>`,
    ...(low.eq(high)
      ? []
      : [
          `<path class="whisker" d="M${at(low)} ${middle}H${at(high)}M${at(low)} ${middle - 4}v8M${at(high)} ${middle - 4}v8" fill="none"/>`,
        ]),
    `<text class="ink" x="${(scale(Decimal.max(high, expected)) + 8).toFixed(1)}" y="${middle + 4.5}" font-size="12">${escape(figure)}<tspan class="soft" dx="5">${escape(span)}</tspan></text>`,
  ];
}

function legend(y: number): string[] {
  return [
    `<rect class="idle" x="24" y="${y - 10}" width="14" height="10"/><text class="soft" x="44" y="${y}" font-size="12">due without any traffic</text>`,
    `<rect class="bar" x="208" y="${y - 10}" width="14" height="10"/><text class="soft" x="228" y="${y}" font-size="12">expected on top</text>`,
    `<path class="whisker" d="M352 ${y - 5}h26M352 ${y - 9}v8M378 ${y - 9}v8" fill="none"/><text class="soft" x="386" y="${y}" font-size="12">low to high</text>`,
  ];
}

function shortened(name: string, most = Math.floor((LEFT - 24) / CHARACTER)): string {
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

function escape(text: string): string {
  return plain(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
