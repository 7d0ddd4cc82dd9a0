/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chart-fixtures.h"

#include <math.h>

#define N_CURVE 256
#define N_BINS 40

const char *const fixture_names[N_FIXTURES] = { "normal", "nobody", "one", "equal", "million" };
const char *const fixture_chart_names[N_CHARTS]
  = { "distribution", "quadrants", "tiers", "series", "waterfall", "roles", "bars" };

static gpointer
keep (Fixture *self, gsize size)
{
  gpointer block = g_malloc0 (MAX (size, 1));

  g_ptr_array_add (self->memory, block);
  return block;
}

static gsize
n_accounts (FixtureKind kind)
{
  switch (kind)
    {
    case FIXTURE_NOBODY:
      return 0;
    case FIXTURE_ONE:
      return 1;
    case FIXTURE_MILLION:
      return 1000000;
    default:
      return 500;
    }
}

/* A standard normal deviate. */
static double
normal (GRand *rand)
{
  double u = g_rand_double (rand) + 1e-12, v = g_rand_double (rand);

  return sqrt (-2 * log (u)) * cos (2 * G_PI * v);
}

/* Unlike the macro, looks at its argument once. */
static double
clamp (double value, double low, double high)
{
  return CLAMP (value, low, high);
}

static void
fill_density (double *density, const double *x, const double *values, gsize n, double bandwidth)
{
  for (gsize i = 0; i < N_CURVE; i++)
    {
      double sum = 0;

      for (gsize k = 0; k < n; k++)
        sum += exp (-0.5 * pow ((x[i] - values[k]) / bandwidth, 2));
      density[i] = n > 0 && bandwidth > 0 ? sum / (n * bandwidth * sqrt (2 * G_PI)) : NAN;
    }
}

static void
add_tail (BwDistributionTail *tail, const BwDistribution *data, BwMoney arr)
{
  tail->accounts++;
  tail->arr += arr;
  tail->share_accounts = (double) tail->accounts / data->accounts;
  tail->share_arr = data->arr > 0 ? (double) tail->arr / data->arr : NAN;
}

static void
make_distribution (Fixture *self, FixtureKind kind, GRand *rand)
{
  BwDistribution *data = &self->distribution;
  gsize n = n_accounts (kind), n_known = n - n / 16;
  /* The curve of a million is that of a sample: the fixture's sum over all would take minutes. */
  gsize n_sample = MIN (n_known, 2000);
  double *values = keep (self, n * sizeof (double));
  double *earlier = keep (self, n * sizeof (double));
  gboolean has_curve = kind == FIXTURE_NORMAL || kind == FIXTURE_MILLION;

  data->as_of = bw_date_from_civil (2026, 11, 21);
  data->x_from = 0;
  data->x_to = 100;
  data->accounts = n_known;
  data->unknown = n - n_known;
  data->n_bins = n > 0 ? N_BINS : 0;
  data->bins = keep (self, N_BINS * sizeof (BwDistributionBin));
  data->at_risk.threshold = 40;
  data->advocates.threshold = 80;
  data->n_points = n > 0 ? N_CURVE : 0;
  data->x = keep (self, N_CURVE * sizeof (double));
  data->density = keep (self, N_CURVE * sizeof (double));
  data->compared_density = keep (self, N_CURVE * sizeof (double));
  data->has_comparison = has_curve;
  data->compared_as_of = bw_date_from_civil (2026, 8, 21);
  data->mean_change = 3;
  data->arr = n_known * 3680000;
  for (gsize i = 0; i < n_known; i++)
    {
      gboolean second = g_rand_double (rand) < 0.15;

      values[i] = kind == FIXTURE_EQUAL ? 62 : clamp (second ? 84 + 5 * normal (rand)
                                                             : 60 + 13 * normal (rand), 0, 100);
      earlier[i] = clamp (values[i] - 3 + 4 * normal (rand), 0, 100);
    }
  for (int i = 0; i < N_BINS; i++)
    {
      data->bins[i].from = i * 100.0 / N_BINS;
      data->bins[i].to = (i + 1) * 100.0 / N_BINS;
    }
  for (gsize i = 0; i < n_known; i++)
    {
      BwDistributionBin *bin = &data->bins[MIN ((int) (values[i] * N_BINS / 100), N_BINS - 1)];

      bin->accounts++;
      bin->arr += 3680000;
      if (values[i] < 40)
        add_tail (&data->at_risk, data, 3680000);
      if (values[i] >= 80)
        add_tail (&data->advocates, data, 3680000);
    }
  for (int i = 0; i < N_CURVE; i++)
    data->x[i] = i * 100.0 / (N_CURVE - 1);
  fill_density (data->density, data->x, values, n_sample, has_curve ? 3.2 : 0);
  fill_density (data->compared_density, data->x, earlier, n_sample, has_curve ? 3.2 : 0);

  bw_distribution_chart_init (&self->distribution_chart, data, "success index");
}

static const char *
account_name (gsize index, gpointer user_data)
{
  static const char *const names[] = { "Aurelia Logistics", "Blue Fjord", "Cormorant Labs",
                                       "Delphi Paper", "Eastgate", "Falk & Søn", "Grünwald AG" };

  return names[index % G_N_ELEMENTS (names)];
}

static void
make_quadrants (Fixture *self, FixtureKind kind, GRand *rand)
{
  gsize n = n_accounts (kind);
  double *happiness = keep (self, n * sizeof (double));
  double *margin = keep (self, n * sizeof (double));
  BwMoney *profit = keep (self, n * sizeof (BwMoney));
  BwMoney *arr = keep (self, n * sizeof (BwMoney));
  BwQuadrants *data = &self->quadrants;

  data->n = n;
  data->quadrant = keep (self, n);
  data->flags = keep (self, n);
  for (gsize i = 0; i < n; i++)
    {
      gboolean is_known = i % 16 != 15;

      happiness[i] = kind == FIXTURE_EQUAL ? 0.3
                                           : clamp (0.25 + 0.4 * normal (rand), -1, 1);
      margin[i] = kind == FIXTURE_EQUAL ? 0.4 : clamp (0.45 + 0.35 * normal (rand), -1, 1);
      arr[i] = (BwMoney) (exp (10.2 + normal (rand)) * 100);
      profit[i] = (BwMoney) (arr[i] * margin[i]);
      data->quadrant[i] = BW_QUADRANT_UNKNOWN;
      if (!is_known)
        {
          happiness[i] = NAN;
          continue;
        }
      data->quadrant[i] = happiness[i] > 0 ? (margin[i] > 0 ? BW_QUADRANT_SUCCESS
                                                            : BW_QUADRANT_FIX_COST)
                                           : (margin[i] > 0 ? BW_QUADRANT_FIX_EXPECTATIONS
                                                            : BW_QUADRANT_REVIEW);
      data->totals[data->quadrant[i]].accounts++;
      data->totals[data->quadrant[i]].arr += arr[i];
      if (fabs (happiness[i]) <= 0.15 && profit[i] > 4000000)
        {
          data->flags[i] |= BW_ACCOUNT_BUSINESS_RISK;
          data->business_risk.accounts++;
          data->business_risk.arr += arr[i];
        }
    }
  self->quadrants_input = (BwQuadrantsInput) { n, happiness, margin, profit, arr };
  bw_quadrants_chart_init (&self->quadrants_chart, data, &self->quadrants_input);
  self->quadrants_chart.name = account_name;
}

static int
compare_falling (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x < y) - (x > y);
}

static void
make_tiers (Fixture *self, FixtureKind kind, GRand *rand)
{
  static const double needs[BW_N_TIERS] = { 1.34, 0.92, 0.55 };
  static const double until[BW_N_TIERS] = { 0.4, 0.8, 1 };
  gsize n = n_accounts (kind);
  BwTiers *data = &self->tiers;
  double *arr = keep (self, n * sizeof (double));
  double total = 0, sum = 0;
  int tier = 0;

  data->n = n;
  data->n_concentration = n > 0 ? MIN (n, 1000) + 1 : 0;
  data->concentration = keep (self, data->n_concentration * sizeof (BwLorenzPoint));
  data->gini = 0.5;
  for (gsize i = 0; i < n; i++)
    total += arr[i] = kind == FIXTURE_EQUAL ? 100 : exp (12 + 1.1 * normal (rand));
  qsort (arr, n, sizeof (double), compare_falling);
  for (gsize i = 0, k = 1; i < n; i++)
    {
      sum += arr[i];
      if (tier < BW_TIER_SCALABLE && (sum - arr[i]) / total >= until[tier])
        tier++;
      data->totals[tier].accounts++;
      data->totals[tier].arr += (BwMoney) arr[i];
      for (; k < data->n_concentration && i + 1 >= k * n / (data->n_concentration - 1); k++)
        data->concentration[k] = (BwLorenzPoint) { (i + 1.0) / n, sum / total };
    }
  data->arr = (BwMoney) total;
  for (tier = 0; tier < BW_N_TIERS; tier++)
    {
      BwTierTotal *t = &data->totals[tier];

      t->share_accounts = n > 0 ? (double) t->accounts / n : NAN;
      t->share_arr = n > 0 ? t->arr / total : NAN;
      t->hours_needed = t->accounts * 20;
      t->hours_available = t->hours_needed / needs[tier];
      t->capacity_accounts = t->accounts / needs[tier];
      t->gap_accounts = t->capacity_accounts - t->accounts;
      t->gap_hours = t->hours_available - t->hours_needed;
      t->gap_people = t->gap_hours / 1176;
      t->csms = n > 0 ? 3 : 0;
    }
  bw_tiers_chart_init (&self->tiers_chart, data);
}

static void
make_series (Fixture *self, FixtureKind kind, GRand *rand)
{
  static const BwSeriesEvent events[] = { { 20300, "rolled out to Lyon", FALSE },
                                          { 20480, "self-service portal", TRUE } };
  BwSeries *data = &self->series;
  BwDate start = bw_date_from_civil (2024, 8, 1), go_live = bw_date_from_civil (2025, 3, 3);
  gsize n = kind == FIXTURE_NOBODY ? 0 : kind == FIXTURE_ONE ? 1 : kind == FIXTURE_MILLION
                                                                     ? 1000000 : 28;

  data->bucket = BW_BUCKET_MONTH;
  data->n_points = n;
  data->points = keep (self, n * sizeof (BwSeriesPoint));
  data->last = NAN;
  data->last_on = BW_DATE_NONE;
  for (gsize i = 0; i < n; i++)
    {
      BwDate on = kind == FIXTURE_MILLION ? start + (BwDate) (i * 840 / n)
                                          : bw_date_add_months (start, i);
      double months = (on - go_live) / BW_DAYS_PER_MONTH;
      double level = 5.7 + 3.7 * exp (-MAX (months, 0) / 6);

      data->points[i] = (BwSeriesPoint) { on, kind == FIXTURE_EQUAL ? 7
                                                                   : level + 0.15 * normal (rand) };
      if (i == 15 && kind == FIXTURE_NORMAL)
        data->points[i].value = NAN;
      if (!isnan (data->points[i].value))
        {
          data->last = data->points[i].value;
          data->last_on = on;
        }
    }
  data->baseline = (BwSpanMean) { n > 1 ? 9.4 : NAN, start, go_live, 7,
                                  BW_BASELINE_BEFORE_GO_LIVE };
  data->plan_status = n > 1 ? BW_PLAN_ON_TRACK : BW_PLAN_NONE;
  data->plan_baseline = n > 1 ? 9.4 : NAN;
  data->plan_baseline_on = n > 1 ? go_live : BW_DATE_NONE;
  data->plan_target = n > 1 ? 5.8 : NAN;
  data->plan_due_on = n > 1 ? bw_date_from_civil (2026, 12, 1) : BW_DATE_NONE;
  if (kind == FIXTURE_NORMAL || kind == FIXTURE_MILLION)
    {
      self->n_peers = 28;
      self->peers = keep (self, self->n_peers * sizeof (BwPeerPoint));
      for (gsize i = 0; i < self->n_peers; i++)
        {
          double median = 7.4 + 2.2 * exp (-MAX ((double) i - 7, 0) / 8);

          self->peers[i] = (BwPeerPoint) { bw_date_add_months (start, i), median, median - 0.7,
                                           median + 0.75, 38 };
        }
    }
  bw_series_chart_init (&self->series_chart, data, "h");
  self->series_chart.direction = -1;
  self->series_chart.go_live_on = n > 1 ? go_live : BW_DATE_NONE;
  self->series_chart.peers = self->peers;
  self->series_chart.n_peers = self->n_peers;
  self->series_chart.events = n > 1 ? events : NULL;
  self->series_chart.n_events = n > 1 ? G_N_ELEMENTS (events) : 0;
}

/* Nobody has no index; of one account nothing moved; the million are more steps than can be seen. */
static void
make_waterfall (Fixture *self, FixtureKind kind, GRand *rand)
{
  static const char *const names[] = {
    "NPS", "Licences active in the week", "Tickets solved in the promised time", "Return on spend",
    "Sites deployed", "Tone of conversations, as far as anybody has written it down at all",
  };
  gsize n = kind == FIXTURE_NOBODY || kind == FIXTURE_ONE ? 0 : kind == FIXTURE_MILLION ? 300 : 6;
  BwWaterfallStep *steps = keep (self, n * sizeof (BwWaterfallStep));
  double from = kind == FIXTURE_NOBODY ? NAN : 61.25, to = from;

  for (gsize i = 0; i < n; i++)
    {
      /* The longest name makes way for the others to stand beside their bars in one company. */
      steps[i].name = names[i % (kind == FIXTURE_NORMAL ? 5 : 6)];
      steps[i].amount = kind == FIXTURE_EQUAL ? (i % 2 ? -2 : 2) : 3 * normal (rand) / (i + 1);
      to += steps[i].amount;
    }
  bw_waterfall_chart_init (&self->waterfall_chart, from, "21 Aug", to, "21 Nov", steps, n);
}

/* Every ninth account does not say how complex it is. */
static void
make_roles (Fixture *self, FixtureKind kind, GRand *rand)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  gsize n = n_accounts (kind);
  double *service = keep (self, n * sizeof (double));
  double *transaction = keep (self, n * sizeof (double));
  double *shift = keep (self, n * sizeof (double));
  BwMoney *arr = keep (self, n * sizeof (BwMoney));
  guint8 *seller = keep (self, n);

  for (gsize i = 0; i < n; i++)
    {
      service[i] = kind == FIXTURE_EQUAL ? 0.4 : clamp (0.5 + 0.2 * normal (rand), 0, 1);
      transaction[i] = kind == FIXTURE_EQUAL ? 0.6 : clamp (0.4 + 0.2 * normal (rand), 0, 1);
      if (kind == FIXTURE_NORMAL && i % 9 == 8)
        service[i] = NAN;
      arr[i] = kind == FIXTURE_EQUAL ? 100000 : (BwMoney) exp (12 + 1.1 * normal (rand));
      shift[i] = bw_roles_shift (arr[i], 162755, policy);
      seller[i] = bw_roles_seller (service[i], transaction[i], shift[i], policy);
    }
  self->roles_input = (BwRolesInput) { .n = n, .service = service, .transaction = transaction,
                                       .arr = arr, .seller = seller, .shift = shift };
  bw_roles_chart_init (&self->roles_chart, &self->roles_input, policy);
}

/* Bars of several parts, or where all are equal, of one with an earlier one behind it; every fifth
 * part is empty. */
static void
make_bars (Fixture *self, FixtureKind kind, GRand *rand)
{
  static const char *const names[] = {
    "November 2026", "December 2026", "January 2027", "Neither here nor there, as far as is known",
  };
  static const char *const parts[] = { "Committed", "Likely", "At risk", "Unknown" };
  static const BwColorRole roles[]
    = { BW_COLOR_GOOD, BW_COLOR_GOOD, BW_COLOR_BAD, BW_COLOR_DIM };
  guint n = kind == FIXTURE_NOBODY ? 0 : kind == FIXTURE_ONE ? 1 : kind == FIXTURE_MILLION ? 12 : 4;
  guint n_parts = kind == FIXTURE_ONE || kind == FIXTURE_EQUAL ? 1 : 4;
  BwBarsRow *rows = keep (self, n * sizeof (BwBarsRow));

  for (guint i = 0; i < n; i++)
    {
      rows[i] = (BwBarsRow) { names[i % (kind == FIXTURE_NORMAL ? 3 : 4)], "37 · €1.2 M",
                              n_parts == 1 ? (kind == FIXTURE_ONE ? NAN : 20 * i) : NAN,
                              keep (self, n_parts * sizeof (BwBarsPart)) };
      for (guint k = 0; k < n_parts; k++)
        rows[i].parts[k] = (BwBarsPart) {
          parts[k], "€310 K", "At risk in November: 12 accounts, €310 K of ARR",
          kind == FIXTURE_EQUAL ? 30
                                : (i * n_parts + k) % 5 == 4 ? 0 : 10 + fabs (40 * normal (rand)),
          roles[k], k,
        };
    }
  bw_bars_chart_init (&self->bars_chart, rows, n, n_parts);
}

Fixture *
fixture_new (FixtureKind kind)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  Fixture *self = g_new0 (Fixture, 1);

  self->memory = g_ptr_array_new_with_free_func (g_free);
  make_distribution (self, kind, rand);
  make_quadrants (self, kind, rand);
  make_tiers (self, kind, rand);
  make_series (self, kind, rand);
  make_waterfall (self, kind, rand);
  make_roles (self, kind, rand);
  make_bars (self, kind, rand);
  self->charts[0] = &self->distribution_chart.parent;
  self->charts[1] = &self->quadrants_chart.parent;
  self->charts[2] = &self->tiers_chart.parent;
  self->charts[3] = &self->series_chart.parent;
  self->charts[4] = &self->waterfall_chart.parent;
  self->charts[5] = &self->roles_chart.parent;
  self->charts[6] = &self->bars_chart.parent;
  return self;
}

void
fixture_free (Fixture *self)
{
  g_ptr_array_unref (self->memory);
  g_free (self);
}
