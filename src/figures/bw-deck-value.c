/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-series-words.h"
#include "model/bw-moments.h"

/* Value delivered: a slide for each success metric. Its figure is the one that `show series` and the
 * account's page show, without what is for our own eyes. */

/* Where no success metric is measured, so many metrics of use stand in for it. */
#define MOST_OF_USE 2

/* Days without a reading after which a metric that does not say so itself is past its date. */
#define DAYS_UNTIL_STALE 90

static gboolean
is_of_use (const BwMetric *metric)
{
  switch (metric->scale.dimension)
    {
    case BW_DIMENSION_DEPLOYMENT:
    case BW_DIMENSION_ENGAGEMENT:
    case BW_DIMENSION_ADOPTION_DEPTH:
    case BW_DIMENSION_ADOPTION_BREADTH:
      return TRUE;

    default:
      return FALSE;
    }
}

/* The moments of truth that a customer would call events of their own; the others are steps of our
 * work on the account. The launch is the go-live by another name where that is known. */
static gboolean
is_for_customer (const BwSeriesFigure *figure, const BwSeriesMark *mark)
{
  if (mark->kind != BW_MARK_MOMENT)
    return TRUE;
  return g_strcmp0 (mark->title, bw_moment_title (BW_MOMENT_KICKOFF)) == 0
         || g_strcmp0 (mark->title, bw_moment_title (BW_MOMENT_EBR)) == 0
         || (figure->go_live_on == BW_DATE_NONE
             && g_strcmp0 (mark->title, bw_moment_title (BW_MOMENT_LAUNCH)) == 0);
}

static void
keep_marks_for_customer (BwSeriesFigure *figure)
{
  guint kept = 0;

  for (guint i = 0; i < figure->n_marks; i++)
    {
      if (is_for_customer (figure, &figure->marks[i]))
        figure->marks[kept++] = figure->marks[i];
      else
        g_free (figure->marks[i].title);
    }
  figure->n_marks = kept;
}

static void
drop_peers (BwSeriesFigure *figure)
{
  figure->n_peers = 0;
  figure->n_peer_accounts = 0;
  g_clear_pointer (&figure->peers, g_free);
  g_clear_pointer (&figure->peers_name, g_free);
}

/* Peers are named by what they have in common in the customer's eyes; how we grade our customers is
 * not said. A group too small to hide its members is no group. */
static void
name_peers (BwSeriesFigure *figure, const BwDeckAccount *self)
{
  gboolean has_industry = self->row != BW_INDEX_NONE
                          && bw_snapshot_industry (self->scope->snapshot, self->row) != NULL;
  guint fewest = MAX (self->table->policy->min_group, 1);

  if (figure->n_peer_accounts < fewest || figure->n_peers == 0
      || (figure->peers_by == BW_PEERS_INDUSTRY && !has_industry))
    {
      drop_peers (figure);
      return;
    }
  g_set_str (&figure->peers_name,
             figure->peers_by == BW_PEERS_INDUSTRY ? _("others in your industry")
                                                   : _("others of about your size"));
}

static char *
describe_source (const BwSeriesFigure *figure, const BwMetric *metric)
{
  const BwSeries *result = figure->result;
  gboolean theirs = g_strcmp0 (metric->source, "customer") == 0;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (result->n_points == 0)
    return NULL;
  from = bw_date_format_month (result->points[0].start, BW_DATE_NONE);
  to = bw_date_format_month (result->last_on, BW_DATE_NONE);
  if (isnan (result->interval.lo))
    return theirs ? g_strdup_printf (_("Source: your own figures, %1$s to %2$s"), from, to)
                  : g_strdup_printf (_("Source: our records of your use, %1$s to %2$s"), from, to);
  else
    {
      g_autofree char *size_lo = bw_metric_format (metric, fabs (result->interval.lo));
      g_autofree char *size_hi = bw_metric_format (metric, fabs (result->interval.hi));
      g_autofree char *lo = bw_difference_format (result->interval.lo, size_lo);
      g_autofree char *hi = bw_difference_format (result->interval.hi, size_hi);

      return theirs ? g_strdup_printf (_("Source: your own figures, %1$s to %2$s · 95 %% interval "
                                         "of the change %3$s to %4$s"),
                                       from, to, lo, hi)
                    : g_strdup_printf (_("Source: our records of your use, %1$s to %2$s · 95 %% "
                                         "interval of the change %3$s to %4$s"),
                                       from, to, lo, hi);
    }
}

static const char *
caution (const BwSeriesFigure *figure)
{
  const BwSeries *result = figure->result;

  if (isnan (result->last))
    return _("Nothing was measured yet. Agree who measures it, and from when.");
  if (isnan (result->baseline.value))
    return _("There is no value from before, so no change can be claimed. Ask what it used to be "
             "and agree on a baseline.");
  if (isnan (result->after.value))
    return _("There is no reading of late. Do not speak of today: ask for the latest figure.");
  if (result->interval.lo <= 0 && result->interval.hi >= 0)
    return _("The interval of the change holds zero: it may be chance. Do not call it progress, "
             "and do not call it a failure.");
  if (result->improvement < 0)
    return _("It got worse. Say so before they do, and ask what they think is behind it.");
  if (result->baseline.source == BW_BASELINE_PLAN)
    return _("The value from before is the one agreed in the success plan.");
  return NULL;
}

static const char *
describe_plan_status (const BwSeries *result)
{
  switch (result->plan_status)
    {
    case BW_PLAN_ACHIEVED:
      return _("The target is reached: propose the next one.");
    case BW_PLAN_AHEAD:
      return _("They are ahead of the path to the target.");
    case BW_PLAN_ON_TRACK:
      return _("They are on the path to the target.");
    case BW_PLAN_BEHIND:
      return _("They are behind the path to the target: agree what has to change.");
    case BW_PLAN_NONE:
    default:
      return _("No target is agreed for it.");
    }
}

static void
check_metric (BwDeckAccount *self, const BwSeriesFigure *figure, const BwMetric *metric,
              const char *slide_key)
{
  const BwSeries *result = figure->result;
  int days = metric->scale.expires_days > 0 ? metric->scale.expires_days : DAYS_UNTIL_STALE;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  if (result->last_on != BW_DATE_NONE && result->last_on < self->as_of - days)
    {
      g_autofree char *age = bw_days_format (self->as_of - result->last_on);

      id = g_strconcat ("stale:", metric->key, NULL);
      text = g_strdup_printf (_("%1$s: the last reading is %2$s old"), metric->name, age);
      bw_deck_add_check (self->deck, id, slide_key, FALSE, text);
    }
  g_clear_pointer (&id, g_free);
  g_clear_pointer (&text, g_free);
  id = g_strconcat ("baseline:", metric->key, NULL);
  if (isnan (result->baseline.value))
    text = g_strdup_printf (_("%s: nothing was measured before, so no change can be shown"),
                            metric->name);
  else
    text = g_strdup_printf (_("%s: there is a value from before"), metric->name);
  bw_deck_add_check (self->deck, id, slide_key, !isnan (result->baseline.value), text);
}

static gboolean
add_metric (BwDeckAccount *self, const BwMetric *metric, GError **error)
{
  BwSeriesRequest request = { .account_id = self->id, .metric_key = metric->key,
                              .bucket = self->request->bucket, .peers = self->request->peers,
                              .fits_readings = TRUE };
  g_autofree char *key = g_strconcat ("value:", metric->key, NULL);
  g_autoptr (BwSeriesFigure) figure = bw_series_figure_compute (self->scope, &request, error);
  BwSlide *slide;

  if (figure == NULL)
    return FALSE;
  keep_marks_for_customer (figure);
  name_peers (figure, self);
  g_free (figure->detail);
  figure->detail = bw_series_detail (metric, figure);

  slide = bw_slide_new (BW_SLIDE_VALUE, key);
  slide->kicker = is_of_use (metric)
                    ? g_strdup_printf (_("Use · %s"), figure->kicker)
                    /* Translators: "Value delivered · Hours to close a case · monthly · lower is
                     * better" */
                    : g_strdup_printf (_("Value delivered · %s"), figure->kicker);
  slide->title = g_strdup (figure->head.title);
  if (figure->too_few)
    slide->missing = g_strdup_printf (_("%s: nothing was measured yet"), metric->name);
  slide->source = describe_source (figure, metric);
  slide->notes = bw_deck_join_notes (
    figure->detail, describe_plan_status (figure->result),
    caution (figure) != NULL ? caution (figure) : _("Ask what this is worth to them in money or "
                                                    "in time, and write down the answer."),
    NULL);
  slide->minutes = 5;
  check_metric (self, figure, metric, key);
  g_ptr_array_add (self->series, figure);
  slide->series = g_steal_pointer (&figure);
  bw_deck_add (self->deck, slide);
  return TRUE;
}

static void
add_nothing_measured (BwDeckAccount *self)
{
  BwSlide *slide = bw_slide_new (BW_SLIDE_VALUE, "value");

  slide->kicker = g_strdup (_("Value delivered"));
  slide->title = g_strdup (_("The value you get is not measured yet"));
  slide->missing = g_strdup (_("No figure of yours is agreed that would show whether this was "
                               "worth it. Which one should it be?"));
  slide->notes = g_strdup (
    _("Ask how they would measure it themselves, what the figure is today, and who could send it "
      "every month. Without it the next review has nothing to show either."));
  slide->minutes = 5;
  bw_deck_add_check (self->deck, "value", "value", FALSE,
                     _("No success metric is measured: there is no value to show"));
  bw_deck_add (self->deck, slide);
}

/* Adds a slide for each metric of the customer's own success; where there is none, one that says so
 * and the use that is measured. */
gboolean
bw_deck_add_value (BwDeckAccount *self, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autofree BwMeasuredMetric *metrics = NULL;
  guint n_metrics, shown = 0;

  metrics = bw_series_figure_list_metrics (self->scope, self->id, &n_metrics, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  for (guint i = 0; i < n_metrics; i++)
    {
      if (!metrics[i].has_target && metrics[i].metric->scale.dimension != BW_DIMENSION_SUCCESS)
        continue;
      if (!add_metric (self, metrics[i].metric, error))
        return FALSE;
      shown++;
    }
  if (shown > 0)
    return TRUE;
  add_nothing_measured (self);
  for (guint i = 0; i < n_metrics && shown < MOST_OF_USE; i++)
    {
      if (!is_of_use (metrics[i].metric))
        continue;
      if (!add_metric (self, metrics[i].metric, error))
        return FALSE;
      shown++;
    }
  return TRUE;
}
