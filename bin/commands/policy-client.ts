import { distance } from 'fastest-levenshtein';
import { readRuleFolder, type RuleFolder } from '../client-policies';
import { clientNames } from '../clients';
import { hasOpa } from '../rule-compiler';
import { refuse } from '../stop';

/** Whose rules are meant. */
export interface PolicyClient {
  /** @default - the only client there is */
  client?: string;
  clients: string;
}

/** The client that is meant. */
export function ownerOf({ client, clients }: PolicyClient): string {
  const names = clientNames(clients);
  const [only] = names;
  if (client === undefined) {
    if (only !== undefined && names.length === 1) return only;
    return refuse(`say whose rules: --client <name> (${names.join(', ')})`);
  }
  if (names.includes(client)) return client;
  const nearest = [...names].sort((a, b) => distance(a, client) - distance(b, client))[0];
  return refuse(
    `client ${JSON.stringify(client)} is not in ${clients}/${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`,
  );
}

/** The rules of the client that is meant. @throws Stop if it has none, or there is no opa */
export function rulesWithOpa(options: PolicyClient, what: string): { client: string; found: RuleFolder } {
  const client = ownerOf(options);
  const found = readRuleFolder(client, options.clients);
  if (found === undefined)
    return refuse(`${client} has no rules of its own; begin with: groundplane policy new <ID> --client ${client}`);
  if (!hasOpa()) refuse(`${what} needs opa on PATH: install Open Policy Agent, one program, and run this again`);
  return { client, found };
}
