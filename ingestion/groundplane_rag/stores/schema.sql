-- Run by the owner of the database, as often as one likes. The database decides who sees which piece: whatever a program in
-- front of it does, a reader gets what carries one of its labels.
create schema if not exists rag;

do $$
declare
  name text;
begin
  foreach name in array array['rag_writer', 'rag_retriever', 'rag_reader'] loop
    -- on a server that others share its administrator makes them, each with a password
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
    execute format('grant connect on database %I to %I', current_database(), name);
  end loop;
end
$$;

create table if not exists rag.generation (
  id text primary key,
  model text not null,
  dimensions int not null check (dimensions between 1 and 4000),
  current boolean not null default false,
  created timestamptz not null default now()
);
create unique index if not exists one_current on rag.generation (current) where current;

-- labels of applications that ask the database themselves
create table if not exists rag.reader_label (
  reader name not null,
  label text not null,
  primary key (reader, label)
);

-- Whose pieces the session may see. The retrieval service says for each question who asks; anybody else has what the owner
-- wrote down for the role it signed in as, and saying otherwise changes nothing.
create or replace function rag.labels() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  said text := current_setting('rag.groups', true);
  own text[];
begin
  if pg_has_role(session_user, 'rag_retriever', 'member') then
    if said is null or said = '' then
      return '{}';
    end if;
    return said::text[] || 'everybody'::text;
  end if;
  select array_agg(label) into own from rag.reader_label where reader = session_user;
  if own is null then
    return '{}';
  end if;
  return own || 'everybody'::text;
end
$$;
revoke all on function rag.labels() from public;
grant execute on function rag.labels() to rag_retriever, rag_reader, rag_writer;

grant usage on schema rag to rag_writer, rag_retriever, rag_reader;
grant select on rag.generation to rag_retriever, rag_reader;
grant select, insert, update, delete on rag.generation to rag_writer;

-- The writer has no right to make tables; these make and drop the tables of generations and nothing else.
create or replace function rag.make_generation(wanted text, model_name text, size int) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tab text := 'chunk_' || wanted;
  known rag.generation;
begin
  if wanted !~ '^[0-9a-f]{12}$' then
    raise exception 'a generation is twelve hex digits';
  end if;
  select * into known from rag.generation g where g.id = wanted;
  if found and (known.dimensions <> size or known.model <> model_name) then
    raise exception 'generation % is of % with % dimensions', wanted, known.model, known.dimensions;
  end if;
  insert into rag.generation (id, model, dimensions) values (wanted, model_name, size) on conflict do nothing;
  if to_regclass('rag.' || tab) is not null then
    return;
  end if;
  execute format($t$create table rag.%I (
    id text primary key,
    document text not null,
    title text not null,
    position int not null,
    text text not null,
    access text[] not null,
    data_class text not null,
    source text not null,
    source_table text not null,
    run text not null,
    version text not null,
    embedding halfvec(%s) not null
  )$t$, tab, size);
  execute format('create index on rag.%I using hnsw (embedding halfvec_cosine_ops)', tab);
  execute format('create index on rag.%I using gin (access)', tab);
  execute format('alter table rag.%I enable row level security', tab);
  execute format('alter table rag.%I force row level security', tab);
  execute format('create policy writes on rag.%I to rag_writer using (true) with check (cardinality(access) > 0)', tab);
  execute format('create policy reads on rag.%I for select to rag_retriever, rag_reader using (access && rag.labels())', tab);
  execute format('grant select, insert, update, delete on rag.%I to rag_writer', tab);
  execute format('grant select on rag.%I to rag_retriever, rag_reader', tab);
end
$$;

create or replace function rag.use_generation(wanted text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from rag.generation g where g.id = wanted) then
    raise exception 'no generation %', wanted;
  end if;
  update rag.generation set current = false where current;
  update rag.generation set current = true where id = wanted;
  -- a view keeps the type of its columns, and the next model has vectors of another length
  execute 'drop view if exists rag.chunk';
  execute format('create view rag.chunk with (security_invoker = true, security_barrier = true) as select * from rag.%I',
    'chunk_' || wanted);
  execute 'grant select on rag.chunk to rag_retriever, rag_reader';
end
$$;

create or replace function rag.drop_generation(wanted text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from rag.generation g where g.id = wanted and g.current) then
    raise exception 'generation % answers questions', wanted;
  end if;
  if wanted ~ '^[0-9a-f]{12}$' then
    execute format('drop table if exists rag.%I', 'chunk_' || wanted);
  end if;
  delete from rag.generation g where g.id = wanted;
end
$$;

revoke all on function rag.make_generation(text, text, int), rag.use_generation(text), rag.drop_generation(text) from public;
grant execute on function rag.make_generation(text, text, int), rag.use_generation(text), rag.drop_generation(text) to rag_writer;
