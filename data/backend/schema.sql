-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The company backend of Bellwether for PostgreSQL 14 and later, served by PostgREST.
--
-- Schema api holds the relations that PostgREST serves, schema bellwether the functions behind
-- them. The file can be run again at any time: it adds what is missing and replaces functions,
-- triggers and policies; it never drops a table or a row.
--
-- Every relation has
--   updated_at   when the row last changed; set here by a trigger, whatever the writer says;
--   deleted_at   null, or when the row was deleted. A DELETE only sets it: the row stays as a
--                tombstone so that a desktop which asks for what changed learns of the deletion.
-- Relations that the desktop writes back also have version, which grows by one with each change of
-- their content and lets a PATCH say which version it was made from.
--
-- Money is a bigint of minor units of company.currency. Words such as kind and status are open:
-- there is no check on them. Null means unknown, and is never the same as zero.

set client_min_messages = warning;

begin;

create schema if not exists api;
create schema if not exists bellwether;

-- Roles -------------------------------------------------------------------------------------------
--
-- authenticator is the role that PostgREST logs in with; the role claim of the token says which of
-- the others a request runs as. bellwether_reader sees what a CSM sees and writes nothing.

do $$
declare
  r text;
begin
  foreach r in array array['bellwether_anon', 'bellwether_reader', 'bellwether_csm',
                           'bellwether_leader']
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = r) then
      execute format('create role %I nologin', r);
    end if;
  end loop;
  if not exists (select from pg_catalog.pg_roles where rolname = 'authenticator') then
    create role authenticator login noinherit;
  end if;
end
$$;

grant bellwether_anon, bellwether_reader, bellwether_csm, bellwether_leader to authenticator;

-- Relations: the company and what its words mean --------------------------------------------------

create table if not exists api.company (
  id text primary key,
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  fiscal_year_start_month integer check (fiscal_year_start_month between 1 and 12),
  as_of date,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.policy (
  key text primary key,
  value jsonb,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.people (
  id text primary key,
  name text not null,
  email text,
  role text,
  team text,
  hours_per_month double precision check (hours_per_month >= 0),
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.metrics (
  key text primary key,
  name text not null,
  unit text,
  dimension text,
  direction integer check (direction in (-1, 1)),
  aggregation text,
  low double precision,
  neutral double precision,
  high double precision,
  weight double precision check (weight >= 0),
  half_life_days double precision check (half_life_days > 0),
  expires_days integer check (expires_days > 0),
  alarm_below double precision,
  alarm_above double precision,
  source text,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.behaviours (
  key text primary key,
  name text not null,
  description text,
  expected_by_days integer check (expected_by_days >= 0),
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.features (
  key text primary key,
  name text not null,
  valuable boolean,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.playbooks (
  key text primary key,
  kind text,
  name text not null,
  steps jsonb,
  applies_to text,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.maturity_levels (
  level integer primary key,
  name text not null,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.maturity_behaviours (
  level integer references api.maturity_levels,
  behaviour_key text references api.behaviours,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz,
  primary key (level, behaviour_key)
);

-- Relations: accounts, what they pay and what they cost -------------------------------------------

create table if not exists api.accounts (
  id text primary key,
  name text not null,
  industry text,
  region text,
  strategic boolean,
  owner_id text references api.people,
  sales_rep_id text references api.people,
  reason_to_buy text,
  contract_started_on date,
  go_live_on date,
  renewal_on date,
  churned_on date,
  churn_category text,
  lifecycle_stage text,
  org_levels integer check (org_levels >= 0),
  implementation_days integer check (implementation_days >= 0),
  service_complexity double precision check (service_complexity between 0 and 1),
  transaction_complexity double precision check (transaction_complexity between 0 and 1),
  licences_purchased integer check (licences_purchased >= 0),
  licences_active integer check (licences_active >= 0),
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz,
  check (churned_on >= contract_started_on)
);

create table if not exists api.revenue_events (
  id text primary key,
  account_id text not null references api.accounts,
  committed_on date,
  effective_on date not null,
  kind text not null,
  mrr_delta bigint not null,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.service_costs (
  account_id text references api.accounts,
  month date check (extract(day from month) = 1),
  amount bigint not null,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz,
  primary key (account_id, month)
);

-- Relations: readings and signals -----------------------------------------------------------------

create table if not exists api.observations (
  account_id text references api.accounts,
  metric_key text references api.metrics,
  observed_on date,
  -- PostgreSQL sorts NaN above infinity, so the check refuses it as well.
  -- Null is a reading that was due and is not known; the day then counts as one without.
  value double precision check (value > '-infinity' and value < 'infinity'),
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz,
  primary key (account_id, metric_key, observed_on)
);

create table if not exists api.contacts (
  id text primary key,
  account_id text not null references api.accounts,
  name text not null,
  title text,
  persona text,
  influence integer check (influence between 1 and 5),
  role text,
  reports_to text references api.contacts,
  arrived_on date,
  left_on date,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.interactions (
  id text primary key,
  account_id text not null references api.accounts,
  person_id text references api.people,
  occurred_on date not null,
  kind text,
  moment_of_truth text,
  questions_asked integer check (questions_asked >= 0),
  summary text,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.answers (
  id text primary key,
  account_id text not null references api.accounts,
  answered_on date,
  question text,
  text text,
  version integer not null default 1,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

-- A null score means that the customer was asked and did not answer.
create table if not exists api.responses (
  id text primary key,
  account_id text not null references api.accounts,
  contact_id text references api.contacts,
  responded_on date not null,
  instrument text,
  score double precision check (score > '-infinity' and score < 'infinity'),
  comment text,
  followed_up_on date,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

-- handled_by and escalated_to hold the id of a person or the name of a queue, so they refer to
-- nothing.
create table if not exists api.tickets (
  id text primary key,
  account_id text not null references api.accounts,
  opened_at timestamptz not null,
  closed_at timestamptz,
  severity text,
  kind text,
  handled_by text,
  escalated_to text,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz,
  check (closed_at >= opened_at)
);

create table if not exists api.change_requests (
  id text primary key,
  account_id text not null references api.accounts,
  requested_on date not null,
  kind text,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.behaviour_adoptions (
  account_id text references api.accounts,
  behaviour_key text references api.behaviours,
  adopted_on date,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz,
  primary key (account_id, behaviour_key)
);

create table if not exists api.feature_uses (
  account_id text references api.accounts,
  feature_key text references api.features,
  month date check (extract(day from month) = 1),
  uses bigint not null check (uses >= 0),
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz,
  primary key (account_id, feature_key, month)
);

create table if not exists api.feedback (
  id text primary key,
  account_id text not null references api.accounts,
  kind text,
  text text,
  received_on date,
  acknowledged_on date,
  acted_on date,
  told_on date,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

-- Relations: the work of the team -----------------------------------------------------------------

create table if not exists api.risks (
  id text primary key,
  account_id text not null references api.accounts,
  category text,
  cause text,
  first_signal_on date,
  opened_on date,
  closed_on date,
  severity text,
  owner_id text references api.people,
  outcome text,
  forecast_probability double precision check (forecast_probability between 0 and 1),
  version integer not null default 1,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.plans (
  id text primary key,
  account_id text not null references api.accounts,
  purpose text,
  started_on date,
  closed_on date,
  status text,
  next_phase text,
  next_kind text,
  version integer not null default 1,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.plan_targets (
  id text primary key,
  plan_id text not null references api.plans,
  metric_key text references api.metrics,
  how_measured text,
  baseline_value double precision
    check (baseline_value > '-infinity' and baseline_value < 'infinity'),
  baseline_on date,
  target_value double precision check (target_value > '-infinity' and target_value < 'infinity'),
  due_on date,
  version integer not null default 1,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.plan_milestones (
  id text primary key,
  plan_id text not null references api.plans,
  title text,
  due_on date,
  done_on date,
  version integer not null default 1,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.plan_roles (
  id text primary key,
  plan_id text not null references api.plans,
  person_id text references api.people,
  contact_id text references api.contacts,
  responsibility text,
  version integer not null default 1,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz,
  check (person_id is null or contact_id is null)
);

create table if not exists api.plays (
  id text primary key,
  account_id text not null references api.accounts,
  playbook_key text references api.playbooks,
  owner_id text references api.people,
  opened_on date,
  due_on date,
  status text,
  outcome text,
  steps_done text,
  version integer not null default 1,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

-- A database from before the column was thought of; a view in its place sees to it by itself.
do $$
begin
  if (select relkind from pg_catalog.pg_class where oid = 'api.plays'::regclass) = 'r' then
    alter table api.plays add column if not exists steps_done text;
  end if;
end
$$;

create table if not exists api.notes (
  id text primary key,
  account_id text not null references api.accounts,
  author_id text references api.people,
  written_at timestamptz,
  text text,
  version integer not null default 1,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.leads (
  id text primary key,
  account_id text not null references api.accounts,
  kind text,
  opened_on date,
  amount bigint,
  status text,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

create table if not exists api.advocacy (
  id text primary key,
  account_id text not null references api.accounts,
  kind text,
  given_on date,
  updated_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz
);

-- Time stamps, versions and tombstones ------------------------------------------------------------

-- clock_timestamp rather than now: the rows of one statement get stamps of their own, so that pages
-- which are cut by (updated_at, key) seldom meet a tie.
create or replace function bellwether.stamp ()
returns trigger language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end
$$;

-- An update that changes nothing keeps the version, so that an edit which is sent twice because its
-- first answer was lost does not look like somebody else's.
create or replace function bellwether.stamp_version ()
returns trigger language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.updated_at := clock_timestamp();
  if tg_op = 'INSERT' then
    new.version := 1;
  elsif to_jsonb(new) - array['updated_at', 'version']
        is distinct from to_jsonb(old) - array['updated_at', 'version'] then
    new.version := old.version + 1;
  else
    new.version := old.version;
  end if;
  return new;
end
$$;

-- The arguments of the trigger are the key columns. Null tells PostgreSQL that the row stays.
create or replace function bellwether.tombstone ()
returns trigger language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  found_by text;
begin
  if old.deleted_at is null then
    select string_agg(format('%1$I = ($1).%1$I', k), ' and ') into found_by from unnest(tg_argv) k;
    execute format('update %I.%I set deleted_at = clock_timestamp() where %s',
                   tg_table_schema, tg_table_name, found_by)
      using old;
  end if;
  return null;
end
$$;

-- Who asks, and what hangs on their accounts ------------------------------------------------------
--
-- These run as their owner, so that they see people and accounts whatever the policies say of the
-- one who asks. Policies call them inside "(select ...)": they are then evaluated once a statement
-- and not once a row.

create or replace function bellwether.person_id ()
returns text language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'person_id'
$$;

-- For the views of a company that replaces a table by a view of its own, see README.md.
create or replace function bellwether.is_leader ()
returns boolean language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select pg_has_role(current_user, 'bellwether_leader', 'member')
$$;

create or replace function bellwether.is_known ()
returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select exists (select from api.people where id = bellwether.person_id() and deleted_at is null)
$$;

-- A person without a team is a team of one. Accounts that were deleted stay visible, as tombstones.
create or replace function bellwether.visible_accounts ()
returns setof text language sql stable security definer rows 1000
set search_path = pg_catalog, pg_temp
as $$
  select a.id
    from api.people me
    join api.people mate on mate.id = me.id or mate.team = me.team
    join api.accounts a on a.owner_id = mate.id
   where me.id = bellwether.person_id() and me.deleted_at is null
$$;

create or replace function bellwether.visible_plans ()
returns setof text language sql stable security definer rows 1000
set search_path = pg_catalog, pg_temp
as $$
  select id from api.plans where account_id in (select bellwether.visible_accounts())
$$;

-- When an account goes to another team, its rows become visible to people who have already asked
-- for everything up to now. They are stamped again, so that the next refresh of that team brings
-- them.
create or replace function bellwether.restamp_account (moved text)
returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  r record;
begin
  for r in
    select t.tablename as name, min(c.column_name) as tie
      from pg_catalog.pg_tables t
      join information_schema.columns c
        on c.table_schema = t.schemaname and c.table_name = t.tablename
     where t.schemaname = 'api'
       and (c.column_name in ('account_id', 'plan_id')
            or t.tablename = 'accounts' and c.column_name = 'id')
     group by t.tablename
  loop
    execute format('update api.%I set updated_at = default where %s', r.name,
                   case r.tie
                     when 'plan_id' then
                       'plan_id in (select id from api.plans where account_id = $1)'
                     else format('%I = $1', r.tie) end)
      using moved;
  end loop;
end
$$;

create or replace function bellwether.owner_changed ()
returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  before text;
  after text;
begin
  select team into before from api.people where id = old.owner_id;
  select team into after from api.people where id = new.owner_id;
  if before is null or after is null or before <> after then
    perform bellwether.restamp_account(new.id);
  end if;
  return null;
end
$$;

create or replace function bellwether.team_changed ()
returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- The accounts of the person go to the new team, and the person begins to see those of that team.
  perform bellwether.restamp_account(a.id)
     from api.accounts a
     join api.people p on p.id = a.owner_id
    where p.id = new.id or p.team = new.team;
  return null;
end
$$;

do $$
begin
  if exists (select from pg_catalog.pg_tables
              where schemaname = 'api' and tablename = 'accounts') then
    create or replace trigger owner_changed after update on api.accounts
      for each row when (old.owner_id is distinct from new.owner_id)
      execute function bellwether.owner_changed();
  end if;
  if exists (select from pg_catalog.pg_tables
              where schemaname = 'api' and tablename = 'people') then
    create or replace trigger team_changed after update on api.people
      for each row when (old.team is distinct from new.team)
      execute function bellwether.team_changed();
  end if;
end
$$;

revoke all on all functions in schema bellwether from public;
grant usage on schema bellwether to bellwether_reader, bellwether_csm, bellwether_leader;
grant execute on function bellwether.person_id(), bellwether.is_leader(), bellwether.is_known(),
  bellwether.visible_accounts(), bellwether.visible_plans()
  to bellwether_reader, bellwether_csm, bellwether_leader;

-- What each relation gets: triggers, the index of the refresh, privileges, policies ---------------
--
-- reach says how a row comes to a CSM: "all" for what everybody reads, else the condition that ties
-- the row to the accounts of the team. A leader's policy is the constant true, which the planner
-- drops.

revoke all on schema api, bellwether from public, bellwether_anon;
grant usage on schema api to bellwether_reader, bellwether_csm, bellwether_leader;

do $$
declare
  by_team constant text := '%s in (select bellwether.visible_accounts())';
  by_plan constant text := 'plan_id in (select bellwether.visible_plans())';
  everybody constant text := 'bellwether_reader, bellwether_csm, bellwether_leader';
  r record;
  keys text[];
  reach text;
  p record;
begin
  for r in
    select * from (values
      ('company', 'all', false), ('policy', 'all', false), ('people', 'all', false),
      ('metrics', 'all', false), ('behaviours', 'all', false), ('features', 'all', false),
      ('playbooks', 'all', false), ('maturity_levels', 'all', false),
      ('maturity_behaviours', 'all', false),
      ('accounts', 'id', false), ('revenue_events', 'account_id', false),
      ('service_costs', 'account_id', false), ('observations', 'account_id', false),
      ('contacts', 'account_id', false), ('interactions', 'account_id', false),
      ('answers', 'account_id', true), ('responses', 'account_id', false),
      ('tickets', 'account_id', false),
      ('change_requests', 'account_id', false), ('behaviour_adoptions', 'account_id', false),
      ('feature_uses', 'account_id', false), ('feedback', 'account_id', false),
      ('risks', 'account_id', true), ('plans', 'account_id', true),
      ('plan_targets', 'plan_id', true), ('plan_milestones', 'plan_id', true),
      ('plan_roles', 'plan_id', true),
      ('plays', 'account_id', true), ('notes', 'account_id', true),
      ('leads', 'account_id', false), ('advocacy', 'account_id', false)
    ) as relation (name, tie, written_back)
  loop
    execute format('revoke all on api.%I from public, bellwether_anon, %s', r.name, everybody);
    execute format('grant select on api.%I to %s', r.name, everybody);
    if r.written_back then
      execute format('grant insert, update, delete on api.%I to bellwether_csm, bellwether_leader',
                     r.name);
    end if;

    -- A view that the company has put in the place of the table sees to all else by itself.
    continue when (select relkind from pg_catalog.pg_class
                    where oid = format('api.%I', r.name)::regclass) <> 'r';

    select array_agg(a.attname::text order by k.place) into keys
      from pg_catalog.pg_constraint c
      cross join lateral unnest(c.conkey) with ordinality as k (attnum, place)
      join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
     where c.conrelid = format('api.%I', r.name)::regclass and c.contype = 'p';

    execute format('create or replace trigger stamp before insert or update on api.%I '
                   'for each row execute function bellwether.%I()',
                   r.name, case when r.written_back then 'stamp_version' else 'stamp' end);
    execute format('create or replace trigger tombstone before delete on api.%I '
                   'for each row execute function bellwether.tombstone(%s)',
                   r.name, (select string_agg(quote_literal(k), ', ') from unnest(keys) k));
    execute format('create index if not exists %I on api.%I (updated_at, %s)',
                   r.name || '_refresh', r.name,
                   (select string_agg(quote_ident(k), ', ') from unnest(keys) k));

    reach := case r.tie when 'all' then '(select bellwether.is_known())'
                        when 'plan_id' then by_plan
                        else format(by_team, r.tie) end;

    execute format('alter table api.%I enable row level security', r.name);
    for p in select policyname from pg_catalog.pg_policies
              where schemaname = 'api' and tablename = r.name and policyname in
                    ('leader_reads', 'leader_writes', 'team_reads', 'team_writes')
    loop
      execute format('drop policy %I on api.%I', p.policyname, r.name);
    end loop;
    execute format('create policy leader_reads on api.%I for select to bellwether_leader '
                   'using (true)', r.name);
    execute format('create policy team_reads on api.%I for select to bellwether_reader%s '
                   'using (%s)', r.name,
                   case when r.written_back then '' else ', bellwether_csm' end, reach);
    if r.written_back then
      execute format('create policy leader_writes on api.%I for all to bellwether_leader '
                     'using (true) with check (true)', r.name);
      -- This one covers what a CSM reads as well.
      execute format('create policy team_writes on api.%1$I for all to bellwether_csm '
                     'using (%2$s) with check (%2$s)', r.name, reach);
    end if;
  end loop;
end
$$;

commit;

-- A PostgREST that is already running reads the relations anew.
notify pgrst, 'reload schema';
