/** A piece of a Terraform template: text as it is, an expression `${…}`, or a directive `%{…}`. */
export interface Part {
  kind: 'text' | 'expression' | 'directive';
  text: string;
}

/** Whether a text holds anything Terraform would read as a template or an escape of one. */
export function isTemplate(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

/** Splits a text as Terraform reads it. `$${` and `%%{` are text. What is never closed is one expression to the end. */
export function parseTemplate(text: string): Part[] {
  const parts: Part[] = [];
  let literal = '';
  let at = 0;
  while (at < text.length) {
    const opening = nextOpening(text, at);
    if (opening === -1) break;
    literal += text.slice(at, opening);
    const sign = text.charAt(opening);
    if (opening > at && text.charAt(opening - 1) === sign) {
      literal = `${literal.slice(0, -1)}${sign}{`;
      at = opening + 2;
      continue;
    }
    const end = endOfExpression(text, opening + 2);
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
    parts.push({ kind: sign === '$' ? 'expression' : 'directive', text: stripMarkers(text.slice(opening + 2, end)) });
    at = end + 1;
  }
  literal += text.slice(at);
  if (literal !== '' || parts.length === 0) parts.push({ kind: 'text', text: literal });
  return parts;
}

function nextOpening(text: string, from: number): number {
  for (let at = text.indexOf('{', from + 1); at !== -1; at = text.indexOf('{', at + 1)) {
    const sign = text.charAt(at - 1);
    if (sign === '$' || sign === '%') return at - 1;
  }
  return -1;
}

/** Index of the brace that closes the expression starting at `from`; the end of the text where nothing does. */
export function endOfExpression(text: string, from: number): number {
  const open: ('{' | '"')[] = ['{'];
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (open.at(-1) === '"') {
      if (character === '\\') at += 1;
      else if (character === '"') open.pop();
      else if ((character === '$' || character === '%') && text.charAt(at + 1) === '{') {
        if (text.charAt(at - 1) !== character) open.push('{');
        at += 1;
      }
    } else if (character === '"') open.push('"');
    else if (character === '{') open.push('{');
    else if (character === '}') {
      open.pop();
      if (open.length === 0) return at;
    }
  }
  return text.length;
}

/** Without the `~` that trims whitespace around an expression. */
function stripMarkers(expression: string): string {
  return expression.replace(/^~/, '').replace(/~$/, '').trim();
}

/** A path into the configuration, `aws_subnet.private[0].id`. */
export interface Reference {
  /** `module.<name>` for an output of a module, else the address of a resource or data source, or `var.x`, `local.x`. */
  target: string;
  /** What of it, `id` or `config[0].key`; empty for the whole. */
  attribute: string;
  /** Index or key of the instance, where a plain one is given. */
  instance?: string;
}

const TRAVERSAL = /^[A-Za-z_][\w-]*(?:\.(?:[\w-]+|\*)|\[(?:\d+|"[^"\\]*"|\*)\])+$/;
const ANY_TRAVERSAL = /(?<![\w.-])[A-Za-z_][\w-]*(?:\.(?:[\w-]+|\*)|\[[^[\]]*\])*\.(?:[\w-]+|\*)(?:\[[^[\]]*\])*/g;
const STEP = /\.([\w-]+|\*)|\[([^[\]]*)\]/y;

/** Whether an expression is nothing but a path. */
export function isPlainReference(expression: string): boolean {
  return TRAVERSAL.test(expression);
}

/** Every path an expression mentions. */
export function referencesOf(expression: string): Reference[] {
  return (expression.match(ANY_TRAVERSAL) ?? []).map(parseReference);
}

/** Takes a path apart. */
export function parseReference(path: string): Reference {
  if (!path.includes('[')) {
    const names = path.split('.');
    const count = names[0] === 'data' ? 3 : 2;
    return { target: names.slice(0, count).join('.'), attribute: names.slice(count).join('.') };
  }
  const root = /^[A-Za-z_][\w-]*/.exec(path)?.[0] ?? '';
  const names = [root];
  const wanted = root === 'data' ? 3 : 2;
  STEP.lastIndex = root.length;
  while (names.length < wanted) {
    const step = STEP.exec(path);
    if (step?.[1] === undefined) break;
    names.push(step[1]);
  }
  let rest = path.slice(names.join('.').length);
  const index = /^\[([^[\]]*)\]/.exec(rest);
  if (index !== null) rest = rest.slice(index[0].length);
  const instance = index?.[1]?.replace(/^"|"$/g, '');
  return {
    target: names.join('.'),
    attribute: rest.replace(/^\./, ''),
    ...(instance !== undefined && instance !== '*' ? { instance } : {}),
  };
}
