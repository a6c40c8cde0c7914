/** What names of teams begin with that the platform has for programs of its own. */
export const PROGRAM_PREFIX = 'platform-';
