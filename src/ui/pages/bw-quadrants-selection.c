/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-quadrants-selection.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
has_place (const BwQuadrantsSelection *self, gsize index)
{
  return self->figure->result->quadrant[index] < BW_N_QUADRANTS;
}

static void
add_to (BwQuadrantTotal *total, BwMoney arr, BwMoney profit)
{
  total->accounts++;
  if (arr != BW_MONEY_NONE)
    bw_money_add (total->arr, arr, &total->arr);
  if (profit != BW_MONEY_NONE)
    bw_money_add (total->profit, profit, &total->profit);
}

static void
count (BwQuadrantsSelection *self)
{
  const BwQuadrantsInput *input = &self->figure->input;

  self->total = (BwQuadrantTotal) { 0 };
  memset (self->quadrants, 0, sizeof self->quadrants);
  for (gsize i = 0; i < self->n; i++)
    {
      if (!self->flags[i])
        continue;
      add_to (&self->total, input->arr[i], input->profit[i]);
      add_to (&self->quadrants[self->figure->result->quadrant[i]], input->arr[i],
              input->profit[i]);
    }
}

/**
 * bw_quadrants_selection_new:
 *
 * Returns: (transfer full): nothing of @figure
 */
BwQuadrantsSelection *
bw_quadrants_selection_new (const BwQuadrantsFigure *figure)
{
  BwQuadrantsSelection *self = g_new0 (BwQuadrantsSelection, 1);

  self->figure = figure;
  self->n = figure->rows != NULL ? figure->result->n : 0;
  self->flags = g_new0 (guint8, self->n + 1);
  return self;
}

/**
 * bw_quadrants_selection_carry:
 * @snapshot: what the figure of @self was computed from
 * @figure: the figure that takes its place, of another date or with another filter
 * @new_snapshot: what it was computed from, of the same portfolio
 *
 * Returns: (transfer full): the same accounts, as far as @figure has them
 */
BwQuadrantsSelection *
bw_quadrants_selection_carry (const BwQuadrantsSelection *self, const BwSnapshot *snapshot,
                              const BwQuadrantsFigure *figure, const BwSnapshot *new_snapshot)
{
  BwQuadrantsSelection *other = bw_quadrants_selection_new (figure);
  gsize there = 0;

  /* Rows rise, and so do the slots of their accounts, on either date. */
  for (gsize i = 0; i < self->n; i++)
    {
      guint32 slot;

      if (!self->flags[i])
        continue;
      slot = snapshot->slot[self->figure->rows[i]];
      while (there < other->n && new_snapshot->slot[figure->rows[there]] < slot)
        there++;
      if (there < other->n && new_snapshot->slot[figure->rows[there]] == slot)
        other->flags[there] = has_place (other, there);
    }
  count (other);
  return other;
}

void
bw_quadrants_selection_clear (BwQuadrantsSelection *self)
{
  memset (self->flags, 0, self->n);
  count (self);
}

/**
 * bw_quadrants_selection_add:
 * @indices: (array length=n): places in the figure
 */
void
bw_quadrants_selection_add (BwQuadrantsSelection *self, const guint32 *indices, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (indices[i] < self->n)
      self->flags[indices[i]] = has_place (self, indices[i]);
  count (self);
}

void
bw_quadrants_selection_add_quadrant (BwQuadrantsSelection *self, BwQuadrant quadrant)
{
  for (gsize i = 0; i < self->n; i++)
    if (self->figure->result->quadrant[i] == quadrant)
      self->flags[i] = 1;
  count (self);
}

/**
 * bw_quadrants_selection_toggle:
 * @index: a place in the figure
 *
 * Selects the account, or lets go of it when it is selected.
 */
void
bw_quadrants_selection_toggle (BwQuadrantsSelection *self, gsize index)
{
  if (index >= self->n)
    return;
  self->flags[index] = !self->flags[index] && has_place (self, index);
  count (self);
}

gboolean
bw_quadrants_selection_is_empty (const BwQuadrantsSelection *self)
{
  return self->total.accounts == 0;
}

static gint
compare_arr (gconstpointer a, gconstpointer b, gpointer data)
{
  const BwMoney *arr = data;
  BwMoney x = arr[*(const guint32 *) a], y = arr[*(const guint32 *) b];

  return (x < y) - (x > y);
}

/**
 * bw_quadrants_selection_largest:
 * @most: at most so many
 * @n: (out): how many
 *
 * Returns: (transfer full) (array length=n): the rows of the selected accounts with the most ARR
 */
guint32 *
bw_quadrants_selection_largest (const BwQuadrantsSelection *self, guint most, guint *n)
{
  guint32 *rows = g_new (guint32, self->total.accounts + 1);
  guint found = 0;

  for (gsize i = 0; i < self->n; i++)
    if (self->flags[i])
      rows[found++] = (guint32) i;
  if (found > 0)
    g_sort_array (rows, found, sizeof *rows, compare_arr, (gpointer) self->figure->input.arr);
  *n = MIN (found, most);
  for (guint i = 0; i < *n; i++)
    rows[i] = self->figure->rows[rows[i]];
  return rows;
}

/**
 * bw_quadrants_selection_filter:
 * @snapshot: what the figure was computed from
 *
 * Returns: (transfer full): a filter that lets these accounts pass and no other
 */
BwAccountFilter *
bw_quadrants_selection_filter (const BwQuadrantsSelection *self, const BwSnapshot *snapshot)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_null_terminated (self->total.accounts, NULL, TRUE);
  BwAccountFilter *filter = bw_account_filter_new ();

  for (gsize i = 0; i < self->n; i++)
    if (self->flags[i])
      g_ptr_array_add (ids, (gpointer) bw_snapshot_id (snapshot, self->figure->rows[i]));
  bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_ID, (const char *const *) ids->pdata);
  return filter;
}

/**
 * bw_quadrants_selection_say:
 *
 * Returns: (transfer full): "12 accounts · €1.2 M ARR · €300 k profit"
 */
char *
bw_quadrants_selection_say (const BwQuadrantsSelection *self)
{
  g_autofree char *arr = bw_money_format_short (self->total.arr, self->figure->currency);
  g_autofree char *profit = bw_money_format_short (self->total.profit, self->figure->currency);
  g_autofree char *accounts = bw_number_format (self->total.accounts, 0);

  return g_strdup_printf (ngettext ("%1$s account · %2$s ARR · %3$s profit",
                                    "%1$s accounts · %2$s ARR · %3$s profit",
                                    self->total.accounts),
                          accounts, arr, profit);
}

/**
 * bw_quadrants_selection_say_quadrants:
 *
 * Returns: (transfer full): "Customer success: 5 · Fix expectations: 7"
 */
char *
bw_quadrants_selection_say_quadrants (const BwQuadrantsSelection *self)
{
  GString *text = g_string_new (NULL);

  for (BwQuadrant quadrant = 0; quadrant < BW_N_QUADRANTS; quadrant++)
    {
      g_autofree char *accounts = bw_number_format (self->quadrants[quadrant].accounts, 0);
      g_autofree char *part = NULL;

      if (self->quadrants[quadrant].accounts == 0)
        continue;
      /* Translators: the name of a quadrant and how many accounts are in it. */
      part = g_strdup_printf (C_("quadrant", "%s: %s"), bw_quadrant_title (quadrant), accounts);
      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append (text, part);
    }
  return g_string_free_and_steal (text);
}

void
bw_quadrants_selection_free (BwQuadrantsSelection *self)
{
  if (self == NULL)
    return;
  g_free (self->flags);
  g_free (self);
}
