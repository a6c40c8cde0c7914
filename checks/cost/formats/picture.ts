import { money } from '../../report/figures';
import { plain } from '../../report/plain-text';
import { Decimal } from '../decimal';
import type { CostReport } from '../report/cost-report';
import { COMMITMENTS, componentOf, listPrice } from '../report/shares';

const MOST_BARS = 12;
const WIDTH = 860;
const LEFT = 210;
const RIGHT = 190;
/** Room for a limit behind the figures. */
const LIMIT = 80;
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
  /** What it may cost a month, where the client says so. */
  limit?: Decimal;
}

/** Characters of the environments' names. */
const LONGEST_NAMES = 70;

/**
 * The bill as a picture: a bar an environment with its budget, a bar a component, their dark part due without any traffic, a
 * whisker from low to high. One SVG without scripts or fonts, readable on dark and light.
 */
export function billPicture(report: CostReport): string {
  const bars = barsOf(report);
  const places = environmentsOf(report);
  // a part is small beside a whole environment, so each of the two has a scale of its own
  const groups = [
    { caption: 'by environment', bars: places },
    { caption: 'by part', bars },
  ].filter((group) => group.bars.length > 0);
  const rows = groups.flatMap((group, index) => {
    const before = groups.slice(0, index).reduce((sum, { bars: above }) => sum + heightOf(above), TOP);
    return drawnGroup(group.caption, group.bars, before);
  });
  const bottom = groups.reduce((sum, group) => sum + heightOf(group.bars), TOP);
  const height = bottom + 34;
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
    ...rows,
    ...legend(
      bottom + 14,
      places.some(({ limit }) => limit !== undefined),
    ),
    '</svg>',
    '',
  ].join('\n');
}

const STYLE = `<style>
.ground{fill:#ffffff}.ink{fill:#1c2430}.soft{fill:#5b6675}.idle{fill:#1f4e79}.bar{fill:#6fa8dc}.whisker{stroke:#1c2430;stroke-width:1.5}.limit{stroke:#b42318;stroke-width:2.5}
@media (prefers-color-scheme: dark){.ground{fill:#161b22}.ink{fill:#e6edf3}.soft{fill:#9aa6b2}.idle{fill:#3f83c4}.bar{fill:#8fc1ee}.whisker{stroke:#e6edf3}.limit{stroke:#ff8a80}}
</style>`;

/** A line of text above its bars, and the space below them. */
const CAPTION = 22;
const GAP = 12;

function heightOf(bars: readonly Bar[]): number {
  return CAPTION + bars.length * ROW + GAP;
}

function drawnGroup(caption: string, bars: readonly Bar[], top: number): string[] {
  const most = Decimal.max(1, ...bars.flatMap(({ high, limit }) => (limit === undefined ? [high] : [high, limit])));
  const right = RIGHT + (bars.some(({ limit }) => limit !== undefined) ? LIMIT : 0);
  const scale = (amount: Decimal): number =>
    LEFT +
    amount
      .div(most)
      .times(WIDTH - LEFT - right)
      .toNumber();
  return [
    `<text class="soft" x="24" y="${top + 8}" font-size="12" font-weight="600">${caption}</text>`,
    ...bars.flatMap((bar, index) => drawn(bar, top + CAPTION + index * ROW, scale)),
  ];
}

/** A bar an environment: where there are several, or one that has a budget to be seen against. */
function environmentsOf(report: CostReport): Bar[] {
  const shares = report.by.environment.filter(({ name }) => name !== COMMITMENTS);
  const clients = new Set(shares.map(({ name }) => name.split(' ')[0]));
  const bars = shares.map((share): Bar => {
    const month = report.budgets.find(({ environment, name }) => environment === share.name && name === 'month');
    const idle = report.lines
      .filter(({ environment }) => environment === share.name)
      .reduce((sum, line) => sum.plus(line.idle), new Decimal(0));
    return {
      name: clients.size === 1 ? share.name.split(' ').slice(1).join(' ') || share.name : share.name,
      idle: Decimal.max(0, idle),
      low: Decimal.max(0, share.low),
      expected: Decimal.max(0, share.expected),
      high: Decimal.max(0, share.high),
      open: share.atLeast,
      // a limit is written for people, with commas
      ...(month === undefined ? {} : { limit: new Decimal(month.limit.replaceAll(',', '')) }),
    };
  });
  return bars.length > 1 || bars.some(({ limit }) => limit !== undefined) ? bars : [];
}

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
  { name, idle, expected, low, high, open, limit }: Bar,
  y: number,
  scale: (amount: Decimal) => number,
): string[] {
  const middle = y + BAR / 2;
  const at = (amount: Decimal): string => scale(amount).toFixed(1);
  const width = (amount: Decimal): string => (scale(amount) - LEFT).toFixed(1);
  const figure = open && high.isZero() ? 'not priced' : `${open ? '≥ ' : ''}${money(expected.toFixed())}`;
  const span = low.eq(high) ? '' : `(${money(low.toFixed())}–${money(high.toFixed())})`;
  const allowed = limit === undefined ? '' : ` of ${money(limit.toFixed())}`;
  const end = Decimal.max(high, expected, limit ?? 0);
  return [
    `<text class="ink" x="${LEFT - 12}" y="${middle + 4.5}" font-size="13" text-anchor="end">${escape(shortened(name))}</text>`,
    `<rect class="bar" x="${LEFT}" y="${y}" width="${width(expected)}" height="${BAR}"/>`,
    `<rect class="idle" x="${LEFT}" y="${y}" width="${width(Decimal.min(idle, expected))}" height="${BAR}"/>`,
    ...(low.eq(high)
      ? []
      : [
          `<path class="whisker" d="M${at(low)} ${middle}H${at(high)}M${at(low)} ${middle - 4}v8M${at(high)} ${middle - 4}v8" fill="none"/>`,
        ]),
    ...(limit === undefined ? [] : [`<path class="limit" d="M${at(limit)} ${y - 4}v${BAR + 8}"/>`]),
    `<text class="ink" x="${(scale(end) + 8).toFixed(1)}" y="${middle + 4.5}" font-size="12">${escape(figure)}<tspan class="soft" dx="5">${escape(`${span}${allowed}`)}</tspan></text>`,
  ];
}

function legend(y: number, hasLimit: boolean): string[] {
  return [
    `<rect class="idle" x="24" y="${y - 10}" width="14" height="10"/><text class="soft" x="44" y="${y}" font-size="12">due without any traffic</text>`,
    `<rect class="bar" x="208" y="${y - 10}" width="14" height="10"/><text class="soft" x="228" y="${y}" font-size="12">expected on top</text>`,
    `<path class="whisker" d="M352 ${y - 5}h26M352 ${y - 9}v8M378 ${y - 9}v8" fill="none"/><text class="soft" x="386" y="${y}" font-size="12">low to high</text>`,
    ...(hasLimit
      ? [
          `<path class="limit" d="M478 ${y - 12}v14"/><text class="soft" x="488" y="${y}" font-size="12">budget of a month</text>`,
        ]
      : []),
  ];
}

function shortened(name: string, most = Math.floor((LEFT - 24) / CHARACTER)): string {
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

function escape(text: string): string {
  return plain(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
