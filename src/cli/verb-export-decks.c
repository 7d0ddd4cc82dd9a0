/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "cli/bw-deck-run.h"
#include "cli/bw-view.h"

/* Bytes of a list of ids; what is longer is no such list. */
#define LONGEST_LIST (64 << 20)

typedef struct {
  BwCliDeckOptions  deck;
  char             *output;
  char             *accounts;
  char             *filter;
  char             *format;
  char            **ids;
} Options;

static void
clear_options (Options *options)
{
  bw_cli_deck_options_clear (&options->deck);
  g_free (options->output);
  g_free (options->accounts);
  g_free (options->filter);
  g_free (options->format);
  g_strfreev (options->ids);
}

static gboolean
is_format (const char *word)
{
  return g_str_equal (word, "pdf") || g_str_equal (word, "pptx") || g_str_equal (word, "xlsx");
}

static gboolean
parse (int argc, char **argv, Options *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output },
    { "accounts", 0, 0, G_OPTION_ARG_FILENAME, &options->accounts },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options->filter },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options->format },
    BW_CLI_DECK_ENTRIES (&options->deck),
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->ids },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (options->format == NULL)
    options->format = g_strdup ("pdf");
  if (options->ids == NULL && options->accounts == NULL && options->filter == NULL)
    g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
                 _("export decks needs ids of accounts, --accounts FILE or --filter EXPR"));
  else if (options->output == NULL)
    g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE, _("export decks needs -o FOLDER"));
  else if (!is_format (options->format))
    g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
                 _("--format takes pdf, pptx or xlsx, not “%s”"), options->format);
  else
    return TRUE;
  return FALSE;
}

static char *
read_input (gsize *length)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 buffer[65536];
  gsize n;

  while (bytes->len <= LONGEST_LIST && (n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_byte_array_append (bytes, buffer, (guint) n);
  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (bytes, FALSE);
}

/* An id a line; empty lines and those that begin with # say nothing. */
static gboolean
read_ids (const char *path, GStrvBuilder *ids, GError **error)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length;

  if (g_str_equal (path, "-"))
    contents = read_input (&length);
  else if (!g_file_get_contents (path, &contents, &length, error))
    return FALSE;
  if (length > LONGEST_LIST || !g_utf8_validate (contents, (gssize) length, NULL))
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_FAILED,
                   _("“%s” is no list of accounts: it needs an id a line, in UTF-8"), path);
      return FALSE;
    }
  lines = g_strsplit (g_str_has_prefix (contents, "\xef\xbb\xbf") ? contents + 3 : contents, "\n",
                      -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *id = g_strstrip (lines[i]);

      if (*id != '\0' && *id != '#')
        g_strv_builder_add (ids, id);
    }
  return TRUE;
}

static gboolean
filter_ids (const BwSnapshot *snapshot, const char *expression, GStrvBuilder *ids, GError **error)
{
  g_autoptr (BwAccountFilter) filter = bw_account_filter_parse (expression, error);
  g_autoptr (BwSelection) selection = NULL;

  if (filter == NULL)
    return FALSE;
  selection = bw_account_filter_apply (snapshot, filter);
  for (guint i = 0; i < selection->n; i++)
    g_strv_builder_add (ids, bw_snapshot_id (snapshot, selection->rows[i]));
  return TRUE;
}

static char **
list_ids (const Options *options, const BwSnapshot *snapshot, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (options->ids != NULL)
    g_strv_builder_addv (ids, (const char **) options->ids);
  if (options->accounts != NULL && !read_ids (options->accounts, ids, error))
    return NULL;
  if (options->filter != NULL && !filter_ids (snapshot, options->filter, ids, error))
    return NULL;
  return g_strv_builder_end (ids);
}

/* What was done, and below it what was not, a line an account. */
static void
report (const BwDeckRun *run)
{
  fprintf (stderr, ngettext ("%u review made", "%u reviews made", run->n_made), run->n_made);
  if (run->n_kept > 0)
    fprintf (stderr, ngettext ("; %u was there already and is kept",
                               "; %u were there already and are kept", run->n_kept),
             run->n_kept);
  if (run->n_failed > 0)
    fprintf (stderr, ngettext ("; %u could not be made:", "; %u could not be made:",
                               run->n_failed),
             run->n_failed);
  fputc ('\n', stderr);
  for (guint i = 0; i < run->jobs->len; i++)
    {
      const BwDeckJob *job = run->jobs->pdata[i];

      if (job->state != BW_DECK_JOB_FAILED)
        continue;
      g_strdelimit (job->error->message, "\r\n", ' ');
      fprintf (stderr, "  %s: %s\n", job->account_id, job->error->message);
    }
  if (run->n_left > 0)
    fprintf (stderr, ngettext ("The disk is full: %u review was not begun. The same command goes "
                               "on from here.\n",
                               "The disk is full: %u reviews were not begun. The same command goes "
                               "on from here.\n",
                               run->n_left),
             run->n_left);
}

static BwExit
export_decks (const BwCli *cli, const Options *options, GError **error)
{
  g_autoptr (BwCliDecks) decks = bw_cli_decks_open (cli, &options->deck, error);
  g_autofree char *ending = g_strconcat (".", options->format, NULL);
  g_autoptr (BwDeckRun) run = NULL;
  g_auto (GStrv) ids = NULL;

  if (decks == NULL)
    return BW_EXIT_FAILED;
  ids = list_ids (options, decks->portfolio->snapshot, error);
  if (ids == NULL)
    return BW_EXIT_FAILED;
  run = bw_deck_run_new (decks, options->output, ending, ids, error);
  if (run == NULL)
    return BW_EXIT_FAILED;
  bw_deck_run_do (run);
  report (run);
  return run->n_failed + run->n_left > 0 ? BW_EXIT_FAILED : BW_EXIT_DONE;
}

/* "export decks": the reviews of many accounts, a file each, in a folder. */
BwExit
bw_export_decks_run (const BwCli *cli, int argc, char **argv)
{
  Options options = { { NULL } };
  g_autoptr (GError) error = NULL;
  BwExit status = BW_EXIT_FAILED;

  if (parse (argc, argv, &options, &error))
    status = export_decks (cli, &options, &error);
  if (error != NULL)
    status = bw_cli_deck_is_usage (error) ? bw_cli_usage (&bw_verb_export, "%s", error->message)
                                          : bw_cli_fail (g_steal_pointer (&error));
  clear_options (&options);
  return status;
}
