/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-queue-watch.h"

#include <glib/gi18n.h>

#include "figures/bw-triage-figure.h"
#include "portfolio/bw-states.h"
#include "store/bw-mirror-edits.h"
#include "ui/bw-window.h"
#include "ui/dialogs/bw-person-dialog.h"
#include "ui/pages/bw-account-page.h"
#include "ui/pages/bw-triage-page.h"

/**
 * BwQueueWatch:
 *
 * Tells the desktop which accounts have come into the triage queue since it was last looked at, for
 * somebody who has asked for that: one notification for a portfolio, which the next one replaces.
 *
 * It looks at the latest day of the open portfolio after its data has changed, on a worker thread
 * and once the page that is seen has had its turn. Which accounts were in the queue is kept beside
 * the mirror, so that a program that was closed meanwhile does not tell the same again. A first
 * look has nothing to compare with and tells nothing, and neither does one after an edit: what
 * somebody has entered is no news to them.
 *
 * While a review is presented it neither looks nor tells: somebody else sees the screen. The look
 * at the end finds all that has come in meanwhile.
 */
struct _BwQueueWatch {
  GObject         parent_instance;

  GtkApplication *application; /* Not owned: it owns this. %NULL when it has gone. */
  BwSession      *session;
  GCancellable   *looking;     /* (nullable): of the look under way. */
  guint           source;
  guint           causes;      /* Of the look that is to come. */
  GTask          *held;        /* (nullable): a look that is told of when a presentation ends. */
};

G_DEFINE_FINAL_TYPE (BwQueueWatch, bw_queue_watch, G_TYPE_OBJECT)

#define SETTING "notify-triage"

/* The page that is seen comes first. */
#define LOOK_MILLISECONDS 1500

#define MOST_NAMES 3

typedef enum {
  CAUSE_DATA = 1 << 0,  /* What has come in is told. */
  CAUSE_QUIET = 1 << 1, /* It is looked at even when the data is what it was. */
} Cause;

/* A look, and what it finds. */
typedef struct {
  BwSnapshot *snapshot;
  char       *slug;
  char       *mirror_path;
  char       *outbox_path;
  char       *person;
  guint       causes;
  char       *title;      /* (nullable): of what is to be told. */
  char       *body;
  char       *account_id; /* (nullable): of a single account. */
} Look;

/* Which day and data the queue was of, and the ids of its accounts. */
#define SEEN_TYPE G_VARIANT_TYPE ("(ixas)")

static void
look_free (Look *look)
{
  bw_snapshot_unref (look->snapshot);
  g_free (look->slug);
  g_free (look->mirror_path);
  g_free (look->outbox_path);
  g_free (look->person);
  g_free (look->title);
  g_free (look->body);
  g_free (look->account_id);
  g_free (look);
}

/* On the worker -------------------------------------------------------------------------------- */

/* Returns (nullable): what the last look has kept; a file that is damaged is as good as none. */
static GVariant *
read_seen (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr (GVariant) seen = NULL;

  if (!g_file_get_contents (path, &bytes, &length, NULL))
    return NULL;
  seen = g_variant_ref_sink (g_variant_new_from_data (SEEN_TYPE, bytes, length, FALSE, g_free,
                                                      bytes));
  g_steal_pointer (&bytes);
  return g_variant_is_normal_form (seen) ? g_steal_pointer (&seen) : NULL;
}

static const char *
id_of (const BwTriageFigure *figure, const BwTriageRow *row)
{
  return bw_account_table_id (figure->snapshot->table, figure->snapshot->account[row->row]);
}

static gboolean
keep_seen (const char *path, const BwTriageFigure *figure, GError **error)
{
  GVariantBuilder ids;
  g_autoptr (GVariant) seen = NULL;

  g_variant_builder_init (&ids, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < figure->n; i++)
    g_variant_builder_add (&ids, "s", id_of (figure, &figure->rows[i]));
  seen = g_variant_ref_sink (g_variant_new ("(ixas)", figure->as_of,
                                            figure->snapshot->generation, &ids));
  return g_file_set_contents_full (path, g_variant_get_data (seen),
                                   (gssize) g_variant_get_size (seen),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* Returns: (element-type BwTriageRow): the accounts that were not in the queue, as it is ordered;
 * those of somebody alone who has said who they are and looks after accounts. */
static GPtrArray *
find_news (const Look *look, const BwTriageFigure *figure, GVariant *seen)
{
  GPtrArray *news = g_ptr_array_new ();
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GVariant) ids = g_variant_get_child_value (seen, 2);
  gboolean mine = bw_person_owns_accounts (figure->snapshot, look->person);
  GVariantIter iter;
  const char *id;

  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "&s", &id))
    g_hash_table_add (known, (gpointer) id);
  for (guint i = 0; i < figure->n; i++)
    {
      const BwTriageRow *row = &figure->rows[i];
      const BwPerson *owner = bw_snapshot_owner (figure->snapshot, row->row);

      if (g_hash_table_contains (known, id_of (figure, row))
          || (mine && (owner == NULL || !g_str_equal (owner->id, look->person))))
        continue;
      g_ptr_array_add (news, (gpointer) row);
    }
  return news;
}

static void
word_one (Look *look, const BwTriageFigure *figure, const BwTriageRow *row)
{
  /* Translators: the name of an account. */
  look->title = g_strdup_printf (_("%s needs attention"),
                                 bw_snapshot_name (figure->snapshot, row->row));
  look->body = bw_triage_figure_summarise (figure, row);
  look->account_id = g_strdup (id_of (figure, row));
}

static void
word_many (Look *look, const BwTriageFigure *figure, GPtrArray *news)
{
  g_autoptr (GString) body = g_string_new (NULL);

  look->title = g_strdup_printf (ngettext ("%'u account needs attention",
                                           "%'u accounts need attention", news->len),
                                 news->len);
  for (guint i = 0; i < MIN (news->len, MOST_NAMES); i++)
    {
      const BwTriageRow *row = g_ptr_array_index (news, i);
      g_autoptr (GPtrArray) reasons = bw_triage_figure_list_reasons (figure, row);
      const BwTriageReason *heaviest = g_ptr_array_index (reasons, 0);

      /* Translators: the name of an account and why it needs attention. */
      g_string_append_printf (body, _("%1$s: %2$s"),
                              bw_snapshot_name (figure->snapshot, row->row), heaviest->text);
      g_string_append_c (body, '\n');
    }
  if (news->len > MOST_NAMES)
    g_string_append_printf (body, ngettext ("and %'u more", "and %'u more",
                                            news->len - MOST_NAMES),
                            news->len - MOST_NAMES);
  else
    g_string_truncate (body, body->len - 1);
  look->body = g_string_free_and_steal (g_steal_pointer (&body));
}

static gboolean
look_at_queue (Look *look, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = bw_states_file_path (look->mirror_path, "seen-in-triage");
  g_autoptr (GVariant) seen = read_seen (path);
  g_autoptr (BwMirror) mirror = NULL;
  g_autoptr (BwTriageFigure) figure = NULL;
  g_autoptr (GPtrArray) news = NULL;
  BwFigureScope scope = { .snapshot = look->snapshot };
  BwDate day = BW_DATE_NONE;
  gint64 generation = -1;

  if (seen)
    g_variant_get (seen, "(ixas)", &day, &generation, NULL);
  if (!(look->causes & CAUSE_QUIET) && day == look->snapshot->as_of
      && generation == look->snapshot->generation)
    return TRUE;
  mirror = bw_mirror_open (look->mirror_path, BW_MIRROR_READ_ONLY, error);
  if (mirror == NULL || !bw_mirror_show_edits (mirror, look->outbox_path, error))
    return FALSE;
  scope.mirror = mirror;
  figure = bw_triage_figure_compute (&scope, NULL, cancellable, error);
  /* What cannot be kept is not told either: it would be told again at every look. */
  if (figure == NULL || !keep_seen (path, figure, error))
    return FALSE;
  if (seen == NULL || !(look->causes & CAUSE_DATA))
    return TRUE;
  news = find_news (look, figure, seen);
  if (news->len == 1)
    word_one (look, figure, g_ptr_array_index (news, 0));
  else if (news->len > 1)
    word_many (look, figure, news);
  return TRUE;
}

static void
look_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (look_at_queue (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* On the main thread --------------------------------------------------------------------------- */

static char *
notification_id (const char *slug)
{
  return g_strconcat ("triage-", slug, NULL);
}

/* Whether the person has the queue of that portfolio before them. */
static gboolean
is_seen (BwQueueWatch *self, const char *slug)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);
  const BwPortfolioInfo *info = bw_session_get_info (self->session);

  return BW_IS_WINDOW (window) && gtk_window_is_active (window)
         && BW_IS_TRIAGE_PAGE (bw_window_get_page (BW_WINDOW (window)))
         && info && g_str_equal (info->slug, slug);
}

static void
tell (BwQueueWatch *self, const Look *look)
{
  g_autoptr (GNotification) notification = g_notification_new (look->title);
  g_autofree char *id = notification_id (look->slug);

  g_notification_set_body (notification, look->body);
  g_notification_set_default_action_and_target (notification, "app.open-triage", "(ss)",
                                                look->slug,
                                                look->account_id ? look->account_id : "");
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
}

static void look_soon (BwQueueWatch *self, Cause cause);

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  BwQueueWatch *self = BW_QUEUE_WATCH (source);
  const Look *look = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  /* The pages say what is wrong with the data; the next look tries again. */
  if (!g_task_propagate_boolean (G_TASK (result), &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The queue could not be looked at: %s", error->message);
  g_clear_object (&self->looking);
  if (self->application == NULL)
    return;
  if (look->title && bw_session_get_presenting (self->session))
    g_set_object (&self->held, G_TASK (result));
  else if (look->title && !is_seen (self, look->slug))
    tell (self, look);
  /* Something has changed meanwhile. */
  if (self->causes)
    look_soon (self, 0);
}

static gboolean
shows_latest (BwSession *session)
{
  BwSnapshot *snapshot = bw_session_get_snapshot (session);
  BwDate first, last;

  bw_session_get_dates (session, &first, &last);
  return snapshot && !bw_session_get_loading (session) && snapshot->as_of == last;
}

static gboolean
look_now (gpointer data)
{
  BwQueueWatch *self = data;
  const BwPortfolioInfo *info = bw_session_get_info (self->session);
  g_autoptr (GTask) task = NULL;
  Look *look;

  self->source = 0;
  if (bw_session_get_presenting (self->session))
    return G_SOURCE_REMOVE;
  /* A load that is under way says when it is done, and a look does when it is. */
  if (info == NULL || self->looking || !shows_latest (self->session))
    return G_SOURCE_REMOVE;
  look = g_new0 (Look, 1);
  look->snapshot = bw_snapshot_ref (bw_session_get_snapshot (self->session));
  look->slug = g_strdup (info->slug);
  look->mirror_path = g_strdup (info->mirror_path);
  look->outbox_path = g_strdup (info->outbox_path);
  look->person = g_settings_get_string (bw_session_get_settings (self->session), "person");
  look->causes = self->causes;
  self->causes = 0;
  self->looking = g_cancellable_new ();
  task = g_task_new (self, self->looking, on_looked, NULL);
  /* What was kept as seen is told, even if somebody cancels meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, look_now);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_task_run_in_thread (task, look_run);
  return G_SOURCE_REMOVE;
}

static void
look_soon (BwQueueWatch *self, Cause cause)
{
  self->causes |= cause;
  if (self->source == 0)
    self->source = g_timeout_add (LOOK_MILLISECONDS, look_now, self);
}

static void
forget (BwQueueWatch *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->causes = 0;
  if (self->looking)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->held);
}

/* What was held back is told, and what has come in meanwhile is looked at. */
static void
catch_up (BwQueueWatch *self)
{
  g_autoptr (GTask) held = g_steal_pointer (&self->held);
  const Look *look = held ? g_task_get_task_data (held) : NULL;

  if (look && !is_seen (self, look->slug))
    tell (self, look);
  if (self->causes)
    look_soon (self, 0);
}

static void
on_changed (BwSession *session, guint changes, BwQueueWatch *self)
{
  if (changes & BW_CHANGE_PORTFOLIO)
    forget (self);
  if ((changes & BW_CHANGE_PRESENTING) && !bw_session_get_presenting (session))
    catch_up (self);
  if (!g_settings_get_boolean (bw_session_get_settings (session), SETTING)
      || !shows_latest (session))
    return;
  if (changes & BW_CHANGE_DATA)
    look_soon (self, CAUSE_DATA);
  if (changes & BW_CHANGE_EDITS)
    look_soon (self, CAUSE_QUIET);
}

/* What is there when somebody asks to be told is no news. */
static void
on_setting (GSettings *settings, const char *key, BwQueueWatch *self)
{
  forget (self);
  if (g_settings_get_boolean (settings, SETTING) && shows_latest (self->session))
    look_soon (self, CAUSE_QUIET);
}

/* Whoever goes to the queue need not be told of it any more. */
static void
on_page (GSettings *settings, const char *key, BwQueueWatch *self)
{
  const BwPortfolioInfo *info = bw_session_get_info (self->session);
  g_autofree char *page = g_settings_get_string (settings, "last-page");
  g_autofree char *id = info ? notification_id (info->slug) : NULL;

  if (id && g_str_equal (page, "triage"))
    g_application_withdraw_notification (G_APPLICATION (self->application), id);
}

static void
on_open_triage (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwQueueWatch *self = data;
  const char *slug, *account_id;
  BwWindow *window;

  g_variant_get (parameter, "(&s&s)", &slug, &account_id);
  if (bw_session_get_presenting (self->session))
    return;
  g_application_activate (G_APPLICATION (self->application));
  window = BW_WINDOW (gtk_application_get_active_window (self->application));
  if (!bw_session_open_slug (self->session, slug))
    return;
  bw_session_set_as_of (self->session, BW_DATE_NONE);
  bw_window_go_to (window, "triage");
  if (*account_id != '\0')
    bw_account_page_open (window, account_id);
}

static void
bw_queue_watch_dispose (GObject *object)
{
  BwQueueWatch *self = BW_QUEUE_WATCH (object);

  forget (self);
  if (self->application)
    g_action_map_remove_action (G_ACTION_MAP (self->application), "open-triage");
  self->application = NULL;
  if (self->session)
    g_signal_handlers_disconnect_by_data (bw_session_get_settings (self->session), self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_queue_watch_parent_class)->dispose (object);
}

static void
bw_queue_watch_class_init (BwQueueWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_queue_watch_dispose;
}

static void
bw_queue_watch_init (BwQueueWatch *self)
{
}

/**
 * bw_queue_watch_new:
 * @application: tells the desktop, and gains the action "open-triage", which takes what
 *   #BwPortfolioInfo calls the slug of a portfolio and the id of an account or ""; it outlives the
 *   watch
 * @session: whose open portfolio is watched
 */
BwQueueWatch *
bw_queue_watch_new (GtkApplication *application, BwSession *session)
{
  static const GActionEntry entries[] = {
    { .name = "open-triage", .activate = on_open_triage, .parameter_type = "(ss)" },
  };
  BwQueueWatch *self = g_object_new (BW_TYPE_QUEUE_WATCH, NULL);
  GSettings *settings = bw_session_get_settings (session);

  self->application = application;
  self->session = g_object_ref (session);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   self);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect (settings, "changed::" SETTING, G_CALLBACK (on_setting), self);
  g_signal_connect (settings, "changed::last-page", G_CALLBACK (on_page), self);
  return self;
}
