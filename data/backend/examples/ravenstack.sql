-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- An example of a company that has its data already: RavenStack, a public set of five tables of a
-- software company (accounts, subscriptions, churn events, feature usage, support tickets),
-- synthetic and dirty on purpose. The tables are loaded as they are into schema raven; views in
-- schema mapping say what each of them means for Bellwether; bellwether.take_over writes the result
-- into schema api.
--
-- Run it with psql as the owner of an empty database, in the folder of the five CSV files:
--
--   cd ravenstack
--   psql -d bellwether -v ON_ERROR_STOP=1 -f .../data/backend/examples/ravenstack.sql
--
-- The relations that have no view here stay empty, because the company records nothing of the kind:
-- policy (so the built-in thresholds hold), people, behaviours, behaviour_adoptions, playbooks,
-- maturity_levels, maturity_behaviours, contacts, interactions, answers, plans, plan_targets,
-- plan_milestones, plan_roles, plays, notes, leads, advocacy. Nobody is invented: without people
-- every account is without an owner, and only a leader sees it.

\ir ../schema.sql
\ir ../mapping.sql

-- The raw tables ----------------------------------------------------------------------------------
--
-- Ids are no primary keys: 21 usage ids occur twice, on different subscriptions.

create schema if not exists raven;
revoke all on schema raven from public;

drop table if exists raven.accounts, raven.subscriptions, raven.churn_events, raven.feature_usage,
  raven.support_tickets cascade;

create table raven.accounts (
  account_id text, account_name text, industry text, country text, signup_date date,
  referral_source text, plan_tier text, seats integer, is_trial boolean, churn_flag boolean
);
create table raven.subscriptions (
  subscription_id text, account_id text, start_date date, end_date date, plan_tier text,
  seats integer, mrr_amount numeric, arr_amount numeric, is_trial boolean, upgrade_flag boolean,
  downgrade_flag boolean, churn_flag boolean, billing_frequency text, auto_renew_flag boolean
);
create table raven.churn_events (
  churn_event_id text, account_id text, churn_date date, reason_code text,
  refund_amount_usd numeric, preceding_upgrade_flag boolean, preceding_downgrade_flag boolean,
  is_reactivation boolean, feedback_text text
);
create table raven.feature_usage (
  usage_id text, subscription_id text, usage_date date, feature_name text, usage_count integer,
  usage_duration_secs integer, error_count integer, is_beta_feature boolean
);
-- The times carry no zone; they are taken as UTC where they are used.
create table raven.support_tickets (
  ticket_id text, account_id text, submitted_at timestamp, closed_at timestamp,
  resolution_time_hours double precision, priority text, first_response_time_minutes integer,
  satisfaction_score double precision, escalation_flag boolean
);

\copy raven.accounts from 'ravenstack_accounts.csv' with (format csv, header)
\copy raven.subscriptions from 'ravenstack_subscriptions.csv' with (format csv, header)
\copy raven.churn_events from 'ravenstack_churn_events.csv' with (format csv, header)
\copy raven.feature_usage from 'ravenstack_feature_usage.csv' with (format csv, header)
\copy raven.support_tickets from 'ravenstack_support_tickets.csv' with (format csv, header)

create index on raven.subscriptions (account_id);
create index on raven.subscriptions (subscription_id);
create index on raven.churn_events (account_id);
analyze raven.accounts, raven.subscriptions, raven.churn_events, raven.feature_usage,
  raven.support_tickets;

-- What several views stand on ---------------------------------------------------------------------

-- The last day that the data knows of, 2024-12-31: the company's "today".
create or replace view raven.today as
  select greatest((select max(usage_date) from raven.feature_usage),
                  (select max(closed_at)::date from raven.support_tickets),
                  (select max(start_date) from raven.subscriptions),
                  (select max(churn_date) from raven.churn_events)) as as_of;

-- A subscription pays from its start to the day before its end. Trials (all of 0 dollars) are not
-- paid. Thirteen subscriptions end on the day they start; they never paid. An account has up to
-- sixteen subscriptions at a time. They are separate contracts that run beside each other, not
-- versions of one: each has its own seats, and mrr_amount is always seats times the list price of
-- its plan. So they add up.
create or replace view raven.paid as
  select subscription_id, account_id, start_date, end_date, seats, billing_frequency,
         (mrr_amount * 100)::bigint as mrr
    from raven.subscriptions
   where not is_trial and (end_date is null or end_date > start_date);

-- MRR after each day on which it could change. Money is the judge of who is a customer: the flags
-- contradict each other (110 accounts carry churn_flag, 352 have churn events, and 277 of those
-- carry no flag), while every one of the 500 accounts has a paid subscription that is still
-- running.
create or replace view raven.mrr_steps as
  select account_id, day, delta, sum(delta) over (partition by account_id order by day) as after
    from (select account_id, day, sum(delta)::bigint as delta
            from (select account_id, start_date as day, mrr as delta from raven.paid
                  union all
                  select account_id, end_date, -mrr from raven.paid
                   where end_date is not null) as change
           group by account_id, day) as net
   where delta <> 0;

-- Three quarters of the feature uses lie before the start of the subscription that they name, and
-- more than half before the account signed up. A use before its subscription is still a use by the
-- account, which may have had another subscription, or a trial; a use before the account signed up
-- cannot be one, and is left out. A usage id that occurs twice names two uses, so both count.
create or replace view raven.uses as
  select s.account_id, s.subscription_id, u.usage_date, u.feature_name, u.usage_count,
         u.usage_duration_secs, u.error_count
    from raven.feature_usage u
    join raven.subscriptions s using (subscription_id)
    join raven.accounts a using (account_id)
   where u.usage_date >= a.signup_date;

-- More than half of the tickets lie before the account signed up, too. They stay in api.tickets as
-- a record, but nobody is satisfied or cared for before being there, so scores, times and costs are
-- taken from the rest.
create or replace view raven.customer_tickets as
  select t.*
    from raven.support_tickets t
    join raven.accounts a using (account_id)
   where t.submitted_at::date >= a.signup_date;

-- The months that an account is looked at: those at whose end it paid for something.
create or replace view raven.account_months as
  select p.account_id, month::date as month, (month + interval '1 month - 1 day')::date as last_day,
         count(*) as subscriptions
    from raven.today
    cross join lateral generate_series(date '2023-01-01', date_trunc('month', as_of),
                                       '1 month') as month
    join raven.paid p
      on p.start_date <= (month + interval '1 month - 1 day')::date
     and (p.end_date is null or p.end_date > (month + interval '1 month - 1 day')::date)
   group by p.account_id, month;

-- The relations -----------------------------------------------------------------------------------

create or replace view mapping.company as
  select 'ravenstack' as id, 'RavenStack' as name, 'USD' as currency,
         1 as fiscal_year_start_month, as_of
    from raven.today;

-- The contract starts with the first paid subscription, not with the sign-up, which is some two
-- weeks earlier and begins with a trial or nothing. is_trial of an account is not used: every
-- account that carries it pays.
-- churned_on: the day from which nothing was paid any more. No account gets one, see
-- raven.mrr_steps; what the churn events are instead is said at mapping.risks.
-- go_live_on: the first use on or after the start of the contract.
-- renewal_on: the next anniversary of the largest annual subscription that runs. An account that
-- pays by the month alone has no term that could be renewed: unknown.
-- licences_purchased: the seats that are paid for. Who of them is active is not recorded.
-- strategic, reason_to_buy, the stage, and the complexities are not recorded. Where a customer
-- heard of the company (referral_source) is not why it bought.
create or replace view mapping.accounts as
  select a.account_id as id, a.account_name as name, a.industry, a.country as region,
         null::boolean as strategic, null::text as owner_id, null::text as sales_rep_id,
         null::text as reason_to_buy, first.day as contract_started_on,
         (select min(u.usage_date) from raven.uses u
           where u.account_id = a.account_id and u.usage_date >= first.day) as go_live_on,
         renewal.day as renewal_on, ended.day as churned_on,
         case when ended.day is not null then
           (select c.reason_code from raven.churn_events c
             where c.account_id = a.account_id and not c.is_reactivation
               and c.churn_date <= ended.day
             order by c.churn_date desc, c.churn_event_id limit 1)
         end as churn_category,
         (select sum(p.seats)::integer from raven.paid p
           where p.account_id = a.account_id and p.start_date <= as_of
             and (p.end_date is null or p.end_date > as_of)) as licences_purchased
    from raven.accounts a
    cross join raven.today
    left join lateral (select min(p.start_date) as day from raven.paid p
                        where p.account_id = a.account_id) as first on true
    left join lateral (select s.day from raven.mrr_steps s
                        where s.account_id = a.account_id and s.after = 0 and s.day <= as_of
                          and not exists (select from raven.mrr_steps l
                                           where l.account_id = s.account_id and l.day > s.day)
                      ) as ended on true
    left join lateral (select (p.start_date + make_interval(years => 1 + extract(
                                 year from age(as_of, p.start_date))::integer))::date as day
                         from raven.paid p
                        where p.account_id = a.account_id and p.billing_frequency = 'annual'
                          and p.start_date <= as_of and (p.end_date is null or p.end_date > as_of)
                        order by p.mrr desc, p.subscription_id limit 1) as renewal on true;

-- One event a day and account: what starts and what ends on that day are set off against each
-- other, so that an upgrade that ends one subscription and starts another is one expansion. The sum
-- of the events up to any day is therefore the sum of the paid subscriptions that run on that day,
-- to the cent. Nine accounts have a gap in which nothing runs: churn, then reactivation. When a
-- contract was signed is not recorded: committed is the day it takes effect.
create or replace view mapping.revenue_events as
  select account_id || '/' || day as id, account_id, day as committed_on, day as effective_on,
         case when after = delta and not exists (select from raven.mrr_steps earlier
                                                  where earlier.account_id = step.account_id
                                                    and earlier.day < step.day) then 'new'
              when after = delta then 'reactivation'
              when after = 0 then 'churn'
              when delta > 0 then 'expansion'
              else 'contraction' end as kind,
         delta as mrr_delta
    from raven.mrr_steps step;

-- What an account costs: its tickets' hours from opening to closing at 60 USD, in the month of the
-- closing, and the refunds of its churn events. Every ticket is on record, so a month without one
-- cost nothing, which is known and not unknown.
create or replace view mapping.service_costs as
  with spent as (
    select account_id, date_trunc('month', closed_at)::date as month,
           resolution_time_hours::numeric * 60 as usd
      from raven.customer_tickets
    union all
    select account_id, date_trunc('month', churn_date)::date, refund_amount_usd
      from raven.churn_events
    union all
    select account_id, month, 0 from raven.account_months
  )
  select account_id, month, round(sum(usd) * 100)::bigint as amount
    from spent
   group by account_id, month;

-- low, neutral and high are those of the published scale for the satisfaction score; for the others
-- they are the bad end, about the median, and about the best tenth of the account-months in this
-- data. The customer's own success is not recorded at all: the hours spent in the product are the
-- nearest.
create or replace view mapping.metrics as
  select * from (values
    ('csat', 'Satisfaction with support', 'score', 'csat', 1, 'mean',
     1.0, 3.0, 5.0, 1.0, 180.0, 365.0, 3.0, null::double precision, 'customer'),
    ('resolution_hours', 'Hours to resolve a ticket', 'hours', 'support', -1, 'mean',
     72, 36, 4, 1, 90, 180, null, 60, 'system'),
    ('escalated_share', 'Share of tickets escalated', 'share', 'support', -1, 'mean',
     1, 0.2, 0, 0.5, 90, 180, null, 0.5, 'system'),
    ('uses_per_seat', 'Feature uses per seat', 'uses', 'adoption_depth', 1, 'mean',
     0, 1.2, 9, 1, 60, 120, 0.1, null, 'system'),
    ('features_used', 'Different features used', 'features', 'adoption_breadth', 1, 'mean',
     0, 2, 4, 1, 60, 120, 1, null, 'system'),
    ('active_days', 'Days with use', 'days', 'engagement', 1, 'sum',
     0, 2, 4, 1, 60, 120, 1, null, 'system'),
    ('subscriptions_used', 'Share of subscriptions in use', 'share', 'deployment', 1, 'mean',
     0, 0.15, 0.5, 1, 60, 120, null, null, 'system'),
    ('hours_in_product', 'Hours worked in the product', 'hours', 'success', 1, 'sum',
     0, 1.5, 4, 1, 60, 120, null, null, 'system')
  ) as metric (key, name, unit, dimension, direction, aggregation, low, neutral, high, weight,
               half_life_days, expires_days, alarm_below, alarm_above, source);

-- One reading a month, on its last day, for only then is it known. The log of uses is complete: a
-- month in which an account pays and uses nothing is a reading of 0. Months before it pays have a
-- reading when there was a use (a trial). Without a ticket there is no reading of satisfaction and
-- support, and a ticket that was not rated is none of satisfaction.
-- uses_per_seat divides by the seats of the account; those of its subscriptions are the same people
-- over again. subscriptions_used counts those that are paid for at the end of the month.
create or replace view mapping.observations as
  with used as (
    select account_id, date_trunc('month', usage_date)::date as month,
           sum(usage_count) as uses, count(distinct feature_name) as features,
           count(distinct usage_date) as days, sum(usage_duration_secs) / 3600.0 as hours
      from raven.uses
     group by 1, 2
  ), deployed as (
    select m.account_id, m.month,
           count(distinct u.subscription_id)::double precision / max(m.subscriptions) as share
      from raven.account_months m
      left join (raven.uses u join raven.paid p using (subscription_id))
        on u.account_id = m.account_id and date_trunc('month', u.usage_date)::date = m.month
       and p.start_date <= m.last_day and (p.end_date is null or p.end_date > m.last_day)
     group by 1, 2
  ), month as (
    select account_id, month, (month + interval '1 month - 1 day')::date as last_day,
           coalesce(uses, 0) as uses, coalesce(features, 0) as features, coalesce(days, 0) as days,
           coalesce(hours, 0) as hours, deployed.share
      from raven.account_months m
      full join used using (account_id, month)
      left join deployed using (account_id, month)
  ), usage as (
    select month.account_id, reading.metric_key, last_day as observed_on, reading.value
      from month
      join raven.accounts a using (account_id)
      cross join lateral (values
        ('uses_per_seat', uses::double precision / nullif(a.seats, 0)),
        ('features_used', features::double precision),
        ('active_days', days::double precision),
        ('hours_in_product', hours::double precision),
        ('subscriptions_used', share)
      ) as reading (metric_key, value)
  ), support as (
    select account_id, reading.metric_key,
           (date_trunc('month', closed_at) + interval '1 month - 1 day')::date as observed_on,
           avg(reading.value) as value
      from raven.customer_tickets t
      cross join lateral (values
        ('csat', satisfaction_score),
        ('resolution_hours', resolution_time_hours),
        ('escalated_share', escalation_flag::integer::double precision)
      ) as reading (metric_key, value)
     group by 1, 2, 3
  )
  select account_id, metric_key, observed_on, value from usage where value is not null
  union all
  select account_id, metric_key, observed_on, value from support where value is not null;

-- Whether a feature is in beta differs from use to use, and which are valuable is not recorded.
create or replace view mapping.features as
  select feature_name as key, replace(initcap(feature_name), '_', ' ') as name,
         null::boolean as valuable
    from raven.feature_usage
   group by feature_name;

create or replace view mapping.feature_uses as
  select account_id, feature_name as feature_key, date_trunc('month', usage_date)::date as month,
         sum(usage_count)::bigint as uses
    from raven.uses
   group by 1, 2, 3;

-- Every ticket, as it is. What it was about and who dealt with it is not recorded; to whom an
-- escalated one went neither, so it says no more than that.
create or replace view mapping.tickets as
  select ticket_id as id, account_id, submitted_at at time zone 'UTC' as opened_at,
         closed_at at time zone 'UTC' as closed_at, priority as severity, null::text as kind,
         null::text as handled_by, case when escalation_flag then 'escalated' end as escalated_to
    from raven.support_tickets;

-- The rating is asked for when a ticket is closed; one without was asked for and not given.
create or replace view mapping.responses as
  select ticket_id as id, account_id, closed_at::date as responded_on, 'csat' as instrument,
         satisfaction_score as score
    from raven.customer_tickets;

-- Twenty-three subscriptions carry both flags: both were asked for.
create or replace view mapping.change_requests as
  select subscription_id || '/expansion' as id, account_id, start_date as requested_on,
         'expansion' as kind
    from raven.subscriptions where upgrade_flag
  union all
  select subscription_id || '/reduction', account_id, start_date, 'reduction'
    from raven.subscriptions where downgrade_flag;

-- A churn event is a risk and not a churn: on 531 of the 600 days the account went on paying for
-- another subscription, and 7 of the 486 subscriptions that did end have an event on that day. It
-- is lost when the account paid for nothing on the day after; open when the account carries
-- churn_flag and this is its last event; mitigated when the event says that the account came back,
-- or when it bought again later (then closed on that day); else open.
create or replace view mapping.risks as
  select c.churn_event_id as id, c.account_id,
         case c.reason_code when 'support' then 'support' when 'features' then 'product'
                            when 'competitor' then 'company' when 'pricing' then 'renewal'
                            when 'budget' then 'renewal' end as category,
         case c.reason_code when 'features' then 'missing feature'
                            when 'support' then 'poor quality' end as cause,
         c.churn_date as first_signal_on, c.churn_date as opened_on,
         case when outcome.word = 'mitigated' then coalesce(again.day, c.churn_date)
              when outcome.word = 'lost' then c.churn_date end as closed_on,
         outcome.word as outcome
    from raven.churn_events c
    join raven.accounts a using (account_id)
    cross join lateral (select min(p.start_date) as day from raven.paid p
                         where p.account_id = c.account_id and p.start_date > c.churn_date) as again
    cross join lateral (
      select case
        when a.churn_flag and not c.is_reactivation
             and not exists (select from raven.churn_events l
                              where l.account_id = c.account_id
                                and (l.churn_date, l.churn_event_id)
                                    > (c.churn_date, c.churn_event_id))
          then 'open'
        when c.is_reactivation or again.day is not null then 'mitigated'
        when not exists (select from raven.paid p
                          where p.account_id = c.account_id and p.start_date <= c.churn_date + 1
                            and (p.end_date is null or p.end_date > c.churn_date + 1))
          then 'lost'
        else 'open' end as word) as outcome;

-- What was said at a churn event. What became of it is not recorded.
create or replace view mapping.feedback as
  select churn_event_id as id, account_id, reason_code as kind, feedback_text as text,
         churn_date as received_on
    from raven.churn_events
   where feedback_text is not null;

select * from bellwether.take_over ();
analyze;
notify pgrst, 'reload schema';
