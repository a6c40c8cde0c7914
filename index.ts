/**
 * Groundplane: a company's private-AI platform on AWS as Terraform.
 *
 * Start with a blueprint (`groundplane/blueprints`), go down to stacks (`groundplane/stacks`) or single components
 * (`groundplane/lib/<component>`), and judge what came out (`groundplane/checks`).
 */
export { BLUEPRINTS, type Blueprint } from './blueprints';
export { judge, judgePlan, type JudgeOptions } from './checks';
export { loadClient, type LoadedClient, type Settings } from './config';
export type { Descriptor, Document, Finding, Judgement } from './contract';
