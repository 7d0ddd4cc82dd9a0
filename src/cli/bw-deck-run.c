/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/bw-deck-run.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Threads that make decks: each has a connection and fonts of its own. */
#define MOST_THREADS 4

/* Clears the line of the terminal, so that a shorter text leaves nothing of a longer one. */
#define CLEAR_LINE "\r\033[K"

/* What the threads of a run share. Everything but the queue is read only while they run. */
typedef struct {
  BwDeckRun   *run;
  GAsyncQueue *done; /* BwDeckJob */
  int          next; /* The place of the next job; past the end to have the threads end. */
} Crew;

/* What a deck is made from --------------------------------------------------------------------- */

static void
add_bytes (GChecksum *sum, gconstpointer data, gsize length)
{
  guint64 size = length;

  /* With the length before it, one thing cannot be taken for two. */
  g_checksum_update (sum, (const guchar *) &size, sizeof size);
  g_checksum_update (sum, data, (gssize) length);
}

static void
add_text (GChecksum *sum, const char *text)
{
  add_bytes (sum, text != NULL ? text : "", text != NULL ? strlen (text) + 1 : 0);
}

static void
add_contents (GChecksum *sum, GBytes *bytes)
{
  gsize length = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  add_bytes (sum, data != NULL ? data : "", length);
}

static void
add_theme (GChecksum *sum, const BwSlideTheme *theme)
{
  const BwColor colors[] = { theme->surface, theme->text, theme->dim, theme->accent,
                             theme->second };

  add_bytes (sum, &theme->kind, sizeof theme->kind);
  add_bytes (sum, colors, sizeof colors);
  add_text (sum, theme->font_family);
  add_contents (sum, theme->logo);
}

static void
add_review (GChecksum *sum, const BwReview *review)
{
  add_bytes (sum, &review->last_held, sizeof review->last_held);
  for (guint i = 0; i < review->slides->len; i++)
    {
      const BwReviewSlide *slide = review->slides->pdata[i];

      add_text (sum, slide->key);
      add_text (sum, slide->title);
      add_text (sum, slide->annotation);
      add_text (sum, slide->notes);
      add_text (sum, slide->text);
      add_contents (sum, slide->picture);
      add_bytes (sum, &slide->minutes, sizeof slide->minutes);
      add_bytes (sum, &slide->hidden, sizeof slide->hidden);
    }
}

/* Edits that were not sent show in a deck as well. */
static void
add_edits (GChecksum *sum, const char *path)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return;
  add_bytes (sum, &status.st_size, sizeof status.st_size);
  add_bytes (sum, &status.st_mtim, sizeof status.st_mtim);
}

/* Everything that all decks of the run have in common, as a word. */
static char *
describe_run (const BwCliDecks *decks, GError **error)
{
  const BwCliPortfolio *portfolio = decks->portfolio;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (BwDeck) empty = bw_deck_new ();
  g_autofree char *id = NULL;
  gint64 generation = bw_mirror_get_generation (portfolio->mirror, error);

  if (generation < 0 || !bw_mirror_get_meta (portfolio->mirror, BW_MIRROR_META_ID, &id, error))
    return NULL;
  add_text (sum, BW_VERSION);
  add_text (sum, id);
  add_text (sum, empty->language);
  add_bytes (sum, &generation, sizeof generation);
  add_bytes (sum, &portfolio->snapshot->as_of, sizeof portfolio->snapshot->as_of);
  add_bytes (sum, &decks->size, sizeof decks->size);
  add_bytes (sum, &decks->bucket, sizeof decks->bucket);
  add_bytes (sum, &decks->peers, sizeof decks->peers);
  add_theme (sum, decks->theme);
  add_edits (sum, portfolio->info->outbox_path);
  return g_strdup (g_checksum_get_string (sum));
}

static char *
describe_deck (const char *of_run, const char *account_id, const BwReview *review)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_text (sum, of_run);
  add_text (sum, account_id);
  add_review (sum, review);
  return g_strdup (g_checksum_get_string (sum));
}

/* Jobs ----------------------------------------------------------------------------------------- */

static void
job_free (BwDeckJob *job)
{
  g_free (job->account_id);
  g_free (job->title);
  g_free (job->name);
  g_free (job->made_from);
  bw_review_free (job->review);
  g_clear_error (&job->error);
  g_free (job);
}

/* An account that is not there is said when it is its turn; its id stands for its name. */
static const char *
title_of (const BwSnapshot *snapshot, const char *account_id)
{
  guint32 account = bw_account_table_find_account (snapshot->table, account_id);

  return account != BW_INDEX_NONE ? bw_account_table_name (snapshot->table, account) : account_id;
}

static gboolean
add_jobs (BwDeckRun *self, const char *ending, char **account_ids, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *of_run = describe_run (self->decks, error);

  for (guint i = 0; of_run != NULL && account_ids[i] != NULL; i++)
    {
      const char *id = account_ids[i];
      BwDeckJob *job;

      if (!g_hash_table_add (seen, account_ids[i]))
        continue;
      job = g_new0 (BwDeckJob, 1);
      g_ptr_array_add (self->jobs, job);
      job->account_id = g_strdup (id);
      job->title = g_strdup (title_of (self->decks->portfolio->snapshot, id));
      job->name = bw_deck_folder_name (self->folder, id, job->title, ending);
      job->review = bw_cli_decks_load_review (self->decks, id, error);
      if (job->review == NULL)
        return FALSE;
      job->made_from = describe_deck (of_run, id, job->review);
      if (bw_deck_folder_has (self->folder, job->name, job->made_from))
        {
          job->state = BW_DECK_JOB_KEPT;
          self->n_kept++;
        }
    }
  return of_run != NULL;
}

/**
 * bw_deck_run_new:
 * @decks: what all decks have in common
 * @path: a folder; it is made when it is missing
 * @ending: of the files: ".pdf"
 * @account_ids: whose decks
 * @error: set when nothing can be written there
 *
 * Returns: (transfer full): the run, with the decks that are there already marked as kept
 */
BwDeckRun *
bw_deck_run_new (const BwCliDecks *decks, const char *path, const char *ending,
                 char **account_ids, GError **error)
{
  g_autoptr (BwDeckRun) self = g_new0 (BwDeckRun, 1);

  self->decks = decks;
  self->path = path;
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
  self->folder = bw_deck_folder_open (path, error);
  if (self->folder == NULL || !add_jobs (self, ending, account_ids, error)
      || !bw_deck_folder_begin (self->folder, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Threads -------------------------------------------------------------------------------------- */

static gboolean
do_job (const BwDeckRun *run, BwMirror *mirror, BwDeckJob *job)
{
  const BwCliDecks *decks = run->decks;
  g_autofree char *path = g_build_filename (run->path, job->name, NULL);
  g_autoptr (BwDeck) deck = bw_cli_decks_make (decks, mirror, job->account_id, job->review,
                                               &job->error);

  return deck != NULL && bw_deck_write (deck, decks->theme, decks->size, path, &job->error);
}

static gpointer
work (gpointer data)
{
  Crew *crew = data;
  BwDeckRun *run = crew->run;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_cli_decks_open_mirror (run->decks, &error);
  guint place;

  while ((place = (guint) g_atomic_int_add (&crew->next, 1)) < run->jobs->len)
    {
      BwDeckJob *job = run->jobs->pdata[place];

      if (job->state == BW_DECK_JOB_KEPT)
        continue;
      if (mirror == NULL)
        job->error = g_error_copy (error);
      job->state = mirror != NULL && do_job (run, mirror, job) ? BW_DECK_JOB_MADE
                                                               : BW_DECK_JOB_FAILED;
      g_async_queue_push (crew->done, job);
    }
  /* The end of a thread comes through the queue as well. */
  g_async_queue_push (crew->done, crew);
  return NULL;
}

static void
count_job (BwDeckRun *self, BwDeckJob *job)
{
  if (job->state == BW_DECK_JOB_MADE
      && !bw_deck_folder_add (self->folder, job->name, job->made_from, &job->error))
    job->state = BW_DECK_JOB_FAILED;
  if (job->state == BW_DECK_JOB_MADE)
    self->n_made++;
  else
    self->n_failed++;
}

static void
show_progress (const BwDeckRun *self, const BwDeckJob *job)
{
  fputs (CLEAR_LINE, stderr);
  /* Translators: how many reviews are done, of how many, and whose was the last. */
  fprintf (stderr, _("%u of %u: %s"), self->n_kept + self->n_made + self->n_failed,
           self->jobs->len, job->title);
  fflush (stderr);
}

/**
 * bw_deck_run_do:
 * @self: a run
 *
 * Makes the decks that are not there, a processor each, with progress on standard error when that
 * is a terminal. One that cannot be made does not keep the others; a full disk does.
 */
void
bw_deck_run_do (BwDeckRun *self)
{
  gboolean terminal = isatty (STDERR_FILENO);
  guint n_threads = CLAMP (g_get_num_processors (), 1, MOST_THREADS), n_running;
  GThread *threads[MOST_THREADS];
  Crew crew = { self, g_async_queue_new (), 0 };
  gpointer message;

  for (guint i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("decks", work, &crew);
  for (n_running = n_threads; n_running > 0;)
    {
      BwDeckJob *job;

      message = g_async_queue_pop (crew.done);
      if (message == &crew)
        {
          n_running--;
          continue;
        }
      job = message;
      count_job (self, job);
      if (terminal)
        show_progress (self, job);
      if (g_error_matches (job->error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FULL))
        g_atomic_int_set (&crew.next, (int) self->jobs->len);
    }
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);
  if (terminal)
    fputs (CLEAR_LINE, stderr);
  g_async_queue_unref (crew.done);
  self->n_left = self->jobs->len - self->n_kept - self->n_made - self->n_failed;
}

void
bw_deck_run_free (BwDeckRun *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_clear_pointer (&self->folder, bw_deck_folder_close);
  g_free (self);
}
