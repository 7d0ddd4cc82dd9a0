/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-filter-choices.h"

#include <math.h>

#include "ui/bw-filter-bar.h"

static const char *const areas[] = { "at_risk", "between", "advocates", "unknown" };

/* Returns how many words a field has, the one for "none" or "unknown" last. */
static guint
count_words (const BwAccountTable *table, BwAccountFilterField field)
{
  switch (field)
    {
    case BW_ACCOUNT_FILTER_OWNER:
      return table->n_people + 1;
    case BW_ACCOUNT_FILTER_TIER:
      return BW_N_TIERS;
    case BW_ACCOUNT_FILTER_INDUSTRY:
      return table->n_industries + 1;
    case BW_ACCOUNT_FILTER_REGION:
      return table->n_regions + 1;
    case BW_ACCOUNT_FILTER_QUADRANT:
      return BW_N_QUADRANTS + 1;
    case BW_ACCOUNT_FILTER_AREA:
      return G_N_ELEMENTS (areas);
    case BW_ACCOUNT_FILTER_STAGE:
    case BW_ACCOUNT_FILTER_FLAG:
    case BW_ACCOUNT_FILTER_ID:
    case BW_N_ACCOUNT_FILTER_FIELDS:
    default:
      return 0;
    }
}

static const char *
get_word (const BwAccountTable *table, BwAccountFilterField field, guint i)
{
  switch (field)
    {
    case BW_ACCOUNT_FILTER_OWNER:
      return i < table->n_people ? table->people[i].id : "";
    case BW_ACCOUNT_FILTER_TIER:
      return bw_tier_word (i);
    case BW_ACCOUNT_FILTER_INDUSTRY:
      return i < table->n_industries ? table->industries[i] : "";
    case BW_ACCOUNT_FILTER_REGION:
      return i < table->n_regions ? table->regions[i] : "";
    case BW_ACCOUNT_FILTER_QUADRANT:
      return i < BW_N_QUADRANTS ? bw_quadrant_word (i) : "unknown";
    case BW_ACCOUNT_FILTER_AREA:
      return areas[i];
    case BW_ACCOUNT_FILTER_STAGE:
    case BW_ACCOUNT_FILTER_FLAG:
    case BW_ACCOUNT_FILTER_ID:
    case BW_N_ACCOUNT_FILTER_FIELDS:
    default:
      g_return_val_if_reached ("");
    }
}

static guint
area_of (const BwPolicy *policy, double index)
{
  return isnan (index)                    ? 3
         : index < policy->at_risk_below  ? 0
         : index >= policy->advocate_from ? 2
                                          : 1;
}

/* Which of the words of a field an account has. */
static guint
find_word (const BwSnapshot *snapshot, guint32 row, BwAccountFilterField field)
{
  const BwAccountTable *table = snapshot->table;
  guint32 account = snapshot->account[row];

  switch (field)
    {
    case BW_ACCOUNT_FILTER_OWNER:
      return MIN (table->owner[account], table->n_people);
    case BW_ACCOUNT_FILTER_TIER:
      return snapshot->tier[row];
    case BW_ACCOUNT_FILTER_INDUSTRY:
      return MIN (table->industry[account], table->n_industries);
    case BW_ACCOUNT_FILTER_REGION:
      return MIN (table->region[account], table->n_regions);
    case BW_ACCOUNT_FILTER_QUADRANT:
      return MIN (snapshot->quadrant[row], BW_N_QUADRANTS);
    case BW_ACCOUNT_FILTER_AREA:
      return area_of (table->policy, snapshot->success_index[row]);
    case BW_ACCOUNT_FILTER_STAGE:
    case BW_ACCOUNT_FILTER_FLAG:
    case BW_ACCOUNT_FILTER_ID:
    case BW_N_ACCOUNT_FILTER_FIELDS:
    default:
      g_return_val_if_reached (0);
    }
}

static void
choice_clear (BwFilterChoice *choice)
{
  g_free (choice->word);
  g_free (choice->title);
}

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  const BwFilterChoice *first = a, *second = b;

  /* Whoever has none stands last, whatever that is called. */
  if ((*first->word == '\0') != (*second->word == '\0'))
    return (*first->word == '\0') - (*second->word == '\0');
  return g_utf8_collate (first->title, second->title);
}

static GArray *
compute_field (BwSnapshot *snapshot, const BwAccountFilter *filter, BwAccountFilterField field)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (BwFilterChoice));
  const char *const *chosen = bw_account_filter_get_words (filter, field);
  guint n_words = count_words (snapshot->table, field);
  g_autofree guint *counts = g_new0 (guint, n_words + 1);
  g_autoptr (BwAccountFilter) others = bw_account_filter_copy (filter);
  g_autoptr (BwSelection) selection = NULL;

  g_array_set_clear_func (choices, (GDestroyNotify) choice_clear);
  if (n_words == 0)
    return choices;
  /* A choice says how many accounts there are with it instead of, or beside, what is chosen in
   * its own field; what is chosen in the other fields holds. */
  bw_account_filter_set_words (others, field, NULL);
  selection = bw_account_filter_apply (snapshot, others);
  for (guint i = 0; i < selection->n; i++)
    counts[find_word (snapshot, selection->rows[i], field)]++;
  for (guint i = 0; i < n_words; i++)
    {
      const char *word = get_word (snapshot->table, field, i);
      BwFilterChoice choice = { NULL, NULL, counts[i] };

      if (counts[i] == 0 && !(chosen && g_strv_contains (chosen, word)))
        continue;
      choice.word = g_strdup (word);
      choice.title = bw_filter_word_title (field, word, snapshot);
      g_array_append_val (choices, choice);
    }
  if (field == BW_ACCOUNT_FILTER_OWNER || field == BW_ACCOUNT_FILTER_INDUSTRY
      || field == BW_ACCOUNT_FILTER_REGION)
    g_array_sort (choices, compare_titles);
  return choices;
}

typedef struct {
  BwSnapshot      *snapshot;
  BwAccountFilter *filter;
} Work;

static void
work_free (Work *work)
{
  bw_snapshot_unref (work->snapshot);
  bw_account_filter_free (work->filter);
  g_free (work);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, bw_filter_choices_compute (work->snapshot, work->filter),
                           (GDestroyNotify) bw_filter_choices_free);
}

/**
 * bw_filter_choices_compute:
 * @filter: what is chosen
 *
 * Returns: (transfer full): what can be chosen, and how many accounts of @snapshot that leaves
 */
BwFilterChoices *
bw_filter_choices_compute (BwSnapshot *snapshot, const BwAccountFilter *filter)
{
  BwFilterChoices *choices = g_new0 (BwFilterChoices, 1);

  for (guint field = 0; field < BW_N_ACCOUNT_FILTER_FIELDS; field++)
    choices->fields[field] = compute_field (snapshot, filter, field);
  return choices;
}

void
bw_filter_choices_free (BwFilterChoices *choices)
{
  if (choices == NULL)
    return;
  for (guint field = 0; field < BW_N_ACCOUNT_FILTER_FIELDS; field++)
    g_array_unref (choices->fields[field]);
  g_free (choices);
}

void
bw_filter_choices_async (BwSnapshot *snapshot, const BwAccountFilter *filter,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->snapshot = bw_snapshot_ref (snapshot);
  work->filter = bw_account_filter_copy (filter);
  g_task_set_source_tag (task, bw_filter_choices_async);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, run);
}

BwFilterChoices *
bw_filter_choices_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
