/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "figures/bw-series-words.h"

/*
 * The truth of the sentence of value, in every language that it is spoken in: what may be said of a
 * change, over every sign of it, direction of the metric, baseline and interval.
 */

typedef enum {
  SAYS_UNMEASURED,
  SAYS_SAME,
  SAYS_UNCLEAR,
  SAYS_TOO_FEW,
  SAYS_BETTER,
  SAYS_WORSE,
  N_SAYS
} Says;

typedef struct {
  const char *code;
  const char *locale; /* Made with the build root; the C locale is not translated. */
  const char *words[N_SAYS];
} Language;

static const Language languages[] = {
  { "en", "C.UTF-8",
    { "not measured", ", as ", "no clear change", "too few readings", "better", "worse" } },
  { "de", "de_DE.UTF-8",
    { "nicht gemessen", ", wie ", "keine klare Veränderung", "zu wenige Messwerte", "besser",
      "schlechter" } },
};

typedef enum {
  INTERVAL_HOLDS_ZERO,
  INTERVAL_CLEAR,
  INTERVAL_NONE,
  N_INTERVALS
} IntervalKind;

static void
speak (const Language *language)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);

  g_setenv ("LANGUAGE", language->code, TRUE);
  g_assert_nonnull (setlocale (LC_ALL, language->locale));
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static BwMetric
make_metric (int direction)
{
  return (BwMetric) {
    .key = (char *) "m",
    .name = (char *) "Metric",
    .unit = (char *) "h",
    .scale = { .dimension = BW_DIMENSION_SUCCESS, .direction = direction },
    .aggregation = BW_AGGREGATION_MEAN,
  };
}

/* That the sentence says one thing and none of the others. */
static void
assert_says (const Language *language, const char *sentence, Says says)
{
  for (guint i = 0; i < N_SAYS; i++)
    {
      gboolean said = strstr (sentence, language->words[i]) != NULL;

      if (said != (i == says))
        g_error ("“%s” %s “%s”", sentence, said ? "says" : "does not say", language->words[i]);
    }
}

static Says
expect (int sign, int direction, BwBaselineSource source, IntervalKind interval)
{
  if (source == BW_BASELINE_NONE)
    return SAYS_UNMEASURED;
  if (sign == 0)
    return SAYS_SAME;
  if (interval == INTERVAL_HOLDS_ZERO)
    return SAYS_UNCLEAR;
  if (interval == INTERVAL_NONE && source == BW_BASELINE_BEFORE_GO_LIVE)
    return SAYS_TOO_FEW;
  return sign * direction > 0 ? SAYS_BETTER : SAYS_WORSE;
}

static void
test_cases (gconstpointer data)
{
  const Language *language = data;

  speak (language);
  for (int sign = -1; sign <= 1; sign++)
    for (int direction = -1; direction <= 1; direction += 2)
      for (int source = BW_BASELINE_NONE; source <= (int) BW_BASELINE_BEFORE_GO_LIVE; source++)
        for (int interval = 0; interval < N_INTERVALS; interval++)
          for (int negative = 0; negative < 2; negative++)
            {
              BwMetric metric = make_metric (direction);
              double before = negative ? -8 : 8, after = before + sign * 2;
              gboolean measured = source != BW_BASELINE_NONE;
              BwSeries series = {
                .baseline = { measured ? before : NAN, 0, 0, interval == INTERVAL_NONE ? 1 : 9,
                              source },
                .after = { after, 0, 0, 9, BW_BASELINE_NONE },
                .last = after,
                .change = measured ? after - before : NAN,
                .change_share = measured ? (after - before) / fabs (before) : NAN,
                .interval = { NAN, NAN },
                .plan_target = NAN,
              };
              g_autofree char *sentence = NULL;

              if (measured && interval != INTERVAL_NONE)
                {
                  double half = interval == INTERVAL_HOLDS_ZERO ? 3 : 1;

                  series.interval = (BwInterval) { series.change - half, series.change + half };
                }
              /* Without a change nothing is clear about it. */
              if (sign == 0 && interval == INTERVAL_CLEAR)
                continue;
              sentence = bw_series_sentence (&metric, &series);
              assert_says (language, sentence, expect (sign, direction, source, interval));
            }
}

/* The same from readings on, drawn from two normal populations. */
static void
test_readings (gconstpointer data)
{
  const Language *language = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  guint said[N_SAYS] = { 0 };

  speak (language);
  for (guint trial = 0; trial < 600; trial++)
    {
      int direction = g_rand_boolean (random) ? 1 : -1;
      guint n_before = g_rand_int_range (random, 0, 6), n_after = g_rand_int_range (random, 1, 6);
      double shift = g_rand_double_range (random, -3, 3);
      BwMetric metric = make_metric (direction);
      BwDate dates[16];
      double values[16];
      guint n = 0;
      g_autoptr (BwSeries) series = NULL;
      g_autofree char *sentence = NULL;
      BwMoments before, after;
      BwInterval interval;
      Says says;

      for (guint i = 0; i < n_before; i++, n++)
        {
          dates[n] = 20000 - 60 + (BwDate) i;
          values[n] = 20 + g_rand_double (random);
        }
      for (guint i = 0; i < n_after; i++, n++)
        {
          dates[n] = 20300 - 60 + (BwDate) i;
          values[n] = 20 + shift + g_rand_double (random);
        }
      series = bw_series_compute (&(BwSeriesInput) {
        .n = n, .dates = dates, .values = values, .direction = direction,
        .aggregation = BW_AGGREGATION_MEAN, .bucket = BW_BUCKET_MONTH, .as_of = 20300,
        .go_live_on = 20000, .plan_baseline = NAN, .plan_baseline_on = BW_DATE_NONE,
        .plan_target = NAN, .plan_due_on = BW_DATE_NONE, .baseline_days = 90,
        .velocity_buckets = 6, .behind_share = 0.1 });
      sentence = bw_series_sentence (&metric, series);

      before = bw_stats_moments (values, n_before);
      after = bw_stats_moments (values + n_before, n_after);
      interval = bw_stats_welch_interval (before, after, 0.95);
      if (n_before == 0)
        says = SAYS_UNMEASURED;
      else if (strstr (sentence, language->words[SAYS_SAME]) != NULL)
        {
          /* Only of what the ear cannot tell apart: half a percent, or the same when rounded. */
          g_assert_cmpfloat (fabs (after.mean - before.mean), <, 0.2);
          says = SAYS_SAME;
        }
      else if (n_before < 2 || n_after < 2)
        says = SAYS_TOO_FEW;
      else if (interval.lo <= 0 && interval.hi >= 0)
        says = SAYS_UNCLEAR;
      else
        says = (after.mean - before.mean) * direction > 0 ? SAYS_BETTER : SAYS_WORSE;
      assert_says (language, sentence, says);
      said[says]++;
    }
  for (guint i = 0; i < N_SAYS; i++)
    g_assert_cmpuint (said[i], >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *cases = g_strdup_printf ("/value-sentence/%s/cases", languages[i].code);
      g_autofree char *readings
        = g_strdup_printf ("/value-sentence/%s/readings", languages[i].code);

      g_test_add_data_func (cases, &languages[i], test_cases);
      g_test_add_data_func (readings, &languages[i], test_readings);
    }
  return g_test_run ();
}
