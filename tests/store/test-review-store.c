/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-review.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault-vfs.h"
#include "scratch-folder.h"

typedef struct {
  char          *folder;
  char          *path;
  BwReviewStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = scratch_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "reviews.sqlite", NULL);
  fixture->store = bw_review_store_open (fixture->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bw_review_store_close (fixture->store);
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->store, bw_review_store_close);
  fixture->store = bw_review_store_open (fixture->path, &error);
  g_assert_no_error (error);
}

static BwReview *
load (Fixture *fixture, const char *account_id)
{
  g_autoptr (GError) error = NULL;
  BwReview *review = bw_review_store_load (fixture->store, account_id, &error);

  g_assert_no_error (error);
  return review;
}

static void
save (Fixture *fixture, const BwReview *review)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_review_store_save (fixture->store, review, &error));
  g_assert_no_error (error);
}

static void
assert_same (const BwReview *found, const BwReview *expected)
{
  g_assert_cmpstr (found->account_id, ==, expected->account_id);
  g_assert_cmpuint (found->slides->len, ==, expected->slides->len);
  for (guint i = 0; i < expected->slides->len; i++)
    {
      const BwReviewSlide *a = found->slides->pdata[i];
      const BwReviewSlide *b = expected->slides->pdata[i];

      g_assert_cmpstr (a->key, ==, b->key);
      g_assert_cmpstr (a->title, ==, b->title);
      g_assert_cmpstr (a->annotation, ==, b->annotation);
      g_assert_cmpstr (a->notes, ==, b->notes);
      g_assert_cmpstr (a->text, ==, b->text);
      g_assert_cmpint (a->hidden, ==, b->hidden);
      g_assert_true (isnan (b->minutes) ? isnan (a->minutes) : a->minutes == b->minutes);
      g_assert_cmpint (a->picture != NULL, ==, b->picture != NULL);
      if (b->picture != NULL)
        g_assert_true (g_bytes_equal (a->picture, b->picture));
    }
}

/* Bytes that no compression makes small and that hold every value. */
static GBytes *
make_picture (gsize size, guint seed)
{
  guint8 *content = g_malloc (MAX (size, 1));

  for (gsize i = 0; i < size; i++)
    content[i] = (guint8) (((i + seed) * 2654435761u) >> 13);
  return g_bytes_new_take (content, size);
}

static BwReview *
make_review (const char *account_id, guint seed)
{
  BwReview *review = bw_review_new (account_id);
  BwReviewSlide *slide = bw_review_add (review, "value:delivery");
  g_autofree char *own = bw_review_make_own_key ();

  slide->title = g_strdup_printf ("Title %u", seed);
  slide->minutes = 2.5;
  slide = bw_review_add (review, "cover");
  slide->hidden = TRUE;
  slide = bw_review_add (review, own);
  slide->text = g_strdup ("One\n\nTwo");
  slide->picture = make_picture (20000, seed);
  slide->minutes = 0;
  bw_review_add (review, "people")->annotation = g_strdup ("");
  return review;
}

static void
test_data (void)
{
  g_autoptr (BwReview) review = make_review ("north-1", 1);
  g_autoptr (BwReview) copy = NULL;
  g_autoptr (BwReview) board = bw_review_new (NULL);
  g_autofree char *one = bw_review_make_own_key ();
  g_autofree char *two = bw_review_make_own_key ();

  review->last_held = bw_date_from_civil (2026, 8, 21);
  copy = bw_review_copy (review);
  assert_same (copy, review);
  g_assert_cmpint (copy->last_held, ==, review->last_held);
  g_set_str (&bw_review_find (copy, "value:delivery")->title, "Another");
  g_assert_cmpstr (bw_review_find (review, "value:delivery")->title, ==, "Title 1");
  g_assert_null (bw_review_find (review, "value"));
  g_assert_true (bw_review_add (copy, "cover") == bw_review_find (copy, "cover"));
  g_assert_cmpuint (copy->slides->len, ==, review->slides->len);
  g_assert_true (isnan (bw_review_find (review, "cover")->minutes));
  g_assert_cmpstr (board->account_id, ==, "");
  g_assert_cmpint (board->last_held, ==, BW_DATE_NONE);
  g_assert_cmpstr (one, !=, two);
  g_assert_true (bw_review_is_own_key (one));
  g_assert_false (bw_review_is_own_key ("value:own:x"));
}

/* All that can be chosen comes back as it was, after the program has ended, in its order. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autofree char *megabyte = g_strnfill (1024 * 1024, 'x');
  const char *texts[] = { "", "plain", "\x01\x02\t\r\n\x1b[31m\x7f",
                          "\u202e\u05de\u05db\u05d9\u05e8\u05d4\u200f",
                          "<b>&amp;</b> {\"a\": 'b'}; DROP TABLE slides;--",
                          "\U0001f389\U0001f468\u200d\U0001f469 \u4f1a\u8b70", megabyte };
  const double minutes[] = { NAN, 0, 0.5, 90 };
  g_autoptr (BwReview) review = bw_review_new ("north-1");
  g_autoptr (BwReview) other = make_review ("north", 7);
  g_autoptr (BwReview) board = make_review (NULL, 9);
  g_autoptr (BwReview) found = NULL;
  g_autoptr (BwReview) untouched = NULL;
  g_autoptr (BwReview) of_board = NULL;
  g_autoptr (BwReview) nothing = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *key = g_strdup_printf ("own:%u", 100 - i);
      BwReviewSlide *slide = bw_review_add (review, key);

      slide->title = g_strdup (texts[i]);
      slide->annotation = g_strdup (texts[(i + 1) % G_N_ELEMENTS (texts)]);
      slide->notes = i % 2 == 0 ? g_strdup (texts[(i + 2) % G_N_ELEMENTS (texts)]) : NULL;
      slide->text = g_strdup (texts[(i + 3) % G_N_ELEMENTS (texts)]);
      slide->minutes = minutes[i % G_N_ELEMENTS (minutes)];
      slide->hidden = i % 3 == 0;
    }
  bw_review_find (review, "own:99")->picture = make_picture (3 * 1024 * 1024, 1);
  bw_review_find (review, "own:98")->picture = make_picture (100, 2);
  bw_review_find (review, "own:97")->picture = make_picture (100, 2);
  bw_review_find (review, "own:96")->picture = make_picture (0, 0);

  save (fixture, review);
  save (fixture, other);
  save (fixture, board);
  reopen (fixture);
  found = load (fixture, "north-1");
  untouched = load (fixture, "north");
  of_board = load (fixture, "");
  nothing = load (fixture, "south-1");
  assert_same (found, review);
  assert_same (untouched, other);
  assert_same (of_board, board);
  g_assert_cmpint (found->last_held, ==, BW_DATE_NONE);
  g_assert_cmpuint (nothing->slides->len, ==, 0);
  g_assert_null (bw_review_store_describe_salvage (fixture->store));
}

/* A save takes the place of the one before; a picture that no slide has any more does not stay. */
static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwReview) review = make_review ("north-1", 1);
  g_autoptr (BwReview) other = make_review ("south-1", 1);
  g_autoptr (BwReview) found = NULL;
  g_autoptr (BwReview) shared = NULL;
  sqlite3 *handle = NULL;
  sqlite3_stmt *statement = NULL;

  save (fixture, review);
  save (fixture, other);
  g_ptr_array_remove_index (review->slides, 2);
  save (fixture, review);
  found = load (fixture, "north-1");
  shared = load (fixture, "south-1");
  assert_same (found, review);
  /* The other review has the same picture, and keeps it. */
  assert_same (shared, other);
  g_ptr_array_set_size (other->slides, 0);
  save (fixture, other);
  g_assert_cmpint (sqlite3_open_v2 (fixture->path, &handle, SQLITE_OPEN_READONLY, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, "SELECT count(*) FROM pictures", -1, &statement,
                                       NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
}

static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwReview) review = make_review ("north-1", 1);
  g_autoptr (BwReview) before = NULL;
  g_autoptr (BwReview) found = NULL;
  g_autoptr (BwReview) undone = NULL;
  g_autoptr (BwReview) board = NULL;
  BwDate day = bw_date_from_civil (2026, 11, 22);
  g_autoptr (GError) error = NULL;

  /* One that was never prepared can be held all the same. */
  g_assert_true (bw_review_store_mark_held (fixture->store, "north-1", day, &error));
  g_assert_no_error (error);
  before = load (fixture, "north-1");
  g_assert_cmpint (before->last_held, ==, day);
  g_assert_cmpuint (before->slides->len, ==, 0);
  /* A page that was opened before the meeting saves what it had, and does not take that back. */
  save (fixture, review);
  reopen (fixture);
  found = load (fixture, "north-1");
  g_assert_cmpint (found->last_held, ==, day);
  assert_same (found, review);
  g_assert_true (bw_review_store_mark_held (fixture->store, NULL, day, &error));
  g_assert_true (bw_review_store_mark_held (fixture->store, "north-1", BW_DATE_NONE, &error));
  undone = load (fixture, "north-1");
  board = load (fixture, NULL);
  g_assert_cmpint (undone->last_held, ==, BW_DATE_NONE);
  assert_same (undone, review);
  g_assert_cmpint (board->last_held, ==, day);
}

static void
test_invalid (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwReview) review = make_review ("north-1", 1);
  g_autoptr (BwReview) found = NULL;
  g_autoptr (GError) error = NULL;

  save (fixture, review);
  g_set_str (&bw_review_find (review, "cover")->notes, "\xff");
  g_assert_false (bw_review_store_save (fixture->store, review, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "cover"));
  g_clear_error (&error);
  /* Two slides of one key. */
  g_clear_pointer (&bw_review_find (review, "cover")->notes, g_free);
  g_set_str (&bw_review_find (review, "people")->key, "cover");
  g_assert_false (bw_review_store_save (fixture->store, review, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID);
  found = load (fixture, "north-1");
  g_assert_cmpuint (found->slides->len, ==, 4);
  g_assert_nonnull (bw_review_find (found, "people"));
}

static void
test_permissions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "new", NULL);
  g_autofree char *path = g_build_filename (folder, "reviews.sqlite", NULL);
  g_autofree char *in_a_file = g_build_filename (fixture->path, "reviews.sqlite", NULL);
  g_autoptr (BwReviewStore) store = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  store = bw_review_store_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_unlink (path);
  g_rmdir (folder);

  g_assert_null (bw_review_store_open (in_a_file, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO);
  g_assert_nonnull (strstr (error->message, in_a_file));
}

/* Saves while one operation of the disk fails: all of the new review is there, or all of the old
 * one. Returns how many operations it took. */
static guint
save_on_bad_disk (Fixture *fixture, BwReview **kept, guint seed, Fault fault, guint number,
                  gboolean lasting, guint *failures, guint *completed)
{
  g_autoptr (BwReview) review = make_review ("north-1", seed);
  g_autoptr (BwReview) found = NULL;
  g_autoptr (GError) error = NULL;
  guint operations;
  gboolean saved;

  fault_vfs_arm (fault, number, lasting);
  saved = bw_review_store_save (fixture->store, review, &error);
  operations = fault_vfs_disarm ();
  if (saved)
    {
      bw_review_free (*kept);
      *kept = bw_review_copy (review);
    }
  else
    {
      (*failures)++;
      g_assert_cmpint (error->domain, ==, BW_STORE_ERROR);
      g_assert_true (error->code == BW_STORE_ERROR_FULL || error->code == BW_STORE_ERROR_IO);
      g_assert_nonnull (strstr (error->message, fixture->path));
    }
  reopen (fixture);
  found = load (fixture, "north-1");
  g_assert_cmpuint (found->slides->len, ==, 4);
  /* When the very last step fails the new one is complete on the disk, though nobody may rely on
   * it: it is all there then. */
  if (!saved
      && g_strcmp0 (((BwReviewSlide *) found->slides->pdata[0])->title,
                    ((BwReviewSlide *) review->slides->pdata[0])->title)
           == 0)
    {
      bw_review_free (*kept);
      *kept = bw_review_copy (review);
      (*completed)++;
    }
  assert_same (found, *kept);
  g_assert_null (bw_review_store_describe_salvage (fixture->store));
  return operations;
}

static void
test_disk (Fixture *fixture, gconstpointer data)
{
  const Fault faults[] = { FAULT_FULL, FAULT_IO };
  BwReview *kept = make_review ("north-1", 0);
  guint failures = 0, completed = 0, seed = 1;

  save (fixture, kept);
  for (guint f = 0; f < G_N_ELEMENTS (faults); f++)
    {
      for (guint lasting = 0; lasting < 2; lasting++)
        {
          guint operations = 12;

          for (guint number = 0; number < operations; number++)
            operations = MAX (operations, save_on_bad_disk (fixture, &kept, seed++, faults[f],
                                                            number, lasting == 1, &failures,
                                                            &completed));
        }
    }
  g_assert_cmpuint (failures, >, 20);
  g_assert_cmpuint (completed, <, failures / 8);
  bw_review_free (kept);
}

/* Saves until somebody ends it, and says of each save that it is kept. */
static void
save_until_killed (const char *path, int said)
{
  g_autoptr (BwReviewStore) store = bw_review_store_open (path, NULL);

  for (guint seed = 1; store != NULL; seed++)
    {
      g_autoptr (BwReview) review = make_review ("north-1", seed);

      if (!bw_review_store_save (store, review, NULL)
          || write (said, &seed, sizeof seed) != sizeof seed)
        break;
    }
  _exit (1);
}

/* A program that is killed while it saves leaves what it said was kept, or the one after it. */
static void
test_kill (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->store, bw_review_store_close);
  for (guint round = 0; round < 12; round++)
    {
      g_autoptr (BwReview) found = NULL;
      guint seed = 0, last = 0;
      int ends[2];
      pid_t child;

      g_assert_cmpint (pipe (ends), ==, 0);
      child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          close (ends[0]);
          save_until_killed (fixture->path, ends[1]);
        }
      close (ends[1]);
      while (last < 2 + round && read (ends[0], &seed, sizeof seed) == sizeof seed)
        last = seed;
      g_usleep (300 * round);
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      while (read (ends[0], &seed, sizeof seed) == sizeof seed)
        last = seed;
      close (ends[0]);
      g_assert_cmpuint (last, >=, 2 + round);

      reopen (fixture);
      g_assert_null (bw_review_store_describe_salvage (fixture->store));
      found = load (fixture, "north-1");
      g_assert_cmpuint (found->slides->len, ==, 4);
      g_assert_cmpint (sscanf (((BwReviewSlide *) found->slides->pdata[0])->title, "Title %u",
                               &seed),
                       ==, 1);
      g_assert_true (seed == last || seed == last + 1);
      g_clear_pointer (&fixture->store, bw_review_store_close);
    }
}

static void
write_over (const char *path, gsize from, const void *bytes, gsize length)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, &error));
  g_assert_cmpuint (from + length, <=, size);
  memcpy (content + from, bytes, length);
  g_assert_true (g_file_set_contents_full (path, content, size, G_FILE_SET_CONTENTS_NONE, 0600,
                                           &error));
}

/* The file that was set aside is said, is there, and is as it was. */
static void
assert_set_aside (Fixture *fixture, GBytes *damaged)
{
  g_autofree char *said = bw_review_store_describe_salvage (fixture->store);
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  guint n_aside = 0;

  g_assert_nonnull (said);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *content = NULL;
      gsize size;

      if (!g_str_has_prefix (name, "reviews.sqlite.damaged-"))
        continue;
      n_aside++;
      g_assert_nonnull (strstr (said, path));
      g_assert_true (g_file_get_contents (path, &content, &size, NULL));
      g_assert_cmpmem (content, size, g_bytes_get_data (damaged, NULL),
                       g_bytes_get_size (damaged));
      g_unlink (path);
    }
  g_assert_cmpuint (n_aside, ==, 1);
}

static GBytes *
read_bytes (const char *path)
{
  char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  return g_bytes_new_take (content, size);
}

/* Every page in turn is lost. Nothing comes back that was not kept, what is lost is said, and
 * whatever is saved from then on is there. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree guint8 *rubbish = g_malloc (4096);
  g_autoptr (GBytes) whole = NULL;
  guint n_with_loss = 0, n_saved = 0;

  memset (rubbish, 0xa5, 4096);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *account = g_strdup_printf ("north-%u", i);
      g_autoptr (BwReview) review = make_review (account, i);

      g_set_str (&bw_review_find (review, "value:delivery")->notes, "what is said");
      save (fixture, review);
    }
  g_clear_pointer (&fixture->store, bw_review_store_close);
  whole = read_bytes (fixture->path);
  for (gsize page = 0; page < g_bytes_get_size (whole) / 4096; page++)
    {
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (BwReview) after = make_review ("south-1", 1);
      g_autoptr (BwReview) found = NULL;
      g_autofree char *said = NULL;
      guint n_found = 0;

      g_assert_true (g_file_set_contents_full (fixture->path, g_bytes_get_data (whole, NULL),
                                               g_bytes_get_size (whole), G_FILE_SET_CONTENTS_NONE,
                                               0600, NULL));
      write_over (fixture->path, page * 4096, rubbish, 4096);
      damaged = read_bytes (fixture->path);
      reopen (fixture);
      g_assert_true (bw_review_store_check (fixture->store, &error));
      g_assert_no_error (error);
      for (guint i = 0; i < 8; i++)
        {
          g_autofree char *account = g_strdup_printf ("north-%u", i);
          g_autoptr (BwReview) review = load (fixture, account);

          if (review->slides->len == 0)
            continue;
          g_assert_cmpuint (review->slides->len, ==, 4);
          n_found++;
        }
      n_saved += n_found;
      n_with_loss += n_found < 8;
      said = bw_review_store_describe_salvage (fixture->store);
      if (n_found < 8 || said != NULL)
        assert_set_aside (fixture, damaged);
      save (fixture, after);
      g_clear_pointer (&fixture->store, bw_review_store_close);
      reopen (fixture);
      g_assert_null (bw_review_store_describe_salvage (fixture->store));
      found = load (fixture, "south-1");
      assert_same (found, after);
      g_clear_pointer (&fixture->store, bw_review_store_close);
    }
  g_assert_cmpuint (n_with_loss, >, 2);
  g_assert_cmpuint (n_saved, >, 8);
}

/* Damage that is met only when a review is read or saved is mended then. */
static void
test_damaged_later (Fixture *fixture, gconstpointer data)
{
  g_autofree guint8 *rubbish = g_malloc (4096);
  g_autoptr (BwReview) review = make_review ("north-1", 1);
  g_autoptr (BwReview) found = NULL;
  g_autoptr (GBytes) damaged = NULL;
  g_autoptr (GBytes) whole = NULL;
  BwDate day = bw_date_from_civil (2026, 11, 22);
  gsize n_pages;

  memset (rubbish, 0xa5, 4096);
  save (fixture, review);
  g_clear_pointer (&fixture->store, bw_review_store_close);
  whole = read_bytes (fixture->path);
  n_pages = g_bytes_get_size (whole) / 4096;
  /* The tables begin behind the page that says where they are. */
  for (gsize page = 1; page < n_pages; page++)
    write_over (fixture->path, page * 4096, rubbish, 4096);
  damaged = read_bytes (fixture->path);
  reopen (fixture);
  g_assert_null (bw_review_store_describe_salvage (fixture->store));
  found = load (fixture, "north-1");
  g_assert_cmpuint (found->slides->len, ==, 0);
  assert_set_aside (fixture, damaged);

  g_clear_pointer (&fixture->store, bw_review_store_close);
  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (damaged, NULL),
                                      g_bytes_get_size (damaged), NULL));
  reopen (fixture);
  save (fixture, review);
  assert_set_aside (fixture, damaged);
  g_clear_pointer (&found, bw_review_free);
  found = load (fixture, "north-1");
  assert_same (found, review);

  g_clear_pointer (&fixture->store, bw_review_store_close);
  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (damaged, NULL),
                                      g_bytes_get_size (damaged), NULL));
  reopen (fixture);
  g_assert_true (bw_review_store_mark_held (fixture->store, "north-1", day, NULL));
  assert_set_aside (fixture, damaged);
}

/* Neither a file of a newer program nor one of another program is written to. */
static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  const char *text = "This is no database, but somebody's list of what to buy.\n";
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GBytes) list = NULL;
  g_autoptr (GError) error = NULL;
  const guint8 newer[] = { 0, 0, 0, 99 };

  g_clear_pointer (&fixture->store, bw_review_store_close);
  /* The version stands there in the header of SQLite's format. */
  write_over (fixture->path, 60, newer, sizeof newer);
  before = read_bytes (fixture->path);
  g_assert_null (bw_review_store_open (fixture->path, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, fixture->path));
  after = read_bytes (fixture->path);
  g_assert_true (g_bytes_equal (before, after));

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  list = read_bytes (fixture->path);
  reopen (fixture);
  assert_set_aside (fixture, list);
}

/* Opens a file that a program of some version wrote, and says what is in it. */
static void
open_version (Fixture *fixture, const char *sql_path)
{
  g_autofree char *sql = NULL;
  sqlite3 *handle;

  g_clear_pointer (&fixture->store, bw_review_store_close);
  g_unlink (fixture->path);
  g_assert_true (g_file_get_contents (sql_path, &sql, NULL, NULL));
  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
  reopen (fixture);
  g_assert_true (bw_review_store_check (fixture->store, NULL));
  g_assert_null (bw_review_store_describe_salvage (fixture->store));
}

/* Every version that was ever written opens, holds what it held, and takes what is chosen next. */
static void
test_versions (Fixture *fixture, gconstpointer data)
{
  static const guint8 contents[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0xff, 0x7f,
                                     0x80 };
  g_autoptr (GBytes) picture = g_bytes_new_static (contents, sizeof contents);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "store", "review-versions", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint versions = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (BwReview) north = bw_review_new ("north-1"), south = NULL, board = NULL;
      g_autoptr (BwReview) found = NULL, again = NULL;
      BwReviewSlide *slide = bw_review_add (north, "value:delivery");

      slide->minutes = 2.5;
      slide->title = g_strdup ("Delivered \"in time\" &");
      slide->notes = g_strdup ("Ask who measured it.");
      bw_review_add (north, "cover")->hidden = TRUE;
      slide = bw_review_add (north, "own:6f1c2f0e-7b0e-4f0e-9a53-0d6f5f6f2f10");
      slide->minutes = 0;
      slide->picture = g_bytes_ref (picture);
      slide->title = g_strdup ("\u05de\u05db\u05d9\u05e8\u05d4 \U0001f389");
      slide->annotation = g_strdup ("");
      slide->text = g_strdup ("One\n\nTwo");

      open_version (fixture, path);
      found = load (fixture, "north-1");
      assert_same (found, north);
      g_assert_cmpint (found->last_held, ==, bw_date_from_civil (2026, 8, 21));
      south = load (fixture, "south-1");
      g_assert_cmpuint (south->slides->len, ==, 1);
      g_assert_true (g_bytes_equal (((BwReviewSlide *) south->slides->pdata[0])->picture, picture));
      g_assert_cmpint (south->last_held, ==, BW_DATE_NONE);
      board = load (fixture, NULL);
      g_assert_cmpuint (board->slides->len, ==, 1);
      g_assert_true (bw_review_find (board, "curve")->hidden);

      bw_review_find (north, "cover")->hidden = FALSE;
      save (fixture, north);
      reopen (fixture);
      again = load (fixture, "north-1");
      assert_same (again, north);
      g_assert_cmpint (again->last_held, ==, found->last_held);
      versions++;
    }
  g_assert_cmpuint (versions, >=, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  g_test_add_func ("/store/reviews/data", test_data);
#define ADD(name, function)                                                                        \
  g_test_add ("/store/reviews/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("replace", test_replace);
  ADD ("held", test_held);
  ADD ("invalid", test_invalid);
  ADD ("permissions", test_permissions);
  ADD ("disk", test_disk);
  ADD ("kill", test_kill);
  ADD ("damaged", test_damaged);
  ADD ("damaged-later", test_damaged_later);
  ADD ("foreign", test_foreign);
  ADD ("versions", test_versions);
#undef ADD
  return g_test_run ();
}
