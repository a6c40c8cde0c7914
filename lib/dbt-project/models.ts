import type { DbtSource } from './source';

/** Columns of a source as its contract has them, one a line. */
function casts({ columns, text }: DbtSource): string {
  const macro = text ? 'as_type' : 'typed';
  return columns.map(({ name, type }) => `        {{ ${macro}('${name}', '${type}') }} as ${name}`).join(',\n');
}

/** Whether a row fits: of what comes as text only, since every other row has the types of its table. */
function fitting(source: DbtSource): string {
  return source.text ? `{{ fits(${types(source)}) }}` : '1 = 1';
}

function names({ columns }: DbtSource): string {
  return columns.map(({ name }) => `    ${name}`).join(',\n');
}

/** The same, where a moment is put as the place it stands in takes it. */
function moments({ columns }: DbtSource, macro: 'stored' | 'shown'): string {
  return columns
    .map(({ name, type }) => (type === 'timestamp' ? `    {{ ${macro}('${name}') }} as ${name}` : `    ${name}`))
    .join(',\n');
}

function types({ columns }: DbtSource): string {
  return `{${columns.map(({ name, type }) => `'${name}': '${type}'`).join(', ')}}`;
}

/** Tags of Lake Formation on what is made, where it governs. */
function governed({ name, classification }: DbtSource): string {
  return `{{ config(lf_tags_config=governed_by_tags('${name}', '${classification}')) }}\n\n`;
}

/** Which rows of what came count. */
function counting({ mode, table, landing }: DbtSource): string {
  if (mode !== 'snapshot' || landing !== 'files') return '';
  return `\n      and dt = (select max(dt) from {{ source('raw', '${table}') }})`;
}

export function stagingModel(source: DbtSource): string {
  const { table, mode, key, freshness } = source;
  const newest =
    mode === 'changes'
      ? `,

ranked as (
    select
        *,
        row_number() over (partition by ${key.join(', ')} order by ${freshness.column} desc) as newest
    from typed
)

select
${names(source)}
from ranked
where newest = 1
`
      : `

select
${names(source)}
from typed
`;
  return `${governed(source)}-- ${source.description}
with typed as (
    select
${casts(source)}
    from {{ source('raw', '${table}') }}
    where ${fitting(source)}${counting(source)}
)${newest}`;
}

export function rejectedModel(source: DbtSource): string {
  return `${governed(source)}-- what did not fit the contract of ${source.name}: mend it where it comes from, then let it come again
select
${source.text ? names(source) : moments(source, 'shown')}
from {{ source('raw', '${source.table}') }}
where not (${fitting(source)})${counting(source)}
`;
}

export function martModel(source: DbtSource): string {
  const { table, freshness, retentionDays } = source;
  return `${governed(source)}select
${moments(source, 'stored')}
from {{ ref('stg_${table}') }}
where {{ younger_than('${freshness.column}', ${retentionDays}) }}
`;
}

export function documentsModel(source: DbtSource): string {
  const { table, key, documents, access, classification, name } = source;
  const id = key.map((column) => `cast(${column} as {{ text_type() }})`).join(` || '/' || `);
  const allowed = JSON.stringify(access);
  return `${governed(source)}-- one document a row; an index keeps where it comes from with each part of it
with documents as (
    select
        ${id} as id,
        cast(${documents?.title ?? key[0] ?? ''} as {{ text_type() }}) as title,
        cast(${documents?.text ?? ''} as {{ text_type() }}) as text,
        cast('${allowed}' as {{ text_type() }}) as access,
        cast('${classification}' as {{ text_type() }}) as data_class,
        cast('{{ ref('${table}') | replace('"', '') }}' as {{ text_type() }}) as source_table,
        cast('{{ invocation_id }}' as {{ text_type() }}) as run
    from {{ ref('${table}') }}
),

versioned as (
    select
        *,
        {{ digest("title || chr(10) || text || chr(10) || access || chr(10) || data_class") }} as version
    from documents
)

select
    id,
    title,
    text,
    access,
    data_class,
    source_table,
    run,
    version,
    cast({{ document_line('${name}') }} as {{ text_type() }}) as line
from versioned
`;
}
