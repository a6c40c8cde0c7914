import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { WAIVERS_COMMENT, type Waiver } from '../../contract';

const KEY = 'groundplane:waiver';

/**
 * Excepts a construct and all below it from one rule. It stands in the `cdk.tf.json` of the stack, is judged as one in the
 * client file is, and is listed in every report. Terraform does not see it.
 *
 * @example
 * waive(bucket, {
 *   id: 'PAI-DAT-002',
 *   reason: 'holds what can be downloaded again, versions would only cost',
 *   owner: 'data-platform',
 *   expires: '2027-01-31',
 *   ticket: 'PLAT-12',
 * });
 */
export function waive(construct: Construct, waiver: Omit<Waiver, 'scope' | 'source'>): void {
  const stack = TerraformStack.of(construct);
  stack.node.addMetadata(KEY, { ...waiver, scope: construct.node.path });
  const all = stack.node.metadata.filter(({ type }) => type === KEY).map(({ data }): unknown => data);
  stack.addOverride(`//.${WAIVERS_COMMENT}.waivers`, all);
}
