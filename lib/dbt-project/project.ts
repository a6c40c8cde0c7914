import { stringify } from 'yaml';
import { MACROS, TESTS } from './macros';
import { documentsModel, martModel, rejectedModel, stagingModel } from './models';
import { documentsYaml, exposuresYaml, martsYaml, sourcesYaml, stagingYaml } from './properties';
import { profiles } from './profiles';
import type { DbtProjectProps } from './source';

/** Version of dbt the project is written for and tried with. */
const DBT = ['>=1.10.0', '<2.0.0'];

/**
 * A dbt project of the declared sources, path → text. The same sources give the same bytes.
 *
 * Staging holds what came against its contract; marts are what people ask; documents are what an index reads. Nothing in it names an
 * account: where it works is told by the environment it runs in.
 */
export function dbtProject(props: DbtProjectProps): Record<string, string> {
  const sources = [...props.sources].sort((a, b) => (a.name < b.name ? -1 : 1));
  const documented = sources.filter(({ documents }) => documents !== undefined);
  const entries: [string, string][] = [
    ['dbt_project.yml', yaml(projectFile(props))],
    ['profiles.yml', yaml(profiles(props))],
    ['README.md', readme(props)],
    ['.gitignore', 'target/\nlogs/\ndbt_packages/\n*.duckdb\n'],
    ['models/staging/_sources.yml', yaml(sourcesYaml(sources))],
    ['models/staging/_staging.yml', yaml(stagingYaml(sources))],
    ['models/marts/_marts.yml', yaml(martsYaml(sources))],
    ...sources.flatMap((source): [string, string][] => [
      [`models/staging/stg_${source.table}.sql`, stagingModel(source)],
      [`models/staging/rejected_${source.table}.sql`, rejectedModel(source)],
      [`models/marts/${source.table}.sql`, martModel(source)],
    ]),
    ...(documented.length === 0
      ? []
      : ([
          ['models/documents/_documents.yml', yaml(documentsYaml(documented))],
          ['models/exposures.yml', yaml(exposuresYaml(documented, props.owner))],
        ] satisfies [string, string][])),
    ...documented.map((source): [string, string] => [
      `models/documents/documents_${source.table}.sql`,
      documentsModel(source),
    ]),
    ...Object.entries(MACROS).map(([name, text]): [string, string] => [`macros/${name}.sql`, text]),
    ...Object.entries(TESTS).map(([name, text]): [string, string] => [`tests/generic/${name}.sql`, text]),
  ];
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Name of a project: dbt takes no dashes. */
export function projectName(client: string): string {
  return client.replaceAll('-', '_');
}

function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

function projectFile({ client }: DbtProjectProps): object {
  const name = projectName(client);
  return {
    name,
    version: '1.0.0',
    'config-version': 2,
    profile: name,
    'require-dbt-version': DBT,
    'model-paths': ['models'],
    'macro-paths': ['macros'],
    'test-paths': ['tests'],
    'target-path': 'target',
    models: {
      [name]: {
        // of Athena; other engines have one kind of table
        '+table_type': 'iceberg',
        '+format': 'parquet',
        // of Redshift: what looks into the lake cannot be bound to it
        staging: { '+materialized': 'view', '+bind': false },
        marts: { '+materialized': 'table', '+post-hook': '{{ let_read() }}' },
        documents: { '+materialized': 'table', '+post-hook': '{{ let_read() }}' },
      },
    },
  };
}

function readme({ client, engine }: DbtProjectProps): string {
  return `# Data of ${client}

Made by \`npx groundplane dbt init --client ${client}\` from the sources of \`client.yaml\`. It is yours: change what you like. Run the command
again after a change of the sources: files you have not touched are written anew, files you have are left and named.

\`\`\`sh
dbt parse --profiles-dir .   # reads it, without an account and without data
\`\`\`

The pipeline runs \`dbt source freshness\`, \`dbt build\` (models and their tests, in order; what rests on a broken source is left out) and
\`dbt docs generate\` by the clock.

- \`staging\`: what came, held against its contract. \`rejected_…\` has what did not fit it.
- \`marts\`: what people ask; rows older than the retention of their source are left out.
- \`documents\`: what an index reads; see \`docs/data.md\` of the library.

Targets of \`profiles.yml\`: \`${engine}\` unless said otherwise, which is told where it works by variables of its environment, as the pipeline is;
\`duckdb\` is for a try on a laptop (\`pip install "dbt-core<1.12" dbt-duckdb\`), with tables of your own making in the schema \`raw\`.

The pipeline takes the project from its bucket, whose name is the output \`artefacts_bucket_name\` of the stack \`lake\`:

\`\`\`sh
aws s3 sync --delete --exclude 'target/*' --exclude 'logs/*' --exclude '*.duckdb' . s3://ARTEFACTS/project/
\`\`\`
`;
}
