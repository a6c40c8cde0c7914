import type { Document, Judgement, Json, Tier, Waiver } from '../contract';
import { capacity } from './capacity';
import { estimate } from './cost';
import { documentFromPlan, documentFromSynth, type SynthesizedStack } from './document';
import { evaluatePolicy } from './policy';
import { judgement } from './report';

export type { SynthesizedStack };

export interface JudgeOptions {
  tier: Tier;
  /** Day of the judgement, `2026-11-21`. */
  today: string;
  waivers: readonly Waiver[];
  /** Where it runs, if it does not say so. */
  region?: string;
  /** What the environment may cost a month, US dollars. @default - no verdict on the cost */
  budget?: string;
}

/** Judges the stacks of one environment. */
export async function judge(stacks: readonly SynthesizedStack[], options: JudgeOptions): Promise<Judgement> {
  return judgeDocument(documentFromSynth(stacks, options.tier), options);
}

/** Judges a plan as `terraform show -json` prints it. */
export async function judgePlan(plan: Json, options: JudgeOptions): Promise<Judgement> {
  return judgeDocument(documentFromPlan(plan, options.tier), options);
}

async function judgeDocument(document: Document, options: JudgeOptions): Promise<Judgement> {
  const { tier, today, waivers, region, budget } = options;
  return judgement({
    document,
    policy: await evaluatePolicy(document, { tier, today, waivers }),
    cost: estimate(document, { today, region, budget }),
    capacity: capacity(document),
  });
}
