import { z } from 'zod';
import { setting } from './setting';
import { cidr } from './words';

export const entrySettings = z.strictObject({
  exposure: setting(z.enum(['internal', 'internet']), {
    description:
      'Whom the load balancers of gateway and chat face: the company’s own networks, or the internet behind a web firewall. Facing the internet wants certificates and a `reason`.',
    example: 'internal',
    changing: 'in place',
  }),
  reason: setting(
    z
      .string()
      .regex(/^[\w+=:#@/,.-][\w+=:#@/,. -]{18,254}[\w+=:#@/,.-]$/, '20 to 256 letters, digits, spaces and + = : # @ / - , . that say why')
      .optional(),
    {
      description: 'Why there is a way in from the internet, for the reader who was not there. It stands in the description of the web firewall.',
      example: 'field engineers have no VPN, decided in SEC-41',
      changing: 'in place',
    },
  ),
  cidrs: setting(z.array(cidr).min(1).max(40), {
    description: 'Ranges that may come in from the internet. Only with `exposure: internet`.',
    example: ['203.0.113.0/24'],
    changing: 'in place',
  }),
  requestsPerFiveMinutes: setting(z.int().min(100).max(1_000_000), {
    description: 'Requests one address may send in five minutes; more are refused by the web firewall. Only with `exposure: internet`.',
    example: 1000,
    changing: 'in place',
  }),
});

export type EntrySettings = z.infer<typeof entrySettings>;
