/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-session-private.h"

#include <glib/gi18n.h>

/**
 * BwSession:
 *
 * The one state that every page looks at: which portfolio, which date, compared with which,
 * which accounts, and what has been loaded of that. Data goes one way: actions change the
 * session, the session loads on worker threads and says what changed by the signal "changed",
 * pages show it. No page keeps a state of its own that another page would have to know.
 */
G_DEFINE_FINAL_TYPE (BwSession, bw_session, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A month goes by in this time when the months are played, long enough to see what moved. */
#define PLAY_MILLISECONDS 900

void
bw_session_changed (BwSession *self, BwSessionChange changes)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

void
bw_session_saved (BwSession *self, guint n_edits)
{
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, n_edits);
}

static void
dates_changed (BwSession *self)
{
  bw_session_changed (self, BW_CHANGE_DATES);
  bw_session_load (self);
}

/* The months are played by their ends, which are kept from refresh to refresh and open at once. */
static BwDate
next_month_end (BwSession *self)
{
  BwDate day = bw_session_get_as_of (self);

  return MIN (bw_date_month_end (day + 1), self->last);
}

static gboolean
play_step (gpointer data)
{
  BwSession *self = data;

  /* The next month waits until this one has been drawn from its own data. */
  if (self->loading)
    return G_SOURCE_CONTINUE;
  if (bw_session_get_as_of (self) >= self->last)
    {
      self->play_source = 0;
      bw_session_changed (self, BW_CHANGE_DATES);
      return G_SOURCE_REMOVE;
    }
  bw_session_set_as_of (self, next_month_end (self));
  return G_SOURCE_CONTINUE;
}

static void
bw_session_dispose (GObject *object)
{
  BwSession *self = BW_SESSION (object);

  g_clear_handle_id (&self->play_source, g_source_remove);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  bw_session_cancel_load (self);
  bw_session_stop_refresh (self);
  bw_session_stop_sending (self);
  bw_session_drop_data (self);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_session_parent_class)->dispose (object);
}

static void
bw_session_finalize (GObject *object)
{
  BwSession *self = BW_SESSION (object);

  g_clear_pointer (&self->info, bw_portfolio_info_free);
  g_clear_pointer (&self->filter, bw_account_filter_free);
  g_clear_error (&self->refresh_error);
  bw_session_finalize_edits (self);
  G_OBJECT_CLASS (bw_session_parent_class)->finalize (object);
}

static void
bw_session_class_init (BwSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bw_session_dispose;
  object_class->finalize = bw_session_finalize;

  /**
   * BwSession::changed:
   * @changes: a set of #BwSessionChange
   *
   * Emitted once for each change a person or a worker made, after all of it is in place.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", BW_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * BwSession::saved:
   * @n_edits: how many edits were saved together
   *
   * Emitted when what a person has entered is on the disk.
   */
  signals[SIGNAL_SAVED] =
    g_signal_new ("saved", BW_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bw_session_init (BwSession *self)
{
  self->as_of = BW_DATE_NONE;
  self->first = BW_DATE_NONE;
  self->last = BW_DATE_NONE;
  self->picked = BW_DATE_NONE;
  self->n_readings = -1;
  self->filter = bw_account_filter_new ();
  bw_session_init_edits (self);
}

static void
on_compare_months (GSettings *settings, const char *key, BwSession *self)
{
  bw_session_set_compare_months (self, g_settings_get_int (settings, key));
}

/**
 * bw_session_new:
 * @settings: what a person prefers, which the session reads and keeps up to date
 *
 * Returns: (transfer full): a session without a portfolio
 */
BwSession *
bw_session_new (GSettings *settings)
{
  BwSession *self = g_object_new (BW_TYPE_SESSION, NULL);

  self->settings = g_object_ref (settings);
  self->compare_months = g_settings_get_int (settings, "compare-months");
  g_signal_connect_object (settings, "changed::compare-months", G_CALLBACK (on_compare_months),
                           self, 0);
  return self;
}

GSettings *
bw_session_get_settings (BwSession *self)
{
  return self->settings;
}

/**
 * bw_session_get_portfolio:
 *
 * Returns: (nullable): the name of the open portfolio
 */
const char *
bw_session_get_portfolio (BwSession *self)
{
  return self->info ? self->info->name : NULL;
}

/**
 * bw_session_get_info:
 *
 * Returns: (nullable) (transfer none): what is known about the open portfolio
 */
const BwPortfolioInfo *
bw_session_get_info (BwSession *self)
{
  return self->info;
}

/**
 * bw_session_describe_source:
 *
 * Returns: (transfer full): where a portfolio comes from, in words
 */
char *
bw_session_describe_source (const BwPortfolioInfo *info)
{
  g_autoptr (GUri) uri = NULL;

  switch (info->source)
    {
    case BW_PORTFOLIO_DEMO:
      return g_strdup (_("Demo company"));
    case BW_PORTFOLIO_CSV:
      return g_strdup (_("Imported files"));
    case BW_PORTFOLIO_HTTP:
    default:
      uri = info->url ? g_uri_parse (info->url, G_URI_FLAGS_NONE, NULL) : NULL;
      return g_strdup (uri ? g_uri_get_host (uri) : _("Company backend"));
    }
}

/**
 * bw_session_get_as_of:
 *
 * Returns: the day that the whole window shows, %BW_DATE_NONE while nothing is known
 */
BwDate
bw_session_get_as_of (BwSession *self)
{
  return self->as_of != BW_DATE_NONE ? self->as_of : self->last;
}

/**
 * bw_session_set_as_of:
 * @as_of: a day, brought into the days there is data for; %BW_DATE_NONE follows the latest
 */
void
bw_session_set_as_of (BwSession *self, BwDate as_of)
{
  if (as_of != BW_DATE_NONE && self->last != BW_DATE_NONE)
    {
      as_of = CLAMP (as_of, self->first, self->last);
      /* Whoever goes to the latest day wants to see what the next refresh brings. */
      if (as_of == self->last)
        as_of = BW_DATE_NONE;
    }
  if (self->as_of == as_of)
    return;
  self->as_of = as_of;
  dates_changed (self);
}

/**
 * bw_session_get_compared_as_of:
 *
 * Returns: the earlier day that is drawn behind, %BW_DATE_NONE for none
 */
BwDate
bw_session_get_compared_as_of (BwSession *self)
{
  BwDate as_of = bw_session_get_as_of (self);
  BwDate compared;

  if (self->compare_months == 0 || as_of == BW_DATE_NONE)
    return BW_DATE_NONE;
  compared = self->compare_months < 0 ? self->picked
                                      : bw_date_shift_months (as_of, -self->compare_months);
  compared = MAX (compared, self->first);
  return compared < as_of ? compared : BW_DATE_NONE;
}

/**
 * bw_session_get_compare_months:
 *
 * Returns: how many months before the day shown the compared day is; 0 for no comparison, -1
 *   for a day that was picked
 */
int
bw_session_get_compare_months (BwSession *self)
{
  return self->compare_months;
}

void
bw_session_set_compare_months (BwSession *self, int months)
{
  g_return_if_fail (months >= 0);
  if (self->compare_months == months)
    return;
  self->compare_months = months;
  g_settings_set_int (self->settings, "compare-months", months);
  dates_changed (self);
}

void
bw_session_set_compared_as_of (BwSession *self, BwDate date)
{
  if (self->compare_months == -1 && self->picked == date)
    return;
  self->picked = date;
  self->compare_months = -1;
  dates_changed (self);
}

/**
 * bw_session_get_dates:
 * @first: (out): the first day there is data for
 * @last: (out): the last; both are %BW_DATE_NONE while nothing is known
 */
void
bw_session_get_dates (BwSession *self, BwDate *first, BwDate *last)
{
  *first = self->first;
  *last = self->last;
}

/**
 * bw_session_step_months:
 * @months: how many months to go on, negative to go back
 */
void
bw_session_step_months (BwSession *self, int months)
{
  BwDate as_of = bw_session_get_as_of (self);

  if (as_of != BW_DATE_NONE)
    bw_session_set_as_of (self, bw_date_add_months (as_of, months));
}

gboolean
bw_session_get_playing (BwSession *self)
{
  return self->play_source != 0;
}

/**
 * bw_session_set_playing:
 * @playing: whether the ends of the months go by on their own; at the latest day they begin a year
 *   before it
 */
void
bw_session_set_playing (BwSession *self, gboolean playing)
{
  if (playing == bw_session_get_playing (self) || (playing && self->last == BW_DATE_NONE))
    return;
  if (playing)
    {
      self->play_source = g_timeout_add (PLAY_MILLISECONDS, play_step, self);
      if (bw_session_get_as_of (self) == self->last)
        bw_session_set_as_of (self, bw_date_month_end (bw_date_add_months (self->last, -12)));
    }
  else
    g_clear_handle_id (&self->play_source, g_source_remove);
  bw_session_changed (self, BW_CHANGE_DATES);
}

/**
 * bw_session_get_filter:
 *
 * Returns: (transfer none): never %NULL; to change it, change a copy and set that
 */
const BwAccountFilter *
bw_session_get_filter (BwSession *self)
{
  return self->filter;
}

void
bw_session_set_filter (BwSession *self, const BwAccountFilter *filter)
{
  BwAccountFilter *old = self->filter;

  if (bw_account_filter_equal (old, filter))
    return;
  self->filter = bw_account_filter_copy (filter);
  bw_account_filter_free (old);
  bw_session_changed (self, BW_CHANGE_FILTER);
}

/**
 * bw_session_get_presenting:
 *
 * Returns: whether a review is being presented: until it ends nothing of another account or
 *   portfolio may come up on any screen
 */
gboolean
bw_session_get_presenting (BwSession *self)
{
  return self->presenting;
}

void
bw_session_set_presenting (BwSession *self, gboolean presenting)
{
  if (self->presenting == presenting)
    return;
  self->presenting = presenting;
  if (presenting)
    bw_session_set_playing (self, FALSE);
  bw_session_changed (self, BW_CHANGE_PRESENTING);
}
