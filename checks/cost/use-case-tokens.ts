import type { Figure, UseCase } from '../../contract';
import type { Usage } from './context';
import type { BilledIntent } from './intents';
import { exactly, NOTHING, plus, times, type Quantity } from './quantity';
import { Decimal } from './decimal';

/** A figure of the client file as a quantity. */
export function quantityOf(figure: Figure): Quantity {
  if (typeof figure === 'number') return exactly(figure);
  return { low: new Decimal(figure.low), expected: new Decimal(figure.expected), high: new Decimal(figure.high) };
}

/** Tokens a month of a model as far as the client says them: by its use cases, else as a whole. */
export function statedTokens(
  useCases: readonly UseCase[],
  model: string,
  direction: 'input' | 'output',
  whole: number | undefined,
): Usage | undefined {
  return tokensOf(useCases, model, direction) ?? figureOf(whole);
}

export const TEXT_UNITS = 'aws_bedrock_guardrail.monthly_text_units';
/** A text unit is 1,000 characters, a token about four. */
const UNITS_PER_TOKEN = new Decimal('0.004');

/**
 * What a guardrail reads a month, where the client says the tokens of every cloud model; else undefined. Models that write
 * nothing turn text into vectors, and no guardrail stands before them.
 */
export function guardedUnits(
  intents: readonly { intent: BilledIntent }[],
  useCases: readonly UseCase[],
): Usage | undefined {
  const names: string[] = [];
  let tokens = NOTHING;
  for (const { intent } of intents) {
    if (intent.kind !== 'model-route' || intent.provider !== 'bedrock') continue;
    const input = statedTokens(useCases, intent.name, 'input', intent.monthlyTokens?.input);
    const output = statedTokens(useCases, intent.name, 'output', intent.monthlyTokens?.output);
    if (input === undefined || output === undefined) return undefined;
    if (output.quantity.high.isZero()) continue;
    names.push(intent.name);
    tokens = plus(tokens, plus(input.quantity, output.quantity));
  }
  if (names.length === 0) return undefined;
  const assumption = `a unit is 1,000 characters: four a token, of the questions and answers of ${names.sort().join(', ')}`;
  return { quantity: times(tokens, UNITS_PER_TOKEN), assumption };
}

/** Tokens the client file says of a model as a whole. */
function figureOf(tokens: number | undefined): Usage | undefined {
  if (tokens === undefined) return undefined;
  return { quantity: exactly(tokens), assumption: 'tokens a month as the client file says' };
}

/** Tokens a month of all use cases of a model; undefined where it has none. */
function tokensOf(useCases: readonly UseCase[], model: string, direction: 'input' | 'output'): Usage | undefined {
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
