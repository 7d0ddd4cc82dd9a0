/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-metrics.h"
#include "demo/bw-demo-names.h"

#include <math.h>

/* What the company itself is: its policy, its people, and what its words mean. */

const BwDemoMetric bw_demo_metrics[BW_DEMO_N_METRICS] = {
  { "deployment", "Sites deployed", "%", "deployment", 1, "last", 0, 50, 100, 1, 120, 150, 30, NAN,
    "system", BW_DEMO_MONTHLY, BW_DEMO_FOLLOWS_OUTCOME, 0, 1 },
  { "active_licences", "Licences active in the week", "%", "engagement", 1, "mean", 5, 40, 85, 1,
    60, 120, 20, NAN, "system", BW_DEMO_WEEKLY, BW_DEMO_FOLLOWS_OUTCOME, 1, 1 },
  { "sessions", "Sessions per user and week", "sessions", "engagement", 1, "mean", 0, 4, 12, 0.5,
    60, 120, NAN, NAN, "system", BW_DEMO_WEEKLY, BW_DEMO_FOLLOWS_OUTCOME, 1, 1 },
  { "depth_of_use", "Valuable features in weekly use", "%", "adoption_depth", 1, "last", 0, 45, 95,
    1, 90, 120, 25, NAN, "system", BW_DEMO_WEEKLY, BW_DEMO_FOLLOWS_OUTCOME, 0, 1 },
  { "teams_using", "Planned teams that use it", "%", "adoption_breadth", 1, "last", 0, 50, 100, 1,
    90, 120, NAN, NAN, "system", BW_DEMO_MONTHLY, BW_DEMO_FOLLOWS_OUTCOME, 0, 1 },
  { "return_on_spend", "Return on spend", "times", "roi", 1, "last", 0, 1, 4, 1, 180, 200, 0.5, NAN,
    "customer", BW_DEMO_MONTHLY, BW_DEMO_FOLLOWS_OUTCOME, 2, 0.9 },
  { "nps", "Likely to recommend", "of 10", "nps", 1, "mean", 0, 7.5, 10, 1, 180, 270, 5, NAN,
    "customer", BW_DEMO_QUARTERLY, BW_DEMO_FOLLOWS_HAPPINESS, 1, 0.72 },
  { "csat", "Satisfaction", "of 5", "csat", 1, "mean", 1, 3, 5, 1, 90, 180, 2.2, NAN, "customer",
    BW_DEMO_MONTHLY, BW_DEMO_FOLLOWS_HAPPINESS, 1, 0.6 },
  { "ces", "Ease of getting help", "of 7", "ces", 1, "mean", 1, 4, 7, 0.7, 90, 180, 3, NAN,
    "customer", BW_DEMO_MONTHLY, BW_DEMO_FOLLOWS_HAPPINESS, 1, 0.45 },
  { "sentiment", "Tone of conversations", "points", "sentiment", 1, "mean", -100, 0, 100, 1,
    60, 150, -30, NAN, "system", BW_DEMO_MONTHLY, BW_DEMO_FOLLOWS_HAPPINESS, 0, 0.9 },
  { "kept_promises", "Tickets solved in the promised time", "%", "support", 1, "mean", 40, 80, 100,
    1, 60, 150, 65, NAN, "system", BW_DEMO_WEEKLY, BW_DEMO_FOLLOWS_HAPPINESS, 0, 0.85 },
  { "days_overdue", "Days invoices are overdue", "days", "payment", -1, "mean", 60, 15, 0, 1, 90,
    150, NAN, 30, "system", BW_DEMO_MONTHLY, BW_DEMO_FOLLOWS_BOTH, 0, 1 },
  { "community", "Visits to the community", "visits", "community", 1, "sum", 0, 4, 20, 0.5, 90, 150,
    NAN, NAN, "system", BW_DEMO_MONTHLY, BW_DEMO_FOLLOWS_BOTH, 0, 0.9 },
  { "sponsor_contact", "Sponsor in touch", "%", "sponsorship", 1, "last", 0, 50, 100, 1, 120, 180,
    25, NAN, "system", BW_DEMO_MONTHLY, BW_DEMO_FOLLOWS_BOTH, 0, 1 },
  { "hours_per_case",
    "Hours to close a case",
    "h",
    "success",
    -1,
    "mean",
    13,
    8,
    4,
    1,
    90,
    150,
    NAN,
    12,
    "customer",
    BW_DEMO_WEEKLY,
    BW_DEMO_FOLLOWS_VALUE,
    2,
    0.48,
    9.4,
    1.1,
    0.40 },
  { "touchless_orders",
    "Orders handled without a touch",
    "%",
    "success",
    1,
    "mean",
    10,
    50,
    90,
    1,
    90,
    150,
    20,
    NAN,
    "customer",
    BW_DEMO_MONTHLY,
    BW_DEMO_FOLLOWS_VALUE,
    1,
    0.42,
    34,
    6,
    0.95 },
  { "cost_per_invoice",
    "Cost per invoice",
    "EUR",
    "success",
    -1,
    "mean",
    9,
    5.5,
    2,
    1,
    120,
    180,
    NAN,
    8,
    "customer",
    BW_DEMO_MONTHLY,
    BW_DEMO_FOLLOWS_VALUE,
    2,
    0.38,
    6.9,
    0.8,
    0.45 },
  { "days_to_quote",
    "Days from request to quote",
    "days",
    "success",
    -1,
    "mean",
    10,
    6,
    1.5,
    1,
    120,
    180,
    NAN,
    9,
    "customer",
    BW_DEMO_MONTHLY,
    BW_DEMO_FOLLOWS_VALUE,
    1,
    0.33,
    7.5,
    0.9,
    0.50 },
};

const char *const bw_demo_behaviour_keys[BW_DEMO_N_BEHAVIOURS] = {
  "own_data",    "weekly_review", "admin_trained", "templates",
  "escalations", "mobile_team",   "forecasting",   "second_team",
};

static const struct {
  const char *name;
  const char *description;
  int expected_by_days;
  int level;
} behaviours[BW_DEMO_N_BEHAVIOURS] = {
  { "Works on its own data", "The customer's own records are connected and kept current.", 60, 1 },
  { "Reviews the week", "A team lead goes through the figures with the team every week.", 90, 2 },
  { "Administrator trained", "Somebody on the customer's side can change the set-up.", 30, 1 },
  { "Uses templates", "Recurring work starts from a template.", 45, 2 },
  { "Routes escalations", "Difficult cases reach the right person by rule.", 120, 3 },
  { "Works from the road", "Field staff use the mobile client.", 150, 3 },
  { "Plans with forecasts", "Staffing follows the forecast.", 180, 4 },
  { "Second team on board", "Another department works with it.", 270, 5 },
};

const char *const bw_demo_feature_keys[BW_DEMO_N_FEATURES] = {
  "inbox",     "connectors", "templates", "routing", "dashboards", "forecast",
  "knowledge", "mobile",     "api",       "surveys", "approvals",  "archive",
};

static const struct {
  const char *name;
  gboolean valuable;
} features[BW_DEMO_N_FEATURES] = {
  { "Shared inbox", TRUE },    { "Connectors", TRUE },     { "Templates", FALSE },
  { "Routing rules", TRUE },   { "Dashboards", TRUE },     { "Forecast", TRUE },
  { "Knowledge base", FALSE }, { "Mobile client", FALSE }, { "Programming interface", TRUE },
  { "Surveys", FALSE },        { "Approvals", TRUE },      { "Archive", FALSE },
};

const char *const bw_demo_cause_words[BW_DEMO_N_CAUSES] = {
  "sponsor_left", "implementation_stalled", "low_adoption", "no_value_shown", "new_leadership",
  "acquired",     "missing_feature",        "poor_quality", "bad_fit",        "human_factor",
};

void
bw_demo_emit_company (const BwDemoCompany *company, BwDemoEmitter *emitter)
{
  BwDemoValue row[] = {
    bw_demo_text ("northwind-cloud"),
    bw_demo_text ("Northwind Cloud"),
    bw_demo_text ("EUR"),
    bw_demo_integer (1),
    bw_demo_date (bw_demo_company_get_options (company)->as_of),
  };

  bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
}

void
bw_demo_emit_policy (const BwDemoCompany *company, BwDemoEmitter *emitter)
{
  static const char *const policy[][2] = {
    { "advocate_from", "80" },
    { "at_risk_below", "40" },
    { "min_group", "5" },
    { "renewal_days", "120" },
    { "services", "{\"top\":[{\"name\":\"Executive business review\",\"kind\":\"ebr\",\"hours\":14,"
                  "\"times_a_year\":2},{\"name\":\"Quarterly review\",\"kind\":\"qbr\",\"hours\":8,"
                  "\"times_a_year\":4},{\"name\":\"Call\",\"kind\":\"call\",\"hours\":2,"
                  "\"times_a_year\":24},{\"name\":\"Training\",\"kind\":\"training\",\"hours\":6,"
                  "\"times_a_year\":2}],"
                  "\"leveraged\":[{\"name\":\"Quarterly review\",\"kind\":\"qbr\",\"hours\":4,"
                  "\"times_a_year\":2},{\"name\":\"Call\",\"kind\":\"call\",\"hours\":1,"
                  "\"times_a_year\":10},{\"name\":\"Training\",\"kind\":\"training\",\"hours\":4,"
                  "\"times_a_year\":1}],"
                  "\"scalable\":[{\"name\":\"Call\",\"kind\":\"call\",\"hours\":0.5,"
                  "\"times_a_year\":2},{\"name\":\"Email\",\"kind\":\"email\",\"hours\":0.25,"
                  "\"times_a_year\":12}]}" },
    { "silent_days", "90" },
    { "top_share", "0.4" },
    { "warning_days", "120" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (policy); i++)
    {
      BwDemoValue row[] = { bw_demo_text (policy[i][0]), bw_demo_text (policy[i][1]) };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

/* The twenty people who look after a block of accounts. */
void
bw_demo_emit_people (const BwDemoCompany *company, guint block, BwDemoEmitter *emitter)
{
  static const struct {
    const char *role;
    const char *team;
    double hours;
  } places[BW_DEMO_PEOPLE_PER_BLOCK] = {
    { "csm", "Enterprise", 140 },    { "csm", "Enterprise", 140 },
    { "csm", "Enterprise", 110 },    { "csm", "Enterprise", 140 },
    { "csm", "Mid-market", 140 },    { "csm", "Mid-market", 140 },
    { "csm", "Mid-market", 90 },     { "csm", "Scale", 140 },
    { "csm", "Scale", 140 },         { "sales", "Sales", 140 },
    { "sales", "Sales", 140 },       { "sales", "Sales", 140 },
    { "sales", "Sales", 140 },       { "sales", "Sales", 140 },
    { "support", "Support", 140 },   { "support", "Support", 140 },
    { "support", "Support", 120 },   { "services", "Services", 140 },
    { "services", "Services", 140 }, { "executive", "Leadership", 140 },
  };
  guint64 seed = bw_demo_company_get_options (company)->seed;

  for (guint i = 0; i < BW_DEMO_PEOPLE_PER_BLOCK; i++)
    {
      guint number = block * BW_DEMO_PEOPLE_PER_BLOCK + i;
      char id[16], name[BW_DEMO_NAME_LENGTH], mail[BW_DEMO_NAME_LENGTH], team[32];
      BwDemoRandom r;

      bw_demo_random_init (&r, seed, number, 2);
      bw_demo_person_id (number, id);
      bw_demo_person_name (&r, bw_demo_random_int (&r, 0, BW_DEMO_N_REGIONS - 1), name);
      bw_demo_mail_address (name, number + 1, "northwind-cloud.example", mail);
      if (block == 0)
        g_strlcpy (team, places[i].team, sizeof team);
      else
        g_snprintf (team, sizeof team, "%s %u", places[i].team, block + 1);

      BwDemoValue row[] = {
        bw_demo_text (id),   bw_demo_text (name),
        bw_demo_text (mail), bw_demo_text (places[i].role),
        bw_demo_text (team), bw_demo_real (places[i].hours),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

static BwDemoValue
real_or_null (double real)
{
  return isnan (real) ? bw_demo_null () : bw_demo_real (real);
}

void
bw_demo_emit_metrics (const BwDemoCompany *company, BwDemoEmitter *emitter)
{
  for (guint i = 0; i < BW_DEMO_N_METRICS; i++)
    {
      const BwDemoMetric *m = &bw_demo_metrics[i];
      BwDemoValue row[] = {
        bw_demo_text (m->key),
        bw_demo_text (m->name),
        bw_demo_text (m->unit),
        bw_demo_text (m->dimension),
        bw_demo_integer (m->direction),
        bw_demo_text (m->aggregation),
        bw_demo_real (m->low),
        bw_demo_real (m->neutral),
        bw_demo_real (m->high),
        bw_demo_real (m->weight),
        bw_demo_real (m->half_life_days),
        bw_demo_integer (m->expires_days),
        real_or_null (m->alarm_below),
        real_or_null (m->alarm_above),
        bw_demo_text (m->source),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

void
bw_demo_emit_behaviours (const BwDemoCompany *company, BwDemoEmitter *emitter)
{
  for (guint i = 0; i < BW_DEMO_N_BEHAVIOURS; i++)
    {
      BwDemoValue row[] = {
        bw_demo_text (bw_demo_behaviour_keys[i]),
        bw_demo_text (behaviours[i].name),
        bw_demo_text (behaviours[i].description),
        bw_demo_integer (behaviours[i].expected_by_days),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

void
bw_demo_emit_features (const BwDemoCompany *company, BwDemoEmitter *emitter)
{
  for (guint i = 0; i < BW_DEMO_N_FEATURES; i++)
    {
      BwDemoValue row[] = {
        bw_demo_text (bw_demo_feature_keys[i]),
        bw_demo_text (features[i].name),
        bw_demo_integer (features[i].valuable),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

void
bw_demo_emit_playbooks (const BwDemoCompany *company, BwDemoEmitter *emitter)
{
  static const char *const playbooks[][5] = {
    { "first_value", "activation", "First value in ninety days",
      "[\"Agree the first target\",\"Connect the data\",\"Show the first result\"]",
      "months_live < 3" },
    { "restart", "activation", "Restart a stalled implementation",
      "[\"Name the blocker\",\"Bring in services\",\"Agree a new date\"]", "go_live_on is null" },
    { "second_team", "growth", "Bring in a second team",
      "[\"Find the neighbour\",\"Ask for an introduction\",\"Show their case\"]",
      "success_index >= 60" },
    { "review_value", "growth", "Show the value before the renewal",
      "[\"Collect the figures\",\"Rehearse with the champion\",\"Present to the sponsor\"]",
      "renewal_days < 120" },
    { "reference", "advocacy", "Ask for a reference", "[\"Thank\",\"Ask\",\"Prepare the call\"]",
      "success_index >= 80" },
    { "new_sponsor", "retention", "Win a new sponsor",
      "[\"Ask the champion\",\"Meet within two weeks\",\"Renew the plan\"]",
      "cause = sponsor_left" },
    { "adoption_push", "retention", "Lift adoption",
      "[\"See who does not use it\",\"Train the team\",\"Review after a month\"]",
      "cause = low_adoption" },
    { "escalate", "retention", "Escalate a quality problem",
      "[\"Collect the cases\",\"Agree dates with product\",\"Report every week\"]",
      "cause = poor_quality" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (playbooks); i++)
    {
      BwDemoValue row[5];

      for (guint j = 0; j < 5; j++)
        row[j] = bw_demo_text (playbooks[i][j]);
      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

void
bw_demo_emit_maturity_levels (const BwDemoCompany *company, BwDemoEmitter *emitter)
{
  static const char *const levels[] = { "Connected", "In routine", "Steered", "Planned", "Spread" };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      BwDemoValue row[] = { bw_demo_integer (i + 1), bw_demo_text (levels[i]) };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

void
bw_demo_emit_maturity_behaviours (const BwDemoCompany *company, BwDemoEmitter *emitter)
{
  for (guint i = 0; i < BW_DEMO_N_BEHAVIOURS; i++)
    {
      BwDemoValue row[] = {
        bw_demo_integer (behaviours[i].level),
        bw_demo_text (bw_demo_behaviour_keys[i]),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}
