/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-session-private.h"

#include <glib/gi18n.h>

#include "store/bw-mirror.h"
#include "sync/bw-credentials.h"

/* What the demo company is called; the name of a company is not translated. */
#define DEMO_NAME "Northwind Cloud"

/* How BwSession opens portfolios and loads the snapshots of its dates. */

typedef struct {
  char       *mirror_path;
  BwSnapshot *beside;  /* (nullable): a snapshot that shares the table of accounts. */
  BwDate      as_of;
  int         compare_months;
  BwDate      picked;
  gboolean    count_readings;
} Job;

typedef struct {
  BwSnapshot *snapshot;
  BwSnapshot *compared;
  BwDate      first;
  gint64      n_readings;
} Loaded;

static void
job_free (Job *job)
{
  g_free (job->mirror_path);
  g_clear_pointer (&job->beside, bw_snapshot_unref);
  g_free (job);
}

static void
loaded_free (Loaded *loaded)
{
  g_clear_pointer (&loaded->snapshot, bw_snapshot_unref);
  g_clear_pointer (&loaded->compared, bw_snapshot_unref);
  g_free (loaded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static BwDate
first_contract (const BwAccountTable *table)
{
  BwDate first = BW_DATE_NONE;

  for (guint i = 0; i < table->n; i++)
    {
      BwDate started = table->contract_started_on[i];

      if (started != BW_DATE_NONE && (first == BW_DATE_NONE || started < first))
        first = started;
    }
  return first;
}

/* On the worker: how far it is, for whoever looks now and then. */
static void
on_progress (guint64 done, guint64 total, gpointer data)
{
  BwSession *self = data;

  g_atomic_int_set (&self->rows_to_read, (int) MIN (total, G_MAXINT));
  g_atomic_int_set (&self->rows_read, (int) MIN (done, G_MAXINT));
}

static Loaded *
load (BwSession *self, const Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);
  g_autoptr (BwMirror) mirror = bw_mirror_open (job->mirror_path, BW_MIRROR_READ_ONLY, error);
  BwDate compared;

  if (mirror == NULL)
    return NULL;
  loaded->snapshot = bw_snapshot_load_telling (mirror, job->beside, job->as_of, on_progress, self,
                                               cancellable, error);
  if (loaded->snapshot == NULL)
    return NULL;
  loaded->first = first_contract (loaded->snapshot->table);
  compared = job->compare_months < 0
               ? job->picked
               : bw_date_shift_months (loaded->snapshot->as_of, -job->compare_months);
  compared = MAX (compared, loaded->first);
  if (job->compare_months != 0 && compared < loaded->snapshot->as_of)
    {
      loaded->compared = bw_snapshot_load_beside (mirror, loaded->snapshot, compared, cancellable,
                                                  error);
      if (loaded->compared == NULL)
        return NULL;
    }
  loaded->n_readings = job->count_readings
                         ? bw_mirror_count_rows (mirror, BW_RELATION_OBSERVATIONS, NULL)
                         : -1;
  return g_steal_pointer (&loaded);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  Loaded *loaded;

  /* Somebody who holds a key down asks for many dates; only the last is worth the work. */
  if (g_task_return_error_if_cancelled (task))
    return;
  loaded = load (source, data, cancellable, &error);
  if (loaded)
    g_task_return_pointer (task, loaded, (GDestroyNotify) loaded_free);
  else
    g_task_return_error (task, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BwSession *self = BW_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Loaded) loaded = g_task_propagate_pointer (G_TASK (result), &error);
  BwSessionChange changes = BW_CHANGE_DATA;

  /* Another load has taken this one's place. */
  if (g_task_get_cancellable (G_TASK (result)) != self->loading)
    return;
  g_clear_object (&self->loading);
  g_clear_error (&self->error);

  if (loaded == NULL)
    {
      bw_session_drop_data (self);
      /* An empty mirror is not a failure: the first refresh is still to come. */
      if (!g_error_matches (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_EMPTY)
          && !g_error_matches (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND))
        self->error = g_steal_pointer (&error);
      bw_session_changed (self, BW_CHANGE_DATA | BW_CHANGE_STATUS);
      return;
    }

  g_clear_pointer (&self->front_page, bw_front_page_unref);
  g_clear_pointer (&self->snapshot, bw_snapshot_unref);
  g_clear_pointer (&self->compared, bw_snapshot_unref);
  self->snapshot = g_steal_pointer (&loaded->snapshot);
  self->compared = g_steal_pointer (&loaded->compared);
  if (loaded->n_readings >= 0)
    self->n_readings = loaded->n_readings;
  if (self->as_of == BW_DATE_NONE && self->last != self->snapshot->as_of)
    {
      self->last = self->snapshot->as_of;
      changes |= BW_CHANGE_DATES;
    }
  if (loaded->first != BW_DATE_NONE && loaded->first != self->first)
    {
      self->first = loaded->first;
      changes |= BW_CHANGE_DATES;
    }
  bw_session_changed (self, changes | BW_CHANGE_STATUS);
}

/**
 * bw_session_load:
 *
 * Loads the snapshots of the session's dates on a worker thread, in place of a load under way.
 */
void
bw_session_load (BwSession *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_clear_handle_id (&self->load_source, g_source_remove);
  bw_session_cancel_load (self);
  if (self->info == NULL)
    return;
  job = g_new0 (Job, 1);
  job->mirror_path = g_strdup (self->info->mirror_path);
  job->beside = self->snapshot ? bw_snapshot_ref (self->snapshot) : NULL;
  job->as_of = self->as_of;
  job->compare_months = self->compare_months;
  job->picked = self->picked;
  job->count_readings = self->n_readings < 0;

  g_atomic_int_set (&self->rows_read, 0);
  self->loading = g_cancellable_new ();
  task = g_task_new (self, self->loading, on_loaded, NULL);
  g_task_set_source_tag (task, bw_session_load);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, run);
}

static gboolean
load_now (gpointer data)
{
  BwSession *self = data;

  self->load_source = 0;
  bw_session_load (self);
  /* Nothing is written to the disk before the window is painted. */
  g_settings_set_string (self->settings, "last-portfolio", self->info->name);
  bw_portfolio_set_used (self->info, NULL);
  bw_session_look_at_edits (self);
  if (g_settings_get_boolean (self->settings, "refresh-at-start") && bw_session_goes_stale (self))
    bw_session_refresh (self);
  return G_SOURCE_REMOVE;
}

/**
 * bw_session_load_soon:
 *
 * Loads once the window has been painted: what the memo holds comes first.
 */
void
bw_session_load_soon (BwSession *self)
{
  if (self->held)
    {
      g_clear_handle_id (&self->load_source, g_source_remove);
      self->load_waits = TRUE;
    }
  else if (self->load_source == 0)
    self->load_source = g_idle_add_full (G_PRIORITY_LOW, load_now, self, NULL);
}

/**
 * bw_session_hold:
 *
 * Puts off loading until bw_session_release(): a window that is about to paint its first frame
 * does not share the computer with it.
 */
void
bw_session_hold (BwSession *self)
{
  self->held = TRUE;
  if (self->load_source)
    bw_session_load_soon (self);
}

void
bw_session_release (BwSession *self)
{
  self->held = FALSE;
  if (self->load_waits)
    {
      self->load_waits = FALSE;
      bw_session_load_soon (self);
    }
}

void
bw_session_cancel_load (BwSession *self)
{
  self->load_waits = FALSE;
  g_clear_handle_id (&self->load_source, g_source_remove);
  if (self->loading)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

void
bw_session_drop_data (BwSession *self)
{
  g_clear_pointer (&self->front_page, bw_front_page_unref);
  g_clear_pointer (&self->snapshot, bw_snapshot_unref);
  g_clear_pointer (&self->compared, bw_snapshot_unref);
  g_clear_error (&self->error);
  self->n_readings = -1;
}

/**
 * bw_session_reload:
 *
 * Reads the portfolio again, after something outside has changed it or a load has failed.
 */
void
bw_session_reload (BwSession *self)
{
  self->n_readings = -1;
  bw_session_load (self);
  bw_session_changed (self, BW_CHANGE_DATA);
}

/**
 * bw_session_open_info:
 * @info: (transfer full): the portfolio to show
 *
 * The memo of its front page is shown at once; snapshots follow.
 */
void
bw_session_open_info (BwSession *self, BwPortfolioInfo *info)
{
  g_autoptr (BwAccountFilter) all = bw_account_filter_new ();

  bw_session_set_playing (self, FALSE);
  bw_session_cancel_load (self);
  bw_session_stop_refresh (self);
  bw_session_drop_edits (self);
  bw_session_drop_data (self);
  g_clear_pointer (&self->info, bw_portfolio_info_free);
  self->info = info;
  self->as_of = BW_DATE_NONE;
  self->first = BW_DATE_NONE;
  self->last = BW_DATE_NONE;
  if (self->compare_months < 0)
    self->compare_months = g_settings_get_int (self->settings, "compare-months");
  g_clear_pointer (&self->filter, bw_account_filter_free);
  self->filter = g_steal_pointer (&all);
  self->status = info->last_refresh > 0 ? BW_STATUS_UP_TO_DATE : BW_STATUS_NEVER;
  self->refresh_began = 0;
  self->n_unreached = 0;
  g_clear_error (&self->refresh_error);

  self->front_page = bw_front_page_read (info->mirror_path);
  if (self->front_page)
    {
      self->last = self->front_page->as_of;
      self->first = self->front_page->compared_as_of != BW_DATE_NONE
                      ? self->front_page->compared_as_of
                      : self->last;
    }
  bw_session_start_ticking (self);
  bw_session_load_soon (self);
  bw_session_changed (self, BW_CHANGE_ALL);
}

/**
 * bw_session_open:
 * @name: of a portfolio in the list
 */
void
bw_session_open (BwSession *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info;

  if (g_strcmp0 (name, bw_session_get_portfolio (self)) == 0)
    return;
  info = bw_portfolio_find (name, &error);
  if (info)
    bw_session_open_info (self, info);
  else
    g_warning ("%s", error->message);
}

/**
 * bw_session_open_slug:
 * @slug: what the folders of a portfolio are called
 *
 * Opens that portfolio unless it is open. While a review is presented no other is opened.
 *
 * Returns: whether it is open now
 */
gboolean
bw_session_open_slug (BwSession *self, const char *slug)
{
  g_autoptr (GPtrArray) infos = NULL;

  if (self->info && g_str_equal (self->info->slug, slug))
    return TRUE;
  if (self->presenting)
    return FALSE;
  infos = bw_portfolio_list (NULL);
  for (guint i = 0; infos && i < infos->len; i++)
    {
      const BwPortfolioInfo *info = g_ptr_array_index (infos, i);

      if (g_str_equal (info->slug, slug))
        {
          bw_session_open_info (self, bw_portfolio_info_copy (info));
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * bw_session_open_last:
 *
 * Opens the portfolio that was open when the program last ended, else the one last used.
 *
 * Returns: whether there is any
 */
gboolean
bw_session_open_last (BwSession *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "last-portfolio");
  BwPortfolioInfo *info = *name ? bw_portfolio_find (name, NULL) : NULL;

  if (info == NULL)
    info = bw_portfolio_last_used (NULL);
  if (info == NULL)
    return FALSE;
  bw_session_open_info (self, info);
  return TRUE;
}

/**
 * bw_session_open_demo:
 *
 * Opens the demo company, which is made when it is not there.
 */
void
bw_session_open_demo (BwSession *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = bw_portfolio_list (NULL);
  BwPortfolioInfo *info = NULL;

  for (guint i = 0; list && i < list->len; i++)
    {
      BwPortfolioInfo *other = g_ptr_array_index (list, i);

      if (other->source == BW_PORTFOLIO_DEMO)
        {
          bw_session_open_info (self, bw_portfolio_info_copy (other));
          return;
        }
    }
  info = bw_portfolio_add (DEMO_NAME, BW_PORTFOLIO_DEMO, NULL, NULL, &error);
  if (info == NULL)
    {
      g_warning ("%s", error->message);
      return;
    }
  bw_session_open_info (self, info);
}

/**
 * bw_session_close:
 *
 * Leaves the open portfolio for the welcome page.
 */
void
bw_session_close (BwSession *self)
{
  bw_session_set_playing (self, FALSE);
  bw_session_cancel_load (self);
  bw_session_stop_refresh (self);
  bw_session_drop_edits (self);
  bw_session_drop_data (self);
  g_clear_pointer (&self->info, bw_portfolio_info_free);
  self->status = BW_STATUS_NEVER;
  self->first = self->last = self->as_of = BW_DATE_NONE;
  g_settings_set_string (self->settings, "last-portfolio", "");
  bw_session_changed (self, BW_CHANGE_ALL);
}

/**
 * bw_session_rename:
 *
 * Gives the portfolio called @name the name @new_name.
 */
gboolean
bw_session_rename (BwSession *self, const char *name, const char *new_name, GError **error)
{
  g_autoptr (BwPortfolioInfo) other = NULL;
  BwPortfolioInfo *info = self->info;

  if (g_strcmp0 (name, bw_session_get_portfolio (self)) != 0)
    info = other = bw_portfolio_find (name, error);
  if (info == NULL || !bw_portfolio_rename (info, new_name, error))
    return FALSE;
  if (info == self->info)
    g_settings_set_string (self->settings, "last-portfolio", info->name);
  bw_session_changed (self, BW_CHANGE_PORTFOLIO);
  return TRUE;
}

/**
 * bw_session_remove:
 *
 * Takes the portfolio called @name off this computer, with its token. When it is the open one,
 * another is opened.
 */
gboolean
bw_session_remove (BwSession *self, const char *name, GError **error)
{
  g_autoptr (BwPortfolioInfo) info = bw_portfolio_find (name, error);
  gboolean is_open = g_strcmp0 (name, bw_session_get_portfolio (self)) == 0;

  if (info == NULL)
    return FALSE;
  if (is_open)
    bw_session_close (self);
  if (!bw_portfolio_remove (info, error))
    return FALSE;
  if (info->source == BW_PORTFOLIO_HTTP)
    bw_credentials_forget (info->slug);
  if (is_open && bw_session_open_last (self))
    return TRUE;
  bw_session_changed (self, BW_CHANGE_PORTFOLIO);
  return TRUE;
}

/**
 * bw_session_get_snapshot:
 *
 * Returns: (nullable) (transfer none): the portfolio of the day shown, or of the day before it
 *   while that is being loaded
 */
BwSnapshot *
bw_session_get_snapshot (BwSession *self)
{
  return self->snapshot;
}

BwSnapshot *
bw_session_get_compared (BwSession *self)
{
  return self->compared;
}

/**
 * bw_session_get_front_page:
 *
 * Returns: (nullable) (transfer none): the memo of the front page, until a snapshot is loaded
 */
const BwFrontPage *
bw_session_get_front_page (BwSession *self)
{
  return self->front_page;
}

guint
bw_session_get_n_accounts (BwSession *self)
{
  return self->snapshot ? self->snapshot->n : self->front_page ? self->front_page->accounts : 0;
}

/**
 * bw_session_get_company:
 *
 * Returns: (nullable): the name of the company whose portfolio this is
 */
const char *
bw_session_get_company (BwSession *self)
{
  return self->snapshot     ? self->snapshot->table->company_name
         : self->front_page ? self->front_page->company_name
                            : NULL;
}

gboolean
bw_session_get_loading (BwSession *self)
{
  return self->loading != NULL || self->load_source != 0 || self->load_waits;
}

/**
 * bw_session_get_rows_read:
 * @total: (out): of how many
 *
 * Returns: how many rows the load under way has read; 0 when it did not have to, or has not begun
 */
guint
bw_session_get_rows_read (BwSession *self, guint *total)
{
  guint read = (guint) g_atomic_int_get (&self->rows_read);

  *total = (guint) g_atomic_int_get (&self->rows_to_read);
  return read;
}

/**
 * bw_session_get_error:
 *
 * Returns: (nullable): why the data of the date shown could not be loaded
 */
const GError *
bw_session_get_error (BwSession *self)
{
  return self->error;
}
