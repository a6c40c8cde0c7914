import { TerraformResource, TerraformStack, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface SettleProps {
  /** Seconds to wait at destroy, after what depends on this is gone and before what it depends on goes. @default - no time */
  destroySeconds?: number;
  /** Seconds to wait when applied for the first time, after what this depends on is there. @default - no time */
  createSeconds?: number;
  dependsOn: readonly ITerraformDependable[];
}

/**
 * Time for what Terraform cannot see: a controller that cleans up nodes, load balancers and network interfaces, or a role that has to
 * be known everywhere. Uses the `time` provider, whose one resource is written by hand here rather than as another dependency.
 */
export class Settle extends Construct {
  readonly resources: { sleep: TerraformResource };

  constructor(scope: Construct, id: string, props: SettleProps) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    stack.addOverride('terraform.required_providers.time', {
      source: 'registry.terraform.io/hashicorp/time',
      version: '~> 0.13',
    });
    const sleep = new TerraformResource(this, 'Resource', {
      terraformResourceType: 'time_sleep',
      dependsOn: [...props.dependsOn],
    });
    const { createSeconds, destroySeconds } = props;
    if (createSeconds !== undefined) sleep.addOverride('create_duration', `${createSeconds}s`);
    if (destroySeconds !== undefined) sleep.addOverride('destroy_duration', `${destroySeconds}s`);
    this.resources = { sleep };
  }
}
