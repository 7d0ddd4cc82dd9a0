/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-cadence.h"

#include <math.h>
#include <string.h>

#include "portfolio/bw-query.h"

#define DAYS_A_YEAR 365

/* What was done for one account by one kind of interaction. */
typedef struct {
  guint16 in_year;
  BwDate  last;
} Done;

static void
clear_line (gpointer data)
{
  BwTierCadence *line = data;

  g_free (line->name);
  g_free (line->kind);
}

/* The services of the policy that are delivered by an interaction, a line each. */
static GArray *
list_services (const BwPolicy *policy)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (BwTierCadence));

  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    {
      for (int i = 0; i < policy->n_services[tier]; i++)
        {
          const BwService *service = &policy->services[tier][i];
          BwTierCadence line = { .tier = tier };

          if (service->kind == NULL || !(service->times_a_year > 0))
            continue;
          line.name = g_strdup (service->name);
          line.kind = g_strdup (service->kind);
          line.due = service->times_a_year;
          g_array_append_val (lines, line);
        }
    }
  return lines;
}

static gboolean
read_done (const BwFigureScope *scope, const BwTierCadence *lines, guint n_lines, Done *done,
           gboolean *recorded, GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  g_autoptr (BwQuery) query = bw_query_new (
    scope->mirror, "SELECT account_id, kind, occurred_on FROM interactions WHERE occurred_on <= ?1",
    NULL, error);

  *recorded = FALSE;
  if (query == NULL)
    return FALSE;
  for (gsize i = 0; i < (gsize) snapshot->n * n_lines; i++)
    done[i].last = BW_DATE_NONE;
  bw_query_bind_int (query, 1, snapshot->as_of);
  while (bw_query_next (query))
    {
      const char *id = bw_query_text (query, 0), *kind = bw_query_text (query, 1);
      guint32 row = id != NULL ? bw_snapshot_find_account (snapshot, id) : BW_INDEX_NONE;
      BwDate date = bw_query_date (query, 2);

      *recorded = TRUE;
      if (row == BW_INDEX_NONE || kind == NULL || date == BW_DATE_NONE)
        continue;
      for (guint line = 0; line < n_lines; line++)
        {
          Done *cell = &done[(gsize) row * n_lines + line];

          if (lines[line].tier != snapshot->tier[row] || !g_str_equal (lines[line].kind, kind))
            continue;
          cell->last = MAX (cell->last, date);
          if (date > snapshot->as_of - DAYS_A_YEAR && cell->in_year < G_MAXUINT16)
            cell->in_year++;
        }
    }
  return bw_query_finish (query, error);
}

/* Adds what is due, done and overdue for one account; @line.due holds the times a year so far. */
static void
add_account (BwTierCadence *sum, double times_a_year, const BwSnapshot *snapshot, guint32 row,
             const Done *done)
{
  BwDate started = snapshot->table->contract_started_on[snapshot->account[row]];
  double part = MIN (1, (snapshot->as_of - started) / (double) DAYS_A_YEAR);
  double due = times_a_year * part;
  BwDate since = done->last != BW_DATE_NONE ? done->last : started;

  sum->due += due;
  sum->done += MIN (done->in_year, (guint) ceil (due));
  if (snapshot->as_of - since > DAYS_A_YEAR / times_a_year)
    {
      sum->overdue++;
      g_array_append_val (sum->overdue_rows, row);
    }
}

/**
 * bw_cadence_count:
 * @scope: what about, with its mirror
 * @selection: the accounts
 * @cadence: (out) (array length=n_cadence): a line for each service that is an interaction
 *
 * Over the twelve months before the date: what the services ask for, and what was done. An account
 * younger than a year is due its part; its first interaction is overdue when the contract began
 * longer ago than the time between two. A company that records no interaction at all has no lines:
 * what it did is not known.
 *
 * Returns: %FALSE with @error set when the mirror cannot be read
 */
gboolean
bw_cadence_count (const BwFigureScope *scope, const BwSelection *selection,
                  BwTierCadence **cadence, guint *n_cadence, GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  g_autoptr (GArray) lines = list_services (snapshot->table->policy);
  BwTierCadence *line = (BwTierCadence *) lines->data;
  guint n = lines->len;
  g_autofree Done *done = g_new0 (Done, (gsize) snapshot->n * n + 1);
  g_autofree double *times = g_new (double, n + 1);
  gboolean recorded;
  gboolean good = read_done (scope, line, n, done, &recorded, error);

  if (!recorded)
    {
      g_array_set_clear_func (lines, clear_line);
      g_array_set_size (lines, 0);
      n = 0;
    }
  for (guint i = 0; i < n; i++)
    {
      times[i] = line[i].due;
      line[i].due = 0;
      line[i].overdue_rows = g_array_new (FALSE, FALSE, sizeof (guint32));
    }
  for (guint i = 0; good && i < selection->n; i++)
    {
      guint32 row = selection->rows[i];

      for (guint j = 0; j < n; j++)
        {
          if (line[j].tier == snapshot->tier[row])
            add_account (&line[j], times[j], snapshot, row, &done[(gsize) row * n + j]);
        }
    }
  *n_cadence = n;
  *cadence = (BwTierCadence *) g_array_free (g_steal_pointer (&lines), FALSE);
  return good;
}
