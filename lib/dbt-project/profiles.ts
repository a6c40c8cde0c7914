import type { DbtProjectProps } from './source';

const env = (name: string, fallback?: string): string =>
  fallback === undefined ? `{{ env_var('${name}') }}` : `{{ env_var('${name}', '${fallback}') }}`;

/** Where the project may work. What differs between environments is told by variables; nobody has a password. */
export function profiles({ client, engine }: DbtProjectProps): object {
  return {
    [client.replaceAll('-', '_')]: {
      target: env('GROUNDPLANE_TARGET', engine),
      outputs: {
        athena: {
          type: 'athena',
          region_name: env('AWS_REGION', 'us-east-1'),
          database: 'awsdatacatalog',
          schema: env('GROUNDPLANE_CURATED_SCHEMA', 'curated'),
          work_group: env('GROUNDPLANE_WORKGROUP', 'primary'),
          s3_staging_dir: env('GROUNDPLANE_STAGING', 's3://staging/athena/'),
          s3_data_dir: env('GROUNDPLANE_TABLES', 's3://curated/tables/'),
          // a table that is made anew gets a place of its own, so that who reads the old one is not cut off
          s3_data_naming: 'schema_table_unique',
          threads: 4,
          num_retries: 3,
        },
        redshift: {
          type: 'redshift',
          method: 'iam_role',
          host: env('GROUNDPLANE_WAREHOUSE_HOST', 'warehouse.000000000000.us-east-1.redshift-serverless.amazonaws.com'),
          port: 5439,
          dbname: 'warehouse',
          schema: 'curated',
          region: env('AWS_REGION', 'us-east-1'),
          sslmode: 'require',
          connect_timeout: 60,
          retries: 3,
          threads: 4,
        },
        duckdb: { type: 'duckdb', path: env('GROUNDPLANE_DUCKDB', 'local.duckdb'), schema: 'curated', threads: 2 },
      },
    },
  };
}
