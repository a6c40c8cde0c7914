import { z } from 'zod';
import { STACKS } from '../../contract';
import { PACKS } from '../../contract';
import { setting } from './setting';
import { date, email, usd } from './words';

const budgetWaiver = z.strictObject({
  reason: setting(z.string().min(20, 'a reason of at least 20 characters').max(400), {
    description: 'Why it may cost more, for the reader who was not there.',
    example: 'two platforms run side by side until the move ends in January',
    changing: 'nothing',
  }),
  owner: setting(z.string().min(2).max(120), {
    description: 'Who answers for it: a team or an address.',
    example: 'data-platform',
    changing: 'nothing',
  }),
  expires: setting(date, {
    description: 'Last day it holds; the day after, the limits stop the synth again.',
    example: '2027-01-31',
    changing: 'nothing',
  }),
  ticket: setting(z.string().min(2).max(120), {
    description: 'Where the work to end it is written down.',
    example: 'PLAT-12',
    changing: 'nothing',
  }),
});

export const budgetSettings = z.strictObject({
  monthlyUsd: setting(usd, {
    description: 'What the environment may cost a month, US dollars in quotes. An estimate above it stops the synth.',
    example: '12000',
    changing: 'nothing',
  }),
  judgedOn: setting(z.enum(['expected', 'high']), {
    description: 'Which end of the estimate is compared with the limits: what is expected, or the most it can come to.',
    example: 'expected',
    changing: 'nothing',
  }),
  action: setting(z.enum(['fail', 'warn']), {
    description: 'Whether a limit that is passed stops the synth or is only said.',
    example: 'fail',
    changing: 'nothing',
  }),
  unpricedLines: setting(z.int().min(0).max(1000), {
    description: 'Lines that may lack a price while a limit still counts as kept, by what has one. With more, the limit is `unknown` and the synth stops: a bill that nobody could price is not within a budget.',
    example: 5,
    changing: 'nothing',
  }),
  increaseUsd: setting(usd.optional(), {
    description: 'How much more a month than the estimate it is compared with, US dollars in quotes.',
    example: '1500',
    changing: 'nothing',
  }),
  increasePercent: setting(z.int().min(0).max(1000).optional(), {
    description: 'How much more than the estimate it is compared with, per cent.',
    example: 10,
    changing: 'nothing',
  }),
  stacks: setting(z
      .partialRecord(
        z.enum(STACKS),
        setting(usd, { description: 'Limit of one stack, US dollars a month in quotes.', example: '900', changing: 'nothing' }),
      )
      .optional(), {
    description: 'Limits of single stacks, US dollars a month in quotes.',
    example: { network: '900' },
    changing: 'nothing',
  }),
  tags: setting(
    z.record(z.string().regex(/^[^=]{1,128}=[^=]{1,256}$/, 'a tag and its value, "department=research"'), setting(usd, { description: 'Limit of what bears one tag, US dollars a month in quotes.', example: '2000', changing: 'nothing' })).optional(),
    {
      description: 'Limits of what bears a tag, by `key=value`, US dollars a month in quotes.',
      example: { 'department=research': '2000' },
      changing: 'nothing',
    },
  ),
  waiver: setting(budgetWaiver.optional(), {
    description: 'Permission to be over the limits for a while, with a reason, an owner and a last day.',
    example: { reason: 'two platforms run side by side until the move ends', owner: 'data-platform', expires: '2027-01-31', ticket: 'PLAT-12' },
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
        description: 'How severe one rule is: deny stops a deploy, warn is shown and stops nothing, off is not looked at.',
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
