import type { PricedQuantity, RagChoice, RagRow, RagTable } from '../../contract';
import { PriceBook } from './book';
import { Decimal, money, ZERO } from './decimal';

/** What every way to keep the index costs a month where the environment is: idle, and what the questions add. */
export function ragTable(choice: RagChoice, region: string, book: PriceBook = new PriceBook()): RagTable {
  const { corpus, index, by, options } = choice;
  const rows = options.map(({ index: kind, obstacles, note, size, floor, use }): RagRow => {
    const idle = priced(floor, region, book);
    const asked = priced(use, region, book);
    return {
      index: kind,
      chosen: kind === index,
      obstacles,
      note,
      size,
      floor: money(idle.total),
      use: money(asked.total),
      unpriced: { floor: idle.unpriced, use: asked.unpriced },
    };
  });
  return { index, by, corpus, region, rows };
}

function priced(
  quantities: readonly PricedQuantity[],
  region: string,
  book: PriceBook,
): { total: Decimal; unpriced: string[] } {
  let total = ZERO;
  const unpriced: string[] = [];
  for (const { name, key, quantity } of quantities) {
    const quote = book.quote(region, key);
    if (quote.kind === 'price') {
      total = total.plus(tiered(quote.price.tiers, new Decimal(quantity)));
    } else {
      unpriced.push(`${name}: ${quote.kind === 'absent' ? quote.reason : `not sold in ${region}`}`);
    }
  }
  return { total, unpriced };
}

function tiered(tiers: readonly { upTo?: Decimal; price: Decimal }[], quantity: Decimal): Decimal {
  let from = ZERO;
  let total = ZERO;
  for (const { upTo, price } of tiers) {
    const end = upTo === undefined ? quantity : Decimal.min(upTo, quantity);
    total = total.plus(Decimal.max(ZERO, end.minus(from)).times(price));
    from = end;
  }
  return total;
}
