import { z } from 'zod';
import { PACKS } from '../../contract';
import { setting } from './setting';
import { date, email, usd } from './words';

export const budgetSettings = z.strictObject({
  monthlyUsd: setting(usd, {
    description: 'What the environment may cost a month, US dollars in quotes. The expected estimate above it stops the synth.',
    example: '12000',
    changing: 'nothing',
  }),
});

export const waiver = z.strictObject({
  id: setting(z.string().regex(/^[A-Z][A-Z0-9]*-[A-Z0-9]+-\d{3}$/, 'the id of one rule, "PAI-EKS-001"; no wildcard'), {
    description: 'Rule that is waived.',
    example: 'PAI-EKS-001',
    changing: 'nothing',
  }),
  scope: setting(z.string().min(3).max(300), {
    description: 'Construct path (with all below it) or one Terraform address, as the finding names it.',
    example: 'acme-production-cluster/Cluster',
    changing: 'nothing',
  }),
  reason: setting(
    z.string().refine((text) => text.trim().replace(/\s+/g, ' ').length >= 20, 'a reason of at least 20 characters'),
    {
      description: 'Why it is right here, for the reader who was not there.',
      example: 'the office range moves behind the VPN in January, see PLAT-12',
      changing: 'nothing',
    },
  ),
  owner: setting(z.string().min(2).max(120), {
    description: 'Who answers for it: a team or an address.',
    example: 'data-platform',
    changing: 'nothing',
  }),
  expires: setting(date, {
    description: 'Last day it holds: at most 180 days ahead, 90 in enterprise.',
    example: '2027-01-31',
    changing: 'nothing',
  }),
  ticket: setting(z.string().min(2).max(120), {
    description: 'Where the work to end it is written down.',
    example: 'PLAT-12',
    changing: 'nothing',
  }),
  key: setting(z.string().min(1).max(300).optional(), {
    description: 'Only the finding with this key, where the rule finds several at one place.',
    example: '0.0.0.0/0',
    changing: 'nothing',
  }),
});

export const policySettings = z.strictObject({
  packs: setting(z.array(z.enum(PACKS)).max(PACKS.length), {
    description: 'Sets of rules to be held to besides those of the tier. They raise severities and never lower one.',
    example: ['hipaa'],
    changing: 'nothing',
  }),
  severities: setting(
    z.record(
      z.string().regex(/^[A-Z][A-Z0-9]*-[A-Z0-9]+-\d{3}$/, 'the id of one rule, "PAI-NET-006"'),
      setting(z.enum(['deny', 'warn', 'off']), {
        description: 'How severe one rule is: deny stops a deploy, warn is told, off is not looked at.',
        example: 'deny',
        changing: 'nothing',
      }),
    ),
    {
      description: 'Severity of single rules in place of what the tier says. Any may be raised; only what can be waived may be lowered.',
      example: { 'PAI-NET-006': 'deny' },
      changing: 'nothing',
    },
  ),
});

export const owner = setting(email, {
  description: 'Address of the team that runs the platform; on every resource as tag `owner`.',
  example: 'ai-platform@acme.example',
  changing: 'in place',
});

export const costCentre = setting(z.string().regex(/^[\w .:/=+@-]{1,60}$/, '1 to 60 letters, digits, spaces or . : / = + @ -'), {
  description: 'Cost centre; on every resource as tag `cost-centre`.',
  example: '4711',
  changing: 'in place',
});

export const tags = setting(
  z.record(
    z.string().regex(/^(?![aA][wW][sS]:|[gG][rR][oO][uU][nN][dD][pP][lL][aA][nN][eE]:)[\w .:/=+@-]{1,128}$/, 'a tag key: 1 to 128 characters, not starting with aws: or groundplane:'),
    setting(z.string().max(256), { description: 'Value of one tag.', example: 'research', changing: 'in place' }),
  ),
  {
    description: 'More tags for every resource. Keys the library sets itself (owner, cost-centre, environment, tier, client) cannot be changed here.',
    example: { department: 'research' },
    changing: 'in place',
  },
);

export type BudgetSettings = z.infer<typeof budgetSettings>;
export type PolicySettings = z.infer<typeof policySettings>;
export type WaiverSettings = z.infer<typeof waiver>;
