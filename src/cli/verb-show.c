/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "cli/bw-cli-portfolio.h"
#include "cli/bw-output.h"
#include "cli/bw-view.h"

static const BwView *const views[] = {
  &bw_view_portfolio, &bw_view_distribution, &bw_view_quadrants, &bw_view_tiers,
  &bw_view_series,    &bw_view_accounts,     &bw_view_account,   &bw_view_triage,
  &bw_view_health,    &bw_view_renewals,     &bw_view_handoff,   &bw_view_roles,
};

G_DEFINE_QUARK (bw-cli-error-quark, bw_cli_error)

static const BwView *
find_view (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      if (g_str_equal (views[i]->name, name))
        return views[i];
    }
  return NULL;
}

static char *
describe_views (void)
{
  GString *text = g_string_new (_("Views:"));

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    g_string_append_printf (text, "\n  %s %s\n      %s", views[i]->name, views[i]->usage,
                            _(views[i]->summary));
  g_string_append_printf (text, "\n\n%s",
                          _("Every view takes --as-of DATE and --format table|json|csv. JSON "
                            "writes money in minor units in fields that end in _minor, shares from "
                            "0 to 1, and null for what is not known. “bellwetherctl help VIEW” "
                            "says what every field is."));
  return g_string_free (text, FALSE);
}

static int
widest (const BwViewField *fields, guint n, int width)
{
  for (guint i = 0; i < n; i++)
    width = MAX (width, (int) strlen (fields[i].path));
  return width;
}

/**
 * bw_view_print_help:
 * @name: a view
 *
 * Prints how the view is called and what every field of its JSON says, a line each.
 *
 * Returns: whether there is such a view
 */
gboolean
bw_view_print_help (const char *name)
{
  const BwView *view = find_view (name);
  g_autoptr (GArray) more = NULL;
  guint n = 0;
  int width;

  if (view == NULL)
    return FALSE;
  while (view->fields[n].path != NULL)
    n++;
  more = view->list_fields != NULL ? view->list_fields ()
                                   : g_array_new (FALSE, FALSE, sizeof (BwViewField));
  width = widest ((const BwViewField *) more->data, more->len, widest (view->fields, n, 0));

  printf ("%s bellwetherctl [--portfolio NAME] show %s%s%s\n      %s\n\n%s\n", _("Usage:"),
          view->name, *view->usage != '\0' ? " " : "", view->usage, _(view->summary),
          _("Fields of its JSON, [] for each of a list:"));
  for (guint i = 0; i < n; i++)
    printf ("  %-*s  %s\n", width, view->fields[i].path, _(view->fields[i].text));
  for (guint i = 0; i < more->len; i++)
    {
      const BwViewField *field = &g_array_index (more, BwViewField, i);

      printf ("  %-*s  %s\n", width, field->path, field->text);
    }
  return TRUE;
}

/**
 * bw_view_choose:
 * @option: the option's name, for the message
 * @word: (nullable): what was given
 * @words: what may be given, ended by %NULL
 * @fallback: what holds when nothing was given
 * @error: set when the word is none of them
 *
 * Returns: the place of the word, or -1
 */
int
bw_view_choose (const char *option, const char *word, const char *const *words, int fallback,
                GError **error)
{
  g_autofree char *choices = NULL;

  if (word == NULL)
    return fallback;
  for (int i = 0; words[i] != NULL; i++)
    {
      if (g_str_equal (words[i], word))
        return i;
    }
  choices = g_strjoinv ("|", (char **) words);
  g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE, _("--%s takes %s, not “%s”"), option,
               choices, word);
  return -1;
}

static void
clear_options (BwViewOptions *options)
{
  char **texts[] = {
    &options->as_of,  &options->format,  &options->filter, &options->compare, &options->measure,
    &options->weight, &options->from,    &options->to,     &options->account, &options->metric,
    &options->bucket, &options->peers,   &options->sort,   &options->group,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  g_clear_pointer (&options->words, g_strfreev);
}

/* Takes only the options that the view knows, so that no option is silently without effect. */
static gboolean
parse_options (const BwView *view, int argc, char **argv, BwViewOptions *options, GError **error)
{
  const GOptionEntry all[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &options->as_of },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options->format },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options->filter },
    { "compare", 0, 0, G_OPTION_ARG_STRING, &options->compare },
    { "measure", 0, 0, G_OPTION_ARG_STRING, &options->measure },
    { "weight", 0, 0, G_OPTION_ARG_STRING, &options->weight },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options->from },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options->to },
    { "account", 0, 0, G_OPTION_ARG_STRING, &options->account },
    { "metric", 0, 0, G_OPTION_ARG_STRING, &options->metric },
    { "bucket", 0, 0, G_OPTION_ARG_STRING, &options->bucket },
    { "peers", 0, 0, G_OPTION_ARG_STRING, &options->peers },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &options->sort },
    { "group", 0, 0, G_OPTION_ARG_STRING, &options->group },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options->limit },
    { "points", 0, 0, G_OPTION_ARG_INT, &options->points },
    { "accounts", 0, 0, G_OPTION_ARG_NONE, &options->accounts },
    { "snoozed", 0, 0, G_OPTION_ARG_NONE, &options->snoozed },
  };
  const GOptionEntry words[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->words },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_help_enabled (context, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      GOptionEntry entry[] = { all[i], { NULL } };

      if (i < 2 || g_strv_contains (view->options, all[i].long_name))
        g_option_context_add_main_entries (context, entry, NULL);
    }
  g_option_context_add_main_entries (context, words, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;

  if ((options->words == NULL ? 0 : g_strv_length (options->words)) != view->n_words)
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE, _("show %s takes: %s"), view->name,
                   view->usage);
      return FALSE;
    }
  if (options->points < 0 || options->points > 1000000)
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
                   _("--points takes a number from 1 to 1000000"));
      return FALSE;
    }
  if (options->limit < 0)
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
                   _("--limit takes a number of accounts from 1, or 0 for all"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
show (const BwCli *cli, const BwView *view, const BwViewOptions *options, BwOutputFormat format,
      GError **error)
{
  g_autoptr (BwCliPortfolio) portfolio = NULL;
  g_autoptr (BwAccountFilter) filter = NULL;
  BwFigureScope scope = { NULL };
  const char *rows_key = options->account != NULL && view->account_rows_key != NULL
                           ? view->account_rows_key
                           : view->rows_key;
  yyjson_mut_doc *doc;
  gboolean done;

  if (options->filter != NULL)
    {
      filter = bw_account_filter_parse (options->filter, error);
      if (filter == NULL)
        return FALSE;
    }
  portfolio = bw_cli_portfolio_open (cli, options->as_of, options->compare, error);
  if (portfolio == NULL)
    return FALSE;

  scope.snapshot = portfolio->snapshot;
  scope.compare = portfolio->compare;
  scope.filter = filter;
  scope.mirror = portfolio->mirror;

  doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, yyjson_mut_obj (doc));
  done = view->fill (&scope, options, doc, yyjson_mut_doc_get_root (doc), error)
         && bw_output_print (doc, rows_key, scope.snapshot->table->currency, format, stdout,
                             error);
  yyjson_mut_doc_free (doc);
  return done;
}

static gboolean
is_usage_error (const GError *error)
{
  return error->domain == G_OPTION_ERROR
         || g_error_matches (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE)
         || g_error_matches (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_SYNTAX);
}

static BwExit
run (BwCli *cli, int argc, char **argv)
{
  BwViewOptions options = { NULL };
  BwOutputFormat format = BW_OUTPUT_TABLE;
  g_autoptr (GError) error = NULL;
  const BwView *view;
  BwExit status = BW_EXIT_DONE;

  if (argc < 2)
    return bw_cli_usage (&bw_verb_show, _("show needs a view"));
  view = find_view (argv[1]);
  if (view == NULL)
    return bw_cli_usage (&bw_verb_show, _("there is no view “%s”"), argv[1]);

  if (!parse_options (view, argc - 1, argv + 1, &options, &error))
    status = bw_cli_usage (&bw_verb_show, "%s", error->message);
  else if (options.format != NULL && !bw_output_format_parse (options.format, &format))
    status = bw_cli_usage (&bw_verb_show, _("--format takes table, json or csv, not “%s”"),
                           options.format);
  else if (!show (cli, view, &options, format, &error))
    status = is_usage_error (error) ? bw_cli_usage (&bw_verb_show, "%s", error->message)
                                    : bw_cli_fail (g_steal_pointer (&error));
  clear_options (&options);
  return status;
}

const BwVerb bw_verb_show = {
  .name = "show",
  .usage = "VIEW [OPTIONS] [--as-of DATE] [--format table|json|csv]",
  .summary = N_("prints a figure: portfolio, distribution, quadrants, tiers, series, accounts, "
                "account ID, triage, health, renewals, handoff, roles"),
  .describe = describe_views,
  .run = run,
};
