import { DataTerraformRemoteStateS3, propertyAccess, TerraformOutput, Token, type TerraformStack } from 'cdktf';
import type { AnyStackName } from '../contract';
import { stateConfig, type EnvironmentProps } from './base-stack';

/** Names and ids one stack gives to those after it: never a secret, never anything that is not asked for. */
export type Handover = Record<string, string | readonly string[]>;

/** Puts a hand-over into the outputs of the stack that makes it. */
export function handOver(stack: TerraformStack, handover: Handover): void {
  for (const [name, value] of Object.entries(handover)) {
    const output = new TerraformOutput(stack, `HandOver-${name}`, { value });
    output.overrideLogicalId(name);
  }
}

/** Reads what an earlier stack handed over. The reader needs read access to the state of that stack, and to no other. */
export class Received {
  private readonly state: DataTerraformRemoteStateS3;

  constructor(stack: TerraformStack, environment: EnvironmentProps, from: AnyStackName) {
    this.state = new DataTerraformRemoteStateS3(stack, `From-${from}`, stateConfig(environment, from));
    this.state.overrideLogicalId(from);
  }

  text(name: string): string {
    return this.state.getString(name);
  }

  /** `count` entries of a list; how many there are is known at synth, what they are is not. */
  list(name: string, count: number): string[] {
    return Array.from({ length: count }, (_, index) => Token.asString(propertyAccess(this.state.get(name), [index])));
  }
}
