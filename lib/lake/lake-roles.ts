import { Construct } from 'constructs';
import { PLATFORM_ROLES, type PlatformRole } from '../../contract';
import { accountRootArn, trustPods, type Statement } from '../core';
import { Role } from '../role';
import {
  dropStatements,
  loaderStatements,
  readerStatements,
  tellDays,
  transformerStatements,
  type Governance,
} from './access';
import type { Lake } from './lake';
import type { LakeSource } from './source';

export interface LakeRolesProps {
  lake: Lake;
  sources: readonly LakeSource[];
  governance: Governance;
  /** Sources a job reads from databases, with the secret of each. */
  pulled: readonly { name: string; secretArn: string }[];
  /** Sources somebody drops files of. */
  dropped: readonly string[];
  /** How people and pipeline sign in to a warehouse, how people ask it, and by which tag it knows what they may. @default - there is none */
  warehouse?: { connect: Statement; ask: readonly Statement[]; rolesTag: string };
}

/** Tag of a session by which it may take on a role of the lake; whoever maps groups sets it. */
export const ROLE_TAG = 'groundplane-role';
/** Tag of a session that delivers the files or records of a source. */
export const DROP_TAG = 'groundplane-source';

/**
 * Who may do what with the lake: a role for each kind of people that a source names, one for the pipeline, one for what reads
 * databases, and one for who drops files of a source.
 *
 * People come in with a session whose tag says what they are; pods with EKS Pod Identity.
 */
export class LakeRoles extends Construct {
  /** Whom people are, by role of the group map. */
  readonly readers: Readonly<Partial<Record<PlatformRole, Role>>>;
  readonly transformer: Role;
  readonly loader?: Role;
  readonly resources: { roles: Role[] };

  constructor(scope: Construct, id: string, props: LakeRolesProps) {
    super(scope, id);
    const { lake, governance } = props;
    this.readers = this.createReaders(props);
    this.transformer = new Role(this, 'Transformer', {
      word: 'lake-transformer',
      trust: trustPods(),
      statements: [
        ...transformerStatements(this, lake, governance),
        ...(props.warehouse === undefined ? [] : tellDays(this, lake)),
        ...this.connect(props),
      ],
      tags: this.tags(props, 'transformer'),
    });
    if (props.pulled.length > 0) {
      this.loader = new Role(this, 'Loader', {
        word: 'lake-loader',
        trust: trustPods(),
        statements: loaderStatements(this, lake, props.pulled),
      });
    }
    const drops = props.dropped.map(
      (source) =>
        new Role(this, `Drop-${source}`, {
          word: `lake-drop-${source}`,
          trust: trustSource(this, source),
          statements: dropStatements(lake, source),
        }),
    );
    const loaders = this.loader === undefined ? [] : [this.loader];
    this.resources = { roles: [...Object.values(this.readers), this.transformer, ...loaders, ...drops] };
  }

  private connect({ warehouse }: LakeRolesProps): Statement[] {
    return warehouse === undefined ? [] : [warehouse.connect];
  }

  private tags({ warehouse }: LakeRolesProps, role: string): Record<string, string> | undefined {
    return warehouse === undefined ? undefined : { [warehouse.rolesTag]: role };
  }

  private createReaders(props: LakeRolesProps): Partial<Record<PlatformRole, Role>> {
    const { lake, sources, governance } = props;
    return Object.fromEntries(
      readersOf(sources).map((role) => {
        const theirs = sources.filter(({ access }) => access.includes(role));
        return [
          role,
          new Role(this, `Reader-${role}`, {
            word: `lake-${role}`,
            trust: trustTagged(this, ROLE_TAG, role),
            statements: [
              ...readerStatements(this, lake, theirs, governance),
              ...this.connect(props),
              ...(props.warehouse?.ask ?? []),
            ],
            tags: this.tags(props, readerRole(role)),
          }),
        ];
      }),
    );
  }
}

/** Who may take on a role that delivers a source: a session whose tag names it. */
export function trustSource(scope: Construct, source: string): Statement[] {
  return trustTagged(scope, DROP_TAG, source);
}

function trustTagged(scope: Construct, tag: string, value: string): Statement[] {
  return [
    {
      Principal: { AWS: accountRootArn(scope) },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { [`aws:PrincipalTag/${tag}`]: value } },
    },
  ];
}

/** Roles of the group map that any source names. */
export function readersOf(sources: readonly Pick<LakeSource, 'access'>[]): PlatformRole[] {
  return PLATFORM_ROLES.filter((role) => sources.some(({ access }) => access.includes(role)));
}

/** Role of the warehouse that people of a role have. */
export function readerRole(role: PlatformRole): string {
  return `reader_${role}`;
}
