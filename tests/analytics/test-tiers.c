/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-tiers.h"
#include "near.h"
#include "telco.h"

static void
test_gini_reference (void)
{
  for (TelcoColumn column = TELCO_TENURE; column <= TELCO_TOTAL_CHARGES; column++)
    {
      g_autoptr (GArray) values = telco_column (column);

      assert_near (bw_tiers_gini ((double *) values->data, values->len),
                   telco_stat (column, "gini_population"), 1e-9);
    }
}

static void
test_gini_edges (void)
{
  static const double even[] = { 5, 5, 5, 5 }, one_has_all[] = { 0, 0, 8, 0 };
  static const double gaps[] = { NAN, 1, NAN, 3 }, none[] = { 0, 0 };

  g_assert_cmpfloat (bw_tiers_gini (even, 4), ==, 0);
  g_assert_cmpfloat (bw_tiers_gini (one_has_all, 4), ==, 0.75);
  /* 2 (1 + 6) / (2 * 4) - 3 / 2. */
  g_assert_cmpfloat (bw_tiers_gini (gaps, 4), ==, 0.25);
  g_assert_cmpfloat (bw_tiers_gini (even, 1), ==, 0);
  assert_nan (bw_tiers_gini (none, 2));
  assert_nan (bw_tiers_gini (NULL, 0));
}

/* Charges with two decimals are whole cents, so that they can stand for ARR. */
static BwMoney *
cents_of (GArray *values)
{
  BwMoney *cents = g_new (BwMoney, values->len);

  for (guint i = 0; i < values->len; i++)
    cents[i] = (BwMoney) round (g_array_index (values, double, i) * 100);
  return cents;
}

static void
test_lorenz_reference (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();

  for (TelcoColumn column = TELCO_TENURE; column <= TELCO_TOTAL_CHARGES; column++)
    {
      g_autoptr (GArray) values = telco_column (column);
      g_autofree BwMoney *arr = cents_of (values);
      const BwTiersInput input = { .n = values->len, .arr = arr };
      g_autoptr (BwTiers) tiers = bw_tiers_compute (&input, policy, NULL);

      assert_near (tiers->gini, telco_stat (column, "gini_population"), 1e-9);
      g_assert_cmpuint (tiers->n_lorenz, ==, 1001);
      for (guint tenth = 1; tenth < 10; tenth++)
        {
          g_autofree char *name = g_strdup_printf ("lorenz_L(0.%u)_linear", tenth);
          const BwLorenzPoint *point = &tiers->lorenz[tenth * 100];
          const BwLorenzPoint *from_top = &tiers->concentration[1000 - tenth * 100];

          assert_near (point->accounts_share, tenth / 10.0, 1e-15);
          assert_near (point->arr_share, telco_stat (column, name), 1e-9);
          assert_near (from_top->arr_share, 1 - telco_stat (column, name), 1e-9);
        }
      g_assert_cmpfloat (tiers->lorenz[0].arr_share, ==, 0);
      g_assert_cmpfloat (tiers->lorenz[1000].arr_share, ==, 1);
      g_assert_cmpfloat (tiers->concentration[0].arr_share, ==, 0);
      g_assert_cmpfloat (tiers->concentration[1000].arr_share, ==, 1);
    }
}

/* The number of largest customers that have 80 % of the charges, from R. */
static void
test_prefix_reference (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();

  for (TelcoColumn column = TELCO_TENURE; column <= TELCO_TOTAL_CHARGES; column++)
    {
      g_autoptr (GArray) values = telco_column (column);
      g_autofree BwMoney *arr = cents_of (values);
      const BwTiersInput input = { .n = values->len, .arr = arr };
      g_autoptr (BwTiers) tiers = bw_tiers_compute (&input, policy, NULL);

      g_assert_cmpuint (tiers->totals[BW_TIER_TOP].accounts
                          + tiers->totals[BW_TIER_LEVERAGED].accounts,
                        ==, (guint) telco_stat (column, "n_customers_for_80pct"));
    }
}

/* By hand, of a total of 1000: 250 and 150 are the 400 of the top tier, and with 120, 110 and 100
 * the two tiers have 730. */
static void
test_assign (void)
{
  static const BwMoney arr[] = { 90, 0, 250, 100, 120, 150, 90, 110, 90, BW_MONEY_NONE, -7 };
  static const guint8 nobody[11] = { 0 }, one[11] = { [9] = 1, [3] = 1 };
  static const BwTier plain[] = { BW_TIER_SCALABLE, BW_TIER_SCALABLE, BW_TIER_TOP,
                                  BW_TIER_LEVERAGED, BW_TIER_LEVERAGED, BW_TIER_TOP,
                                  BW_TIER_SCALABLE, BW_TIER_LEVERAGED, BW_TIER_SCALABLE,
                                  BW_TIER_SCALABLE, BW_TIER_SCALABLE };
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  guint8 tier[11];

  policy->leveraged_share = 0.73;
  bw_tiers_assign (arr, nobody, 11, policy, tier);
  for (guint i = 0; i < 11; i++)
    g_assert_cmpuint (tier[i], ==, plain[i]);
  bw_tiers_assign (arr, NULL, 11, policy, tier);
  for (guint i = 0; i < 11; i++)
    g_assert_cmpuint (tier[i], ==, plain[i]);

  /* With 100 marked, 250 and 150 are taken still, for 350 falls short. With 0.74, one 90 more, and
   * it is the first. The unknown one is strategic all the same. */
  policy->leveraged_share = 0.74;
  bw_tiers_assign (arr, one, 11, policy, tier);
  g_assert_cmpuint (tier[3], ==, BW_TIER_TOP);
  g_assert_cmpuint (tier[9], ==, BW_TIER_TOP);
  g_assert_cmpuint (tier[2], ==, BW_TIER_TOP);
  g_assert_cmpuint (tier[5], ==, BW_TIER_TOP);
  g_assert_cmpuint (tier[4], ==, BW_TIER_LEVERAGED);
  g_assert_cmpuint (tier[7], ==, BW_TIER_LEVERAGED);
  g_assert_cmpuint (tier[0], ==, BW_TIER_LEVERAGED);
  g_assert_cmpuint (tier[6], ==, BW_TIER_SCALABLE);
  g_assert_cmpuint (tier[8], ==, BW_TIER_SCALABLE);
}

/* A share is reached by exactly that share, whatever binary fractions say. */
static void
test_assign_at_the_share (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autofree BwMoney *arr = g_new (BwMoney, 100);
  guint8 tier[100];

  for (guint i = 0; i < 100; i++)
    arr[i] = G_GINT64_CONSTANT (12345678901);
  for (guint percent = 1; percent <= 100; percent++)
    {
      guint top = 0;

      policy->top_share = percent / 100.0;
      policy->leveraged_share = 1;
      bw_tiers_assign (arr, NULL, 100, policy, tier);
      for (guint i = 0; i < 100; i++)
        top += tier[i] == BW_TIER_TOP;
      g_assert_cmpuint (top, ==, percent);
    }
}

/* The definition on random portfolios: the tiers are where a plain walk puts them. */
static void
test_assign_definition (void)
{
  GRand *random = g_rand_new_with_seed (41);
  g_autoptr (BwPolicy) policy = bw_policy_new ();

  for (guint round = 0; round < 100; round++)
    {
      gsize n = (gsize) g_rand_int_range (random, 1, 400);
      g_autofree BwMoney *arr = g_new (BwMoney, n);
      g_autofree guint8 *strategic = g_new (guint8, n);
      g_autofree guint8 *tier = g_new (guint8, n);
      BwMoney total = 0, of_top = 0, of_two = 0, least_top = G_MAXINT64, least_two = G_MAXINT64;

      for (gsize i = 0; i < n; i++)
        {
          arr[i] = (BwMoney) exp (g_rand_double_range (random, 0, 20));
          strategic[i] = g_rand_int_range (random, 0, 30) == 0;
          total += arr[i];
        }
      bw_tiers_assign (arr, strategic, n, policy, tier);
      for (gsize i = 0; i < n; i++)
        {
          if (strategic[i])
            g_assert_cmpuint (tier[i], ==, BW_TIER_TOP);
          of_top += tier[i] == BW_TIER_TOP ? arr[i] : 0;
          of_two += tier[i] != BW_TIER_SCALABLE ? arr[i] : 0;
          if (!strategic[i] && tier[i] == BW_TIER_TOP)
            least_top = MIN (least_top, arr[i]);
          if (tier[i] == BW_TIER_LEVERAGED)
            least_two = MIN (least_two, arr[i]);
        }
      /* Reached, and no longer so without the last that was taken. */
      g_assert_cmpfloat ((double) of_top, >=, 0.4 * (double) total - 1);
      g_assert_cmpfloat ((double) of_two, >=, 0.8 * (double) total - 1);
      if (least_top != G_MAXINT64)
        g_assert_cmpfloat ((double) (of_top - least_top), <, 0.4 * (double) total);
      if (least_two != G_MAXINT64)
        g_assert_cmpfloat ((double) (of_two - least_two), <, 0.8 * (double) total);
      for (gsize i = 0; i < n; i++)
        {
          if (tier[i] == BW_TIER_SCALABLE)
            g_assert_cmpint (arr[i], <=, MIN (least_top, least_two));
          if (tier[i] == BW_TIER_LEVERAGED)
            g_assert_cmpint (arr[i], <=, least_top);
        }
    }
  g_rand_free (random);
}

/* Four accounts of 400, 400, 100, 100 and two CSMs: one has a top and a leveraged account, the
 * other the two scalable ones. Top takes 30 hours a year, leveraged 10, scalable 1. */
static void
make_small (BwTiersInput *input, BwPolicy *policy)
{
  static const BwMoney arr[] = { 40000, 40000, 10000, 10000 };
  static const guint32 owner[] = { 0, 0, 1, G_MAXUINT32 };
  static const double hours[] = { 10, NAN };
  char *reason;

  *input = (BwTiersInput) { .n = 4, .arr = arr, .owner = owner, .n_csms = 2, .csm_hours = hours };
  g_assert_true (bw_policy_set (
    policy, "services",
    "{\"top\": [{\"name\": \"a\", \"hours\": 10, \"times_a_year\": 2},"
    "           {\"name\": \"b\", \"hours\": 2.5, \"times_a_year\": 4}],"
    " \"leveraged\": [{\"name\": \"c\", \"hours\": 10, \"times_a_year\": 1}],"
    " \"scalable\": [{\"name\": \"d\", \"hours\": 0.5, \"times_a_year\": 2}]}",
    &reason));
  policy->utilisation = 0.5;
  policy->hours_per_month = 100;
}

static void
test_capacity (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autoptr (BwTiers) tiers = NULL;
  const BwTierTotal *top, *leveraged, *scalable;
  BwTiersInput input;

  make_small (&input, policy);
  tiers = bw_tiers_compute (&input, policy, NULL);
  top = &tiers->totals[BW_TIER_TOP];
  leveraged = &tiers->totals[BW_TIER_LEVERAGED];
  scalable = &tiers->totals[BW_TIER_SCALABLE];

  g_assert_cmpuint (top->accounts, ==, 1);
  g_assert_cmpuint (leveraged->accounts, ==, 1);
  g_assert_cmpuint (scalable->accounts, ==, 2);
  g_assert_cmpint (tiers->arr, ==, 100000);
  g_assert_cmpfloat (top->share_arr, ==, 0.4);
  g_assert_cmpfloat (top->share_accounts, ==, 0.25);
  g_assert_true (tiers->top_share_good);
  g_assert_false (tiers->top_count_good);

  /* The first CSM has 10 * 12 * 0.5 = 60 hours: three quarters of them, 45, go to the top. The
   * other has 600 for the scalable tier. */
  g_assert_cmpfloat (top->hours_per_account, ==, 30);
  g_assert_cmpfloat (top->hours_available, ==, 45);
  g_assert_cmpfloat (top->csms, ==, 0.75);
  g_assert_cmpfloat (top->capacity_accounts, ==, 1.5);
  g_assert_cmpfloat (top->gap_accounts, ==, 0.5);
  g_assert_cmpfloat (top->gap_hours, ==, 15);
  g_assert_cmpfloat (top->gap_people, ==, 0.025);
  assert_near (top->accounts_per_csm, 4 / 3.0, 1e-15);
  assert_near (top->arr_per_csm, 160000 / 3.0, 1e-15);
  /* 30 hours at 60.00. */
  g_assert_cmpint (top->service_cost, ==, 180000);
  g_assert_cmpfloat (top->service_cost_share, ==, 4.5);
  g_assert_cmpfloat (leveraged->hours_available, ==, 15);
  g_assert_cmpfloat (scalable->hours_available, ==, 600);
  g_assert_cmpfloat (scalable->csms, ==, 1);
  g_assert_cmpfloat (scalable->hours_needed, ==, 2);

  g_assert_cmpuint (tiers->coverage[0].accounts, ==, 2);
  g_assert_cmpint (tiers->coverage[0].arr, ==, 80000);
  g_assert_cmpuint (tiers->coverage[0].tier_accounts[BW_TIER_TOP], ==, 1);
  g_assert_cmpuint (tiers->coverage[1].tier_accounts[BW_TIER_SCALABLE], ==, 1);
  g_assert_cmpuint (tiers->unowned.accounts, ==, 1);
  g_assert_cmpint (tiers->unowned.arr, ==, 10000);
}

static void
test_what_if (void)
{
  const BwTiersWhatIf what_if = { { 2, 1, 0 }, 1, 1 };
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autoptr (BwTiers) tiers = NULL;
  BwTiersInput input;

  make_small (&input, policy);
  tiers = bw_tiers_compute (&input, policy, &what_if);

  /* 60, 10 and no hours are needed. All hours count: 120 of the first CSM, 1200 of the one more,
   * both shared out six to one; the second CSM's account needs nothing, so all 1200 stay there. */
  g_assert_cmpfloat (tiers->totals[BW_TIER_TOP].hours_per_account, ==, 60);
  assert_near (tiers->totals[BW_TIER_TOP].hours_available, 1320 * 6 / 7.0, 1e-12);
  assert_near (tiers->totals[BW_TIER_LEVERAGED].hours_available, 1320 / 7.0, 1e-12);
  g_assert_cmpfloat (tiers->totals[BW_TIER_SCALABLE].hours_available, ==, 1200);
  assert_nan (tiers->totals[BW_TIER_SCALABLE].capacity_accounts);
  assert_nan (tiers->totals[BW_TIER_SCALABLE].gap_accounts);
}

/* Whatever the portfolio, no hour of anybody is lost or made up. */
static void
test_hours_add_up (void)
{
  GRand *random = g_rand_new_with_seed (42);
  g_autoptr (BwPolicy) policy = bw_policy_new ();

  for (guint round = 0; round < 50; round++)
    {
      gsize n = (gsize) g_rand_int_range (random, 0, 60);
      gsize n_csms = (gsize) g_rand_int_range (random, 0, 12);
      BwTiersWhatIf what_if = { { 1, 1, 1 }, NAN, g_rand_int_range (random, 0, 3) };
      BwMoney arr[60];
      guint32 owner[60];
      double hours[12], expected = what_if.extra_csms * 140, available = 0, csms = 0;
      const BwTiersInput input = { n, arr, NULL, owner, n_csms, hours };
      g_autoptr (BwTiers) tiers = NULL;
      guint accounts;

      for (gsize i = 0; i < n; i++)
        {
          arr[i] = g_rand_int_range (random, 0, 3) == 0 ? BW_MONEY_NONE
                                                        : g_rand_int_range (random, 0, 1000);
          owner[i] = (guint32) g_rand_int_range (random, 0, 14);
        }
      for (gsize i = 0; i < n_csms; i++)
        {
          hours[i] = g_rand_int_range (random, 0, 200);
          expected += hours[i];
        }
      tiers = bw_tiers_compute (&input, policy, &what_if);
      accounts = tiers->unowned.accounts;
      for (gsize i = 0; i < n_csms; i++)
        accounts += tiers->coverage[i].accounts;
      g_assert_cmpuint (accounts, ==, n);
      for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
        {
          available += tiers->totals[tier].hours_available;
          csms += tiers->totals[tier].csms;
        }
      if (n_csms == 0 && what_if.extra_csms == 0)
        {
          assert_nan (available);
          assert_nan (csms);
          continue;
        }
      assert_near (available, expected * 12 * 0.7, 1e-12);
      assert_near (csms, (double) n_csms + what_if.extra_csms, 1e-12);
    }
  g_rand_free (random);
}

/* By hand, of 1000: the 50 are strategic, and 350 are the largest that bring the top tier to 400;
 * 250 and 200 make the 800 of the leveraged tier more than full. The curve has a corner where each
 * tier ends, at the share that the tier's total says. */
static void
test_concentration (void)
{
  static const BwMoney arr[] = { 100, 350, 50, 200, BW_MONEY_NONE, 250, 50 };
  static const guint8 strategic[] = { 0, 0, 1, 0, 0, 0, 0 };
  static const double shares[] = { 0, 0.35, 0.4, 0.65, 0.85, 0.95, 1, 1 };
  const BwTiersInput input = { .n = 7, .arr = arr, .strategic = strategic };
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autoptr (BwTiers) tiers = bw_tiers_compute (&input, policy, NULL);
  double until = 0, share = 0;

  g_assert_cmpuint (tiers->totals[BW_TIER_TOP].accounts, ==, 2);
  g_assert_cmpuint (tiers->totals[BW_TIER_LEVERAGED].accounts, ==, 2);
  g_assert_cmpuint (tiers->n_concentration, ==, 8);
  for (gsize i = 0; i < 8; i++)
    {
      assert_near (tiers->concentration[i].accounts_share, (double) i / 7, 1e-12);
      assert_near (tiers->concentration[i].arr_share, shares[i], 1e-12);
    }
  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    {
      until += tiers->totals[tier].accounts;
      share += tiers->totals[tier].share_arr;
      assert_near (tiers->concentration[(gsize) until].arr_share, share, 1e-12);
    }
}

static void
test_empty (void)
{
  const BwTiersInput nobody = { 0 };
  static const BwMoney none[] = { BW_MONEY_NONE };
  const BwTiersInput unknown = { .n = 1, .arr = none };
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autoptr (BwTiers) empty = bw_tiers_compute (&nobody, policy, NULL);
  g_autoptr (BwTiers) single = bw_tiers_compute (&unknown, policy, NULL);

  assert_nan (empty->gini);
  g_assert_cmpuint (empty->n_lorenz, ==, 0);
  assert_nan (empty->totals[BW_TIER_TOP].share_accounts);
  assert_nan (empty->totals[BW_TIER_TOP].accounts_per_csm);
  assert_nan (single->totals[BW_TIER_SCALABLE].hours_available);
  assert_nan (single->totals[BW_TIER_SCALABLE].gap_people);
  g_assert_false (empty->top_share_good);
  assert_nan (single->gini);
  g_assert_cmpuint (single->tier[0], ==, BW_TIER_SCALABLE);
  assert_nan (single->totals[BW_TIER_SCALABLE].share_arr);
}

static void
test_marks (void)
{
  gsize n;
  const BwCoverageMark *marks = bw_coverage_marks (&n);

  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (marks[0].word, ==, "enterprise");
  g_assert_cmpuint (marks[0].accounts_high, ==, 50);
  g_assert_cmpint (marks[2].tier, ==, BW_TIER_SCALABLE);
  g_assert_cmpfloat (marks[2].arr_high, ==, 2e6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tiers/gini/reference", test_gini_reference);
  g_test_add_func ("/tiers/gini/edges", test_gini_edges);
  g_test_add_func ("/tiers/lorenz/reference", test_lorenz_reference);
  g_test_add_func ("/tiers/assign/reference", test_prefix_reference);
  g_test_add_func ("/tiers/assign/known", test_assign);
  g_test_add_func ("/tiers/assign/at-the-share", test_assign_at_the_share);
  g_test_add_func ("/tiers/assign/definition", test_assign_definition);
  g_test_add_func ("/tiers/capacity", test_capacity);
  g_test_add_func ("/tiers/what-if", test_what_if);
  g_test_add_func ("/tiers/hours-add-up", test_hours_add_up);
  g_test_add_func ("/tiers/concentration", test_concentration);
  g_test_add_func ("/tiers/empty", test_empty);
  g_test_add_func ("/tiers/marks", test_marks);
  return g_test_run ();
}
