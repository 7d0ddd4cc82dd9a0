/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdio.h>

#include "cli/bw-json.h"
#include "cli/bw-output.h"
#include "cli/bw-verb.h"
#include "store/bw-mirror.h"
#include "store/bw-outbox.h"
#include "store/bw-portfolio-list.h"

/* The company's own today, straight from its one row, since nothing else of the snapshot is
 * asked. */
static BwDate
read_as_of (BwMirror *mirror)
{
  sqlite3_stmt *statement = NULL;
  BwDate as_of = BW_DATE_NONE;

  if (sqlite3_prepare_v2 (bw_mirror_get_handle (mirror), "SELECT as_of FROM company LIMIT 1", -1,
                          &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW
      && sqlite3_column_type (statement, 0) == SQLITE_INTEGER)
    as_of = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return as_of;
}

static void
add_portfolio (yyjson_mut_doc *doc, yyjson_mut_val *array, const BwPortfolioInfo *info)
{
  yyjson_mut_val *object = bw_json_append_object (doc, array);
  g_autoptr (BwMirror) mirror = bw_mirror_open (info->mirror_path, BW_MIRROR_READ_ONLY, NULL);
  g_autofree char *refreshed = NULL;
  gint64 accounts = -1;
  gint64 unsent = bw_outbox_count_unsent_at (info->outbox_path, NULL);

  bw_json_add_text (doc, object, "name", info->name);
  bw_json_add_text (doc, object, "source",
                    info->url != NULL ? info->url : bw_portfolio_source_name (info->source));
  bw_json_add_date (doc, object, "as_of", mirror != NULL ? read_as_of (mirror) : BW_DATE_NONE);
  if (info->last_refresh > 0)
    refreshed = bw_timestamp_format (info->last_refresh);
  bw_json_add_text (doc, object, "last_refresh", refreshed);
  if (mirror != NULL)
    accounts = bw_mirror_count_rows (mirror, BW_RELATION_ACCOUNTS, NULL);
  if (accounts >= 0)
    bw_json_add_count (doc, object, "accounts", accounts);
  else
    bw_json_add_text (doc, object, "accounts", NULL);
  if (unsent >= 0)
    bw_json_add_count (doc, object, "unsent_edits", unsent);
  else
    bw_json_add_text (doc, object, "unsent_edits", NULL);
}

static BwExit
run (BwCli *cli, int argc, char **argv)
{
  g_autofree char *format_word = NULL;
  GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_word },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  BwOutputFormat format = BW_OUTPUT_TABLE;
  yyjson_mut_doc *doc;
  yyjson_mut_val *root, *array;
  gboolean printed;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return bw_cli_usage (&bw_verb_portfolios, "%s", error->message);
  if (argc > 1)
    return bw_cli_usage (&bw_verb_portfolios, _("“%s” is too much"), argv[1]);
  if (format_word != NULL && !bw_output_format_parse (format_word, &format))
    return bw_cli_usage (&bw_verb_portfolios, _("--format takes table, json or csv, not “%s”"),
                         format_word);

  list = bw_portfolio_list (&error);
  if (list == NULL)
    return bw_cli_fail (g_steal_pointer (&error));

  doc = yyjson_mut_doc_new (NULL);
  root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  array = bw_json_add_array (doc, root, "portfolios");
  for (guint i = 0; i < list->len; i++)
    add_portfolio (doc, array, list->pdata[i]);
  printed = bw_output_print (doc, "portfolios", NULL, format, stdout, &error);
  yyjson_mut_doc_free (doc);
  return printed ? BW_EXIT_DONE : bw_cli_fail (g_steal_pointer (&error));
}

const BwVerb bw_verb_portfolios = {
  .name = "portfolios",
  .usage = "[--format table|json|csv]",
  .summary = N_("lists the portfolios: name, source, as-of, last refresh, accounts, unsent edits"),
  .run = run,
};
