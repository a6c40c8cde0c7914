import { Fn, Token } from 'cdktf';
import { isObject } from '../../contract';

const TEMPLATE = /\$\{(?!TfToken\[TOKEN\.\d+\]\})|%\{/g;

/** Text that Terraform must not read as a template: `${HOME}` stays `${HOME}`. For every text a user wrote. */
export function literal(text: string): string {
  return text.replace(TEMPLATE, (opening) => `${opening.charAt(0)}${opening}`);
}

/**
 * JSON text with expressions in it, for Helm values and policies. JSON is YAML, so Helm takes it too.
 *
 * Text is escaped for JSON and for Terraform. A string token (an id, ARN or endpoint: nothing with quotes in it) is put
 * inside its quotes, so the text stays readable JSON for whoever checks it; list, map and number tokens become
 * `${jsonencode(…)}`. Keys keep their order; undefined entries are left out.
 */
export function jsonText(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return literal(JSON.stringify(value));
  if (Token.isUnresolved(value)) return Token.asString(Fn.jsonencode(value));
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (isObject(value)) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    return `{${entries.map(([key, entry]) => `${jsonText(key)}:${jsonText(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
