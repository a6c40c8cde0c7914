export { differenceMarkdown } from './difference-markdown';
export { focusCsv } from './focus';
export { infracostJson } from './infracost';
export { ledgerCsv } from './ledger';
export { costMarkdown } from './markdown';
export { billPicture } from './picture';
export { costText } from './text';
