import type { PlatformRole } from '../../contract';

/** Groups of a company and what their members are. */
export type GroupRoles = Readonly<Record<string, PlatformRole | readonly PlatformRole[]>>;

/** How much one may: of two roles of one power neither is above the other. */
const POWER: Readonly<Record<PlatformRole, number>> = { admin: 4, operator: 3, developer: 2, user: 1, auditor: 1 };

/** What each role is in each tool; `none` is said, not left out, so that no role is ever forgotten in one. */
const IN_TOOLS = {
  kubernetes: { admin: 'admin', operator: 'operator', developer: 'developer', user: 'none', auditor: 'auditor' },
  chat: { admin: 'admin', operator: 'user', developer: 'user', user: 'user', auditor: 'none' },
} as const satisfies Record<string, Record<PlatformRole, string>>;

export type Tool = keyof typeof IN_TOOLS;
export type RightIn<T extends Tool> = Exclude<(typeof IN_TOOLS)[T][PlatformRole], 'none'>;

export function powerOf(role: PlatformRole): number {
  return POWER[role];
}

export function rolesOf(said: PlatformRole | readonly PlatformRole[]): readonly PlatformRole[] {
  return typeof said === 'string' ? [said] : said;
}

/** Groups that have a right in a tool, sorted. The one place where a group becomes something in a tool. */
export function groupsWith<T extends Tool>(tool: T, right: RightIn<T>, groups: GroupRoles): string[] {
  const rights: Readonly<Record<PlatformRole, string>> = IN_TOOLS[tool];
  return Object.entries(groups)
    .filter(([, said]) => rolesOf(said).some((role) => rights[role] === right))
    .map(([group]) => group)
    .sort();
}
