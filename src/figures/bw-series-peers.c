/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-series-peers.h"

#include <math.h>

void
bw_series_peers_init (BwSeriesPeers *peers)
{
  peers->observations = g_array_new (FALSE, FALSE, sizeof (BwPeerObservation));
  peers->before = g_array_new (FALSE, FALSE, sizeof (double));
  peers->after = g_array_new (FALSE, FALSE, sizeof (double));
  peers->n_accounts = 0;
}

void
bw_series_peers_clear (BwSeriesPeers *peers)
{
  g_clear_pointer (&peers->observations, g_array_unref);
  g_clear_pointer (&peers->before, g_array_unref);
  g_clear_pointer (&peers->after, g_array_unref);
}

/**
 * bw_series_peers_sample:
 * @rows: (array length=n): rows of a snapshot
 * @n: how many
 * @n_sample: (out): how many were taken, at most %BW_PEERS_MOST
 *
 * Returns: (transfer full): all rows, or as many at equal distances; the same ones every time
 */
guint32 *
bw_series_peers_sample (const guint32 *rows, guint n, guint *n_sample)
{
  guint32 *sample;

  *n_sample = MIN (n, BW_PEERS_MOST);
  sample = g_new (guint32, *n_sample + 1);
  for (guint i = 0; i < *n_sample; i++)
    sample[i] = rows[(guint64) i * n / *n_sample];
  return sample;
}

static void
add_before_and_after (BwSeriesPeers *peers, const BwSeriesRows *rows, BwDate go_live_on,
                      BwDate as_of, int days)
{
  double before, after;

  if (go_live_on == BW_DATE_NONE || go_live_on > as_of)
    return;
  before = bw_series_rows_mean (rows, go_live_on - days, go_live_on);
  after = bw_series_rows_mean (rows, MAX (go_live_on, as_of - days + 1), as_of + 1);
  if (isnan (before) || isnan (after))
    return;
  g_array_append_val (peers->before, before);
  g_array_append_val (peers->after, after);
}

/**
 * bw_series_peers_read:
 * @peers: what is read is added here
 * @scope: with a mirror
 * @rows: (array length=n): rows of the scope's snapshot
 * @n: how many
 * @metric_key: a metric
 * @since_go_live: whether to count days from each account's go-live; accounts that have not gone
 *   live are then left out
 * @error: set when the mirror cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
bw_series_peers_read (BwSeriesPeers *peers, const BwFigureScope *scope, const guint32 *rows,
                      guint n, const char *metric_key, gboolean since_go_live, GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  g_autoptr (BwQuery) query = bw_series_rows_query (scope->mirror, error);
  BwSeriesRows readings;
  gboolean read = query != NULL;

  bw_series_rows_init (&readings);
  for (guint i = 0; read && i < n; i++)
    {
      BwDate go_live_on = bw_snapshot_go_live_on (snapshot, rows[i]);

      if (since_go_live && (go_live_on == BW_DATE_NONE || go_live_on > snapshot->as_of))
        continue;
      read = bw_series_rows_read (&readings, query, bw_snapshot_id (snapshot, rows[i]), metric_key,
                                  snapshot->as_of, error);
      if (!read || readings.dates->len == 0)
        continue;

      peers->n_accounts++;
      for (guint k = 0; k < readings.dates->len; k++)
        {
          BwPeerObservation observation = {
            rows[i],
            g_array_index (readings.dates, BwDate, k) - (since_go_live ? go_live_on : 0),
            g_array_index (readings.values, double, k),
          };

          g_array_append_val (peers->observations, observation);
        }
      add_before_and_after (peers, &readings, go_live_on, snapshot->as_of,
                            snapshot->table->policy->baseline_days);
    }
  bw_series_rows_clear (&readings);
  return read;
}
