/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-triage-figure.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "figures/bw-figure-private.h"
#include "figures/bw-triage-parts.h"
#include "portfolio/bw-query.h"

/* The queue of one date, before it is looked at by owner and reason: the reasons of each row, and
 * those that only a risk names. */
static BwReasons *
find_reasons (const BwSnapshot *snapshot, const BwSignals *signals, guint32 *recorded,
              BwReasons **by_risk)
{
  const BwAccountTable *table = snapshot->table;
  BwReasons *reasons = g_new (BwReasons, snapshot->n + 1);

  *by_risk = g_new (BwReasons, snapshot->n + 1);

  *recorded = 0;
  for (guint32 row = 0; row < snapshot->n; row++)
    {
      guint32 account = snapshot->account[row];
      BwDate go_live_on = table->go_live_on[account];

      *recorded |= signals->rows[row].recorded;
      if (table->owner[account] != BW_INDEX_NONE)
        *recorded |= BW_RECORDED_OWNERS;
      if (go_live_on != BW_DATE_NONE && go_live_on <= snapshot->as_of)
        *recorded |= BW_RECORDED_GO_LIVE;
    }
  for (guint32 row = 0; row < snapshot->n; row++)
    {
      BwTriageFacts facts;

      bw_triage_facts (snapshot, signals, row, &facts);
      reasons[row] = bw_triage_reasons (&facts, *recorded, table->policy, &(*by_risk)[row]);
    }
  return reasons;
}

void
bw_triage_facts (const BwSnapshot *snapshot, const BwSignals *signals, guint32 row,
                 BwTriageFacts *facts)
{
  const BwAccountTable *table = snapshot->table;
  guint32 account = snapshot->account[row];
  const float *depth = snapshot->dimension[BW_DIMENSION_ADOPTION_DEPTH];
  const float *breadth = snapshot->dimension[BW_DIMENSION_ADOPTION_BREADTH];
  double first = depth != NULL ? (double) depth[row] : NAN;
  double second = breadth != NULL ? (double) breadth[row] : NAN;

  *facts = (BwTriageFacts) {
    .as_of = snapshot->as_of,
    .today = table->data_until == BW_DATE_NONE || snapshot->as_of >= table->data_until,
    .started_on = table->contract_started_on[account],
    .go_live_on = table->go_live_on[account],
    .renewal_on = table->renewal_on[account],
    .last_signal_on = snapshot->last_signal_on[row],
    .has_owner = table->owner[account] != BW_INDEX_NONE,
    .quadrant = snapshot->quadrant[row],
    .tier = snapshot->tier[row],
    .success_index = snapshot->success_index[row],
    .adoption = isnan (first) ? second : isnan (second) ? first : (first + second) / 2,
    .signals = &signals->rows[row],
  };
}

static gboolean
is_wanted (const BwTriageFigure *figure, const BwTriageRequest *request, guint32 row)
{
  const BwPerson *owner;

  if (request->owner_id == NULL)
    return TRUE;
  owner = bw_snapshot_owner (figure->snapshot, row);
  return g_str_equal (owner != NULL ? owner->id : BW_TRIAGE_OWNER_NOBODY, request->owner_id);
}

static BwTriageRow
make_row (const BwTriageFigure *figure, guint32 row, BwReasons reasons, BwReasons by_risk)
{
  const BwSnapshot *snapshot = figure->snapshot;
  const BwPolicy *policy = snapshot->table->policy;
  const BwAccountSignals *signals = &figure->signals->rows[row];
  BwDate renewal_on = bw_snapshot_renewal_on (snapshot, row);
  double forecast = (double) signals->forecast, largest = -1;
  BwTriageRow line = {
    .row = row, .reasons = reasons, .by_risk = by_risk, .due_on = signals->play_due_on,
    .snoozed_until = signals->snoozed_until,
    .days_left = renewal_on == BW_DATE_NONE ? BW_DAYS_UNKNOWN : renewal_on - snapshot->as_of,
    .risk = bw_triage_risk (reasons, by_risk, forecast, policy),
  };

  line.loss = (BwMoney) llround ((double) MAX (snapshot->arr[row], 0) * line.risk);
  for (BwReason i = 0; i < BW_N_REASONS; i++)
    {
      double weight = bw_triage_weight (i, by_risk, forecast, policy);

      if ((reasons & BW_REASON_BIT (i)) != 0 && weight > largest)
        {
          largest = weight;
          line.main = i;
        }
    }
  return line;
}

static int
compare_snoozed (gconstpointer a, gconstpointer b)
{
  const BwTriageRow *first = a, *second = b;

  if (first->snoozed_until != second->snoozed_until)
    return first->snoozed_until < second->snoozed_until ? -1 : 1;
  return first->row < second->row ? -1 : first->row > second->row;
}

/* Puts the rows into the order of the queue. */
static BwTriageRow *
sort_rows (const BwTriageRow *rows, guint n)
{
  BwTriageRow *sorted = g_new (BwTriageRow, n + 1);
  g_autofree BwMoney *loss = g_new (BwMoney, n + 1);
  g_autofree int *days_left = g_new (int, n + 1);
  g_autofree guint32 *order = g_new (guint32, n + 1);

  for (guint i = 0; i < n; i++)
    {
      loss[i] = rows[i].loss;
      days_left[i] = rows[i].days_left;
    }
  bw_triage_order (loss, days_left, n, order);
  for (guint i = 0; i < n; i++)
    sorted[i] = rows[order[i]];
  return sorted;
}

/* How many of the first it takes to reach half of the expected loss. */
static guint
count_half (const BwTriageFigure *figure)
{
  BwMoney sum = 0;
  guint n = 0;

  while (n < figure->n && sum < figure->loss - sum)
    sum = bw_money_plus (sum, figure->rows[n++].loss);
  return n;
}

static void
gather (BwTriageFigure *figure, const BwTriageRequest *request, const BwSelection *selection,
        const BwReasons *reasons, const BwReasons *by_risk)
{
  g_autofree BwTriageRow *rows = g_new (BwTriageRow, selection->n + 1);
  g_autoptr (GArray) snoozed = g_array_new (FALSE, FALSE, sizeof (BwTriageRow));

  for (guint i = 0; i < selection->n; i++)
    {
      guint32 row = selection->rows[i];
      const BwAccountSignals *signals = &figure->signals->rows[row];
      BwTriageRow line;

      if (!is_wanted (figure, request, row))
        continue;
      figure->whole++;
      if (reasons[row] == 0
          || (request->reasons != 0 && (reasons[row] & request->reasons) == 0))
        continue;
      line = make_row (figure, row, reasons[row], by_risk[row]);
      if (signals->snoozed_until != BW_DATE_NONE)
        {
          g_array_append_val (snoozed, line);
          continue;
        }
      rows[figure->n++] = line;
      figure->arr = bw_money_plus (figure->arr, figure->snapshot->arr[row]);
      figure->loss = bw_money_plus (figure->loss, line.loss);
      figure->overdue += signals->plays_overdue > 0;
      for (BwReason j = 0; j < BW_N_REASONS; j++)
        figure->by_reason[j] += (reasons[row] >> j) & 1;
    }
  figure->rows = sort_rows (rows, figure->n);
  figure->n_half = count_half (figure);
  g_array_sort (snoozed, compare_snoozed);
  figure->n_snoozed = snoozed->len;
  figure->snoozed = (BwTriageRow *) g_array_free (g_steal_pointer (&snoozed), FALSE);
}

/* What came in and what was resolved: both dates by the same rule, whether snoozed or not. */
static gboolean
compare_with_week_before (BwTriageFigure *figure, const BwFigureScope *scope,
                          const BwTriageRequest *request, const BwReasons *reasons,
                          GCancellable *cancellable, GError **error)
{
  BwSnapshot *now = figure->snapshot;
  g_autoptr (BwSnapshot) then = bw_snapshot_load_beside (
    scope->mirror, now, now->as_of - BW_TRIAGE_SINCE_DAYS, cancellable, error);
  g_autoptr (BwSignals) signals = NULL;
  g_autoptr (BwSelection) selection = NULL, before = NULL;
  g_autofree BwReasons *reasons_then = NULL, *by_risk_then = NULL;
  g_autofree guint8 *had = NULL;
  g_autoptr (GArray) resolved = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 recorded;

  if (then == NULL)
    return FALSE;
  signals = bw_signals_load (scope->mirror, then, cancellable, error);
  if (signals == NULL)
    return FALSE;
  reasons_then = find_reasons (then, signals, &recorded, &by_risk_then);
  had = g_new0 (guint8, now->n + 1);
  before = bw_account_filter_apply (then, scope->filter);
  for (guint i = 0; i < before->n; i++)
    {
      guint32 row = before->rows[i], here = bw_snapshot_pair (then, row, now);
      gboolean asked = request->reasons == 0 || (reasons_then[row] & request->reasons) != 0;

      if (reasons_then[row] == 0 || !asked)
        continue;
      if (here != BW_INDEX_NONE)
        had[here] = 1;
      else if (request->owner_id == NULL)
        figure->n_left++;
    }

  selection = bw_scope_select (scope);
  for (guint i = 0; i < selection->n; i++)
    {
      guint32 row = selection->rows[i];
      gboolean has = reasons[row] != 0
                     && (request->reasons == 0 || (reasons[row] & request->reasons) != 0);

      if (had[row] && !has && is_wanted (figure, request, row))
        g_array_append_val (resolved, row);
    }
  for (guint i = 0; i < figure->n; i++)
    {
      figure->rows[i].came_in = !had[figure->rows[i].row];
      figure->n_came_in += figure->rows[i].came_in;
    }
  figure->has_changes = TRUE;
  figure->since = then->as_of;
  figure->n_resolved = resolved->len;
  figure->resolved = (guint32 *) g_array_free (g_steal_pointer (&resolved), FALSE);
  return TRUE;
}

static gboolean
read_playbooks (BwTriageFigure *figure, BwMirror *mirror, GError **error)
{
  g_autoptr (BwQuery) query = bw_query_new (
    mirror, "SELECT key, coalesce (name, key) FROM playbooks ORDER BY key", NULL, error);

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    g_hash_table_insert (figure->playbooks,
                         GUINT_TO_POINTER (g_str_hash (bw_query_text (query, 0))),
                         g_strdup (bw_query_text (query, 1)));
  return bw_query_finish (query, error);
}

/**
 * bw_triage_figure_compute:
 * @scope: what about, with its mirror; edits that it shows count
 * @request: (nullable): whose accounts and which reasons; %NULL: all, without changes
 * @cancellable: (nullable)
 *
 * Call it on a worker thread. The figure holds on to the snapshot and the signals, so that it can
 * say its reasons later; figures of the same scope and other requests are made within milliseconds.
 *
 * Returns: (transfer full) (nullable): the queue, or %NULL with @error set when the mirror cannot
 *   be read or the work was cancelled
 */
BwTriageFigure *
bw_triage_figure_compute (const BwFigureScope *scope, const BwTriageRequest *request,
                          GCancellable *cancellable, GError **error)
{
  const BwTriageRequest any = { NULL };
  g_autoptr (BwTriageFigure) figure = g_new0 (BwTriageFigure, 1);
  g_autoptr (BwSelection) selection = NULL;
  g_autofree BwReasons *reasons = NULL, *by_risk = NULL;

  if (request == NULL)
    request = &any;
  figure->as_of = scope->snapshot->as_of;
  figure->since = BW_DATE_NONE;
  figure->currency = g_strdup (scope->snapshot->table->currency);
  figure->snapshot = bw_snapshot_ref (scope->snapshot);
  figure->playbooks = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  figure->signals = bw_signals_load (scope->mirror, scope->snapshot, cancellable, error);
  if (figure->signals == NULL || !read_playbooks (figure, scope->mirror, error))
    return NULL;

  reasons = find_reasons (figure->snapshot, figure->signals, &figure->recorded, &by_risk);
  selection = bw_scope_select (scope);
  gather (figure, request, selection, reasons, by_risk);
  if (request->changes
      && !compare_with_week_before (figure, scope, request, reasons, cancellable, error))
    return NULL;
  figure->head.title = bw_triage_make_title (figure);
  figure->head.subtitle = bw_triage_make_subtitle (figure);
  figure->head.rule = bw_triage_make_rule (figure, scope->snapshot->n);
  return g_steal_pointer (&figure);
}

void
bw_triage_figure_free (BwTriageFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  g_free (figure->currency);
  bw_snapshot_unref (figure->snapshot);
  bw_signals_unref (figure->signals);
  g_clear_pointer (&figure->playbooks, g_hash_table_unref);
  g_free (figure->rows);
  g_free (figure->snoozed);
  g_free (figure->resolved);
  g_free (figure);
}

/**
 * bw_triage_figure_next_play:
 *
 * Returns: (transfer none) (nullable): the name of the open play that is due next, %NULL when no
 *   play is open
 */
const char *
bw_triage_figure_next_play (const BwTriageFigure *figure, const BwTriageRow *row)
{
  const BwAccountSignals *signals = &figure->signals->rows[row->row];
  const char *name;

  if (signals->plays_open == 0)
    return NULL;
  name = g_hash_table_lookup (figure->playbooks, GUINT_TO_POINTER (signals->play_key));
  return name != NULL ? name : _("Play without a playbook");
}

/* Groups -------------------------------------------------------------------------------------- */

const char *
bw_triage_grouping_word (BwTriageGrouping grouping)
{
  static const char *const words[] = { "none", "owner", "reason", "tier" };

  return words[grouping];
}

static void
name_group (const BwTriageFigure *figure, BwTriageGrouping grouping, const BwTriageRow *row,
            const char **key, const char **title)
{
  const BwPerson *owner = bw_snapshot_owner (figure->snapshot, row->row);
  BwTier tier = figure->snapshot->tier[row->row];

  switch (grouping)
    {
    case BW_TRIAGE_BY_OWNER:
      *key = owner != NULL ? owner->id : BW_TRIAGE_OWNER_NOBODY;
      *title = owner != NULL ? owner->name : C_("owner", "Nobody");
      break;
    case BW_TRIAGE_BY_REASON:
      *key = bw_reason_word (row->main);
      *title = bw_reason_title (row->main);
      break;
    case BW_TRIAGE_BY_TIER:
      *key = bw_tier_word (tier);
      *title = bw_tier_title (tier);
      break;
    case BW_TRIAGE_BY_NONE:
    default:
      *key = "";
      *title = _("All accounts of the queue");
      break;
    }
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const BwTriageGroup *first = *(BwTriageGroup *const *) a;
  const BwTriageGroup *second = *(BwTriageGroup *const *) b;

  if (first->loss != second->loss)
    return first->loss < second->loss ? 1 : -1;
  return g_strcmp0 (first->key, second->key);
}

/**
 * bw_triage_figure_group:
 *
 * Returns: (transfer container) (element-type BwTriageGroup): the queue in groups, the one that is
 *   expected to lose most first; none when the queue is empty
 */
GPtrArray *
bw_triage_figure_group (const BwTriageFigure *figure, BwTriageGrouping grouping)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_triage_group_free);
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree BwTriageGroup **group_of = g_new (BwTriageGroup *, figure->n + 1);

  for (guint i = 0; i < figure->n; i++)
    {
      const BwTriageRow *row = &figure->rows[i];
      const char *key, *title;
      BwTriageGroup *group;

      name_group (figure, grouping, row, &key, &title);
      group = g_hash_table_lookup (found, key);
      if (group == NULL)
        {
          group = g_new0 (BwTriageGroup, 1);
          group->key = g_strdup (key);
          group->title = g_strdup (title);
          g_hash_table_insert (found, group->key, group);
          g_ptr_array_add (groups, group);
        }
      group_of[i] = group;
      group->n++;
      group->arr = bw_money_plus (group->arr, figure->snapshot->arr[row->row]);
      group->loss = bw_money_plus (group->loss, row->loss);
    }
  for (guint i = 0; i < groups->len; i++)
    {
      BwTriageGroup *group = g_ptr_array_index (groups, i);

      group->places = g_new (guint32, group->n + 1);
      group->n = 0;
    }
  for (guint i = 0; i < figure->n; i++)
    group_of[i]->places[group_of[i]->n++] = i;
  g_ptr_array_sort (groups, compare_groups);
  return groups;
}

void
bw_triage_group_free (BwTriageGroup *group)
{
  g_free (group->key);
  g_free (group->title);
  g_free (group->places);
  g_free (group);
}
