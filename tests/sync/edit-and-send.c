/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-delivery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Edits an outbox and sends it: a program by itself, so that a test can kill it. The token is in
 * the environment, BELLWETHER_TOKEN.
 *
 *   edit OUTBOX RELATION KIND RECORD CHANGES BASE ACCOUNT   keeps one edit ("-" for what is not
 * given)   send OUTBOX URL                                         sends what is there once
 *   fire OUTBOX URL ACCOUNT PREFIX                          edits and sends until it is killed
 *
 * fire says a line for every edit that is kept, as a window would show it: RECORD NUMBER.
 */

/* Edits that may wait before fire pauses until some are sent, so that it does both. */
#define MAX_UNSENT 6

/* Records that fire works on at the same time, and edits of each. */
#define RECORDS 5
#define EDITS 4

static int
fail (GError *error)
{
  fprintf (stderr, "edit-and-send: %s\n", error->message);
  g_error_free (error);
  return 1;
}

/* JSON from an argument, or from the file that it names after an at sign. */
static BwRecord *
read_record (const BwRelation *relation, const char *argument)
{
  g_autofree char *text = NULL;

  if (argument[0] != '@')
    return bw_record_from_json (relation, argument, -1);
  return g_file_get_contents (argument + 1, &text, NULL, NULL)
           ? bw_record_from_json (relation, text, -1)
           : NULL;
}

static const char *
given (const char *argument)
{
  return g_str_equal (argument, "-") ? NULL : argument;
}

static int
edit_once (char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwOutbox) outbox = bw_outbox_open (arguments[0], &error);
  const BwRelation *relation = bw_relation_find (arguments[1]);
  BwEditKind kind;
  g_autoptr (BwRecord) changes = NULL;
  g_autoptr (BwRecord) base = NULL;
  g_autoptr (BwEdit) edit = NULL;

  if (outbox == NULL)
    return fail (g_steal_pointer (&error));
  if (relation == NULL || !bw_edit_kind_parse (arguments[2], &kind))
    return 2;
  if (given (arguments[4]) != NULL)
    changes = read_record (relation, arguments[4]);
  if (given (arguments[5]) != NULL)
    base = read_record (relation, arguments[5]);
  edit = bw_edit_new (relation, kind, given (arguments[3]), changes, base);
  if (given (arguments[6]) != NULL)
    g_set_str (&edit->account, arguments[6]);
  if (!bw_outbox_append (outbox, edit, &error))
    return fail (g_steal_pointer (&error));
  printf ("%s\n", edit->id);
  return 0;
}

static BwDeliverySetup *
setup_new (const char *outbox_path, const char *url)
{
  BwDeliverySetup *setup = bw_delivery_setup_new (url, outbox_path);

  setup->token = g_strdup (g_getenv ("BELLWETHER_TOKEN"));
  setup->limits.max_attempts = 2;
  setup->limits.first_wait_ms = 1;
  return setup;
}

static int
send_once (const char *outbox_path, const char *url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDeliverySetup) setup = setup_new (outbox_path, url);
  g_autoptr (BwDeliveryResult) result = bw_delivery_run (setup, NULL, NULL, NULL, &error);

  if (result == NULL)
    return fail (g_steal_pointer (&error));
  printf ("{\"sent\": %u, \"conflicts\": %u, \"refused\": %u, \"left\": %u, \"stopped\": %d}\n",
          result->sent, result->conflicts, result->refused, result->left,
          result->stopped != NULL ? result->stopped->code : -1);
  return 0;
}

static gpointer
send_for_ever (gpointer data)
{
  const BwDeliverySetup *setup = data;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwDeliveryResult) result = bw_delivery_run (setup, NULL, NULL, NULL, &error);

      if (result == NULL)
        exit (fail (g_steal_pointer (&error)));
      if (result->left == 0)
        g_usleep (1000);
    }
  return NULL;
}

/* Shows that an edit is kept, in one piece and at once. */
static void
confirm (const char *record, guint number)
{
  g_autofree char *line = g_strdup_printf ("%s %u\n", record, number);

  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    exit (1);
}

static gboolean
edit_note (BwOutbox *outbox, const char *record, const char *account, guint number, GError **error)
{
  const BwRelation *notes = bw_relation_get (BW_RELATION_NOTES);
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autoptr (BwRecord) changes = bw_record_new (notes);
  g_autoptr (BwRecord) base = NULL;
  g_autoptr (BwEdit) edit = NULL;

  bw_record_set_text (changes, "text", text);
  if (number == 1)
    bw_record_set_text (changes, "account_id", account);
  else if (!bw_outbox_overlay (outbox, notes, record, NULL, &base, error))
    return FALSE;
  edit = bw_edit_new (notes, number == 1 ? BW_EDIT_INSERT : BW_EDIT_UPDATE, record, changes, base);
  return bw_outbox_append (outbox, edit, error);
}

static int
fire (const char *outbox_path, const char *url, const char *account, const char *prefix)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDeliverySetup) setup = setup_new (outbox_path, url);
  g_autoptr (BwOutbox) outbox = bw_outbox_open (outbox_path, &error);

  if (outbox == NULL)
    return fail (g_steal_pointer (&error));
  g_thread_unref (g_thread_new ("send", send_for_ever, setup));
  for (guint round = 0;; round++)
    {
      for (guint i = 0; i < RECORDS * EDITS; i++)
        {
          g_autofree char *record = g_strdup_printf ("%s-%u-%u", prefix, round, i % RECORDS);

          if (!edit_note (outbox, record, account, i / RECORDS + 1, &error))
            return fail (g_steal_pointer (&error));
          confirm (record, i / RECORDS + 1);
          while (bw_outbox_count_unsent (outbox, NULL) > MAX_UNSENT)
            g_usleep (1000);
        }
    }
}

int
main (int argc, char **argv)
{
  if (argc == 9 && g_str_equal (argv[1], "edit"))
    return edit_once (argv + 2);
  if (argc == 4 && g_str_equal (argv[1], "send"))
    return send_once (argv[2], argv[3]);
  if (argc == 6 && g_str_equal (argv[1], "fire"))
    return fire (argv[2], argv[3], argv[4], argv[5]);
  return 2;
}
