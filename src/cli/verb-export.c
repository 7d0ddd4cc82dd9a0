/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "cli/bw-cli-deck.h"
#include "cli/bw-view.h"
#include "export/bw-export.h"
#include "export/bw-front-paper.h"

/* The paper of a chart and of the portfolio: A4 on its side, in points. */
#define PAGE_WIDTH 842
#define PAGE_HEIGHT 595

typedef struct {
  char     *output;
  char     *as_of;
  char     *compare;
  char     *size;
  char     *account;
  char     *metric;
  gboolean  dark;
  double    width;
  double    height;
} ExportOptions;

typedef struct {
  const BwCliPortfolio *portfolio;
  const ExportOptions  *options;
  BwFigureScope         scope;
  char                 *source; /* The line below: where the data is from. */
} Export;

static gboolean
write_page (const Export *export, const BwPaper *page, GError **error)
{
  const ExportOptions *options = export->options;
  BwChartStyle style;

  bw_chart_style_init (&style);
  style.dark = options->dark;
  style.currency = export->scope.snapshot->table->currency;
  bw_export_style_for_page (&style, page, options->width, options->height);
  return bw_export_page (page, &style, options->width, options->height, options->output, error);
}

static gboolean
write_chart (const Export *export, const BwChart *chart, const BwFigure *figure, GError **error)
{
  BwChartText text = { figure->title, figure->subtitle, export->source };
  BwPaper page;

  bw_paper_init_chart (&page, chart, &text);
  return write_page (export, &page, error);
}

static gboolean
export_distribution (const Export *export, GError **error)
{
  BwDistributionRequest request = { .from = NAN, .to = NAN };
  g_autoptr (BwDistributionFigure) figure
    = bw_distribution_figure_compute (&export->scope, &request, error);
  BwDistributionChart chart;

  if (figure == NULL)
    return FALSE;
  bw_distribution_figure_chart (&chart, figure);
  return write_chart (export, &chart.parent, &figure->head, error);
}

static gboolean
export_quadrants (const Export *export, GError **error)
{
  g_autoptr (BwQuadrantsFigure) figure = bw_quadrants_figure_compute (&export->scope);
  BwQuadrantsChart chart;

  bw_quadrants_figure_chart (&chart, figure);
  return write_chart (export, &chart.parent, &figure->head, error);
}

static gboolean
export_tiers (const Export *export, GError **error)
{
  g_autoptr (BwTiersFigure) figure = bw_tiers_figure_compute (&export->scope, NULL, error);
  BwTiersChart chart;

  if (figure == NULL)
    return FALSE;
  bw_tiers_figure_chart (&chart, figure);
  return write_chart (export, &chart.parent, &figure->head, error);
}

static gboolean
export_series (const Export *export, GError **error)
{
  BwSeriesRequest request = {
    .account_id = export->options->account,
    .metric_key = export->options->metric,
    .bucket = BW_BUCKET_MONTH,
    .peers = BW_PEERS_TIER,
    .peers_since_go_live = TRUE,
  };
  g_autoptr (BwSeriesFigure) figure = NULL;
  g_auto (BwSeriesFigureChart) chart = { 0 };

  if (export->options->account == NULL || export->options->metric == NULL)
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
                   _("export series needs --account ID and --metric KEY"));
      return FALSE;
    }
  figure = bw_series_figure_compute (&export->scope, &request, error);
  if (figure == NULL)
    return FALSE;
  bw_series_figure_chart (&chart, figure);
  return write_chart (export, &chart.chart.parent, &figure->head, error);
}

/* The four charts on one page, with the key figures above. */
static gboolean
export_portfolio (const Export *export, GError **error)
{
  g_autoptr (BwFrontPage) front = bw_front_page_compute (&export->scope, error);
  g_auto (BwFrontPaper) paper = { 0 };

  if (front == NULL)
    return FALSE;
  bw_front_paper_init (&paper, front);
  return write_page (export, &paper.paper, error);
}

static const struct {
  const char *name;
  gboolean  (*write) (const Export *export, GError **error);
} whats[] = {
  { "portfolio", export_portfolio }, { "distribution", export_distribution },
  { "quadrants", export_quadrants }, { "tiers", export_tiers },
  { "series", export_series },
};

/* What is compared with when nobody says: three months before, as in the window. */
static char *
default_compare (const BwCli *cli, const char *as_of, GError **error)
{
  g_autoptr (BwCliPortfolio) portfolio = bw_cli_portfolio_open (cli, as_of, NULL, error);
  char text[BW_DATE_STRLEN];

  if (portfolio == NULL)
    return NULL;
  return g_strdup (
    bw_date_format_iso (bw_date_add_months (portfolio->snapshot->as_of, -3), text));
}

static gboolean
export (const BwCli *cli, guint what, ExportOptions *options, GError **error)
{
  g_autoptr (BwCliPortfolio) portfolio = NULL;
  Export made = { .options = options };
  BwExportFormat format;
  gboolean written;

  if (!bw_export_format_from_path (options->output, &format, error))
    return FALSE;
  if (options->compare == NULL)
    options->compare = default_compare (cli, options->as_of, error);
  if (options->compare == NULL)
    return FALSE;
  portfolio = bw_cli_portfolio_open (cli, options->as_of, options->compare, error);
  if (portfolio == NULL)
    return FALSE;

  made.portfolio = portfolio;
  made.scope.snapshot = portfolio->snapshot;
  made.scope.compare = portfolio->compare;
  made.scope.mirror = portfolio->mirror;
  made.source = bw_paper_source (portfolio->snapshot->table->company_name,
                                 portfolio->snapshot->as_of);
  written = whats[what].write (&made, error);
  g_free (made.source);
  return written;
}

static void
clear_options (ExportOptions *options)
{
  g_free (options->output);
  g_free (options->as_of);
  g_free (options->compare);
  g_free (options->size);
  g_free (options->account);
  g_free (options->metric);
}

static BwExit
run_with (BwCli *cli, int argc, char **argv, ExportOptions *options)
{
  GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &options->as_of },
    { "compare", 0, 0, G_OPTION_ARG_STRING, &options->compare },
    { "size", 0, 0, G_OPTION_ARG_STRING, &options->size },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options->dark },
    { "account", 0, 0, G_OPTION_ARG_STRING, &options->account },
    { "metric", 0, 0, G_OPTION_ARG_STRING, &options->metric },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  guint what = 0;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return bw_cli_usage (&bw_verb_export, "%s", error->message);
  if (argc != 2)
    return bw_cli_usage (&bw_verb_export, _("export needs one thing to export"));
  while (what < G_N_ELEMENTS (whats) && !g_str_equal (whats[what].name, argv[1]))
    what++;
  if (what == G_N_ELEMENTS (whats))
    return bw_cli_usage (&bw_verb_export, _("“%s” cannot be exported"), argv[1]);
  if (options->output == NULL)
    return bw_cli_usage (&bw_verb_export, _("export needs -o FILE"));
  if (options->size != NULL
      && !bw_export_size_parse (options->size, &options->width, &options->height))
    return bw_cli_usage (&bw_verb_export, _("--size takes WIDTHxHEIGHT, as in 1280x720, not “%s”"),
                         options->size);

  if (export (cli, what, options, &error))
    return BW_EXIT_DONE;
  if (g_error_matches (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE)
      || g_error_matches (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FORMAT))
    return bw_cli_usage (&bw_verb_export, "%s", error->message);
  return bw_cli_fail (g_steal_pointer (&error));
}

static BwExit
run (BwCli *cli, int argc, char **argv)
{
  ExportOptions options = { .width = PAGE_WIDTH, .height = PAGE_HEIGHT };
  BwExit status;

  if (argc > 1 && g_str_equal (argv[1], "deck"))
    return bw_export_deck_run (cli, argc - 1, argv + 1);
  if (argc > 1 && g_str_equal (argv[1], "decks"))
    return bw_export_decks_run (cli, argc - 1, argv + 1);
  status = run_with (cli, argc, argv, &options);
  clear_options (&options);
  return status;
}

static char *
describe (void)
{
  static const struct {
    const char *usage;
    const char *summary;
  } kinds[] = {
    { "export portfolio|distribution|quadrants|tiers|series -o FILE.{pdf,png,svg}\n"
      "      [--as-of DATE] [--compare DATE] [--size WxH] [--dark] [--account ID --metric KEY]",
      N_("a chart, or the portfolio on one page") },
    { "export deck --account ID|--portfolio -o FILE.{pdf,pptx,xlsx} [--as-of DATE]\n"
      "      [--theme light|dark|company] [--size 16:9|4:3|a4|letter]\n"
      "      [--bucket week|month|quarter] [--peers tier|industry|none]",
      N_("the business review of an account, or of the portfolio, with what was chosen for it in the "
         "window; as .xlsx what its charts show") },
    { "export decks [ID…] [--accounts FILE|-] [--filter EXPR] -o FOLDER\n"
      "      [--format pdf|pptx|xlsx] [OPTIONS of a deck]",
      N_("the review of each account that is named: in the command, in a file with an id a line, or "
         "by a filter as of “show accounts”. What an earlier run has made of the same data is kept, "
         "and one that cannot be made does not keep the others.") },
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (text, "%s%s\n        %s", i > 0 ? "\n\n" : "", kinds[i].usage,
                            _(kinds[i].summary));
  return g_string_free_and_steal (text);
}

const BwVerb bw_verb_export = {
  .name = "export",
  .usage = "portfolio|distribution|quadrants|tiers|series|deck|decks -o FILE [OPTIONS]",
  .summary = N_("draws a chart, the portfolio on one page, or business reviews, into files"),
  .describe = describe,
  .run = run,
};
