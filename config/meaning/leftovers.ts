import { Address4 } from 'ip-address';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check, Context } from './draft';
import { draft } from './draft';

/** What a template fills in so that a file is whole, and nobody can have meant. */
export const leftoverChecks: readonly Check[] = [{ reads: ['environment'], drafts: noAccount }];

export const leftoverNotices: readonly Check[] = [
  { reads: ['environment'], drafts: names },
  { reads: ['cluster', 'entry'], drafts: ranges },
];

/** Ranges for documentation: nobody comes from them. Source: RFC 5737. */
const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'].map((range) => new Address4(range));

/** Domains for documentation: mail to them reaches nobody. Source: RFC 2606. */
const EXAMPLE_DOMAIN = /(?:^|[@.])example\.(?:com|net|org)$/;

const UNFILLED_COST_CENTRE = '0000';

function noAccount({ environment: { account } }: Settings): Draft[] {
  if (account !== '000000000000') return [];
  return [
    draft(
      'NoAccount',
      'environment.account',
      'is no account of AWS',
      'write yours, 12 digits in quotes; ARNs that name it too',
    ),
  ];
}

function names({ client, owner, costCentre, environment }: Settings): Draft[] {
  if (isExample(client)) return [];
  const found: Draft[] = [];
  const { domain } = environment;
  if (EXAMPLE_DOMAIN.test(domain))
    found.push(draft('FromTemplate', 'environment.domain', 'is a domain of examples', 'write one of yours'));
  if (EXAMPLE_DOMAIN.test(owner))
    found.push(
      draft(
        'FromTemplate',
        'owner',
        'is an address of examples: alarms would reach nobody',
        'write whose alarms they are',
      ),
    );
  if (costCentre === UNFILLED_COST_CENTRE)
    found.push(
      draft(
        'FromTemplate',
        'costCentre',
        'is that of the template',
        'write the one that pays; it is a tag on every resource',
      ),
    );
  return found;
}

function ranges({ client, cluster, entry }: Settings, { said }: Context): Draft[] {
  if (isExample(client)) return [];
  const lists = { 'cluster.apiCidrs': cluster.apiCidrs, 'entry.cidrs': entry.cidrs };
  return Object.entries(lists).flatMap(([path, cidrs]) =>
    cidrs.flatMap((cidr, index) =>
      said(path) && isDocumentation(cidr)
        ? [
            draft(
              'FromTemplate',
              `${path}[${index}]`,
              `"${cidr}" is a range of examples that nobody comes from`,
              'write the addresses of your office or VPN',
            ),
          ]
        : [],
    ),
  );
}

function isDocumentation(cidr: string): boolean {
  if (!Address4.isValid(cidr)) return false;
  const address = new Address4(cidr);
  return DOCUMENTATION.some((range) => address.isInSubnet(range));
}

/** Examples are there to be read: they show ranges and names of nobody on purpose. */
function isExample(client: string): boolean {
  return client.startsWith('example-');
}
