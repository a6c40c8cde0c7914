import type { Figure, UseCase } from '../../contract';
import type { Usage } from './context';
import { exactly, NOTHING, plus, times, type Quantity } from './quantity';
import { Decimal } from './decimal';

/** A figure of the client file as a quantity. */
export function quantityOf(figure: Figure): Quantity {
  if (typeof figure === 'number') return exactly(figure);
  return { low: new Decimal(figure.low), expected: new Decimal(figure.expected), high: new Decimal(figure.high) };
}

/** Tokens the client file says of a model as a whole. */
export function figureOf(tokens: number | undefined): Usage | undefined {
  if (tokens === undefined) return undefined;
  return { quantity: exactly(tokens), assumption: 'tokens a month as the client file says' };
}

/** Tokens a month of all use cases of a model; undefined where it has none. */
export function tokensOf(
  useCases: readonly UseCase[],
  model: string,
  direction: 'input' | 'output',
): Usage | undefined {
  const own = useCases.filter((useCase) => useCase.model === model);
  if (own.length === 0) return undefined;
  return {
    quantity: own.reduce((sum, useCase) => plus(sum, tokensOfCase(useCase, direction)), NOTHING),
    assumption: `requests times tokens of ${own.map(({ name }) => name).join(', ')}`,
  };
}

/** Tokens a month of one use case. */
export function tokensOfCase(useCase: UseCase, direction: 'input' | 'output'): Quantity {
  return times(quantityOf(useCase.requests), direction === 'input' ? useCase.inputTokens : useCase.outputTokens);
}
