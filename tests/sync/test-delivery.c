/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-delivery.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault-vfs.h"
#include "model-backend.h"
#include "sync/bw-lock.h"

/*
 * Edits and deliveries against a model of a backend, at random: BELLWETHER_RUNS says how many runs
 * (1000 unless told; "BELLWETHER_RUNS=10000 meson test -C build delivery -t 10" does all),
 * BELLWETHER_SEED which is the first.
 */

#define STEPS 40

/* What the test knows of an edit that it has made. */
typedef struct {
  char    *id;
  char    *record;
  char    *text; /* NULL for a deletion */
  gboolean dropped;
  guint    chosen;  /* How often the person has insisted on it. */
  gboolean doubted; /* It was in conflict once: somebody else may have replaced what it wrote. */
} Made;

typedef struct {
  char         *path;
  BwOutbox     *outbox;
  ModelBackend *model;
  GRand        *random;
  GHashTable   *mirror; /* id to BwRecord, as of the last refresh */
  GHashTable   *shown;  /* id to the version that was shown beside a conflict, where one was */
  GPtrArray    *records;
  GPtrArray    *made;
} World;

/* How often each thing happened over all runs: a test in which nothing happens proves nothing. */
static guint n_sent, n_conflicts, n_refused, n_dropped, n_interrupted;

static const BwRelation *
notes (void)
{
  return bw_relation_get (BW_RELATION_NOTES);
}

static void
made_free (gpointer data)
{
  Made *made = data;

  g_free (made->id);
  g_free (made->record);
  g_free (made->text);
  g_free (made);
}

static void
open_outbox (World *world)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&world->outbox, bw_outbox_close);
  world->outbox = bw_outbox_open (world->path, &error);
  g_assert_no_error (error);
}

static int
pick (World *world, int n)
{
  return g_rand_int_range (world->random, 0, n);
}

/* The latest version of a record that the person has seen: in the mirror, or beside a conflict. */
static gint64
seen_version (World *world, const char *record)
{
  const BwRecord *row = g_hash_table_lookup (world->mirror, record);
  gint64 version = row != NULL ? bw_record_get_integer (row, "version", 0) : 0;

  return MAX (version, GPOINTER_TO_INT (g_hash_table_lookup (world->shown, record)));
}

static void
append (World *world, BwEditKind kind, const char *record, const BwRecord *base)
{
  g_autoptr (BwRecord) changes = bw_record_new (notes ());
  g_autoptr (BwEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  Made *made = g_new0 (Made, 1);

  if (kind != BW_EDIT_DELETE)
    {
      made->text = g_strdup_printf ("%s %u", pick (world, 12) == 0 ? "bad" : "edit",
                                    world->made->len);
      bw_record_set_text (changes, "text", made->text);
      if (kind == BW_EDIT_INSERT)
        bw_record_set_text (changes, "account_id", "a");
    }
  /* Ids of the program's own making would be others each time. */
  if (record == NULL)
    name = g_strdup_printf ("record-%u", world->records->len);
  edit = bw_edit_new (notes (), kind, record != NULL ? record : name, changes, base);
  /* The clock of the computer jumps; no order may come from it. */
  edit->created_at = g_rand_int (world->random);
  g_assert_true (bw_outbox_append (world->outbox, edit, &error));
  g_assert_no_error (error);
  made->id = g_strdup (edit->id);
  made->record = g_strdup (edit->record);
  g_ptr_array_add (world->made, made);
  model_backend_saw (world->model, made->record, made->text, seen_version (world, made->record));
  if (kind == BW_EDIT_INSERT)
    g_ptr_array_add (world->records, g_strdup (edit->record));
}

static void
edit_something (World *world, BwEditKind kind)
{
  g_autoptr (BwRecord) effective = NULL;
  const char *record;

  if (world->records->len == 0)
    return;
  record = world->records->pdata[pick (world, world->records->len)];
  g_assert_true (bw_outbox_overlay (world->outbox, notes (), record,
                                    g_hash_table_lookup (world->mirror, record), &effective, NULL));
  if (effective != NULL)
    append (world, kind, record, effective);
}

static void
refresh (World *world)
{
  GHashTableIter iter;
  gpointer id, row;

  g_hash_table_remove_all (world->mirror);
  g_hash_table_iter_init (&iter, world->model->rows);
  while (g_hash_table_iter_next (&iter, &id, &row))
    {
      if (!bw_record_is_deleted (row))
        g_hash_table_insert (world->mirror, g_strdup (id), bw_record_copy (row));
    }
  g_assert_true (bw_outbox_settle_sent (world->outbox, G_MAXINT64, G_MAXUINT, NULL));
}

static void
deliver (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDeliveryResult) result
    = bw_delivery_run_with (world->outbox, model_backend_ask, world->model, NULL, NULL, NULL,
                            &error);

  if (result == NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      n_interrupted++;
      open_outbox (world);
      return;
    }
  n_sent += result->sent;
  n_conflicts += result->conflicts;
  n_refused += result->refused;
}

/* Insists on an edit in conflict, and on those made on it, in sight of the other's row. */
static void
insist (World *world, const BwEdit *edit)
{
  g_autoptr (GPtrArray) edits
    = bw_outbox_list_record (world->outbox, notes (), edit->record, NULL);

  g_hash_table_insert (world->shown, g_strdup (edit->record),
                       GINT_TO_POINTER (edit->server_version));
  for (guint i = 0; i < edits->len; i++)
    {
      const BwEdit *later = edits->pdata[i];
      g_autofree char *text = bw_record_dup_text (later->changes, "text");

      if (later->seq >= edit->seq)
        model_backend_saw (world->model, later->record, text, edit->server_version);
    }
  g_assert_true (bw_outbox_take_mine (world->outbox, edit->id, NULL));
}

/* What a person does with an edit that is in the outbox. */
static void
choose (World *world)
{
  g_autoptr (GPtrArray) edits = bw_outbox_list (world->outbox, BW_OUTBOX_UNSENT, NULL, NULL, NULL);
  const BwEdit *edit;
  Made *made = NULL;

  if (edits->len == 0)
    return;
  edit = edits->pdata[pick (world, edits->len)];
  for (guint i = 0; made == NULL || !g_str_equal (made->id, edit->id); i++)
    made = world->made->pdata[i];
  made->doubted = made->doubted || edit->state == BW_EDIT_CONFLICT;
  if (edit->state == BW_EDIT_CONFLICT && g_rand_boolean (world->random))
    {
      insist (world, edit);
      made->chosen++;
      return;
    }
  if (edit->state == BW_EDIT_SENDING)
    {
      g_assert_false (bw_outbox_drop (world->outbox, edit->id, NULL));
      return;
    }
  /* One that only waits is seldom dropped, or nothing would be left to send. */
  if (edit->state == BW_EDIT_WAITING && pick (world, 3) > 0)
    return;
  g_assert_true (bw_outbox_drop (world->outbox, edit->id, NULL));
  n_dropped++;
  for (guint i = 0; i < world->made->len; i++)
    {
      Made *other = world->made->pdata[i];
      g_autoptr (BwEdit) left = bw_outbox_get (world->outbox, other->id, NULL);

      other->dropped = left == NULL;
    }
}

static void
step (World *world)
{
  switch (pick (world, 13))
    {
    case 0:
    case 1:
      append (world, BW_EDIT_INSERT, NULL, NULL);
      break;

    case 2:
    case 3:
    case 4:
    case 5:
      edit_something (world, BW_EDIT_UPDATE);
      break;

    case 6:
      edit_something (world, BW_EDIT_DELETE);
      break;

    case 7:
      model_backend_rival (world->model);
      break;

    case 8:
      refresh (world);
      break;

    case 9:
      open_outbox (world);
      break;

    case 10:
      choose (world);
      break;

    default:
      deliver (world);
      break;
    }
}

/* The changes that carry a text. */
static GPtrArray *
changes_with (ModelBackend *model, const char *text)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < model->changes->len; i++)
    {
      if (g_str_equal (((ModelChange *) model->changes->pdata[i])->text, text))
        g_ptr_array_add (found, model->changes->pdata[i]);
    }
  return found;
}

/* Whether a conflict asks about what its author has seen when the edit was made, and has in it. */
static gboolean
is_as_seen (const BwEdit *edit)
{
  g_autoptr (GPtrArray) differences = NULL;

  if (edit->base == NULL || bw_record_is_deleted (edit->server)
      || bw_record_get_integer (edit->base, "version", 0) != edit->server_version)
    return FALSE;
  differences = bw_record_list_differences (edit->base, edit->server);
  return differences->len == 0;
}

static void
check_edit (World *world, const Made *made)
{
  g_autoptr (BwEdit) edit = bw_outbox_get (world->outbox, made->id, NULL);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) siblings = NULL;

  /* Lost is none but what was thrown away. */
  g_assert_cmpint (edit == NULL, ==, made->dropped);
  if (made->text == NULL)
    {
      if (edit != NULL && edit->state == BW_EDIT_SENT && edit->server != NULL)
        g_assert_true (bw_record_is_deleted (edit->server));
      return;
    }
  changes = changes_with (world->model, made->text);
  if (g_test_verbose ())
    g_test_message ("%s: “%s” is %s, arrived %u times", made->record, made->text,
                    edit != NULL ? bw_edit_state_name (edit->state) : "dropped", changes->len);
  /* It arrives once, and once more each time that the person insists on it: when its answer was
   * lost and somebody else has written over it, that is a conflict to be decided. */
  if (made->doubted || (edit != NULL && edit->state == BW_EDIT_CONFLICT))
    g_assert_cmpuint (changes->len, <=, 1 + made->chosen);
  else
    g_assert_cmpuint (changes->len, ==, edit != NULL && edit->state == BW_EDIT_SENT ? 1 : 0);
  if (edit == NULL)
    return;
  if (edit->state == BW_EDIT_SENT)
    g_assert_cmpuint (changes->len, >=, 1);
  switch (edit->state)
    {
    case BW_EDIT_SENT:
      g_assert_false (g_str_has_prefix (made->text, "bad"));
      if (edit->kind == BW_EDIT_UPDATE)
        {
          /* It has replaced what the person saw, and nothing that somebody else has written. */
          g_autofree char *seen = bw_record_dup_text (edit->base, "text");

          g_assert_cmpstr (((ModelChange *) changes->pdata[changes->len - 1])->before, ==,
                           seen);
        }
      break;

    case BW_EDIT_REFUSED:
      g_assert_nonnull (edit->reason);
      g_assert_true (g_str_has_prefix (made->text, "bad"));
      break;

    case BW_EDIT_CONFLICT:
      /* Nobody is asked about what nobody else has done. */
      g_assert_nonnull (edit->server);
      g_assert_true (g_hash_table_contains (world->model->touched, made->record));
      g_assert_false (is_as_seen (edit));
      break;

    case BW_EDIT_WAITING:
      /* Something before it waits for a person. */
      siblings = bw_outbox_list_record (world->outbox, notes (), made->record, NULL);
      for (guint i = 0; i < siblings->len; i++)
        {
          const BwEdit *sibling = siblings->pdata[i];

          if (sibling->state == BW_EDIT_SENT)
            continue;
          g_assert_cmpint (sibling->seq, <, edit->seq);
          g_assert_true (sibling->state == BW_EDIT_CONFLICT || sibling->state == BW_EDIT_REFUSED);
          break;
        }
      break;

    case BW_EDIT_SENDING:
    default:
      g_assert_not_reached ();
    }
}

/* The numbers in the texts are those of the edits as they were made. */
static void
check_order (World *world)
{
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < world->model->changes->len; i++)
    {
      const ModelChange *change = world->model->changes->pdata[i];
      int number = atoi (strchr (change->text, ' ')) + 1;

      /* The same one comes again only where the person insists on it, see check_edit(). */
      g_assert_cmpint (number, >=, GPOINTER_TO_INT (g_hash_table_lookup (last, change->record)));
      g_hash_table_insert (last, change->record, GINT_TO_POINTER (number));
    }
}

static void
run_once (const char *path, guint32 seed)
{
  World world = { .path = (char *) path };

  g_unlink (path);
  world.random = g_rand_new_with_seed (seed);
  world.model = model_backend_new (~seed);
  world.model->faults = TRUE;
  world.mirror = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) bw_record_free);
  world.shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world.records = g_ptr_array_new_with_free_func (g_free);
  world.made = g_ptr_array_new_with_free_func (made_free);
  open_outbox (&world);
  for (guint i = 0; i < STEPS; i++)
    step (&world);

  /* The network heals; what was on its way arrives before, between and after. */
  world.model->faults = FALSE;
  model_backend_arrive (world.model, FALSE);
  deliver (&world);
  model_backend_arrive (world.model, TRUE);
  deliver (&world);
  for (guint i = 0; i < world.made->len; i++)
    check_edit (&world, world.made->pdata[i]);
  check_order (&world);

  bw_outbox_close (world.outbox);
  g_ptr_array_unref (world.made);
  g_ptr_array_unref (world.records);
  g_hash_table_unref (world.mirror);
  g_hash_table_unref (world.shown);
  model_backend_free (world.model);
  g_rand_free (world.random);
}

static guint
number_from (const char *variable, guint fallback)
{
  const char *text = g_getenv (variable);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : fallback;
}

static void
test_simulation (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bellwether-delivery-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "outbox.sqlite", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  guint runs = number_from ("BELLWETHER_RUNS", 1000);
  guint seed = number_from ("BELLWETHER_SEED", 1);

  for (guint i = 0; i < runs; i++)
    {
      g_test_message ("seed %u", seed + i);
      run_once (path, seed + i);
    }
  g_test_message ("%u sent, %u conflicts, %u refused, %u dropped, %u interrupted", n_sent,
                  n_conflicts, n_refused, n_dropped, n_interrupted);
  /* A run that was at fault once is here whatever the others are. */
  run_once (path, 443);
  g_assert_cmpuint (n_sent, >, runs);
  g_assert_cmpuint (n_conflicts, >, runs / 10);
  g_assert_cmpuint (n_refused, >, runs / 10);
  g_assert_cmpuint (n_dropped, >, runs / 10);
  g_assert_cmpuint (n_interrupted, >, runs / 10);
  g_unlink (path);
  g_unlink (journal);
  g_rmdir (folder);
}

/* Without a backend --------------------------------------------------------------------------- */

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_null (*(GAsyncResult **) data);
  *(GAsyncResult **) data = g_object_ref (result);
}

static BwDeliveryResult *
run_to_the_end (const BwDeliverySetup *setup, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bw_delivery_run_async (setup, NULL, NULL, cancellable, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return bw_delivery_run_finish (result, error);
}

/* A window that sends while nothing listens, is closed, or is not the only one. */
static void
test_async (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bellwether-delivery-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "outbox.sqlite", NULL);
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  /* Nothing may listen at this port. */
  g_autoptr (BwDeliverySetup) setup = bw_delivery_setup_new ("http://127.0.0.1:1", path);
  g_autoptr (BwOutbox) outbox = bw_outbox_open (path, NULL);
  g_autoptr (BwRecord) changes = bw_record_new (notes ());
  g_autoptr (BwEdit) edit = NULL;
  g_autoptr (BwEdit) after = NULL;
  g_autoptr (BwDeliveryResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  int lock;

  bw_record_set_text (changes, "text", "kept");
  edit = bw_edit_new (notes (), BW_EDIT_INSERT, NULL, changes, NULL);
  g_assert_true (bw_outbox_append (outbox, edit, NULL));

  result = run_to_the_end (setup, NULL, &error);
  g_assert_no_error (error);
  g_assert_error (result->stopped, BW_SYNC_ERROR, BW_SYNC_ERROR_REFUSED);
  g_assert_cmpuint (result->left, ==, 1);
  said = bw_delivery_result_describe (result);
  g_assert_nonnull (strstr (said, result->stopped->message));
  g_clear_pointer (&result, bw_delivery_result_free);
  /* It has certainly not arrived, so it can still be dropped. */
  after = bw_outbox_get (outbox, edit->id, NULL);
  g_assert_cmpint (after->state, ==, BW_EDIT_WAITING);
  g_assert_nonnull (after->reason);

  g_cancellable_cancel (cancellable);
  result = run_to_the_end (setup, cancellable, &error);
  g_assert_null (result);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  lock = bw_lock_take (lock_path, "busy", &error);
  g_assert_no_error (error);
  result = run_to_the_end (setup, NULL, &error);
  g_assert_null (result);
  g_assert_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_LOCKED);
  close (lock);

  g_unlink (path);
  g_unlink (journal);
  g_unlink (lock_path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  g_test_add_func ("/delivery/simulation", test_simulation);
  g_test_add_func ("/delivery/async", test_async);
  return g_test_run ();
}
