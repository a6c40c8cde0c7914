import { isObject, type Json } from '../contract';

type Test = (event: Json) => boolean;

/**
 * What CloudWatch Logs would find with a filter pattern for JSON: comparisons with `=`, `!=` and `>`, joined by `&&` and `||`; an asterisk
 * in a text stands for anything. Written from the page "Filter pattern syntax" of its user guide, the part our patterns use.
 *
 * @throws on what it does not know
 */
export function matches(pattern: string, event: Json): boolean {
  const words = [...pattern.matchAll(/"(?:[^"\\]|\\.)*"|[{}()]|&&|\|\||!=|[=>]|[^\s{}()=!>&|]+/g)].map(
    ([word]) => word,
  );
  const reader = new Reader(words);
  reader.take('{');
  const test = reader.either();
  reader.take('}');
  reader.end();
  return test(event);
}

class Reader {
  private at = 0;

  constructor(private readonly words: readonly string[]) {}

  take(expected: string): void {
    const word = this.next();
    if (word !== expected) throw new Error(`filter pattern: ${expected} expected, ${word} found`);
  }

  end(): void {
    if (this.at < this.words.length) throw new Error(`filter pattern: ${this.words[this.at]} is left over`);
  }

  either(): Test {
    const tests = this.joined('||', () => this.both());
    return (event) => tests.some((test) => test(event));
  }

  private both(): Test {
    const tests = this.joined('&&', () => this.one());
    return (event) => tests.every((test) => test(event));
  }

  private joined(by: string, part: () => Test): Test[] {
    const tests = [part()];
    while (this.words[this.at] === by) {
      this.at += 1;
      tests.push(part());
    }
    return tests;
  }

  private one(): Test {
    if (this.words[this.at] === '(') {
      this.at += 1;
      const test = this.either();
      this.take(')');
      return test;
    }
    const path = this.next();
    if (!path.startsWith('$.')) throw new Error(`filter pattern: ${path} is no field`);
    return compared(path.slice(2).split('.'), this.next(), this.next());
  }

  private next(): string {
    const word = this.words[this.at];
    if (word === undefined) throw new Error('filter pattern: ends too early');
    this.at += 1;
    return word;
  }
}

function compared(path: readonly string[], operator: string, literal: string): Test {
  // whatever is there
  if (literal === '*' && operator === '=') return (event) => at(event, path) !== undefined;
  if (literal.startsWith('"') && (operator === '=' || operator === '!=')) {
    const text: string = JSON.parse(literal);
    const form = new RegExp(
      `^${text
        .split('*')
        .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
      's',
    );
    return (event) => {
      const found = at(event, path);
      // a field that is not there matches neither
      return typeof found === 'string' && form.test(found) === (operator === '=');
    };
  }
  const number = Number(literal);
  if (Number.isNaN(number)) throw new Error(`filter pattern: ${literal} is neither a text nor a number`);
  return (event) => {
    const found = at(event, path);
    if (typeof found !== 'number') return false;
    return operator === '>' ? found > number : (found === number) === (operator === '=');
  };
}

function at(event: Json, [key, ...rest]: readonly string[]): Json | undefined {
  if (key === undefined) return event;
  const found = isObject(event) ? event[key] : undefined;
  return found === undefined ? undefined : at(found, rest);
}
