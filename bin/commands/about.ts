import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { PriceBook } from '../../checks/cost';
import { readRuleBook } from '../../checks/policy';
import { packageRoot } from '../package-root';
import { result } from '../terminal';

/** What somebody does first, in that order. */
const USUAL: readonly [command: string, what: string][] = [
  ['groundplane init acme --tier smb …', 'make a client folder from the template'],
  ['groundplane synth --client acme', 'write its Terraform and judge it'],
  ['groundplane explain network.egress --client acme', 'what a setting means, and where its value comes from'],
  ['groundplane compare before cdktf.out', 'what differs between two outputs'],
  ['groundplane doctor', 'what this machine lacks'],
];

/** `groundplane` alone. */
export function usual(): void {
  const width = Math.max(...USUAL.map(([command]) => command.length));
  const lines = USUAL.map(([command, what]) => `  ${command.padEnd(width)}   ${what}`);
  result(
    ["a company's private-AI platform on AWS as Terraform, judged before anything is applied", '', ...lines, ''].join(
      '\n',
    ),
  );
  result('groundplane --help names every command, and groundplane <command> --help what one takes');
}

/** `groundplane --version`: the library in the first line, and the data it judges by. */
export function versions(): void {
  const schema: { properties: { schemaVersion: { const: number } } } = JSON.parse(
    readFileSync(join(packageRoot(), 'schema/client.schema.json'), 'utf8'),
  );
  const { rules, opa, wasm } = readRuleBook();
  const days = new PriceBook().days();
  const span = days.length > 1 ? `${days[0]} to ${days.at(-1)}` : (days[0] ?? 'none');
  result(
    [
      version,
      `client file  schemaVersion ${schema.properties.schemaVersion.const}`,
      `prices       ${span}`,
      `policies     ${rules.length} rules, ${wasm.slice(0, 12)}, compiled by opa ${opa}`,
    ].join('\n'),
  );
}
