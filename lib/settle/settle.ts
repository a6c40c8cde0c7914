import { TerraformResource, TerraformStack, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface SettleProps {
  /** Seconds to wait at destroy, after what depends on this is gone and before what it depends on goes. */
  destroySeconds: number;
  dependsOn: readonly ITerraformDependable[];
}

/**
 * Time for a controller to clean up what Terraform cannot see: nodes, load balancers, network interfaces. Costs nothing while
 * applying. Uses the `time` provider, whose one resource is written by hand here rather than as another dependency.
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
    sleep.addOverride('destroy_duration', `${props.destroySeconds}s`);
    this.resources = { sleep };
  }
}
