/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-refresh-sight.h"

#include "sync/bw-client.h"
#include "sync/bw-keyset.h"

/*
 * What a token may see changes without any row changing: an account goes to another team, a CSM to
 * another one. No tombstone tells of it, and the rows of an account that comes into sight have
 * time stamps of long ago. But the rows that stood still before the overlap can be counted on both
 * sides: where the backend has fewer accounts than the mirror, some went out of sight (or were
 * taken away without a tombstone); where it has more, some came. An account that changed within the
 * overlap and goes out of sight after it is missed once, and noticed by the refresh after that.
 */

/* Around every time stamp that a backend has: 1970, and the year 9000. */
#define FAR_AWAY (G_GINT64_CONSTANT (221845392000) * G_USEC_PER_SEC)
#define LONG_AGO G_GINT64_CONSTANT (0)

typedef struct {
  BwClient     *client;
  BwStaging    *staging;
  gint64        overlap;
  GCancellable *cancellable;
} Sight;

/* -1 without an error: the backend does not count. */
static gint64
count_there (Sight *self, BwRelationId relation, gint64 from, gint64 to, GError **error)
{
  g_autofree char *query = bw_keyset_count_query (bw_relation_get (relation), from, to);
  g_autoptr (BwAnswer) answer = bw_client_send (self->client, "HEAD", query, "count=exact", NULL,
                                                self->cancellable, error);

  return answer != NULL && answer->status != 416 ? answer->total : -1;
}

/* How many rows of the relation that stood still there are more at the backend than here; those
 * that were changed while the refresh went on are not missed. */
static gboolean
compare (Sight *self, BwRelationId relation, gint64 *more_there, GError **error)
{
  g_autofree char *merged = NULL, *staged = NULL;
  g_autoptr (BwCursor) last = NULL, now = NULL, start = NULL;
  g_autoptr (GError) local = NULL;
  gint64 there, here, moved;

  *more_there = 0;
  if (!bw_staging_get_merged_cursor (self->staging, relation, &merged, error)
      || !bw_staging_get_cursor (self->staging, relation, &staged, error))
    return FALSE;
  last = bw_cursor_parse (merged);
  now = bw_cursor_parse (staged);
  if (last == NULL || now == NULL)
    return TRUE;
  start = bw_cursor_next_start (last, self->overlap);
  if (start->low == BW_CURSOR_NO_STAMP)
    return TRUE;

  there = count_there (self, relation, LONG_AGO, start->low - 1, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (there < 0)
    return TRUE;
  here = bw_staging_count_unchanged (self->staging, relation, LONG_AGO, start->low - 1, error);
  if (here < 0)
    return FALSE;
  if (there >= here)
    {
      *more_there = there - here;
      return TRUE;
    }
  moved = count_there (self, relation, now->high + 1, FAR_AWAY, error);
  if (moved < 0)
    return error == NULL || *error == NULL;
  *more_there = MIN (there + moved - here, 0);
  return TRUE;
}

/**
 * bw_refresh_sight_changed:
 * @setup: what is refreshed
 * @staging: with everything that changed, not merged yet
 * @overlap: how far before the last refresh this one began, microseconds
 * @changed: (out): whether the backend shows other accounts than before
 * @cancellable: (nullable)
 * @error: return location
 *
 * Returns: whether it could be found out; a backend that does not count shows the same
 */
gboolean
bw_refresh_sight_changed (const BwRefreshSetup  *setup,
                          BwStaging             *staging,
                          gint64                 overlap,
                          gboolean              *changed,
                          GCancellable          *cancellable,
                          GError               **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Sight self = { .staging = staging, .overlap = overlap, .cancellable = cancellable };
  gint64 accounts = 0, events = 0;
  gboolean done;

  g_main_context_push_thread_default (context);
  self.client = bw_client_new (setup->url, setup->token, setup->ca_file, &setup->limits, error);
  /* An account that came by a change of its own is a new row, but its revenue is of long ago. */
  done = self.client != NULL && compare (&self, BW_RELATION_ACCOUNTS, &accounts, error)
         && (accounts != 0 || compare (&self, BW_RELATION_REVENUE_EVENTS, &events, error));
  g_clear_pointer (&self.client, bw_client_free);
  g_main_context_pop_thread_default (context);
  *changed = done && (accounts != 0 || events > 0);
  return done;
}
