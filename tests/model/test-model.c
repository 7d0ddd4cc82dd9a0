/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/bw-locale.h"
#include "model/bw-money.h"
#include "model/bw-policy.h"
#include "model/bw-relation.h"

static void
test_relations (void)
{
  g_assert_cmpint (BW_N_RELATIONS, ==, 31);
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      const BwRelation *relation = bw_relation_get (i);
      gboolean has_key = FALSE;

      g_assert_cmpint (relation->id, ==, i);
      g_assert_true (bw_relation_find (relation->name) == relation);
      for (guint c = 0; c < relation->n_columns; c++)
        {
          const BwColumn *column = &relation->columns[c];

          g_assert_cmpint (bw_relation_find_column (relation, column->name), ==, c);
          has_key |= (column->flags & BW_COLUMN_KEY) != 0;
          /* What is referred to is refreshed before what refers to it. */
          if (column->refers_to != NULL)
            g_assert_cmpint (bw_relation_find (column->refers_to)->id, <=, i);
        }
      g_assert_true (has_key);
    }
  g_assert_null (bw_relation_find ("spreadsheets"));
}

static void
test_csv_safe (void)
{
  g_assert_true (bw_relation_csv_safe (bw_relation_get (BW_RELATION_OBSERVATIONS)));
  g_assert_true (bw_relation_csv_safe (bw_relation_get (BW_RELATION_SERVICE_COSTS)));
  g_assert_false (bw_relation_csv_safe (bw_relation_get (BW_RELATION_NOTES)));
}

static void
test_policy_defaults (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();

  g_assert_cmpfloat (policy->at_risk_below, ==, 40);
  g_assert_cmpfloat (policy->advocate_from, ==, 80);
  g_assert_cmpfloat (policy->top_share, ==, 0.40);
  g_assert_cmpfloat (policy->leveraged_share, ==, 0.80);
  g_assert_cmpint (policy->min_group, ==, 5);
  g_assert_cmpint (policy->landmark_days, ==, 180);
  g_assert_cmpint (policy->warning_days, ==, 120);
  g_assert_cmpint (policy->n_bands, ==, 3);
}

static void
test_policy_set (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autoptr (BwPolicy) copy = NULL;
  char *reason;

  g_assert_true (bw_policy_set (policy, "at_risk_below", "35", &reason));
  g_assert_cmpfloat (policy->at_risk_below, ==, 35);
  g_assert_true (bw_policy_set (policy, "colour_of_the_office", "{\"walls\": \"white\"}", &reason));
  g_assert_true (bw_policy_set (policy, "dimension_weights", "{\"nps\": 3}", &reason));
  g_assert_cmpfloat (policy->dimension_weight[BW_DIMENSION_NPS], ==, 3);
  g_assert_true (bw_policy_set (policy, "services",
                                "{\"top\": [{\"name\": \"Visit\", \"kind\": \"site_visit\", "
                                "\"hours\": 8, \"times_a_year\": 3}]}",
                                &reason));
  g_assert_cmpint (policy->n_services[BW_TIER_TOP], ==, 1);
  g_assert_cmpint (policy->n_services[BW_TIER_LEVERAGED], ==, 3);

  copy = bw_policy_copy (policy);
  g_assert_cmpstr (copy->services[BW_TIER_TOP][0].name, ==, "Visit");
}

static void
test_policy_refused (void)
{
  static const char *const refused[][2] = {
    { "at_risk_below", "\"low\"" },
    { "at_risk_below", "140" },
    { "min_group", "2.5" },
    { "silent_days", "0" },
    { "top_share", "1e999" },
    { "bands", "[{\"name\": \"red\", \"from\": 0}]" },
    { "bands", "[{\"name\":\"a\",\"from\":0},{\"name\":\"b\",\"from\":50},{\"name\":\"c\","
               "\"from\":40}]" },
    { "services", "{\"top\": [{\"name\": \"Visit\"}]}" },
    { "dimension_weights", "{\"nps\": -1}" },
    { "utilisation", "{" },
  };
  g_autoptr (BwPolicy) policy = bw_policy_new ();

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      char *reason = NULL;

      g_assert_false (bw_policy_set (policy, refused[i][0], refused[i][1], &reason));
      g_assert_nonnull (g_strstr_len (reason, -1, refused[i][0]));
      g_free (reason);
    }
  g_assert_cmpfloat (policy->at_risk_below, ==, 40);
  g_assert_cmpint (policy->n_bands, ==, 3);
  g_assert_cmpint (policy->n_services[BW_TIER_TOP], ==, 4);
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_money (void)
{
  BwMoney sum = 1;

  assert_text (bw_money_format_short (184000000, "EUR"), "€1.8\302\240M");
  assert_text (bw_money_format_short (1840000000, "EUR"), "€18.4\302\240M");
  assert_text (bw_money_format_short (-190000, "EUR"), "−€1.9\302\240k");
  assert_text (bw_money_format_short (190000, "CHF"), "CHF\302\2401.9\302\240k");
  assert_text (bw_money_format_short (1900, "JPY"), "¥1.9\302\240k");
  assert_text (bw_money_format_short (BW_MONEY_NONE, "EUR"), "–");
  assert_text (bw_money_format (123456, "EUR"), "€1234.56");
  assert_text (bw_money_format (123400, "EUR"), "€1234");
  assert_text (bw_money_format (-5, "EUR"), "−€0.05");
  assert_text (bw_money_format (G_MAXINT64, "JPY"), "¥9223372036854775807");
  assert_text (bw_share_format (0.364, 0), "36\302\240%");

  g_assert_true (bw_money_add (2, 3, &sum));
  g_assert_cmpint (sum, ==, 5);
  g_assert_false (bw_money_add (G_MAXINT64, 1, &sum));
  g_assert_false (bw_money_add (BW_MONEY_NONE, 1, &sum));
  g_assert_cmpint (sum, ==, 5);
}

/* What a text that runs from right to left must not tear apart is isolated: Unicode, UAX 9. */
static void
test_right_to_left (void)
{
  assert_text (bw_difference_format (1, "3.4 h"), "+3.4\302\240h");
  assert_text (bw_difference_format (-1, "3.4 h"), "−3.4\302\240h");
  assert_text (bw_difference_format (0, "3.4 h"), "3.4\302\240h");
  assert_text (bw_unit_format ("3.4", ""), "3.4");

  bw_locale_set_right_to_left (TRUE);
  assert_text (bw_number_format (-1344, 0), "\342\201\250−1344\342\201\251");
  assert_text (bw_difference_format (1, "1344"), "\342\201\250+1344\342\201\251");
  assert_text (bw_money_format_short (-190000, "EUR"),
               "\342\201\250−€1.9\302\240k\342\201\251");
  bw_locale_set_right_to_left (FALSE);
  assert_text (bw_number_format (-1344, 0), "−1344");
}

static void
test_band_titles (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autofree char *reason = NULL;

  g_assert_cmpstr (bw_policy_band_title (policy, 0), ==, "red");
  g_assert_cmpstr (bw_policy_band_title (policy, 2), ==, "green");
  g_assert_cmpstr (bw_policy_band_title (policy, -1), ==, "unknown");

  /* A company's own words are its own in every language. */
  g_assert_true (bw_policy_set (policy, "bands",
                                "[{\"name\": \"Poor\", \"from\": 0}, {\"name\": \"Fair\", \"from\": 40},"
                                " {\"name\": \"Good\", \"from\": 70}]",
                                &reason));
  g_assert_cmpstr (bw_policy_band_title (policy, 1), ==, "Fair");
}

static void
test_dimensions (void)
{
  for (guint i = 0; i < BW_N_DIMENSIONS; i++)
    g_assert_cmpint (bw_dimension_parse (bw_dimension_word (i)), ==, i);
  g_assert_cmpint (bw_dimension_parse ("weather"), ==, BW_N_DIMENSIONS);
  g_assert_cmpint (bw_dimension_parse (NULL), ==, BW_N_DIMENSIONS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/relation/table", test_relations);
  g_test_add_func ("/relation/csv-safe", test_csv_safe);
  g_test_add_func ("/policy/defaults", test_policy_defaults);
  g_test_add_func ("/policy/set", test_policy_set);
  g_test_add_func ("/policy/refused", test_policy_refused);
  g_test_add_func ("/policy/band-titles", test_band_titles);
  g_test_add_func ("/policy/dimensions", test_dimensions);
  g_test_add_func ("/money/format", test_money);
  g_test_add_func ("/money/right-to-left", test_right_to_left);
  return g_test_run ();
}
