import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program on PATH; undefined where there is none. */
function found(tool: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, tool))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * Tests that hold ours against a real program. Without it they are skipped, and their name says so; with
 * GROUNDPLANE_REQUIRE_TOOLS=1 its absence is a failure.
 */
export function describeWith(tool: string, name: string, tests: (path: string) => void): void {
  const path = found(tool);
  if (path !== undefined) {
    describe(name, () => tests(path));
  } else if (process.env['GROUNDPLANE_REQUIRE_TOOLS'] === '1') {
    test(`${name} (${tool} is not on PATH)`, () => {
      throw new Error(`${tool} is not on PATH, and GROUNDPLANE_REQUIRE_TOOLS=1 asks for it`);
    });
  } else {
    const skip = test.skip;
    skip(`${name} (skipped: ${tool} is not on PATH)`, () => undefined);
  }
}
