/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "fixture.h"
#include "portfolio/bw-account-filter.h"

typedef struct {
  const char *expression;
  const char *where; /* Over accounts a, active on 20600. */
} Case;

static void
test_agrees_with_sql (void)
{
  static const Case cases[] = {
    { "", "1" },
    { "industry=Retail", "industry = 'Retail'" },
    { "industry=retail region=EU", "industry = 'Retail' AND region = 'EU'" },
    { "industry=\"\"", "industry IS NULL" },
    { "industry=\"\",Energy", "industry IS NULL OR industry = 'Energy'" },
    { "owner=p1", "owner_id = 'p1'" },
    { "owner=\"ines marques\"", "owner_id = 'p1'" },
    { "owner=\"\"", "owner_id IS NULL" },
    { "stage=adoption", "lifecycle_stage = 'adoption'" },
    { "flag=strategic", "strategic = 1" },
    { "arr>=12000",
      "12 * (SELECT coalesce(sum(mrr_delta), 0) FROM revenue_events e WHERE e.account_id = a.id "
      "AND effective_on <= 20600) >= 1200000" },
    { "mrr<0",
      "(SELECT coalesce(sum(mrr_delta), 0) FROM revenue_events e WHERE e.account_id = a.id "
      "AND effective_on <= 20600) < 0" },
    { "renewal_on<=2026-01-01", "renewal_on <= 20454" },
    { "societe", "1" },
    { "SOCIÉTÉ 1 ore", "name LIKE '%1%' OR id LIKE '%1%'" },
    { "-7", "id LIKE '%-7%'" },
    { "id=00-0", "id = '00-0'" },
    { "nothingatall", "0" },
    { "region=nowhere", "0" },
  };
  g_autoptr (Fixture) fixture = fixture_new_random (1, 120);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_load (fixture->mirror, 20600, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwAccountFilter) filter = bw_account_filter_parse (cases[i].expression, &error);
      g_autoptr (BwAccountFilter) again = NULL;
      g_autoptr (BwSelection) selection = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      selection = bw_account_filter_apply (snapshot, filter);
      g_test_message ("%s: %u accounts", cases[i].expression, selection->n);
      g_assert_cmpint (selection->n, ==,
                       fixture_int (fixture,
                                    "SELECT count(*) FROM accounts a WHERE "
                                    "contract_started_on <= 20600 AND (churned_on IS NULL OR "
                                    "churned_on > 20600) AND (%s)",
                                    cases[i].where));
      g_assert_cmpint (selection->whole, ==, selection->n == snapshot->n);
      for (guint j = 0; j < selection->n; j++)
        g_assert_cmpint (fixture_int (fixture, "SELECT (%s) FROM accounts a WHERE id = '%s'",
                                      cases[i].where,
                                      bw_snapshot_id (snapshot, selection->rows[j])),
                         ==, 1);

      text = bw_account_filter_to_string (filter);
      again = bw_account_filter_parse (text, &error);
      g_assert_no_error (error);
      g_assert_true (bw_account_filter_equal (filter, again));
    }
}

/* Every account is in one area and one quadrant and one tier. */
static void
test_parts_make_the_whole (void)
{
  static const char *const parts[][6] = {
    { "area=at_risk", "area=between", "area=advocates", "area=unknown" },
    { "quadrant=success", "quadrant=fix_expectations", "quadrant=fix_cost", "quadrant=review",
      "quadrant=unknown" },
    { "tier=top", "tier=leveraged", "tier=scalable" },
    { "index<40", "index>=40", "area=unknown" },
  };
  g_autoptr (Fixture) fixture = fixture_new_random (2, 200);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_load (fixture->mirror, 20600, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      guint sum = 0;

      for (guint j = 0; j < 6 && parts[i][j] != NULL; j++)
        {
          g_autoptr (BwAccountFilter) filter = bw_account_filter_parse (parts[i][j], &error);
          g_autoptr (BwSelection) selection = bw_account_filter_apply (snapshot, filter);

          g_assert_cmpuint (selection->n, >, 0);
          sum += selection->n;
        }
      g_assert_cmpuint (sum, ==, snapshot->n);
    }
}

static void
test_refused (void)
{
  static const char *const expressions[] = {
    "colour=red", "arr>much", "arr>", "arr>=1e999", "renewal_on<tomorrow", "owner=\"Ines",
    "owner<3", "tier=top tier=scalable", "=", "arr>=nan", ",", "index<40 >",
  };

  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", expressions[i]);
      g_assert_null (bw_account_filter_parse (expressions[i], &error));
      g_assert_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_SYNTAX);
    }
}

static void
test_text (void)
{
  static const char *const words[] = { "a b", "say \"so\"", "back\\slash", "", "plain", NULL };
  g_autoptr (BwAccountFilter) filter = bw_account_filter_new (), again = NULL, copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (bw_account_filter_is_empty (filter));
  bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_ID, words);
  bw_account_filter_set_search (filter, "  one=two three ");
  g_assert_cmpstr (bw_account_filter_get_search (filter), ==, "one=two three");
  text = bw_account_filter_to_string (filter);
  again = bw_account_filter_parse (text, &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_equal (bw_account_filter_get_words (again, BW_ACCOUNT_FILTER_ID), words));
  g_assert_true (bw_account_filter_equal (filter, again));
  copy = bw_account_filter_copy (filter);
  g_assert_true (bw_account_filter_equal (filter, copy));
  bw_account_filter_set_search (copy, NULL);
  g_assert_false (bw_account_filter_equal (filter, copy));
  bw_account_filter_set_words (copy, BW_ACCOUNT_FILTER_ID, NULL);
  g_assert_true (bw_account_filter_is_empty (copy));
}

static void
test_fold (void)
{
  static const char *const pairs[][2] = {
    { "Ines", "ines" },   { "Žižka", "zizka" }, { "GROSS", "gross" }, { "Groß", "gross" },
    { "Ørsted", "orsted" }, { "Łódź", "lodz" },   { "日本", "日本" },   { "", "" },
    { "ΜΈΓΑΣ", "μεγασ" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *folded = bw_fold_text (pairs[i][0]);

      g_assert_cmpstr (folded, ==, pairs[i][1]);
    }
}

static void
test_selection_pairs (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (3, 120);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) now = bw_snapshot_load (fixture->mirror, 20600, NULL, &error);
  g_autoptr (BwSnapshot) then = bw_snapshot_load (fixture->mirror, 20000, NULL, &error);
  g_autoptr (BwSelection) all = bw_selection_new_all (now);
  g_autoptr (BwSelection) paired = bw_selection_pair (all, now, then);

  g_assert_no_error (error);
  g_assert_cmpint (paired->n, ==,
                   fixture_int (fixture,
                                "SELECT count(*) FROM accounts WHERE contract_started_on <= 20000 "
                                "AND (churned_on IS NULL OR churned_on > 20600)"));
  for (guint i = 0; i < paired->n; i++)
    g_assert_cmpuint (bw_snapshot_find_slot (now, then->slot[paired->rows[i]]), !=, BW_INDEX_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter/agrees-with-sql", test_agrees_with_sql);
  g_test_add_func ("/filter/parts-make-the-whole", test_parts_make_the_whole);
  g_test_add_func ("/filter/refused", test_refused);
  g_test_add_func ("/filter/text", test_text);
  g_test_add_func ("/filter/fold", test_fold);
  g_test_add_func ("/filter/selection-pairs", test_selection_pairs);
  return g_test_run ();
}
