/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "figures/bw-account-parts.h"
#include "figures/bw-account-work.h"
#include "figures/bw-series-rows.h"

typedef enum {
  PART_PURPOSE,
  PART_METRICS,
  PART_TARGET,
  PART_TIMELINE,
  PART_ROLES,
  PART_NEXT,
} PartPlace;

static const struct {
  const char *word;
  const char *title;
} parts[BW_N_PLAN_PARTS] = {
  [PART_PURPOSE] = { "purpose", N_("purpose") },
  [PART_METRICS] = { "metrics", N_("metrics and how they are measured") },
  [PART_TARGET] = { "target", N_("target") },
  [PART_TIMELINE] = { "timeline", N_("timeline and milestones") },
  [PART_ROLES] = { "roles", N_("roles") },
  [PART_NEXT] = { "next", N_("what comes next") },
};

/**
 * bw_plan_find:
 * @scope: with a mirror
 * @account_id: whose
 * @found: (out caller-allocates): the plan, to be cleared by bw_plan_found_clear(); without one its
 *   id is %NULL and none of its parts is there
 * @error: set when the mirror cannot be read
 *
 * Finds the open plan that began last and which of its parts are there. On the latest day a plan
 * that is still to begin counts where there is no other, so that one that was just written is seen.
 *
 * Returns: whether it could be read
 */
gboolean
bw_plan_find (const BwFigureScope *scope, const char *account_id, BwPlanFound *found,
              GError **error)
{
  BwDate as_of = scope->snapshot->as_of;
  gboolean latest = as_of >= scope->snapshot->table->data_until;
  g_autoptr (BwQuery) query = bw_query_new (
    scope->mirror,
    "SELECT id, purpose, next_phase,"
    " EXISTS (SELECT 1 FROM plan_targets WHERE plan_id = plans.id AND metric_key IS NOT NULL"
    "   AND how_measured IS NOT NULL),"
    " EXISTS (SELECT 1 FROM plan_targets WHERE plan_id = plans.id AND target_value IS NOT NULL"
    "   AND due_on IS NOT NULL),"
    " EXISTS (SELECT 1 FROM plan_milestones WHERE plan_id = plans.id),"
    " EXISTS (SELECT 1 FROM plan_roles WHERE plan_id = plans.id)"
    " FROM plans WHERE account_id = ?1 AND coalesce (started_on, ?2) <= ?3"
    " AND (closed_on IS NULL OR closed_on > ?2)"
    " ORDER BY coalesce (started_on, ?2) > ?2, started_on DESC, id LIMIT 1",
    NULL, error);

  *found = (BwPlanFound) { NULL };
  for (guint i = 0; i < BW_N_PLAN_PARTS; i++)
    {
      found->parts[i].word = parts[i].word;
      found->parts[i].title = g_strdup (_(parts[i].title));
    }
  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, account_id);
  bw_query_bind_int (query, 2, as_of);
  bw_query_bind_int (query, 3, latest ? G_MAXINT32 : as_of);
  if (bw_query_next (query))
    {
      found->id = g_strdup (bw_query_text (query, 0));
      found->purpose = g_strdup (bw_query_text (query, 1));
      found->next = g_strdup (bw_query_text (query, 2));
      found->parts[PART_PURPOSE].present = found->purpose != NULL;
      found->parts[PART_NEXT].present = found->next != NULL;
      found->parts[PART_METRICS].present = bw_query_int (query, 3, 0) != 0;
      found->parts[PART_TARGET].present = bw_query_int (query, 4, 0) != 0;
      found->parts[PART_TIMELINE].present = bw_query_int (query, 5, 0) != 0;
      found->parts[PART_ROLES].present = bw_query_int (query, 6, 0) != 0;
    }
  return bw_query_finish (query, error);
}

void
bw_plan_found_clear (BwPlanFound *found)
{
  g_clear_pointer (&found->id, g_free);
  g_clear_pointer (&found->purpose, g_free);
  g_clear_pointer (&found->next, g_free);
  for (guint i = 0; i < BW_N_PLAN_PARTS; i++)
    g_clear_pointer (&found->parts[i].title, g_free);
}

static gboolean
has (const BwRecord *record, const char *column)
{
  const char *json = bw_record_get_json (record, column);

  return json != NULL && !g_str_equal (json, "null");
}

/**
 * bw_plan_find_parts:
 * @plan: a plan
 * @items: (element-type BwRecord): its targets, milestones and roles
 * @present: (out): which of the six parts are there, in the order of #BwAccountFigure.plan_parts
 *
 * Says of a plan that is being written what bw_account_read_plan() says of one that is kept.
 */
void
bw_plan_find_parts (const BwRecord *plan, GPtrArray *items, gboolean present[BW_N_PLAN_PARTS])
{
  memset (present, 0, sizeof (gboolean) * BW_N_PLAN_PARTS);
  present[PART_PURPOSE] = has (plan, "purpose");
  present[PART_NEXT] = has (plan, "next_phase");
  for (guint i = 0; i < items->len; i++)
    {
      const BwRecord *part = items->pdata[i];

      switch (bw_record_get_relation (part)->id)
        {
        case BW_RELATION_PLAN_TARGETS:
          present[PART_METRICS] |= has (part, "metric_key") && has (part, "how_measured");
          present[PART_TARGET] |= has (part, "target_value") && has (part, "due_on");
          break;

        case BW_RELATION_PLAN_MILESTONES:
          present[PART_TIMELINE] = TRUE;
          break;

        case BW_RELATION_PLAN_ROLES:
          present[PART_ROLES] = TRUE;
          break;

        default:
          break;
        }
    }
}

/**
 * bw_plan_describe_missing:
 * @present: which of the six parts are there
 *
 * Returns: (transfer full) (nullable): those that are not, in a sentence; %NULL when all are there
 */
char *
bw_plan_describe_missing (const gboolean present[BW_N_PLAN_PARTS])
{
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; i < BW_N_PLAN_PARTS; i++)
    {
      if (!present[i])
        g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "", _(parts[i].title));
    }
  return missing->len > 0 ? g_strdup_printf (_("Missing: %s"), missing->str) : NULL;
}

/* Takes over what was found of the plan; its id, which is NULL without one. */
static char *
take_plan (BwAccountFigure *figure, BwPlanFound *found)
{
  figure->has_plan = found->id != NULL;
  figure->plan_purpose = g_steal_pointer (&found->purpose);
  figure->plan_next = g_steal_pointer (&found->next);
  for (guint i = 0; i < BW_N_PLAN_PARTS; i++)
    {
      figure->plan_parts[i] = found->parts[i];
      found->parts[i].title = NULL;
    }
  return g_steal_pointer (&found->id);
}

/* How far a target has come: the same path as that of the metric's own chart. */
static gboolean
follow_target (BwPlanTargetLine *line, const BwMetric *metric, const BwSeriesPlan *plan,
               const BwAccountFigure *figure, const BwFigureScope *scope, BwQuery *readings,
               GError **error)
{
  const BwPolicy *policy = scope->snapshot->table->policy;
  BwSeriesRows rows;
  gboolean read;

  bw_series_rows_init (&rows);
  read = bw_series_rows_read (&rows, readings, figure->id, line->metric_key, figure->as_of, error);
  if (read)
    {
      BwSeriesInput input = {
        .n = rows.dates->len,
        .dates = (const BwDate *) rows.dates->data,
        .values = (const double *) rows.values->data,
        .direction = metric->scale.direction,
        .aggregation = metric->aggregation,
        .bucket = BW_BUCKET_MONTH,
        .as_of = figure->as_of,
        .go_live_on = scope->snapshot->table->go_live_on[figure->account],
        .plan_baseline = plan->baseline,
        .plan_baseline_on = plan->baseline_on,
        .plan_target = plan->target,
        .plan_due_on = plan->due_on,
        .baseline_days = policy->baseline_days,
        .velocity_buckets = policy->velocity_buckets,
        .behind_share = policy->behind_share,
      };
      g_autoptr (BwSeries) series = bw_series_compute (&input);

      line->status = series->plan_status;
      line->expected = series->plan_expected;
      line->last = series->last;
    }
  bw_series_rows_clear (&rows);
  return read;
}

static gboolean
read_targets (BwAccountFigure *figure, const BwFigureScope *scope, const char *plan_id,
              GError **error)
{
  g_autoptr (GArray) targets = g_array_new (TRUE, FALSE, sizeof (BwPlanTargetLine));
  g_autoptr (BwQuery) readings = bw_series_rows_query (scope->mirror, error);
  g_autoptr (BwQuery) query = bw_query_new (
    scope->mirror,
    "SELECT t.metric_key, t.baseline_value, coalesce (t.baseline_on, p.started_on),"
    " t.target_value, t.due_on FROM plan_targets AS t JOIN plans AS p ON p.id = t.plan_id"
    " WHERE t.plan_id = ?1 AND t.metric_key IS NOT NULL ORDER BY t.due_on, t.id",
    NULL, error);
  gboolean read = readings != NULL && query != NULL;

  if (!read)
    return FALSE;
  bw_query_bind_text (query, 1, plan_id);
  while (read && bw_query_next (query))
    {
      const BwMetric *metric
        = bw_account_table_find_metric (scope->snapshot->table, bw_query_text (query, 0));
      BwSeriesPlan plan = { bw_query_double (query, 1), bw_query_date (query, 2),
                            bw_query_double (query, 3), bw_query_date (query, 4) };
      BwPlanTargetLine line = {
        .metric_key = g_strdup (bw_query_text (query, 0)),
        .metric_name = g_strdup (metric != NULL ? metric->name : bw_query_text (query, 0)),
        .status = BW_PLAN_NONE,
        .target_value = plan.target,
        .expected = NAN,
        .last = NAN,
        .due_on = plan.due_on,
      };

      if (metric != NULL)
        read = follow_target (&line, metric, &plan, figure, scope, readings, error);
      g_array_append_val (targets, line);
    }
  figure->n_targets = targets->len;
  figure->targets = (BwPlanTargetLine *) g_array_steal (targets, NULL);
  return read && bw_query_finish (query, error);
}

static void
describe_plan (BwAccountFigure *figure)
{
  gboolean there[BW_N_PLAN_PARTS];
  g_autoptr (GPtrArray) details = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *missing = NULL;
  guint present = 0, good = 0;

  if (!figure->has_plan)
    {
      figure->plan_title = g_strdup (_("No success plan"));
      figure->plan_detail
        = g_strdup (_("Nobody has written down what success is for this customer"));
      return;
    }

  for (guint i = 0; i < BW_N_PLAN_PARTS; i++)
    {
      there[i] = figure->plan_parts[i].present;
      present += there[i];
    }
  for (guint i = 0; i < figure->n_targets; i++)
    good += figure->targets[i].status == BW_PLAN_ACHIEVED
            || figure->targets[i].status == BW_PLAN_AHEAD
            || figure->targets[i].status == BW_PLAN_ON_TRACK;

  figure->plan_title = g_strdup_printf (_("Success plan: %1$u of %2$u parts"), present,
                                        (guint) BW_N_PLAN_PARTS);
  missing = bw_plan_describe_missing (there);
  if (missing != NULL)
    g_ptr_array_add (details, g_strdup (missing));
  if (figure->n_targets > 0)
    g_ptr_array_add (details, g_strdup_printf (ngettext ("%1$u of %2$u target on track",
                                                         "%1$u of %2$u targets on track",
                                                         figure->n_targets),
                                               good, figure->n_targets));
  g_ptr_array_add (details, NULL);
  figure->plan_detail = g_strjoinv (" · ", (char **) details->pdata);
}

/**
 * bw_account_read_plan:
 * @figure: gets its success plan, its parts and its targets
 * @scope: with a mirror
 * @error: set when the mirror cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
bw_account_read_plan (BwAccountFigure *figure, const BwFigureScope *scope, GError **error)
{
  g_autofree char *plan_id = NULL;
  BwPlanFound found;
  gboolean read = bw_plan_find (scope, figure->id, &found, error);

  plan_id = take_plan (figure, &found);
  if (!read)
    return FALSE;
  if (plan_id != NULL && !read_targets (figure, scope, plan_id, error))
    return FALSE;
  describe_plan (figure);
  return TRUE;
}
