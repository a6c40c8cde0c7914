import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Backend, TerraformOutput, TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { ADDRESS_TAG, DESCRIPTOR_OUTPUT, type Descriptor, type AnyStackName } from '../contract';
import { addressOf, intentsBelow, literal, setPlace, type Place } from '../lib/core';
import { stackProblems } from './stack-problems';

/** Provider versions every stack accepts: the minor the bindings were made from, and what follows it. */
const PROVIDERS = {
  aws: { source: 'registry.terraform.io/hashicorp/aws', version: '~> 6.25' },
  kubernetes: { source: 'registry.terraform.io/hashicorp/kubernetes', version: '~> 2.38' },
  helm: { source: 'registry.terraform.io/hashicorp/helm', version: '~> 3.1' },
} as const;
/** Write-only attributes need 1.11. */
const TERRAFORM_VERSION = '>= 1.11.0, < 2.0.0';

/** What all stacks of an environment have in common. */
export interface EnvironmentProps {
  /** What the environment is; each stack adds its own name and intents. */
  descriptor: Omit<Descriptor, 'stack' | 'intents'>;
  place: Place;
  /** Tags of every resource. Text of users; escaped here. */
  tags: Readonly<Record<string, string>>;
  state: StateProps;
  /** @default - the credentials of whoever runs Terraform */
  deployRoleArn?: string;
  /** Role that reads and writes the state, where it is not the one that makes things. @default - `deployRoleArn` */
  stateRoleArn?: string;
}

export interface StateProps {
  bucket: string;
  /** @default - the key of the bucket */
  kmsKeyArn?: string;
}

/**
 * A state boundary: backend, providers, tags, and what is checked of every stack before it is written. Named
 * `<client>-<environment>-<stack>`; the state lies under `<client>/<environment>/<stack>.tfstate`, so that clients
 * of one account may share a bucket.
 */
export class BaseStack extends TerraformStack {
  protected readonly environment: EnvironmentProps;
  private readonly name: AnyStackName;

  constructor(scope: Construct, name: AnyStackName, environment: EnvironmentProps) {
    super(scope, stackId(environment, name));
    this.environment = environment;
    this.name = name;
    setPlace(this, environment.place);
    this.createBackend();
    this.createProvider();
    this.node.addValidation({ validate: () => stackProblems(this) });
  }

  /** Pins a provider the stack uses besides aws. */
  protected requireProvider(name: keyof typeof PROVIDERS): void {
    this.addOverride(`terraform.required_providers.${name}`, { ...PROVIDERS[name] });
  }

  override prepareStack(): void {
    this.tagAddresses();
    this.describe();
    super.prepareStack();
  }

  private createBackend(): void {
    const backend = new S3Backend(this, stateConfig(this.environment, this.name));
    // locks with an object beside the state; the bindings know only the older DynamoDB table
    backend.addOverride('use_lockfile', true);
    this.addOverride('terraform.required_version', TERRAFORM_VERSION);
  }

  private createProvider(): void {
    const { place, tags, deployRoleArn } = this.environment;
    new AwsProvider(this, 'Aws', {
      region: place.region,
      allowedAccountIds: [place.account],
      defaultTags: [
        { tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [literal(key), literal(value)])) },
      ],
      ...(deployRoleArn === undefined ? {} : { assumeRole: [{ roleArn: deployRoleArn }] }),
    });
    this.requireProvider('aws');
  }

  // what a killed apply created but did not write down is found by this tag
  private tagAddresses(): void {
    for (const construct of this.node.findAll()) {
      if (TerraformResource.isTerraformResource(construct) && isTaggable(construct)) {
        construct.tags = { ...construct.tagsInput, [ADDRESS_TAG]: `${this.node.id}/${addressOf(construct)}` };
      }
    }
  }

  private describe(): void {
    if (this.node.tryFindChild('Descriptor') !== undefined) return;
    const descriptor: Descriptor = { ...this.environment.descriptor, stack: this.name, intents: intentsBelow(this) };
    const output = new TerraformOutput(this, 'Descriptor', {
      description: 'what this stack is and what it makes happen beyond Terraform; read by groundplane check',
      value: literal(JSON.stringify(descriptor)),
    });
    output.overrideLogicalId(DESCRIPTOR_OUTPUT);
  }
}

/** Id and folder of a stack. */
export function stackId(environment: EnvironmentProps, name: AnyStackName): string {
  return `${environment.place.prefix}-${name}`;
}

/** Where the state of a stack lies; its reader needs the same. */
export function stateConfig(
  environment: EnvironmentProps,
  name: AnyStackName,
): {
  bucket: string;
  key: string;
  region: string;
  encrypt: true;
  kmsKeyId?: string;
  assumeRole?: { roleArn: string };
} {
  const { state, descriptor } = environment;
  const roleArn = environment.stateRoleArn ?? environment.deployRoleArn;
  return {
    bucket: state.bucket,
    key: `${descriptor.client}/${descriptor.environment}/${name}.tfstate`,
    region: descriptor.region,
    encrypt: true,
    ...(state.kmsKeyArn === undefined ? {} : { kmsKeyId: state.kmsKeyArn }),
    // the bucket is in the environment's account, whoever starts Terraform need not be
    ...(roleArn === undefined ? {} : { assumeRole: { roleArn } }),
  };
}

interface Taggable {
  tags: Record<string, string>;
  tagsInput?: Record<string, string>;
}

function isTaggable(construct: object): construct is Taggable {
  return 'tagsInput' in construct;
}
