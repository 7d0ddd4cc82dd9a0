-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Fills the relations of schema.sql from views of a company's own tables.
--
-- Make a view mapping.RELATION for each relation that the company has data for, with the columns of
-- RELATION that it can offer (no updated_at, no deleted_at: they are found out by comparison), then
--
--   select * from bellwether.take_over ();
--
-- as often as the data should be fresh, for instance every five minutes from cron. Rows that are
-- new or differ are written, rows that the view no longer shows become tombstones, and all others
-- keep their updated_at, so that a desktop fetches what has changed and no more. Rows of the
-- relations that the desktop writes back are never taken away, for the desktop may have made them.
--
-- Needs schema.sql; can be run again at any time.

set client_min_messages = warning;

create schema if not exists mapping;
revoke all on schema mapping from public;

create or replace function bellwether.take_over ()
returns table (relation text, written bigint, removed bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  r record;
  columns text[];
  keys text[];
  others text[];
  stray text;
  same_key text;
  clash text;
begin
  -- A name that is no relation is most likely a slip of the pen.
  select string_agg(v.table_name, ', ') into stray
    from information_schema.tables v
   where v.table_schema = 'mapping' and to_regclass(format('api.%I', v.table_name)) is null;
  if stray is not null then
    raise exception 'schema mapping holds what is no relation of schema api: %', stray;
  end if;

  -- What others refer to comes first: the number of relations that stand, however far, behind a
  -- relation.
  for r in
    with recursive refers (relation, target) as (
      select conrelid, confrelid from pg_constraint
       where contype = 'f' and connamespace = 'api'::regnamespace and conrelid <> confrelid
      union
      select refers.relation, c.confrelid
        from refers join pg_constraint c on c.conrelid = refers.target
       where c.contype = 'f' and c.confrelid <> c.conrelid
    )
    select c.relname::text as name,
           exists (select from pg_attribute a
                    where a.attrelid = c.oid and a.attname = 'version') as written_back
      from pg_class c
     where c.relnamespace = 'api'::regnamespace and c.relkind = 'r'
       and to_regclass(format('mapping.%I', c.relname)) is not null
     order by (select count(*) from refers where refers.relation = c.oid), c.relname
  loop
    select array_agg(v.column_name::text order by v.ordinal_position),
           string_agg(v.column_name, ', ') filter (where t.column_name is null)
      into columns, stray
      from information_schema.columns v
      left join information_schema.columns t
        on t.table_schema = 'api' and t.table_name = v.table_name and t.column_name = v.column_name
           and t.column_name not in ('updated_at', 'deleted_at', 'version')
     where v.table_schema = 'mapping' and v.table_name = r.name;
    if stray is not null then
      raise exception 'view mapping.% offers what api.% does not take: %', r.name, r.name, stray;
    end if;

    select array_agg(a.attname::text order by k.place) into keys
      from pg_constraint c
      cross join lateral unnest(c.conkey) with ordinality as k (attnum, place)
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
     where c.conrelid = format('api.%I', r.name)::regclass and c.contype = 'p';
    if not keys <@ columns then
      raise exception 'view mapping.% lacks a key of the relation: %',
        r.name, array_to_string(keys, ', ');
    end if;

    execute format('create temporary table incoming on commit drop as '
                   'select * from mapping.%I', r.name);

    select string_agg(format('i.%1$I = t.%1$I', k), ' and ') into same_key from unnest(keys) k;
    select array_agg(c) into others from unnest(columns) c where c <> all (keys);
    select 'deleted_at = null'
           || coalesce(string_agg(format(', %1$I = excluded.%1$I', c), ''), '') into clash
      from unnest(others) c;

    execute format(
      'insert into api.%1$I as t (%2$s) select %2$s from incoming '
      'on conflict (%3$s) do update set %4$s where t.deleted_at is not null%5$s',
      r.name,
      (select string_agg(quote_ident(c), ', ') from unnest(columns) c),
      (select string_agg(quote_ident(k), ', ') from unnest(keys) k),
      clash,
      (select string_agg(format(' or t.%1$I is distinct from excluded.%1$I', c), '')
         from unnest(others) c));
    get diagnostics written = row_count;

    removed := 0;
    if not r.written_back then
      execute format('update api.%I t set deleted_at = clock_timestamp() '
                     'where t.deleted_at is null and not exists (select from incoming i where %s)',
                     r.name, same_key);
      get diagnostics removed = row_count;
    end if;

    drop table incoming;
    relation := r.name;
    return next;
  end loop;
end
$$;

revoke all on function bellwether.take_over () from public;
