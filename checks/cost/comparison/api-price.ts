import type { UseCase } from '../../../contract';
import { GLOBAL, type PriceBook, type Quote } from '../book';
import { Decimal } from '../decimal';

const MILLION = 1_000_000;
/** From here on providers charge more for the whole request, and the book has no such prices. */
const LONG_INPUT = 200_000;

export type RequestPrice = { ok: true; perRequest: Decimal; source: string } | { ok: false; reason: string };

type Asked = Pick<UseCase, 'inputTokens' | 'cachedPercent' | 'outputTokens' | 'apiPrices'>;

/**
 * What one average request costs at an API. The gateway's own prices where the client says them, else the book's. One request,
 * not a month's tokens: long-context tiers are per request.
 *
 * @param api `openai/gpt-5-mini`; `bedrock/…` is priced in the region
 */
export function requestPrice(api: string, useCase: Asked, book: PriceBook, region: string): RequestPrice {
  const { inputTokens, cachedPercent, outputTokens, apiPrices } = useCase;
  if (apiPrices !== undefined) {
    const { input, cachedInput, output } = apiPrices;
    return {
      ok: true,
      perRequest: sum(useCase, input, cachedInput ?? input, output),
      source: 'prices of the gateway, as the client file says',
    };
  }
  if (inputTokens > LONG_INPUT)
    return {
      ok: false,
      reason: `requests of ${inputTokens} tokens are billed by another tier, which is not in the book`,
    };
  const place = api.startsWith('bedrock/') ? region : GLOBAL;
  const input = book.quote(place, `${api}/input`);
  const output = book.quote(place, `${api}/output`);
  const cached = book.quote(place, `${api}/cached-input`);
  if (input.kind !== 'price') return { ok: false, reason: `no price of ${api}/input in ${place}` };
  if (output.kind !== 'price' && outputTokens > 0)
    return { ok: false, reason: `no price of ${api}/output in ${place}` };
  const unit = (quote: Quote): Decimal | undefined =>
    quote.kind === 'price' ? quote.price.tiers[0]?.price : undefined;
  const each = unit(input);
  if (each === undefined) return { ok: false, reason: `no price of ${api}/input in ${place}` };
  const { text, date } = input.price.source;
  const cacheNote =
    cachedPercent > 0 && cached.kind !== 'price' ? '; no price of cached input, billed as any other' : '';
  return {
    ok: true,
    perRequest: sum(useCase, each, unit(cached) ?? each, unit(output) ?? 0),
    source: `${text}, ${date}${cacheNote}`,
  };
}

function sum(
  { inputTokens, cachedPercent, outputTokens }: Asked,
  input: Decimal | string,
  cached: Decimal | string,
  output: Decimal | string | number,
): Decimal {
  const repeated = new Decimal(inputTokens).times(cachedPercent).div(100);
  return new Decimal(inputTokens)
    .minus(repeated)
    .times(input)
    .plus(repeated.times(cached))
    .plus(new Decimal(outputTokens).times(output))
    .div(MILLION);
}
