/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-series-rows.h"

/* What changed since the last review: the customer's figures then and now, what was done, and who
 * joined. */

#define MOST_LINES 6
#define CONFIDENCE 0.95

/* A metric on the two days, each the mean of the days that the policy counts up to it. */
typedef struct {
  double     then;
  double     now;
  BwInterval interval; /* Of the change, Welch's; NaN when there are too few readings. */
} ThenAndNow;

static BwMoments
moments_between (const BwSeriesRows *rows, BwDate from, BwDate to)
{
  const BwDate *dates = (const BwDate *) rows->dates->data;
  guint first = 0, end;

  while (first < rows->dates->len && dates[first] < from)
    first++;
  end = first;
  while (end < rows->dates->len && dates[end] <= to)
    end++;
  return bw_stats_moments ((const double *) rows->values->data + first, end - first);
}

static gboolean
compare_metric (const BwDeckAccount *self, BwQuery *query, const char *metric_key,
                ThenAndNow *compared, GError **error)
{
  int days = self->table->policy->baseline_days;
  BwSeriesRows rows;
  BwMoments then, now;
  gboolean read;

  bw_series_rows_init (&rows);
  read = bw_series_rows_read (&rows, query, self->id, metric_key, self->as_of, error);
  then = moments_between (&rows, self->last_held - days + 1, self->last_held);
  now = moments_between (&rows, MAX (self->as_of - days, self->last_held) + 1, self->as_of);
  bw_series_rows_clear (&rows);
  compared->then = then.n > 0 ? then.mean : NAN;
  compared->now = now.n > 0 ? now.mean : NAN;
  compared->interval = bw_stats_welch_interval (then, now, CONFIDENCE);
  return read;
}

static gboolean
add_figures (BwDeckAccount *self, BwSlide *slide, guint *n_better, guint *n, GError **error)
{
  g_autoptr (BwQuery) query = bw_series_rows_query (self->scope->mirror, error);
  BwSlideList *list = NULL;

  if (query == NULL)
    return FALSE;
  for (guint i = 0; i < self->series->len; i++)
    {
      const BwSeriesFigure *figure = self->series->pdata[i];
      const BwMetric *metric = bw_account_table_find_metric (self->table, figure->metric_key);
      g_autofree char *then = NULL;
      g_autofree char *now = NULL;
      g_autofree char *detail = NULL;
      const char *mark;
      ThenAndNow compared;
      double change;

      if (!compare_metric (self, query, metric->key, &compared, error))
        return FALSE;
      if (isnan (compared.then) || isnan (compared.now))
        continue;
      change = (compared.now - compared.then) * (metric->scale.direction < 0 ? -1 : 1);
      if (isnan (compared.interval.lo)
          || (compared.interval.lo <= 0 && compared.interval.hi >= 0))
        mark = _("no clear change");
      else
        mark = change > 0 ? C_("figure", "better") : C_("figure", "worse");
      *n_better += !isnan (compared.interval.lo) && change > 0
                   && !(compared.interval.lo <= 0 && compared.interval.hi >= 0);
      (*n)++;
      then = bw_metric_format (metric, compared.then);
      now = bw_metric_format (metric, compared.now);
      /* Translators: a metric's values on two days: "6.8 h then, 6.0 h now". */
      detail = g_strdup_printf (_("%1$s then, %2$s now"), then, now);
      if (list == NULL)
        list = bw_slide_add_list (slide, _("Your figures"));
      if (list->lines->len < MOST_LINES)
        bw_slide_list_add (list, metric->name, detail, mark);
    }
  return TRUE;
}

/* What was done between the two days; each statement names what and when. */
static gboolean
add_done (BwDeckAccount *self, BwSlide *slide, guint *n_done, GError **error)
{
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self,
    "SELECT m.title, m.done_on FROM plans AS p JOIN plan_milestones AS m ON m.plan_id = p.id"
    "  WHERE p.account_id = ?1 AND m.done_on <= ?2 AND m.done_on > ?3 AND m.title IS NOT NULL"
    " UNION ALL SELECT text, acted_on FROM feedback"
    "  WHERE account_id = ?1 AND acted_on <= ?2 AND acted_on > ?3 AND text IS NOT NULL"
    "  AND kind IS NOT 'praise'"
    " UNION ALL SELECT coalesce (b.name, b.key), a.adopted_on FROM behaviour_adoptions AS a"
    "  JOIN behaviours AS b ON b.key = a.behaviour_key"
    "  WHERE a.account_id = ?1 AND a.adopted_on <= ?2 AND a.adopted_on > ?3"
    " ORDER BY 2 DESC, 1",
    error);
  BwSlideList *list = NULL;

  if (query == NULL)
    return FALSE;
  bw_query_bind_int (query, 3, self->last_held);
  while (bw_query_next (query))
    {
      g_autofree char *day = bw_date_format_short (bw_query_date (query, 1), self->as_of);

      (*n_done)++;
      if (list == NULL)
        list = bw_slide_add_list (slide, _("Done since"));
      if (list->lines->len < MOST_LINES)
        bw_slide_list_add (list, bw_query_text (query, 0), day, "✓");
    }
  return bw_query_finish (query, error);
}

static gboolean
add_newcomers (BwDeckAccount *self, BwSlide *slide, GError **error)
{
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self,
    "SELECT coalesce (name, id), title FROM contacts WHERE account_id = ?1 AND arrived_on <= ?2"
    " AND arrived_on > ?3 AND (left_on IS NULL OR left_on > ?2)"
    " ORDER BY influence DESC, 1 LIMIT 6",
    error);
  BwSlideList *list = NULL;

  if (query == NULL)
    return FALSE;
  bw_query_bind_int (query, 3, self->last_held);
  while (bw_query_next (query))
    {
      if (list == NULL)
        list = bw_slide_add_list (slide, _("New among us"));
      bw_slide_list_add (list, bw_query_text (query, 0), bw_query_text (query, 1), NULL);
    }
  return bw_query_finish (query, error);
}

static char *
describe_changes (const BwDeckAccount *self, guint n_better, guint n, guint n_done)
{
  g_autofree char *day = bw_date_format_short (self->last_held, self->as_of);
  g_autofree char *figures = NULL;
  g_autofree char *done = NULL;

  if (n > 0 && n_better == 0)
    figures = g_strdup_printf (ngettext ("Your figure is not clearly better than on %1$s",
                                         "None of your %2$u figures is clearly better than on %1$s",
                                         n),
                               day, n);
  else if (n > 0 && n_better == n)
    figures = g_strdup_printf (ngettext ("Your figure is better than on %1$s",
                                         "All your %2$u figures are better than on %1$s", n),
                               day, n);
  else if (n > 0)
    figures = g_strdup_printf (ngettext ("%1$u of %2$u figure better than on %3$s",
                                         "%1$u of %2$u figures better than on %3$s", n),
                               n_better, n, day);
  if (n_done > 0)
    done = g_strdup_printf (ngettext ("%u thing was done", "%u things were done", n_done), n_done);
  if (figures != NULL && done != NULL)
    /* Translators: two findings that belong to one sentence. */
    return g_strdup_printf (C_("findings", "%1$s; %2$s"), figures, done);
  if (figures != NULL)
    return g_steal_pointer (&figures);
  if (done != NULL)
    return g_strdup_printf (ngettext ("Since %1$s %2$u thing was done",
                                      "Since %1$s %2$u things were done", n_done),
                            day, n_done);
  return g_strdup_printf (_("There is nothing yet that could be compared with %s"), day);
}

/* Adds the slide on what changed since the last review that was held, if one was. */
gboolean
bw_deck_add_changes (BwDeckAccount *self, GError **error)
{
  g_autoptr (BwSlide) slide = NULL;
  guint n_better = 0, n = 0, n_done = 0;

  if (self->last_held == BW_DATE_NONE || self->last_held >= self->as_of)
    return TRUE;
  slide = bw_slide_new (BW_SLIDE_CHANGES, "changes");
  if (!add_figures (self, slide, &n_better, &n, error)
      || !add_done (self, slide, &n_done, error) || !add_newcomers (self, slide, error))
    return FALSE;
  slide->kicker = g_strdup (_("Since we last met"));
  slide->title = describe_changes (self, n_better, n, n_done);
  if (slide->lists->len == 0)
    slide->missing = g_strdup (_("Nothing was measured and nothing was finished since. What has "
                                 "changed at your end?"));
  slide->notes = g_strdup (
    _("Begin with what you promised the last time, and whether it was kept. A figure is called "
      "better or worse only where the interval of its change does not hold zero."));
  slide->minutes = 4;
  bw_deck_add (self->deck, g_steal_pointer (&slide));
  return TRUE;
}
