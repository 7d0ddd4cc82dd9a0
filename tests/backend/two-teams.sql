-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A company with two teams and somebody without one, and a row in every relation for every account.
-- Accounts north-1 and north-2 are the north team's (of ann and ben), south-1 the south team's (of
-- cai), solo-1 that of dee, who has no team; orphan-1 has no owner.

insert into api.company (id, name, currency, fiscal_year_start_month, as_of)
  values ('c', 'Two Teams', 'EUR', 4, '2025-06-30');
insert into api.policy (key, value) values ('at_risk_below', '35');
insert into api.people (id, name, role, team, hours_per_month) values
  ('ann', 'Ann', 'csm', 'north', 140), ('ben', 'Ben', 'csm', 'north', 140),
  ('cai', 'Cai', 'csm', 'south', 140), ('dee', 'Dee', 'csm', null, 140), ('eve', 'Eve', 'executive', null, null);
insert into api.metrics (key, name, dimension, direction, aggregation, low, neutral, high, weight)
  values ('nps', 'NPS', 'nps', 1, 'mean', 0, 7.5, 10, 1);
insert into api.behaviours (key, name) values ('login', 'Logs in');
insert into api.features (key, name, valuable) values ('export', 'Export', true);
insert into api.playbooks (key, kind, name, steps) values ('save', 'retention', 'Save', '["call"]');
insert into api.maturity_levels (level, name) values (1, 'Initial');
insert into api.maturity_behaviours (level, behaviour_key) values (1, 'login');

insert into api.accounts (id, name, owner_id, contract_started_on) values
  ('north-1', 'North One', 'ann', '2024-01-01'), ('north-2', 'North Two', 'ben', '2024-02-01'),
  ('south-1', 'South One', 'cai', '2024-03-01'), ('solo-1', 'Solo One', 'dee', '2024-04-01'),
  ('orphan-1', 'Orphan One', null, '2024-05-01');

insert into api.revenue_events (id, account_id, effective_on, kind, mrr_delta)
  select 'r-' || id, id, contract_started_on, 'new', 100000 from api.accounts;
insert into api.service_costs (account_id, month, amount) select id, '2025-05-01', 4000 from api.accounts;
insert into api.observations (account_id, metric_key, observed_on, value)
  select id, 'nps', '2025-05-31', 8 from api.accounts;
insert into api.contacts (id, account_id, name, influence)
  select 'c-' || id, id, 'Somebody', 3 from api.accounts;
insert into api.interactions (id, account_id, person_id, occurred_on, kind)
  select 'i-' || id, id, owner_id, '2025-05-05', 'call' from api.accounts;
insert into api.answers (id, account_id, answered_on, question, text)
  select 'a-' || id, id, '2025-05-05', 'why', 'to grow' from api.accounts;
insert into api.responses (id, account_id, contact_id, responded_on, instrument, score)
  select 'q-' || id, id, 'c-' || id, '2025-05-06', 'nps', null from api.accounts;
insert into api.tickets (id, account_id, opened_at) select 't-' || id, id, '2025-05-07 08:00Z' from api.accounts;
insert into api.change_requests (id, account_id, requested_on, kind)
  select 'x-' || id, id, '2025-05-08', 'expansion' from api.accounts;
insert into api.behaviour_adoptions (account_id, behaviour_key, adopted_on)
  select id, 'login', '2024-07-01' from api.accounts;
insert into api.feature_uses (account_id, feature_key, month, uses)
  select id, 'export', '2025-05-01', 7 from api.accounts;
insert into api.feedback (id, account_id, kind, text) select 'f-' || id, id, 'idea', 'more' from api.accounts;
insert into api.risks (id, account_id, category, owner_id)
  select 'k-' || id, id, 'product', owner_id from api.accounts;
insert into api.plans (id, account_id, purpose) select 'p-' || id, id, 'grow' from api.accounts;
insert into api.plan_targets (id, plan_id, metric_key, target_value)
  select 'pt-' || id, 'p-' || id, 'nps', 9 from api.accounts;
insert into api.plan_milestones (id, plan_id, title) select 'pm-' || id, 'p-' || id, 'live' from api.accounts;
insert into api.plan_roles (id, plan_id, contact_id) select 'pr-' || id, 'p-' || id, 'c-' || id from api.accounts;
insert into api.plays (id, account_id, playbook_key, owner_id)
  select 'y-' || id, id, 'save', owner_id from api.accounts;
insert into api.notes (id, account_id, author_id, text) select 'n-' || id, id, owner_id, 'hello' from api.accounts;
insert into api.leads (id, account_id, kind, amount) select 'l-' || id, id, 'csql', 50000 from api.accounts;
insert into api.advocacy (id, account_id, kind) select 'v-' || id, id, 'reference' from api.accounts;
