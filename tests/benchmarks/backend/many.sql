-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Fills the relations of schema.sql with a large company: 20,000 accounts of 40 CSMs in 10 teams,
-- and 2,000,000 observations (10 metrics, as many months as it takes). Other sizes with -v
-- accounts=N -v observations=N. Figures are spread evenly by multiplication modulo primes, so that
-- every run makes the same rows.
--
-- Needs a superuser: triggers and foreign keys are set aside while it loads, and updated_at is
-- counted up by a microsecond a row, as a slow load would have made it.

\if :{?accounts}
\else
  \set accounts 20000
\endif
\if :{?observations}
\else
  \set observations 2000000
\endif

set session_replication_role = replica;
set synchronous_commit = off;

begin;

insert into api.company (id, name, currency, fiscal_year_start_month, as_of)
  values ('many', 'Many', 'EUR', 1, '2025-06-30');

insert into api.people (id, name, role, team, hours_per_month)
  select 'person-' || n, 'Person ' || n, 'csm', 'team-' || n % 10, 140 from generate_series(1, 40) n;

insert into api.metrics (key, name, unit, dimension, direction, aggregation, low, neutral, high, weight,
                         half_life_days, expires_days, source)
  select 'metric-' || n, initcap(replace(dimension, '_', ' ')), 'points', dimension, 1, 'mean', 0, 50, 100, 1,
         90, 365, 'system'
    from unnest(array['nps', 'csat', 'ces', 'sentiment', 'deployment', 'engagement', 'adoption_depth',
                      'adoption_breadth', 'support', 'success']) with ordinality as d (dimension, n);

insert into api.accounts (id, name, industry, region, strategic, owner_id, contract_started_on, go_live_on,
                          renewal_on, licences_purchased, updated_at)
  select 'account-' || n, 'Account ' || n, 'industry-' || n % 12, 'region-' || n % 5, n % 97 = 0,
         'person-' || 1 + n % 40, date '2020-01-01' + (n * 7919 % 1500)::integer,
         date '2020-02-01' + (n * 7919 % 1500)::integer, date '2025-07-01' + (n * 104729 % 365)::integer,
         10 + n * 31 % 500, timestamptz '2025-07-01 00:00Z' + n * interval '1 microsecond'
    from generate_series(1, :accounts::bigint) n;

insert into api.revenue_events (id, account_id, committed_on, effective_on, kind, mrr_delta, updated_at)
  select 'event-' || n, 'account-' || n, started, started, 'new', 10000 + n * 15485863 % 2000000,
         timestamptz '2025-07-01 00:00Z' + n * interval '1 microsecond'
    from generate_series(1, :accounts::bigint) n
    cross join lateral (select date '2020-01-01' + (n * 7919 % 1500)::integer as started) as day;

insert into api.service_costs (account_id, month, amount, updated_at)
  select 'account-' || n, month::date, n * 32452843 % 900000,
         timestamptz '2025-07-01 00:00Z' + n * interval '1 microsecond'
    from generate_series(1, :accounts::bigint) n
    cross join generate_series(date '2025-04-01', date '2025-06-01', interval '1 month') month;

insert into api.observations (account_id, metric_key, observed_on, value, updated_at)
  select 'account-' || 1 + n % :accounts, 'metric-' || 1 + n / :accounts % 10,
         (date '2025-06-30' - (n / (:accounts * 10)) * interval '1 month')::date,
         (n * 49979687 % 10007) / 100.07, timestamptz '2025-07-01 00:00Z' + n * interval '1 microsecond'
    from generate_series(0, :observations::bigint - 1) n;

commit;

set session_replication_role = origin;
vacuum analyze;
