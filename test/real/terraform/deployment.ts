import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isObject, STACKS, type Json, type JsonObject, type StackName } from '../../../contract';
import { must, run, start, type Ran, type Running } from '../programs';
import { synthesize, type Change } from '../synth';
import type { World } from './world';

/** One environment of an example client as its users deploy it: synthesized, one Terraform state a stack. */
export class Deployment {
  /** In the order of applying. */
  readonly stacks: readonly Stack[];
  private readonly of: { client: string; environment: string };
  private readonly output: string;

  private constructor(world: World, of: { client: string; environment: string }, prefix: string, output: string) {
    this.of = of;
    this.output = output;
    // not every environment has every stack
    this.stacks = STACKS.map((name) => ({ name, folder: join(output, 'stacks', `${prefix}-${name}`) }))
      .filter(({ folder }) => existsSync(folder))
      .map(({ name, folder }) => new Stack(world, name, folder));
  }

  /** Synthesizes, and makes the bucket for the states. */
  static async make(
    world: World,
    { client, environment }: { client: string; environment: string },
    changes: readonly Change[] = [],
  ): Promise<Deployment> {
    const output = mkdtempSync(join(world.folder, 'out-'));
    await synthesize(client, output, changes, ['--environment', environment]);
    const name = changes.find(({ path }) => path.join('.') === 'client')?.value ?? client;
    const deployment = new Deployment(world, { client, environment }, `${String(name)}-${environment}`, output);
    const bucket = deployment.stack('network').at('terraform', 'backend', 's3', 'bucket');
    await world.createBucket(String(bucket));
    return deployment;
  }

  /** Synthesizes again over what is there, as a change of the client file does. */
  async change(changes: readonly Change[]): Promise<void> {
    await synthesize(this.of.client, this.output, changes, ['--environment', this.of.environment]);
  }

  stack(name: StackName): Stack {
    const found = this.stacks.find((stack) => stack.name === name);
    if (found === undefined) throw new Error(`no stack ${name}`);
    return found;
  }

  /** Applies stacks in their order. @default - all */
  async apply(...names: StackName[]): Promise<void> {
    for (const stack of this.chosen(names)) {
      await stack.must('init');
      await stack.must('apply', '-auto-approve');
    }
  }

  /** Destroys stacks against their order. @default - all */
  async destroy(...names: StackName[]): Promise<void> {
    for (const stack of [...this.chosen(names)].reverse()) await stack.must('destroy', '-auto-approve');
  }

  private chosen(names: readonly StackName[]): readonly Stack[] {
    return names.length === 0 ? this.stacks : this.stacks.filter((stack) => names.includes(stack.name));
  }
}

/** A folder with a cdk.tf.json and the real Terraform in it. */
export class Stack {
  readonly name: StackName;
  readonly folder: string;
  private readonly world: World;

  constructor(world: World, name: StackName, folder: string) {
    this.world = world;
    this.name = name;
    this.folder = folder;
  }

  /** Name of the folder, `<client>-<environment>-<stack>`. */
  get id(): string {
    return basename(this.folder);
  }

  get json(): JsonObject {
    return JSON.parse(readFileSync(join(this.folder, 'cdk.tf.json'), 'utf8'));
  }

  /** What stands at a place of the synthesized file; undefined where there is nothing. */
  at(...path: string[]): Json | undefined {
    return path.reduce<Json | undefined>((value, key) => (isObject(value) ? value[key] : undefined), this.json);
  }

  /** Resources of a type by name. */
  resources(type: string): Record<string, JsonObject> {
    const found = this.at('resource', type);
    return Object.fromEntries(
      Object.entries(isObject(found) ? found : {}).filter((entry): entry is [string, JsonObject] => isObject(entry[1])),
    );
  }

  /** Addresses of all resources, sorted. */
  get addresses(): string[] {
    const types = this.at('resource');
    return Object.keys(isObject(types) ? types : {})
      .flatMap((type) => Object.keys(this.resources(type)).map((name) => `${type}.${name}`))
      .sort();
  }

  /** Address of the first resource of a type. */
  address(type: string): string {
    return this.addresses.find((address) => address.startsWith(`${type}.`)) ?? type;
  }

  /** Changes the synthesized file: to take away what prevents a fault, and see the fault strike. */
  edit(change: (json: JsonObject) => void): void {
    const json = this.json;
    change(json);
    writeFileSync(join(this.folder, 'cdk.tf.json'), JSON.stringify(json));
  }

  run(command: string, ...args: string[]): Promise<Ran> {
    return run('terraform', this.args(command, args), this.options());
  }

  must(command: string, ...args: string[]): Promise<Ran> {
    return must('terraform', this.args(command, args), this.options());
  }

  start(command: string, ...args: string[]): Running {
    return start('terraform', this.args(command, args), this.options());
  }

  /** What a plan would do to each managed resource, sorted by address. What is imported knows its id only here, so nothing counts as replaced. */
  async plan(): Promise<{ address: string; actions: string[]; importing: boolean }[]> {
    await must('terraform', this.args('plan', ['-out=plan']), this.options({ STANDIN_REPLACE: '0' }));
    const { stdout } = await this.must('show', '-json', 'plan');
    const plan: {
      resource_changes?: { address: string; mode: string; change: { actions: string[]; importing?: {} } }[];
    } = JSON.parse(stdout);
    return (plan.resource_changes ?? [])
      .filter(({ mode }) => mode === 'managed')
      .map(({ address, change }) => ({
        address,
        actions: change.actions,
        importing: change.importing !== undefined,
      }))
      .sort((a, b) => (a.address < b.address ? -1 : 1));
  }

  /** Addresses in the state, data sources left out, sorted. */
  async stateAddresses(): Promise<string[]> {
    const { stdout } = await this.must('state', 'list');
    return stdout
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('data.'))
      .sort();
  }

  private args(command: string, args: readonly string[]): string[] {
    const asks = ['init', 'plan', 'apply', 'destroy'].includes(command);
    return [command, ...(asks ? ['-input=false', '-no-color'] : []), ...args];
  }

  private options(more: NodeJS.ProcessEnv = {}): { cwd: string; env: NodeJS.ProcessEnv } {
    return { cwd: this.folder, env: { ...this.world.env, ...more } };
  }
}
