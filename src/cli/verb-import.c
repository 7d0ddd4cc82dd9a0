/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/bw-cli-portfolio.h"
#include "cli/bw-view.h"
#include "model/bw-money.h"
#include "sync/bw-csv-import.h"

/* So many refused rows are named; more would bury what matters. */
#define NAMED_REJECTIONS 20

/* Clears the line of the terminal, so that a shorter text leaves nothing of a longer one. */
#define CLEAR_LINE "\r\033[K"

static void
show_progress (double share, gint64 rows, gpointer data)
{
  g_autofree char *percent = bw_share_format (share, 0);
  g_autofree char *count = bw_number_format ((double) rows, 0);

  fputs (CLEAR_LINE, stderr);
  /* Translators: how much of the files was read, and how many rows, as in "42 %: 120,000 rows" */
  fprintf (stderr, _("%s: %s rows"), percent, count);
  fflush (stderr);
}

/* The portfolio of that name, or a new one. */
static BwPortfolioInfo *
find_or_add (const char *name, const char *folder, GError **error)
{
  BwPortfolioInfo *info;

  if (!bw_cli_look_up_portfolio (name, NULL, BW_PORTFOLIO_CSV, &info, error))
    return NULL;
  return info != NULL ? info : bw_portfolio_add (name, BW_PORTFOLIO_CSV, folder, NULL, error);
}

static void
say_what_came (const BwCsvReport *report)
{
  gint64 rows = 0;
  guint n = MIN (report->rejections->len, NAMED_REJECTIONS);

  for (BwRelationId id = 0; id < BW_N_RELATIONS; id++)
    rows += report->rows[id];
  for (guint i = 0; i < n; i++)
    {
      const BwCsvRejection *rejection = report->rejections->pdata[i];

      fprintf (stderr, "%s:%" G_GUINT64_FORMAT ": %s%s%s\n", rejection->file, rejection->line,
               rejection->column != NULL ? rejection->column : "",
               rejection->column != NULL ? ": " : "", rejection->reason);
    }
  fprintf (stderr, ngettext ("%lld row was imported.", "%lld rows were imported.", (gulong) rows),
           (long long) rows);
  fputc ('\n', stderr);
  if (report->rejected > 0)
    {
      fprintf (stderr,
               ngettext ("%lld row was left out.", "%lld rows were left out.",
                         (gulong) report->rejected),
               (long long) report->rejected);
      fputc ('\n', stderr);
    }
  for (guint i = 0; report->merge != NULL && i < report->merge->dangling->len; i++)
    {
      const BwDangling *dangling = report->merge->dangling->pdata[i];

      fprintf (stderr, _("%s.%s names what is not there, such as “%s”."),
                          bw_relation_get (dangling->relation)->name,
                          bw_relation_get (dangling->relation)->columns[dangling->column].name,
                          dangling->example);
      fputc ('\n', stderr);
    }
}

static BwExit
import_paths (const char *name, const char *const *paths, const char *map)
{
  gboolean terminal = isatty (STDERR_FILENO);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwCsvImport) import = bw_csv_import_new (paths, map, NULL, &error);
  g_autofree char *absolute = g_canonicalize_filename (paths[0], NULL);
  g_autoptr (BwPortfolioInfo) info = NULL;
  g_autoptr (BwCsvReport) report = NULL;
  g_auto (GStrv) ignored = NULL;

  /* What is wrong with the files shows before there is a portfolio of that name. */
  if (import == NULL || !bw_csv_import_check (import, &error))
    return bw_cli_fail (g_steal_pointer (&error));
  ignored = bw_csv_import_get_ignored (import);
  for (guint i = 0; ignored[i] != NULL; i++)
    {
      fprintf (stderr, _("%s is not called like a relation and is left out."), ignored[i]);
      fputc ('\n', stderr);
    }

  info = find_or_add (name, absolute, &error);
  if (info == NULL)
    return bw_cli_fail (g_steal_pointer (&error));
  report = bw_csv_import_run (import, info->mirror_path, terminal ? show_progress : NULL, NULL,
                              NULL, &error);
  if (terminal)
    fputs (CLEAR_LINE, stderr);
  if (report == NULL)
    return bw_cli_fail (g_steal_pointer (&error));
  g_set_str (&info->url, absolute);
  info->last_refresh = g_get_real_time ();
  if (!bw_portfolio_save (info, &error) || !bw_portfolio_set_used (info, &error))
    return bw_cli_fail (g_steal_pointer (&error));
  say_what_came (report);
  return BW_EXIT_DONE;
}

static BwExit
run (BwCli *cli, int argc, char **argv)
{
  g_autofree char *name = NULL;
  g_autofree char *map = NULL;
  g_autofree char *base = NULL;
  GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name },
    { "map", 0, 0, G_OPTION_ARG_FILENAME, &map },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return bw_cli_usage (&bw_verb_import, "%s", error->message);
  if (argc < 2)
    return bw_cli_usage (&bw_verb_import, _("import needs a folder or files"));
  if (name == NULL && cli->portfolio != NULL)
    name = g_strdup (cli->portfolio);
  if (name == NULL)
    {
      /* The folder's name, be it given or that which the file is in. */
      g_autofree char *absolute = g_canonicalize_filename (argv[1], NULL);
      g_autofree char *folder = g_file_test (absolute, G_FILE_TEST_IS_DIR)
                                  ? g_strdup (absolute)
                                  : g_path_get_dirname (absolute);

      base = g_path_get_basename (folder);
    }
  return import_paths (name != NULL ? name : base, (const char *const *) argv + 1, map);
}

static char *
describe (void)
{
  return g_strdup (_("Files and their columns are known by their names. --map names a key file "
                     "that says more: a group for each relation, with lines such as "
                     "contract_started_on=Start."));
}

const BwVerb bw_verb_import = {
  .name = "import",
  .usage = "DIR|FILE.csv… [--name NAME] [--map FILE]",
  .summary = N_("makes a portfolio from comma-separated values, a file for each relation"),
  .describe = describe,
  .run = run,
};
