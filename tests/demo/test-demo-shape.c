/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-company.h"

#include <math.h>

/*
 * The demo company has to look like a company: what it earns, whom it keeps, how its customers
 * are spread. The bands are wide, since another seed is another company; the scores are computed
 * here by the rule of the scorecards in its simplest form.
 */

typedef struct {
  BwDate started_on;
  BwDate churned_on;
  BwDate renewal_on;
  gint64 now;
  gint64 year_ago;
  gint64 paid;
  gint64 cost;
  double value[32];
  BwDate observed_on[32];
} Account;

typedef struct {
  const char *dimension;
  double low;
  double neutral;
  double high;
  int expires_days;
} Metric;

typedef struct {
  BwDate as_of;
  GHashTable *accounts;
  GHashTable *places; /* The metrics' places by key, counted from 1. */
  Metric metrics[32];
} Company;

static gint64
integer_of (const BwDemoValue *values, BwRelationId relation, const char *column)
{
  const BwDemoValue *value = &values[bw_relation_find_column (bw_relation_get (relation), column)];

  return value->kind == BW_DEMO_NULL ? G_MAXINT32 : value->integer;
}

static gboolean
add_account (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  Company *company = data;
  Account *account = g_new0 (Account, 1);

  account->started_on = integer_of (values, BW_RELATION_ACCOUNTS, "contract_started_on");
  account->renewal_on = integer_of (values, BW_RELATION_ACCOUNTS, "renewal_on");
  account->churned_on = integer_of (values, BW_RELATION_ACCOUNTS, "churned_on");
  for (guint i = 0; i < G_N_ELEMENTS (account->observed_on); i++)
    account->observed_on[i] = BW_DATE_NONE;
  g_hash_table_insert (company->accounts, g_strdup (values[0].text), account);
  return TRUE;
}

static gboolean
add_metric (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  Company *company = data;
  guint place = g_hash_table_size (company->places);
  Metric *metric = &company->metrics[place];

  g_assert_cmpuint (place, <, G_N_ELEMENTS (company->metrics));
  g_hash_table_insert (company->places, g_strdup (values[0].text), GUINT_TO_POINTER (place + 1));
  metric->dimension = g_intern_string (values[3].text);
  metric->low = values[6].real;
  metric->neutral = values[7].real;
  metric->high = values[8].real;
  metric->expires_days = (int) values[11].integer;
  return TRUE;
}

static gboolean
add_revenue (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  Company *company = data;
  Account *account = g_hash_table_lookup (company->accounts, values[1].text);
  BwDate effective_on = (BwDate) values[3].integer;
  BwDate year_ago = bw_date_add_months (company->as_of, -12);
  gint64 delta = values[5].integer;

  /* Committed before it takes effect, and known on the last day. */
  g_assert_cmpint (values[2].integer, <=, effective_on);
  g_assert_cmpint (values[2].integer, <=, company->as_of);
  g_assert_cmpint (effective_on, >=, account->started_on);
  if (effective_on <= company->as_of)
    {
      account->now += delta;
      account->paid += delta * (company->as_of - MAX (effective_on, year_ago)) * 12 / 365;
    }
  if (effective_on <= year_ago)
    account->year_ago += delta;
  g_assert_cmpint (account->now, >=, 0);
  g_assert_cmpint (account->year_ago, >=, 0);
  return TRUE;
}

static gboolean
add_cost (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  Company *company = data;
  Account *account = g_hash_table_lookup (company->accounts, values[0].text);

  g_assert_cmpint (values[2].integer, >=, 0);
  if (values[1].integer > bw_date_add_months (company->as_of, -12))
    account->cost += values[2].integer;
  return TRUE;
}

/* Tickets are opened and closed while people are at work. */
static gboolean
check_ticket (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  const gint64 hour = G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  Company *company = data;
  Account *account = g_hash_table_lookup (company->accounts, values[1].text);
  BwDate opened_on = (BwDate) (values[2].integer / (24 * hour));

  g_assert_cmpint (values[2].integer / hour % 24, >=, 7);
  g_assert_cmpint (values[2].integer / hour % 24, <=, 17);
  g_assert_cmpint (opened_on, >=, account->started_on);
  g_assert_cmpint (opened_on, <=, company->as_of);
  if (values[3].kind != BW_DEMO_NULL)
    g_assert_cmpint (values[3].integer, >=, values[2].integer);
  return TRUE;
}

static gboolean
add_observation (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  Company *company = data;
  Account *account = g_hash_table_lookup (company->accounts, values[0].text);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (company->places, values[1].text)) - 1;
  BwDate date = (BwDate) values[2].integer;

  g_assert_cmpint (date, <=, company->as_of);
  g_assert_cmpint (date, <, account->churned_on);
  if (date > account->observed_on[place])
    {
      account->observed_on[place] = date;
      account->value[place] = values[3].real;
    }
  return TRUE;
}

/* The mean score of the fresh readings of the named dimensions, NaN when there is none. */
static double
score_of (const Company *company, const Account *account, const char *const *dimensions)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < g_hash_table_size (company->places); i++)
    {
      const Metric *m = &company->metrics[i];
      gboolean lower;
      double score;

      if (!g_strv_contains (dimensions, m->dimension) || account->observed_on[i] == BW_DATE_NONE
          || company->as_of - account->observed_on[i] > m->expires_days)
        continue;
      lower = (account->value[i] < m->neutral) == (m->low < m->neutral);
      score = lower ? 50 * (account->value[i] - m->low) / (m->neutral - m->low)
                    : 50 + 50 * (account->value[i] - m->neutral) / (m->high - m->neutral);
      sum += CLAMP (score, 0, 100);
      n++;
    }
  return n > 0 ? sum / n : NAN;
}

static Company *
load (guint64 seed)
{
  BwDemoOptions options = BW_DEMO_OPTIONS_DEFAULT;
  g_autoptr (BwDemoCompany) demo = NULL;
  Company *company = g_new0 (Company, 1);

  options.seed = seed;
  demo = bw_demo_company_new (&options);
  company->as_of = bw_demo_company_get_options (demo)->as_of;
  company->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  company->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  bw_demo_company_each_row (demo, BW_RELATION_ACCOUNTS, add_account, company);
  bw_demo_company_each_row (demo, BW_RELATION_METRICS, add_metric, company);
  bw_demo_company_each_row (demo, BW_RELATION_REVENUE_EVENTS, add_revenue, company);
  bw_demo_company_each_row (demo, BW_RELATION_SERVICE_COSTS, add_cost, company);
  bw_demo_company_each_row (demo, BW_RELATION_OBSERVATIONS, add_observation, company);
  bw_demo_company_each_row (demo, BW_RELATION_TICKETS, check_ticket, company);
  return company;
}

static void
company_free (Company *company)
{
  g_hash_table_unref (company->accounts);
  g_hash_table_unref (company->places);
  g_free (company);
}

static int
compare_amounts (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x < y) - (x > y);
}

static void
check_revenue (const Company *company)
{
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  BwDate year_ago = bw_date_add_months (company->as_of, -12);
  gint64 arr = 0, then = 0, since = 0, prefix = 0;
  guint active_then = 0, left = 0, renewals = 0, n_top = 0;
  double gini = 0, net, lost;
  GHashTableIter iter;
  Account *account;

  g_hash_table_iter_init (&iter, company->accounts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &account))
    {
      gint64 amount = 12 * account->now;

      if (account->churned_on <= company->as_of)
        g_assert_cmpint (account->now, ==, 0);
      else
        {
          g_assert_cmpint (account->renewal_on, >, company->as_of);
          renewals += account->renewal_on <= company->as_of + 120;
          g_array_append_val (amounts, amount);
          arr += amount;
        }
      if (account->started_on <= year_ago && account->churned_on > year_ago)
        {
          active_then++;
          left += account->churned_on <= company->as_of;
          then += account->year_ago;
          since += account->now;
        }
    }
  g_array_sort (amounts, compare_amounts);
  for (guint i = 0; i < amounts->len; i++)
    {
      gint64 amount = g_array_index (amounts, gint64, i);

      n_top += (double) prefix < 0.4 * (double) arr;
      prefix += amount;
      gini += (double) (amounts->len - i) * (double) amount;
    }
  gini = 2.0 * gini / ((double) amounts->len * (double) arr) - (amounts->len + 1.0) / amounts->len;
  net = (double) since / (double) then;
  lost = left / (double) active_then;

  g_test_message ("%u active, ARR %.1f M, Gini %.2f, top %u, renewals %u, net retention %.2f, "
                  "%u of %u left",
                  amounts->len, (double) arr / 1e8, gini, n_top, renewals, net, left, active_then);
  g_assert_cmpuint (amounts->len, >, 400);
  g_assert_true (arr > 1000000000 && arr < 3500000000);
  g_assert_true (gini > 0.5 && gini < 0.72);
  g_assert_cmpfloat (n_top, <, 0.11 * amounts->len);
  g_assert_true (renewals > 15 && renewals < 80);
  g_assert_true (net > 1.0 && net < 1.25);
  g_assert_true (lost > 0.02 && lost < 0.12);
}

static void
check_customers (const Company *company)
{
  static const char *const outcome[] = {
    "deployment", "engagement", "adoption_depth", "adoption_breadth", "roi", NULL,
  };
  static const char *const experience[] = { "nps", "support", "sentiment", NULL };
  static const char *const happiness[] = { "nps", "csat", "ces", "sentiment", NULL };
  guint n = 0, unknown = 0, at_risk = 0, advocates = 0, quadrants[4] = { 0 };
  double sum = 0, squares = 0, mean, deviation;
  GHashTableIter iter;
  Account *account;

  g_hash_table_iter_init (&iter, company->accounts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &account))
    {
      double a = score_of (company, account, outcome), b = score_of (company, account, experience);
      double h = score_of (company, account, happiness), index;

      if (account->churned_on <= company->as_of)
        continue;
      index = isnan (a) ? b : isnan (b) ? a : 0.5 * (a + b);
      if (isnan (index))
        {
          unknown++;
          continue;
        }
      n++;
      sum += index;
      squares += index * index;
      at_risk += index < 40;
      advocates += index >= 80;
      quadrants[(h > 50 ? 0 : 1) + (account->paid > account->cost ? 0 : 2)]++;
    }
  mean = sum / n;
  deviation = sqrt (squares / n - mean * mean);

  g_test_message (
    "%u customers of mean %.1f, deviation %.1f, %u at risk, %u advocates, %u unknown; "
    "quadrants %u %u %u %u",
    n, mean, deviation, at_risk, advocates, unknown, quadrants[0], quadrants[1], quadrants[2],
    quadrants[3]);
  g_assert_true (mean > 56 && mean < 70);
  g_assert_true (deviation > 13 && deviation < 24);
  g_assert_true (at_risk > 0.05 * n && at_risk < 0.20 * n);
  g_assert_true (advocates > 0.10 * n && advocates < 0.30 * n);
  g_assert_true (unknown > 0.02 * n && unknown < 0.10 * n);
  g_assert_true (quadrants[0] > 0.5 * n);
  for (int i = 1; i < 4; i++)
    g_assert_true (quadrants[i] > 0.02 * n && quadrants[i] < 0.25 * n);
}

static void
test_shape (gconstpointer seed)
{
  Company *company = load (GPOINTER_TO_UINT (seed));

  check_revenue (company);
  check_customers (company);
  company_free (company);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/demo/shape/seed-1", GUINT_TO_POINTER (1), test_shape);
  g_test_add_data_func ("/demo/shape/seed-2", GUINT_TO_POINTER (2), test_shape);
  g_test_add_data_func ("/demo/shape/seed-3", GUINT_TO_POINTER (3), test_shape);
  return g_test_run ();
}
