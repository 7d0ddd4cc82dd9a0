/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-outbox.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "fault-vfs.h"
#include "scratch-folder.h"

typedef struct {
  char     *folder;
  char     *path;
  BwOutbox *outbox;
} Fixture;

static const BwRelation *
notes (void)
{
  return bw_relation_get (BW_RELATION_NOTES);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = scratch_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "outbox.sqlite", NULL);
  fixture->outbox = bw_outbox_open (fixture->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bw_outbox_close (fixture->outbox);
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->outbox, bw_outbox_close);
  fixture->outbox = bw_outbox_open (fixture->path, &error);
  g_assert_no_error (error);
}

static BwRecord *
note_row (const char *id, const char *text, gint64 version)
{
  BwRecord *row = bw_record_new (notes ());

  bw_record_set_text (row, "id", id);
  bw_record_set_text (row, "account_id", "north-1");
  bw_record_set_text (row, "text", text);
  bw_record_set_integer (row, "version", version);
  return row;
}

static BwEdit *
new_note (const char *text)
{
  g_autoptr (BwRecord) changes = bw_record_new (notes ());

  bw_record_set_text (changes, "account_id", "north-1");
  g_assert_true (bw_record_set_text (changes, "text", text));
  return bw_edit_new (notes (), BW_EDIT_INSERT, NULL, changes, NULL);
}

static BwEdit *
new_update (const BwRecord *row, const char *text)
{
  g_autoptr (BwRecord) changes = bw_record_new (notes ());
  g_autofree char *id = bw_record_dup_text (row, "id");

  bw_record_set_text (changes, "text", text);
  return bw_edit_new (notes (), BW_EDIT_UPDATE, id, changes, row);
}

static char *
append (Fixture *fixture, BwEdit *edit)
{
  g_autoptr (GError) error = NULL;
  char *id;

  g_assert_true (bw_outbox_append (fixture->outbox, edit, &error));
  g_assert_no_error (error);
  id = g_strdup (edit->id);
  bw_edit_free (edit);
  return id;
}

static BwEdit *
get (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  BwEdit *edit = bw_outbox_get (fixture->outbox, id, &error);

  g_assert_no_error (error);
  return edit;
}

static void
assert_text (const BwRecord *record, const char *expected)
{
  g_autofree char *text = bw_record_dup_text (record, "text");

  g_assert_cmpstr (text, ==, expected);
}

static guint
count (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 unsent = bw_outbox_count_unsent (fixture->outbox, &error);

  g_assert_no_error (error);
  return unsent;
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *megabyte = g_strnfill (1024 * 1024, 'x');
  const char *texts[] = { "", "plain", "\x01\x02\t\r\n\x1b[31m\x7f",
                          "\u202e\u05de\u05db\u05d9\u05e8\u05d4\u200f",
                          "<b>&amp;</b> {\"a\": 'b'}; DROP TABLE edits;--",
                          "\U0001f389\U0001f468\u200d\U0001f469", megabyte };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *id = append (fixture, new_note (texts[i]));
      g_autoptr (BwEdit) edit = NULL;

      reopen (fixture);
      edit = get (fixture, id);
      assert_text (edit->changes, texts[i]);
    }
  g_assert_cmpuint (count (fixture), ==, G_N_ELEMENTS (texts));
}

static void
test_bad_edits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwRecord) row = note_row ("n-1", "old", 1);
  g_autoptr (BwRecord) part = bw_record_new (notes ());
  g_autoptr (BwEdit) nothing = bw_edit_new (notes (), BW_EDIT_UPDATE, "n-1", NULL, row);
  g_autoptr (BwEdit) baseless = new_note ("x");
  g_autoptr (BwEdit) half = NULL;
  g_autoptr (BwEdit) account
    = bw_edit_new (bw_relation_get (BW_RELATION_ACCOUNTS), BW_EDIT_INSERT, NULL, NULL, NULL);
  BwEdit *edits[] = { nothing, baseless, NULL, account };

  g_assert_false (bw_record_set_text (part, "text", "\xff"));
  baseless->kind = BW_EDIT_UPDATE;
  bw_record_set_text (part, "id", "n-1");
  half = new_update (part, "new");
  edits[2] = half;
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (bw_outbox_append (fixture->outbox, edits[i], &error));
      g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID);
    }
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwRecord) row = note_row ("n-1", "old", 3);
  g_autoptr (BwEdit) risk = bw_edit_new (bw_relation_get (BW_RELATION_RISKS), BW_EDIT_INSERT, NULL,
                                         NULL, NULL);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) of_notes = NULL;
  g_autoptr (GPtrArray) of_south = NULL;
  g_autofree char *first = append (fixture, new_note ("one"));
  g_autofree char *second = append (fixture, new_update (row, "two"));
  GStatBuf status;

  g_set_str (&risk->account, "south-1");
  g_assert_true (bw_outbox_append (fixture->outbox, risk, NULL));
  all = bw_outbox_list (fixture->outbox, BW_OUTBOX_UNSENT, NULL, NULL, NULL);
  of_notes = bw_outbox_list (fixture->outbox, BW_OUTBOX_UNSENT, notes (), "north-1", NULL);
  of_south = bw_outbox_list (fixture->outbox, BW_OUTBOX_UNSENT, NULL, "south-1", NULL);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (of_notes->len, ==, 2);
  g_assert_cmpstr (((BwEdit *) of_notes->pdata[0])->id, ==, first);
  g_assert_cmpstr (((BwEdit *) of_notes->pdata[1])->id, ==, second);
  g_assert_cmpint (((BwEdit *) of_notes->pdata[1])->base_version, ==, 3);
  g_assert_cmpuint (of_south->len, ==, 1);
  g_assert_cmpstr (((BwEdit *) of_south->pdata[0])->id, ==, risk->id);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_overlay (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwRecord) row = note_row ("n-1", "mirror", 3);
  g_autoptr (BwRecord) newer = note_row ("n-1", "theirs", 5);
  g_autoptr (BwRecord) server = note_row ("n-1", "mine", 4);
  g_autoptr (BwRecord) effective = NULL;
  g_autofree char *id = append (fixture, new_update (row, "mine"));
  g_autofree char *gone = NULL;
  g_autoptr (BwEdit) edit = get (fixture, id);
  g_autoptr (BwEdit) next = NULL;

  g_assert_true (bw_outbox_overlay (fixture->outbox, notes (), "n-1", row, &effective, NULL));
  assert_text (effective, "mine");
  g_clear_pointer (&effective, bw_record_free);

  /* Sent, it stays in sight until the mirror has it, and not longer. */
  g_assert_true (bw_outbox_mark_sent (fixture->outbox, edit, server, 4, NULL));
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_true (bw_outbox_overlay (fixture->outbox, notes (), "n-1", row, &effective, NULL));
  assert_text (effective, "mine");
  g_assert_cmpint (bw_record_get_integer (effective, "version", 0), ==, 4);
  /* What is made on the mirror's old row is made on what became of it. */
  next = new_update (row, "more");
  g_assert_true (bw_outbox_append (fixture->outbox, next, NULL));
  g_assert_cmpint (next->base_version, ==, 4);
  g_assert_true (bw_outbox_drop (fixture->outbox, next->id, NULL));
  g_clear_pointer (&effective, bw_record_free);
  g_assert_true (bw_outbox_overlay (fixture->outbox, notes (), "n-1", newer, &effective, NULL));
  assert_text (effective, "theirs");
  g_clear_pointer (&effective, bw_record_free);

  gone = append (fixture, bw_edit_new (notes (), BW_EDIT_DELETE, "n-1", NULL, newer));
  g_assert_true (bw_outbox_overlay (fixture->outbox, notes (), "n-1", newer, &effective, NULL));
  g_assert_null (effective);
  g_assert_true (bw_outbox_settle_sent (fixture->outbox, G_MAXINT64, 0, NULL));
  {
    g_autoptr (GPtrArray) all = bw_outbox_list (fixture->outbox, BW_OUTBOX_ALL, NULL, NULL, NULL);

    g_assert_cmpuint (all->len, ==, 1);
  }
}

static void
test_drop_and_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwRecord) row = note_row ("n-1", "A", 3);
  g_autoptr (BwRecord) between = note_row ("n-1", "B", 3);
  g_autoptr (BwRecord) server = note_row ("n-1", "C", 4);
  g_autoptr (GError) error = NULL;
  g_autofree char *first = append (fixture, new_update (row, "B"));
  g_autofree char *second = append (fixture, new_update (between, "C"));
  g_autofree char *note = append (fixture, new_note ("x"));
  g_autoptr (BwEdit) inserted = get (fixture, note);
  g_autoptr (BwRecord) seen = note_row (inserted->record, "x", 0);
  g_autoptr (BwEdit) edit = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *follower = append (fixture, new_update (seen, "y"));

  /* B was never there for anybody else: undoing C later brings A back. */
  g_assert_true (bw_outbox_undo (fixture->outbox, first, NULL));
  edit = get (fixture, second);
  g_assert_cmpint (edit->base_version, ==, 3);
  assert_text (edit->base, "A");
  g_assert_true (bw_outbox_mark_sending (fixture->outbox, edit, NULL));
  g_assert_false (bw_outbox_drop (fixture->outbox, second, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (bw_outbox_mark_sent (fixture->outbox, edit, server, 4, NULL));
  g_assert_true (bw_outbox_undo (fixture->outbox, second, NULL));
  edits = bw_outbox_list_record (fixture->outbox, notes (), "n-1", NULL);
  g_assert_cmpuint (edits->len, ==, 2);
  g_assert_cmpint (((BwEdit *) edits->pdata[1])->base_version, ==, 4);
  assert_text (((BwEdit *) edits->pdata[1])->changes, "A");

  /* Nothing is left to follow an insert that goes. */
  g_assert_true (bw_outbox_drop (fixture->outbox, note, NULL));
  g_assert_null (bw_outbox_get (fixture->outbox, follower, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (count (fixture), ==, 1);
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwRecord) row = note_row ("n-1", "A", 3);
  g_autoptr (BwRecord) theirs = note_row ("n-1", "T", 4);
  g_autofree char *first = append (fixture, new_update (row, "B"));
  g_autofree char *second = append (fixture, new_update (row, "C"));
  g_autoptr (BwEdit) edit = get (fixture, first);
  g_autoptr (BwEdit) later = NULL;
  g_autoptr (GPtrArray) different = NULL;

  g_assert_false (bw_outbox_take_mine (fixture->outbox, first, NULL));
  g_assert_true (bw_outbox_mark_conflict (fixture->outbox, edit, theirs, "changed", NULL));
  g_clear_pointer (&edit, bw_edit_free);
  edit = get (fixture, first);
  different = bw_record_list_differences (edit->base, edit->server);
  g_assert_cmpuint (different->len, ==, 1);
  g_assert_cmpstr (different->pdata[0], ==, "text");
  g_assert_true (bw_outbox_take_mine (fixture->outbox, first, NULL));
  g_clear_pointer (&edit, bw_edit_free);
  edit = get (fixture, first);
  g_assert_cmpint (edit->state, ==, BW_EDIT_WAITING);
  g_assert_cmpint (edit->base_version, ==, 4);
  assert_text (edit->base, "T");

  /* What follows an edit that gave way is made on what that was made on, so that it conflicts. */
  g_assert_true (bw_outbox_mark_conflict (fixture->outbox, edit, theirs, "changed", NULL));
  g_assert_true (bw_outbox_take_theirs (fixture->outbox, first, NULL));
  later = get (fixture, second);
  g_assert_cmpint (later->base_version, ==, 4);
  g_assert_cmpuint (count (fixture), ==, 1);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = append (fixture, new_note ("bad"));
  g_autoptr (BwEdit) edit = get (fixture, id);
  g_autoptr (BwRecord) better = bw_record_copy (edit->changes);

  g_assert_true (bw_outbox_mark_refused (fixture->outbox, edit, "too bad", NULL));
  bw_record_set_text (better, "text", "good");
  reopen (fixture);
  g_clear_pointer (&edit, bw_edit_free);
  edit = get (fixture, id);
  g_assert_cmpint (edit->state, ==, BW_EDIT_REFUSED);
  g_assert_cmpstr (edit->reason, ==, "too bad");
  g_assert_true (bw_outbox_amend (fixture->outbox, id, better, NULL));
  g_clear_pointer (&edit, bw_edit_free);
  edit = get (fixture, id);
  g_assert_cmpint (edit->state, ==, BW_EDIT_WAITING);
  g_assert_null (edit->reason);
  assert_text (edit->changes, "good");
  /* A delivery that has read it before must not send it any more. */
  g_assert_true (bw_outbox_drop (fixture->outbox, id, NULL));
  g_assert_false (bw_outbox_mark_sending (fixture->outbox, edit, NULL));
}

/* Many at once, in their order, or none where one of them is no good. */
static void
test_append_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwRecord) row = note_row ("n-1", "A", 3);
  g_autoptr (BwRecord) seen = note_row ("n-1", "B", 3);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_free);
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_outbox_append_all (fixture->outbox, edits, &error));
  g_ptr_array_add (edits, new_note ("one"));
  g_ptr_array_add (edits, new_update (row, "B"));
  g_ptr_array_add (edits, bw_edit_new (notes (), BW_EDIT_UPDATE, "n-2", NULL, row));
  g_assert_false (bw_outbox_append_all (fixture->outbox, edits, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpuint (count (fixture), ==, 0);

  g_ptr_array_set_size (edits, 2);
  g_ptr_array_add (edits, new_update (seen, "C"));
  g_assert_true (bw_outbox_append_all (fixture->outbox, edits, &error));
  g_assert_no_error (error);
  reopen (fixture);
  kept = bw_outbox_list (fixture->outbox, BW_OUTBOX_UNSENT, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->len, ==, 3);
  for (guint i = 0; i < kept->len; i++)
    {
      const BwEdit *made = edits->pdata[i];
      const BwEdit *found = kept->pdata[i];

      g_assert_cmpstr (found->id, ==, made->id);
      g_assert_cmpint (found->seq, ==, made->seq);
      g_assert_cmpint (found->base_version, ==, i == 0 ? 0 : 3);
    }
}

/* Keeps @n edits while one operation fails. What was said to be kept is there, all of it, and
 * nothing else is. Returns how many operations it took. */
static guint
keep_on_bad_disk (Fixture *fixture, guint n, Fault fault, guint number, gboolean lasting,
                  guint *failures)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faulty = NULL;
  guint before = count (fixture);
  guint operations;
  gboolean kept;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (edits, new_note ("kept or not"));
  fault_vfs_arm (fault, number, lasting);
  kept = n == 1 ? bw_outbox_append (fixture->outbox, edits->pdata[0], &error)
                : bw_outbox_append_all (fixture->outbox, edits, &error);
  operations = fault_vfs_disarm ();
  if (!kept)
    {
      (*failures)++;
      g_assert_nonnull (error);
      g_assert_cmpint (error->domain, ==, BW_STORE_ERROR);
      g_assert_true (error->code == BW_STORE_ERROR_FULL || error->code == BW_STORE_ERROR_IO);
    }
  reopen (fixture);
  for (guint i = 0; i < n; i++)
    {
      const BwEdit *edit = edits->pdata[i];
      g_autoptr (BwEdit) found = bw_outbox_get (fixture->outbox, edit->id, NULL);

      g_assert_cmpint (found != NULL, ==, kept);
      g_assert_cmpint (edit->seq > 0, ==, kept);
    }
  g_assert_cmpuint (count (fixture), ==, before + (kept ? n : 0));
  faulty = bw_outbox_check (fixture->outbox, NULL);
  g_assert_cmpuint (faulty->len, ==, 0);
  return operations;
}

/* Whatever operation fails, of keeping one edit and of keeping more than fit a page. */
static void
test_disk (Fixture *fixture, gconstpointer data)
{
  const guint counts[] = { 1, 20 };
  const Fault faults[] = { FAULT_FULL, FAULT_IO };

  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      guint failures = 0;

      for (guint f = 0; f < G_N_ELEMENTS (faults); f++)
        {
          for (guint lasting = 0; lasting < 2; lasting++)
            {
              guint operations = 12;

              for (guint number = 0; number < operations; number++)
                operations = MAX (operations, keep_on_bad_disk (fixture, counts[c], faults[f],
                                                                number, lasting == 1, &failures));
            }
        }
      g_assert_cmpuint (failures, >, 10);
    }
}

static void
damage (const char *path, gsize from, gsize length)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, &error));
  g_assert_cmpuint (from + length, <=, size);
  memset (content + from, 0xa5, length);
  g_assert_true (g_file_set_contents_full (path, content, size, G_FILE_SET_CONTENTS_NONE, 0600,
                                           &error));
}

static void
fill (Fixture *fixture, guint n)
{
  g_autofree char *long_text = g_strnfill (600, 'y');

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("note %u %s", i, long_text);

      g_free (append (fixture, new_note (text)));
    }
}

/* Every page in turn is lost: the edits on the others are saved, and the loss is said. */
static void
test_salvage (Fixture *fixture, gconstpointer data)
{
  const guint n = 60;
  g_autofree char *whole = NULL;
  gsize size;
  guint with_loss = 0;

  fill (fixture, n);
  g_clear_pointer (&fixture->outbox, bw_outbox_close);
  g_assert_true (g_file_get_contents (fixture->path, &whole, &size, NULL));
  for (gsize page = 0; page < size / 4096; page++)
    {
      g_autoptr (BwOutboxSalvage) salvage = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) kept = NULL;
      g_autofree char *said = NULL;
      g_autofree char *count_of = NULL;

      g_assert_true (g_file_set_contents_full (fixture->path, whole, size, G_FILE_SET_CONTENTS_NONE,
                                               0600, NULL));
      damage (fixture->path, page * 4096, 4096);
      g_assert_true (bw_outbox_mend (fixture->path, &salvage, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_test (salvage->set_aside_path, G_FILE_TEST_EXISTS));
      fixture->outbox = bw_outbox_open (fixture->path, &error);
      g_assert_no_error (error);
      g_assert_null (bw_outbox_get_salvage (fixture->outbox));
      kept = bw_outbox_list (fixture->outbox, BW_OUTBOX_UNSENT, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (kept->len, ==, salvage->kept);
      for (guint i = 0; i < kept->len; i++)
        {
          const BwEdit *edit = kept->pdata[i];
          g_autofree char *start = g_strdup_printf ("note %u ", (guint) edit->seq - 1);
          g_autofree char *text = bw_record_dup_text (edit->changes, "text");

          g_assert_true (g_str_has_prefix (text, start));
        }
      /* The root of the table holds no edit but leads to all; the other pages hold a few each. */
      if (kept->len < n)
        {
          with_loss++;
          g_assert_cmpuint (salvage->lost, >, 0);
        }
      said = bw_outbox_salvage_describe (salvage);
      count_of = g_strdup_printf ("%u", salvage->kept);
      g_assert_nonnull (strstr (said, count_of));
      g_clear_pointer (&fixture->outbox, bw_outbox_close);
      if (page == 0)
        g_assert_cmpuint (kept->len, ==, n);
    }
  g_assert_cmpuint (with_loss, >, 5);
}

static void
test_salvage_on_opening (Fixture *fixture, gconstpointer data)
{
  const BwOutboxSalvage *salvage;

  fill (fixture, 5);
  g_clear_pointer (&fixture->outbox, bw_outbox_close);
  damage (fixture->path, 0, 100);
  g_assert_cmpint (bw_outbox_count_unsent_at (fixture->path, NULL), ==, 5);
  damage (fixture->path, 0, 100);
  reopen (fixture);
  salvage = bw_outbox_get_salvage (fixture->outbox);
  g_assert_nonnull (salvage);
  g_assert_cmpuint (salvage->kept, ==, 5);
  g_assert_cmpuint (salvage->lost, ==, 0);
  g_assert_cmpuint (count (fixture), ==, 5);
}

/* A bit that flips inside a text is no damage to SQLite, and is one to the person. */
static void
test_flipped_bit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (BwOutboxSalvage) salvage = NULL;
  gsize size;
  char *place;

  g_free (append (fixture, new_note ("alpha")));
  g_free (append (fixture, new_note ("bravo")));
  g_clear_pointer (&fixture->outbox, bw_outbox_close);
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  place = memmem (content, size, "bravo", 5);
  g_assert_nonnull (place);
  *place ^= 4;
  g_assert_true (g_file_set_contents_full (fixture->path, content, size, G_FILE_SET_CONTENTS_NONE,
                                           0600, NULL));
  reopen (fixture);
  found = bw_outbox_check (fixture->outbox, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_clear_pointer (&fixture->outbox, bw_outbox_close);
  g_assert_true (bw_outbox_mend (fixture->path, &salvage, NULL));
  g_assert_cmpuint (salvage->kept, ==, 1);
  g_assert_cmpuint (salvage->lost, ==, 1);
  reopen (fixture);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *handle;

  g_clear_pointer (&fixture->outbox, bw_outbox_close);
  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, "PRAGMA user_version = 1000", NULL, NULL, NULL);
  sqlite3_close (handle);
  g_assert_null (bw_outbox_open (fixture->path, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NEWER);
}

/* Every version that was ever written opens, and holds what it held. */
static void
test_versions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "store", "outbox-versions", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint versions = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *sql_path = g_build_filename (folder, name, NULL);
      g_autofree char *sql = NULL;
      g_autoptr (GPtrArray) edits = NULL;
      g_autoptr (GPtrArray) faults = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (BwRecord) play = NULL;
      g_autoptr (BwRecord) edited = NULL;
      const char *states[] = { "sent", "conflict", "refused", "waiting", "sending" };
      sqlite3 *handle;

      g_clear_pointer (&fixture->outbox, bw_outbox_close);
      g_unlink (fixture->path);
      g_assert_true (g_file_get_contents (sql_path, &sql, NULL, NULL));
      g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (handle);

      reopen (fixture);
      g_assert_null (bw_outbox_get_salvage (fixture->outbox));
      faults = bw_outbox_check (fixture->outbox, NULL);
      g_assert_cmpuint (faults->len, ==, 0);
      edits = bw_outbox_list (fixture->outbox, BW_OUTBOX_ALL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (edits->len, ==, G_N_ELEMENTS (states));
      for (guint i = 0; i < edits->len; i++)
        g_assert_cmpstr (bw_edit_state_name (((BwEdit *) edits->pdata[i])->state), ==, states[i]);
      assert_text (((BwEdit *) edits->pdata[0])->changes, "first \"call\"");
      assert_text (((BwEdit *) edits->pdata[1])->server, "theirs");
      assert_text (((BwEdit *) edits->pdata[4])->changes,
                   "\u05de\u05db\u05d9\u05e8\u05d4 \U0001f389 <b>&amp;</b>");
      /* An edit from before a column was added leaves that as the backend has it. */
      play = bw_record_from_json (bw_relation_get (BW_RELATION_PLAYS),
                                  "{\"id\":\"y-1\",\"steps_done\":\"1 2026-11-03\"}", -1);
      edited = bw_edit_apply (edits->pdata[2], play);
      g_assert_cmpstr (bw_record_get_json (edited, "steps_done"), ==, "\"1 2026-11-03\"");
      g_assert_cmpstr (bw_record_get_json (edited, "status"), ==, "\"done\"");
      /* Numbers are not given again. */
      g_free (append (fixture, new_note ("next")));
      g_assert_cmpuint (count (fixture), ==, 5);
      versions++;
    }
  g_assert_cmpuint (versions, >=, 1);
}

/* Numbers that no short text of the other writer is: an edit with one is read as it was entered. */
static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  static const double numbers[] = { 0.9, 0.1, 0.62, -1.0 / 3, 1e-7, 1e22, 5, -0.0, 2.5, 1e15 + 0.5 };
  const BwRelation *relation = bw_relation_get (BW_RELATION_RISKS);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (BwRecord) risk = bw_record_new (relation);
      g_autoptr (BwEdit) edit = NULL;

      bw_record_set_text (risk, "account_id", "north-1");
      bw_record_set_double (risk, "forecast_probability", numbers[i]);
      edit = bw_edit_new (relation, BW_EDIT_INSERT, NULL, risk, NULL);
      bw_outbox_append (fixture->outbox, edit, &error);
      g_assert_no_error (error);
    }
  reopen (fixture);
  edits = bw_outbox_list (fixture->outbox, BW_OUTBOX_ALL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edits->len, ==, G_N_ELEMENTS (numbers));
  for (guint i = 0; i < edits->len; i++)
    g_assert_cmpfloat (bw_record_get_double (((BwEdit *) edits->pdata[i])->changes,
                                             "forecast_probability"),
                       ==, numbers[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  fault_vfs_install ();
#define ADD(name, func) g_test_add ("/outbox/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("text", test_text);
  ADD ("numbers", test_numbers);
  ADD ("bad-edits", test_bad_edits);
  ADD ("list", test_list);
  ADD ("overlay", test_overlay);
  ADD ("drop-and-undo", test_drop_and_undo);
  ADD ("conflict", test_conflict);
  ADD ("refused", test_refused);
  ADD ("append-all", test_append_all);
  ADD ("disk", test_disk);
  ADD ("salvage", test_salvage);
  ADD ("salvage-on-opening", test_salvage_on_opening);
  ADD ("flipped-bit", test_flipped_bit);
  ADD ("newer", test_newer);
  ADD ("versions", test_versions);
  return g_test_run ();
}
