/** Control and bidirectional characters: a tag with an escape sequence in it must not repaint somebody's terminal. */
const UNPRINTABLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/** Text of users and clouds for a terminal or a file: one line, no control characters. */
export function plain(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(UNPRINTABLE, '');
}

/** The same for Markdown: nothing in it becomes markup, a mention, an issue link or HTML. */
export function markdown(text: string): string {
  return plain(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]#|~]/g, (character) => `\\${character}`)
    .replace(/@(?=\w)/g, '@\u200B')
    .replace(/(https?):\/\//g, '$1:\u200B//');
}

/** Inline code that holds any text, backticks too. */
export function code(text: string): string {
  const content = plain(text).replace(/\|/g, '\\|');
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}
