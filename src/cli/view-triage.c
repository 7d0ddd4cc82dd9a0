/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "cli/bw-view.h"
#include "figures/bw-triage-figure.h"

static void
add_evidence (const BwTriageReason *reason, yyjson_mut_doc *doc, yyjson_mut_val *object)
{
  yyjson_mut_val *array = bw_json_add_array (doc, object, "evidence");

  for (guint i = 0; i < reason->evidence->len; i++)
    {
      const BwTriageEvidence *evidence = g_ptr_array_index (reason->evidence, i);
      yyjson_mut_val *row = bw_json_append_object (doc, array);

      bw_json_add_text (doc, row, "relation", evidence->relation);
      bw_json_add_text (doc, row, "id", evidence->id);
      bw_json_add_date (doc, row, "date", evidence->date);
      bw_json_add_text (doc, row, "text", evidence->text);
    }
}

static void
add_reasons (GPtrArray *reasons, yyjson_mut_doc *doc, yyjson_mut_val *object)
{
  g_autoptr (GString) why = g_string_new (NULL);
  yyjson_mut_val *array;

  for (guint i = 0; i < reasons->len; i++)
    g_string_append_printf (why, "%s%s", i > 0 ? " · " : "",
                            ((BwTriageReason *) g_ptr_array_index (reasons, i))->text);
  bw_json_add_text (doc, object, "why", why->str);
  array = bw_json_add_array (doc, object, "reasons");
  for (guint i = 0; i < reasons->len; i++)
    {
      const BwTriageReason *reason = g_ptr_array_index (reasons, i);
      yyjson_mut_val *row = bw_json_append_object (doc, array);

      bw_json_add_text (doc, row, "reason", bw_reason_word (reason->reason));
      bw_json_add_text (doc, row, "text", reason->text);
      bw_json_add_real (doc, row, "weight", reason->weight);
      bw_json_add_bool (doc, row, "by_risk", reason->by_risk);
      bw_json_add_date (doc, row, "since", reason->since);
      add_evidence (reason, doc, row);
    }
}

static gboolean
add_account (const BwTriageFigure *figure, const BwTriageRow *row, BwMirror *mirror,
             yyjson_mut_doc *doc, yyjson_mut_val *array, GError **error)
{
  g_autoptr (GPtrArray) reasons = bw_triage_figure_read_reasons (figure, row, mirror, error);
  const BwSnapshot *snapshot = figure->snapshot;
  const BwAccountSignals *signals = &figure->signals->rows[row->row];
  const BwPerson *owner = bw_snapshot_owner (snapshot, row->row);
  yyjson_mut_val *object;

  if (reasons == NULL)
    return FALSE;
  object = bw_json_append_object (doc, array);
  bw_json_add_text (doc, object, "id", bw_snapshot_id (snapshot, row->row));
  bw_json_add_text (doc, object, "name", bw_snapshot_name (snapshot, row->row));
  bw_json_add_text (doc, object, "owner", owner != NULL ? owner->name : NULL);
  bw_json_add_text (doc, object, "tier", bw_tier_word (snapshot->tier[row->row]));
  bw_json_add_money (doc, object, "arr_minor", snapshot->arr[row->row]);
  bw_json_add_real (doc, object, "risk", row->risk);
  bw_json_add_money (doc, object, "expected_loss_minor", row->loss);
  if (row->days_left == BW_DAYS_UNKNOWN)
    yyjson_mut_obj_add_null (doc, object, "days_left");
  else
    bw_json_add_count (doc, object, "days_left", row->days_left);
  bw_json_add_text (doc, object, "next_play", bw_triage_figure_next_play (figure, row));
  bw_json_add_date (doc, object, "next_play_due_on", row->due_on);
  bw_json_add_count (doc, object, "plays_overdue", signals->plays_overdue);
  bw_json_add_date (doc, object, "snoozed_until", row->snoozed_until);
  bw_json_add_bool (doc, object, "came_in", row->came_in);
  bw_json_add_text (doc, object, "main_reason", bw_reason_word (row->main));
  add_reasons (reasons, doc, object);
  return TRUE;
}

static void
add_groups (const BwTriageFigure *figure, BwTriageGrouping grouping, yyjson_mut_doc *doc,
            yyjson_mut_val *root)
{
  g_autoptr (GPtrArray) groups = bw_triage_figure_group (figure, grouping);
  yyjson_mut_val *array = bw_json_add_array (doc, root, "groups");

  for (guint i = 0; i < groups->len; i++)
    {
      const BwTriageGroup *group = g_ptr_array_index (groups, i);
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "key", group->key);
      bw_json_add_text (doc, object, "title", group->title);
      bw_json_add_count (doc, object, "accounts", group->n);
      bw_json_add_money (doc, object, "arr_minor", group->arr);
      bw_json_add_money (doc, object, "expected_loss_minor", group->loss);
    }
}

static void
add_counts (const BwTriageFigure *figure, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  const BwPolicy *policy = figure->snapshot->table->policy;
  yyjson_mut_val *array;

  bw_json_add_date (doc, root, "as_of", figure->as_of);
  bw_json_add_text (doc, root, "title", figure->head.title);
  bw_json_add_text (doc, root, "currency", figure->currency);
  bw_json_add_count (doc, root, "whole", figure->whole);
  bw_json_add_count (doc, root, "queue", figure->n);
  bw_json_add_money (doc, root, "arr_minor", figure->arr);
  bw_json_add_money (doc, root, "expected_loss_minor", figure->loss);
  bw_json_add_count (doc, root, "carry_half", figure->n_half);
  bw_json_add_count (doc, root, "with_overdue_plays", figure->overdue);
  bw_json_add_count (doc, root, "snoozed", figure->n_snoozed);
  bw_json_add_date (doc, root, "since", figure->since);
  bw_json_add_count (doc, root, "came_in", figure->n_came_in);
  bw_json_add_count (doc, root, "resolved", figure->n_resolved);
  bw_json_add_count (doc, root, "left", figure->n_left);
  array = bw_json_add_array (doc, root, "reasons");
  for (BwReason i = 0; i < BW_N_REASONS; i++)
    {
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "reason", bw_reason_word (i));
      bw_json_add_text (doc, object, "title", bw_reason_title (i));
      bw_json_add_real (doc, object, "weight", policy->triage_weight[i]);
      bw_json_add_count (doc, object, "accounts", figure->by_reason[i]);
    }
}

static gboolean
fill (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
      yyjson_mut_val *root, GError **error)
{
  static const char *const groupings[] = { "none", "owner", "reason", "tier", NULL };
  const BwTriageRequest request = { .changes = TRUE };
  int grouping
    = bw_view_choose ("group", options->group, groupings, BW_TRIAGE_BY_NONE, error);
  g_autoptr (BwTriageFigure) figure = NULL;
  yyjson_mut_val *array;
  const BwTriageRow *rows;
  guint n;

  if (grouping < 0)
    return FALSE;
  figure = bw_triage_figure_compute (scope, &request, NULL, error);
  if (figure == NULL)
    return FALSE;
  add_counts (figure, doc, root);
  if (grouping != BW_TRIAGE_BY_NONE)
    add_groups (figure, grouping, doc, root);
  rows = options->snoozed ? figure->snoozed : figure->rows;
  n = options->snoozed ? figure->n_snoozed : figure->n;
  if (options->limit > 0)
    n = MIN (n, (guint) options->limit);
  array = bw_json_add_array (doc, root, "accounts");
  for (guint i = 0; i < n; i++)
    {
      if (!add_account (figure, &rows[i], scope->mirror, doc, array, error))
        return FALSE;
    }
  return TRUE;
}

static const BwViewField fields[] = {
  { "as_of", N_("the day that is shown") },
  { "title", N_("what it shows, in a sentence") },
  { "currency", N_("the currency of all amounts") },
  { "whole", N_("accounts that pass the filter") },
  { "queue", N_("accounts that need attention") },
  { "arr_minor", N_("their ARR") },
  { "expected_loss_minor", N_("what of it is expected to be lost") },
  { "carry_half", N_("accounts at the head of the queue that carry half of that") },
  { "with_overdue_plays", N_("accounts of the queue with a play that is overdue") },
  { "snoozed", N_("accounts with a reason that are put off") },
  { "since", N_("a week before") },
  { "came_in", N_("accounts of the queue that had no reason then") },
  { "resolved", N_("accounts that had a reason then and have none now") },
  { "left", N_("accounts that had a reason then and are no customers now") },
  { "reasons[].reason", N_("a reason") },
  { "reasons[].title", N_("its name") },
  { "reasons[].weight", N_("what it counts for, from 0 to 1") },
  { "reasons[].accounts", N_("accounts of the queue that have it") },
  { "groups[].key", N_("an owner's id, a main reason or a tier, with --group") },
  { "groups[].title", N_("its name") },
  { "groups[].accounts", N_("accounts of the queue in it") },
  { "groups[].arr_minor", N_("their ARR") },
  { "groups[].expected_loss_minor", N_("what of it is expected to be lost") },
  { "accounts[].id", N_("account of the queue, in its order; with --snoozed those put off") },
  { "accounts[].name", N_("its name") },
  { "accounts[].owner", N_("the person of ours who owns it") },
  { "accounts[].tier", N_("top, leveraged or scalable") },
  { "accounts[].arr_minor", N_("ARR at stake") },
  { "accounts[].risk", N_("from 0 to 1: 1 - (1 - forecast) x product of (1 - weight)") },
  { "accounts[].expected_loss_minor", N_("ARR x risk, by which the queue is sorted") },
  { "accounts[].days_left", N_("days to the renewal, below 0 when it is past") },
  { "accounts[].next_play", N_("the open play that is due next") },
  { "accounts[].next_play_due_on", N_("when it is due") },
  { "accounts[].plays_overdue", N_("open plays whose day is past") },
  { "accounts[].snoozed_until", N_("until when the account is put off") },
  { "accounts[].came_in", N_("whether it had no reason a week before") },
  { "accounts[].main_reason", N_("the reason of the largest weight") },
  { "accounts[].why", N_("all reasons as one line") },
  { "accounts[].reasons[].reason", N_("a reason, as in the policy triage_weights") },
  { "accounts[].reasons[].text", N_("the reason in a sentence") },
  { "accounts[].reasons[].weight", N_("what it counts for, from 0 to 1") },
  { "accounts[].reasons[].by_risk", N_("an open risk names it, the data alone does not show it") },
  { "accounts[].reasons[].since", N_("since when, where it has a day") },
  { "accounts[].reasons[].evidence[].relation", N_("the relation of a row that it rests on") },
  { "accounts[].reasons[].evidence[].id", N_("the key of the row, its parts joined by /") },
  { "accounts[].reasons[].evidence[].date", N_("the day of the row") },
  { "accounts[].reasons[].evidence[].text", N_("what the row says") },
  { NULL },
};

static const char *const option_names[] = { "filter", "group", "limit", "snoozed", NULL };

const BwView bw_view_triage = {
  .name = "triage",
  .usage = "[--filter EXPR] [--group owner|reason|tier] [--limit N] [--snoozed]",
  .summary = N_("the accounts that need attention, why, and what is at stake"),
  .options = option_names,
  .rows_key = "accounts",
  .fields = fields,
  .fill = fill,
};
