/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "cli/bw-cli-portfolio.h"
#include "cli/bw-cli-refresh.h"
#include "cli/bw-json.h"
#include "cli/bw-output.h"
#include "cli/bw-view.h"
#include "sync/bw-credentials.h"
#include "sync/bw-delivery.h"

/* Opens an outbox; what could be saved of a damaged one is said. */
static BwOutbox *
open_outbox (const BwPortfolioInfo *info, GError **error)
{
  BwOutbox *outbox = bw_outbox_open (info->outbox_path, error);

  if (outbox != NULL && bw_outbox_get_salvage (outbox) != NULL)
    {
      g_autofree char *text = bw_outbox_salvage_describe (bw_outbox_get_salvage (outbox));

      fprintf (stderr, "%s\n", text);
    }
  return outbox;
}

static void
add_record (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, const BwRecord *record)
{
  g_autofree char *json = record != NULL ? bw_record_to_json (record) : NULL;
  yyjson_doc *read = json != NULL ? yyjson_read (json, strlen (json), YYJSON_READ_NOFLAG) : NULL;

  if (read == NULL)
    bw_json_add_text (doc, object, key, NULL);
  else
    yyjson_mut_obj_add_val (doc, object, key,
                            yyjson_val_mut_copy (doc, yyjson_doc_get_root (read)));
  yyjson_doc_free (read);
}

static void
add_edit (yyjson_mut_doc *doc, yyjson_mut_val *array, const BwEdit *edit, gboolean with_records)
{
  yyjson_mut_val *object = bw_json_append_object (doc, array);
  g_autofree char *created = bw_timestamp_format (edit->created_at);

  bw_json_add_text (doc, object, "id", edit->id);
  bw_json_add_text (doc, object, "relation", edit->relation->name);
  bw_json_add_text (doc, object, "record", edit->record);
  bw_json_add_text (doc, object, "account", edit->account);
  bw_json_add_text (doc, object, "kind", bw_edit_kind_name (edit->kind));
  bw_json_add_text (doc, object, "state", bw_edit_state_name (edit->state));
  bw_json_add_text (doc, object, "created_at", created);
  bw_json_add_count (doc, object, "attempts", edit->attempts);
  bw_json_add_text (doc, object, "reason", edit->reason);
  if (!with_records)
    return;
  bw_json_add_count (doc, object, "base_version", edit->base_version);
  add_record (doc, object, "changes", edit->changes);
  add_record (doc, object, "base", edit->base);
  add_record (doc, object, "server", edit->server);
}

static gboolean
list_edits (const BwPortfolioInfo *info, BwOutputFormat format, GError **error)
{
  g_autoptr (BwOutbox) outbox = open_outbox (info, error);
  g_autoptr (GPtrArray) edits = NULL;
  yyjson_mut_doc *doc;
  yyjson_mut_val *root, *array;
  gboolean printed;

  if (outbox == NULL)
    return FALSE;
  edits = bw_outbox_list (outbox, BW_OUTBOX_UNSENT, NULL, NULL, error);
  if (edits == NULL)
    return FALSE;
  doc = yyjson_mut_doc_new (NULL);
  root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  array = bw_json_add_array (doc, root, "edits");
  for (guint i = 0; i < edits->len; i++)
    add_edit (doc, array, edits->pdata[i], format == BW_OUTPUT_JSON);
  printed = bw_output_print (doc, "edits", NULL, format, stdout, error);
  yyjson_mut_doc_free (doc);
  return printed;
}

/* Whether nothing is left unsent. */
static gboolean
send_edits (const BwPortfolioInfo *info, const char *token_file, GError **error)
{
  g_autofree char *token = NULL;
  g_autofree char *text = NULL;
  g_autoptr (BwDeliverySetup) setup = NULL;
  g_autoptr (BwDeliveryResult) result = NULL;

  if (info->source != BW_PORTFOLIO_HTTP)
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_FAILED,
                   _("The portfolio “%s” does not come from a company backend, so its edits stay "
                     "on this computer"),
                   info->name);
      return FALSE;
    }
  token = token_file != NULL ? bw_cli_read_token (token_file, error)
                             : bw_credentials_lookup (info->slug, NULL);
  if (token_file != NULL && token == NULL)
    return FALSE;
  setup = bw_delivery_setup_new_portfolio (info, token);
  result = bw_delivery_run (setup, NULL, NULL, NULL, error);
  if (result == NULL)
    return FALSE;
  if (result->stopped != NULL)
    {
      g_propagate_error (error, g_error_copy (result->stopped));
      return FALSE;
    }
  text = bw_delivery_result_describe (result);
  if (result->left == 0)
    {
      fprintf (stderr, "%s\n", text);
      return TRUE;
    }
  g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_FAILED,
               _("%s “bellwetherctl outbox list” says why."), text);
  return FALSE;
}

static gboolean
drop_edit (const BwPortfolioInfo *info, const char *id, GError **error)
{
  g_autoptr (BwOutbox) outbox = open_outbox (info, error);

  return outbox != NULL && bw_outbox_drop (outbox, id, error);
}

static BwExit
run (BwCli *cli, int argc, char **argv)
{
  g_autofree char *format_word = NULL;
  g_autofree char *token_file = NULL;
  GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_word },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (BwPortfolioInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  BwOutputFormat format = BW_OUTPUT_TABLE;
  gboolean listing, sending, dropping, done;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return bw_cli_usage (&bw_verb_outbox, "%s", error->message);
  listing = argc == 2 && g_str_equal (argv[1], "list");
  sending = argc == 2 && g_str_equal (argv[1], "send");
  dropping = argc == 3 && g_str_equal (argv[1], "drop");
  if (!listing && !sending && !dropping)
    return bw_cli_usage (&bw_verb_outbox,
                         _("outbox needs list, send, or drop and the id of an edit"));
  if (format_word != NULL && (!listing || !bw_output_format_parse (format_word, &format)))
    return bw_cli_usage (&bw_verb_outbox, _("list takes --format table, json or csv, not “%s”"),
                         format_word);
  if (token_file != NULL && !sending)
    return bw_cli_usage (&bw_verb_outbox, _("--token-file is for send"));

  info = bw_cli_find_portfolio (cli, &error);
  if (info == NULL)
    return bw_cli_fail (g_steal_pointer (&error));
  if (listing)
    done = list_edits (info, format, &error);
  else if (sending)
    done = send_edits (info, token_file, &error);
  else
    done = drop_edit (info, argv[2], &error);
  return done ? BW_EXIT_DONE : bw_cli_fail (g_steal_pointer (&error));
}

const BwVerb bw_verb_outbox = {
  .name = "outbox",
  .usage = "list [--format table|json|csv] | send [--token-file FILE|-] | drop ID",
  .summary = N_("shows the edits that are not sent yet, sends them, or throws one away"),
  .run = run,
};
