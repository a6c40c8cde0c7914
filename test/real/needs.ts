/**
 * What a test cannot do without. `providers`: the stand-in or, with a network, the real ones; `python`: moto, the AWS command line and
 * cfn-lint; `litellm`: the gateway's program; `ingestion`: our own
 * program in Python with a PostgreSQL of its own; `open-webui`: the chat page; `hadolint`: a reader of Dockerfiles; `images`: what ours are told to install; `checkov`: a scanner of Terraform; `dbt`: dbt with its engines; `sql`: an engine for questions of Athena; `redis`: a Redis server; `postgres`, `mariadb`: a server of each; `packages`: an npm registry; `lws`: the module of the controller of groups, with its chart and definitions; `tools`: helm, kubectl, api-server.
 */
export type Need =
  | 'terraform'
  | 'stand-in'
  | 'providers'
  | 'python'
  | 'litellm'
  | 'ingestion'
  | 'open-webui'
  | 'hadolint'
  | 'images'
  | 'checkov'
  | 'dbt'
  | 'sql'
  | 'redis'
  | 'postgres'
  | 'mariadb'
  | 'packages'
  | 'lws'
  | 'tools'
  | 'charts'
  | 'crds';

/** Variable in which the set-up says what is not there, JSON of need and reason. */
export const MISSING = 'GROUNDPLANE_MISSING';

/**
 * Tests that need real programs. Where one is not there they are skipped and their name says why; with
 * GROUNDPLANE_REQUIRE_TOOLS=1 that is a failure.
 */
export function describeReal(name: string, needs: readonly Need[], tests: () => void): void {
  const missing: Partial<Record<Need, string>> = JSON.parse(process.env[MISSING] ?? '{}');
  const reasons = needs.flatMap((need) => (missing[need] === undefined ? [] : [`${need}: ${missing[need]}`]));
  if (reasons.length === 0) {
    describe(name, tests);
    return;
  }
  const refuse = (): never => {
    throw new Error(`GROUNDPLANE_REQUIRE_TOOLS=1 asks for what is not there: ${reasons.join('; ')}`);
  };
  const report = process.env['GROUNDPLANE_REQUIRE_TOOLS'] === '1' ? test : test.skip;
  report(`${name} (not there: ${reasons.join('; ')})`, refuse);
}
