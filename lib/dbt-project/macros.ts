/** Macros, by the name of their file. What engines say differently is said here, once. */
export const MACROS: Readonly<Record<string, string>> = {
  types: `{% macro text_type() %}{{ return(adapter.dispatch('text_type')()) }}{% endmacro %}
{% macro default__text_type() %}varchar{% endmacro %}
{% macro redshift__text_type() %}varchar(65535){% endmacro %}

{# what an engine calls a type of the contract #}
{% macro type_of(type) %}{{ return(adapter.dispatch('type_of')(type)) }}{% endmacro %}
{% macro default__type_of(type) %}
    {%- do return({'string': text_type(), 'int': 'integer', 'decimal': 'decimal(38,9)'}.get(type, type)) -%}
{% endmacro %}
{# its views know milliseconds and nothing finer; see stored #}
{% macro athena__type_of(type) %}
    {%- do return({'string': 'varchar', 'int': 'integer', 'decimal': 'decimal(38,9)'}.get(type, type)) -%}
{% endmacro %}
{% macro redshift__type_of(type) %}
    {%- do return({'string': 'varchar(65535)', 'int': 'integer', 'decimal': 'decimal(38,9)', 'double': 'double precision'}.get(type, type)) -%}
{% endmacro %}

{# a text as what the contract says it is; nothing where it does not fit #}
{% macro as_type(column, type) %}{{ return(adapter.dispatch('as_type')(column, type)) }}{% endmacro %}
{% macro default__as_type(column, type) %}try_cast({{ column }} as {{ type_of(type) }}){% endmacro %}
{% macro athena__as_type(column, type) %}
    {%- if type == 'timestamp' -%}
        coalesce(try_cast({{ column }} as timestamp), try(cast(from_iso8601_timestamp(cast({{ column }} as varchar)) as timestamp)))
    {%- elif type == 'date' -%}
        coalesce(try_cast({{ column }} as date), try(cast(from_iso8601_timestamp(cast({{ column }} as varchar)) as date)))
    {%- else -%}
        try_cast({{ column }} as {{ type_of(type) }})
    {%- endif -%}
{% endmacro %}
{# it tries neither texts nor booleans, breaks at an empty text, and reads an offset where it is asked to #}
{% macro redshift__as_type(column, type) %}
    {%- set text = "nullif(trim(" ~ column ~ "), '')" -%}
    {%- if type == 'string' -%}
        cast({{ column }} as {{ type_of(type) }})
    {%- elif type == 'boolean' -%}
        case when lower({{ text }}) in ('true', 't', '1') then true when lower({{ text }}) in ('false', 'f', '0') then false end
    {%- elif type in ('timestamp', 'date') -%}
        cast(try_cast({{ text }} as timestamptz) at time zone 'utc' as {{ type_of(type) }})
    {%- else -%}
        try_cast({{ text }} as {{ type_of(type) }})
    {%- endif -%}
{% endmacro %}

{# a column that has its type already #}
{% macro typed(column, type) %}cast({{ column }} as {{ type_of(type) }}){% endmacro %}

{# a moment as a table holds it: Iceberg takes microseconds and nothing else #}
{% macro stored(column) %}{{ return(adapter.dispatch('stored')(column)) }}{% endmacro %}
{% macro default__stored(column) %}{{ column }}{% endmacro %}
{% macro athena__stored(column) %}cast({{ column }} as timestamp(6)){% endmacro %}

{# a moment of an Iceberg table as a view may show it #}
{% macro shown(column) %}{{ return(adapter.dispatch('shown')(column)) }}{% endmacro %}
{% macro default__shown(column) %}{{ column }}{% endmacro %}
{% macro athena__shown(column) %}cast({{ column }} as timestamp){% endmacro %}

{# whether a row fits the contract: nothing in it is lost by reading it as what it should be #}
{% macro fits(columns) %}
    {%- for column, type in columns.items() %}
        {%- if type != 'string' %}
            ({{ column }} is null or cast({{ column }} as {{ text_type() }}) = '' or {{ as_type(column, type) }} is not null) and
        {%- endif %}
    {%- endfor %} 1 = 1
{%- endmacro %}

{% macro younger_than(column, days) %}{{ return(adapter.dispatch('younger_than')(column, days)) }}{% endmacro %}
{% macro default__younger_than(column, days) %}cast({{ column }} as timestamp) >= cast(current_timestamp as timestamp) - interval '{{ days }}' day{% endmacro %}
{% macro redshift__younger_than(column, days) %}{{ column }} >= dateadd(day, -{{ days }}, getdate()){% endmacro %}
`,
  documents: `{# digest of a text, in hex #}
{% macro digest(text) %}{{ return(adapter.dispatch('digest')(text)) }}{% endmacro %}
{% macro default__digest(text) %}sha256({{ text }}){% endmacro %}
{% macro athena__digest(text) %}lower(to_hex(sha256(to_utf8({{ text }})))){% endmacro %}
{% macro redshift__digest(text) %}sha2({{ text }}, 256){% endmacro %}

{# a document as one line of JSON #}
{% macro document_line(source) %}{{ return(adapter.dispatch('document_line')(source)) }}{% endmacro %}
{% macro default__document_line(source) %}
    json_object(
        'id', id, 'title', title, 'text', text, 'access', cast(access as json), 'dataClass', data_class,
        'lineage', json_object('source', '{{ source }}', 'table', source_table, 'run', run, 'version', version)
    )
{%- endmacro %}
{% macro athena__document_line(source) %}
    json_format(cast(map_from_entries(array[
        row('id', cast(id as json)), row('title', cast(title as json)), row('text', cast(text as json)),
        row('access', json_parse(access)), row('dataClass', cast(data_class as json)),
        row('lineage', cast(map(
            array['source', 'table', 'run', 'version'], array['{{ source }}', source_table, run, version]
        ) as json))
    ]) as json))
{%- endmacro %}
{% macro redshift__document_line(source) %}
    json_serialize(object(
        'id', id, 'title', title, 'text', text, 'access', json_parse(access), 'dataClass', data_class,
        'lineage', object('source', '{{ source }}'::varchar, 'table', source_table, 'run', run, 'version', version)
    ))
{%- endmacro %}

{# writes the documents of a source where an index looks for them: dbt run-operation export_documents #}
{% macro export_documents(table, to) %}
    {% set relation = api.Relation.create(database=target.database, schema=target.schema, identifier='documents_' ~ table) %}
    {% do run_query(adapter.dispatch('unload_lines')(relation, to)) %}
{% endmacro %}
{% macro default__unload_lines(relation, to) %}
    copy (select line from {{ relation }}) to '{{ to }}part-0.jsonl' (format csv, header false, quote '', escape '', delimiter e'\\x01')
{% endmacro %}
{% macro athena__unload_lines(relation, to) %}
    unload (select line from {{ relation.render_pure() if relation.render_pure is defined else relation }}) to '{{ to }}' with (format = 'TEXTFILE', compression = 'GZIP')
{% endmacro %}
{% macro redshift__unload_lines(relation, to) %}
    {#- the key of the bucket: without it the files are encrypted with one of S3 -#}
    {%- set key = env_var('GROUNDPLANE_CURATED_KEY', '').split('/') | last -%}
    unload ('select line from {{ relation }}') to '{{ to }}part-' iam_role default
    {%- if key != '' %} kms_key_id '{{ key }}' encrypted{% endif %} gzip allowoverwrite
{% endmacro %}
`,
  governance: `{# tags of Lake Formation on what is made, where it governs #}
{% macro governed_by_tags(source, classification) %}
    {%- set source_tag = env_var('GROUNDPLANE_SOURCE_TAG', '') -%}
    {%- if source_tag == '' -%}{%- do return({'enabled': false}) -%}{%- endif -%}
    {%- do return({
        'enabled': true, 'tags': {source_tag: source, env_var('GROUNDPLANE_CLASS_TAG', ''): classification}
    }) -%}
{% endmacro %}

{# in a warehouse, roles are let in table by table; in a lake it is said outside of dbt #}
{% macro let_read() %}
    {%- if target.type == 'redshift' and model.config.meta.get('access') -%}
        grant select on {{ this }} to {% for role in model.config.meta.access %}role reader_{{ role }}{{ ', ' if not loop.last }}{% endfor %}
    {%- endif -%}
{% endmacro %}

{# one schema: people are let in by table #}
{% macro generate_schema_name(custom_schema_name, node) %}{{ target.schema }}{% endmacro %}

{# deletes rows of a stream whose time is over; files of the others are deleted by the bucket #}
{% macro forget(table, column, days) %}
    {% set rows = api.Relation.create(database=target.database, schema=env_var('GROUNDPLANE_RAW_SCHEMA', 'raw'), identifier=table) %}
    {% do run_query('delete from ' ~ rows ~ ' where not (' ~ younger_than(column, days) ~ ')') %}
    {% if target.type == 'athena' %}
        {# neither takes a name in quotes #}
        {% do run_query('optimize ' ~ rows.render_pure() ~ ' rewrite data using bin_pack') %}
        {% do run_query('vacuum ' ~ rows.render_pure()) %}
    {% endif %}
{% endmacro %}
`,
};

/** Generic tests, by name. Each gives a row for what is wrong, with the figure and never a value. */
export const TESTS: Readonly<Record<string, string>> = {
  matches_contract: `{# columns that are not there, and columns of another kind than the contract says #}
{% test matches_contract(model, columns, text) %}
    {%- set kinds = {
        'string': ['char', 'text', 'string'], 'bigint': ['bigint', 'int8', 'long'], 'int': ['integer', 'int4', 'int'],
        'double': ['double', 'float8', 'float'], 'decimal': ['decimal', 'numeric'], 'boolean': ['bool'],
        'date': ['date'], 'timestamp': ['timestamp', 'datetime']
    } -%}
    {%- set found = {} -%}
    {%- set wrong = [] -%}
    {%- if execute and flags.INTROSPECT | default(true) -%}
        {%- for column in adapter.get_columns_in_relation(model) -%}
            {%- do found.update({column.name | lower: column.data_type | lower}) -%}
        {%- endfor -%}
        {%- for name, type in columns.items() -%}
            {%- if name not in found -%}
                {%- do wrong.append([name, 'is missing']) -%}
            {%- elif not text -%}
                {%- set ns = namespace(fits=false) -%}
                {%- for kind in kinds[type] -%}
                    {%- if found[name] == kind or found[name].startswith(kind ~ '(') or (kind in ['char', 'timestamp', 'datetime', 'bool', 'double', 'float'] and kind in found[name]) -%}
                        {%- set ns.fits = true -%}
                    {%- endif -%}
                {%- endfor -%}
                {%- if not ns.fits -%}{%- do wrong.append([name, 'is ' ~ found[name] ~ ', not ' ~ type]) -%}{%- endif -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if wrong | length == 0 %}
    select 'nothing' as problem where 1 = 0
    {%- endif %}
    {%- for name, problem in wrong %}
    {{ 'union all' if not loop.first }} select '{{ name }} {{ problem }}' as problem
    {%- endfor %}
{% endtest %}
`,
  fits_types: `{# more rows than may be do not fit the contract #}
{% test fits_types(model, columns, percent) %}
    {%- set known = columns.keys() | list -%}
    {%- if execute and flags.INTROSPECT | default(true) -%}
        {%- set known = [] -%}
        {%- for column in adapter.get_columns_in_relation(model) -%}{%- do known.append(column.name | lower) -%}{%- endfor -%}
    {%- endif -%}
    {%- set there = {} -%}
    {%- for name, type in columns.items() if name in known -%}{%- do there.update({name: type}) -%}{%- endfor -%}
    select unfit, rows_in_all
    from (
        select sum(case when {{ fits(there) }} then 0 else 1 end) as unfit, count(*) as rows_in_all
        from {{ model }}
    ) as counted
    where unfit * 100.0 > rows_in_all * {{ percent }}
{% endtest %}
`,
  usual_volume: `{# the newest day has far more or fewer rows than the days before it; three days are needed to tell #}
{% test usual_volume(model, day, percent, complete) %}
    with days as (
        select cast({{ day }} as date) as day, count(*) as total
        from {{ model }}
        {% if not complete %}where cast({{ day }} as date) < current_date{% endif %}
        group by 1
    ),
    ranked as (select day, total, row_number() over (order by day desc) as nth from days),
    compared as (
        select
            sum(case when nth = 1 then total else 0 end) as newest,
            avg(case when nth between 2 and 15 then cast(total as double precision) end) as usual,
            count(*) as days_in_all
        from ranked
    )
    select newest, usual
    from compared
    where days_in_all > 3 and abs(newest - usual) * 100 > usual * {{ percent }}
{% endtest %}
`,
  one_row_a_key: `{# two rows of one key #}
{% test one_row_a_key(model, key) %}
    select count(*) as keys
    from (select 1 as twice from {{ model }} group by {{ key | join(', ') }} having count(*) > 1) as doubled
    having count(*) > 0
{% endtest %}
`,
  null_share: `{# a column is lacking in more rows than may be #}
{% test null_share(model, columns) %}
    {%- if columns | length == 0 %}
    select 'nothing' as problem where 1 = 0
    {%- endif %}
    {%- for name, percent in columns.items() %}
    {{ 'union all' if not loop.first }}
    select '{{ name }}' as problem, lacking, rows_in_all
    from (
        select sum(case when {{ name }} is null then 1 else 0 end) as lacking, count(*) as rows_in_all
        from {{ model }}
    ) as counted_{{ loop.index }}
    where lacking * 100.0 > rows_in_all * {{ percent }}
    {%- endfor %}
{% endtest %}
`,
};
