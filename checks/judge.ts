import type { Document, Judgement, Json, RagTable, Waiver } from '../contract';
import { capacity } from './capacity';
import { estimate, ragTable, type EstimateOptions } from './cost';
import { documentFromPlan, documentFromSynth, type SynthesizedStack } from './document';
import { constructWaivers, evaluatePolicy, keepsData, prepareRules, type PolicyOptions } from './policy';
import { judgement } from './report';

export type { SynthesizedStack };

export interface JudgeOptions extends PolicyOptions {
  /** Where it runs, if it does not say so. */
  region?: string;
  /** What a client says about the cost. @default - list prices, usage of the tier, no verdict */
  cost?: Omit<EstimateOptions, 'today' | 'region'>;
  /** What of the client is known of and cannot be judged here. @default - nothing */
  notRun?: Judgement['notChecked'];
  /** What the client's file says that should be known. @default - the file was not read */
  notices?: Judgement['notices'];
}

/** Judges the stacks of one environment. Waivers that stand beside their constructs count as those of the options do. */
export async function judge(stacks: readonly SynthesizedStack[], options: JudgeOptions): Promise<Judgement> {
  prepareRules();
  const waivers = allWaivers(stacks, options.waivers);
  return judgeDocument(documentFromSynth(stacks, options.tier), { ...options, waivers });
}

/** The waivers of the options and of the constructs, each once. */
export function allWaivers(stacks: readonly SynthesizedStack[], waivers: readonly Waiver[]): Waiver[] {
  const all = [...waivers, ...stacks.flatMap(({ json }) => constructWaivers(json))];
  return [...new Map(all.map((waiver) => [keyOf(waiver), waiver])).values()];
}

function keyOf({ id, scope, key, expires }: Waiver): string {
  return JSON.stringify([id, scope, key, expires]);
}

/** Judges a plan as `terraform show -json` prints it. */
export async function judgePlan(plan: Json, options: JudgeOptions): Promise<Judgement> {
  prepareRules();
  return judgeDocument(documentFromPlan(plan, options.tier), options);
}

/** Judges a document that was read already; waivers are those of the options alone. */
export async function judgeDocument(document: Document, options: JudgeOptions): Promise<Judgement> {
  const { today, region, notRun = [] } = options;
  return judgement({
    document,
    policy: await evaluatePolicy(document, options),
    cost: estimate(document, { today, region, ...options.cost }),
    capacity: capacity(document),
    rag: ragOf(document),
    // only a plan knows of ends, and the book is read for it alone
    ...(document.ends === undefined ? {} : { dataTypes: keepsData() }),
    notRun,
    notices: options.notices,
  });
}

/** The table behind the index, where a stack says that there is one. */
function ragOf(document: Document): RagTable | undefined {
  for (const { descriptor } of Object.values(document.stacks)) {
    if (descriptor?.rag?.choice !== undefined) return ragTable(descriptor.rag.choice, descriptor.region);
  }
  return undefined;
}
