import type { TerraformResource } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { INTENT_METADATA, type Intent } from '../../contract';

type Stated<I> = I extends Intent ? Omit<I, 'address' | 'path'> : never;

/** States what `cause` will make happen beyond Terraform: nodes, volumes, load balancers, tokens. The stack passes it on to the judges. */
export function stateIntent(scope: Construct, cause: TerraformResource, intent: Stated<Intent>): void {
  scope.node.addMetadata(INTENT_METADATA, { ...intent, address: addressOf(cause), path: scope.node.path });
}

/** All intents stated below `root`, sorted by name. */
export function intentsBelow(root: IConstruct): Intent[] {
  return root.node
    .findAll()
    .flatMap((construct) => construct.node.metadata)
    .filter((entry) => entry.type === INTENT_METADATA)
    .map((entry): Intent => entry.data)
    .sort((a, b) => (`${a.kind}/${a.name}` < `${b.kind}/${b.name}` ? -1 : 1));
}

/** Terraform address of a resource within its stack. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
