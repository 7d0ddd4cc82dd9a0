/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-portfolio-page.h"

#include <glib/gi18n.h>

#include "export/bw-front-paper.h"
#include "ui/bw-figure-tables.h"
#include "ui/bw-pages.h"
#include "ui/bw-trace.h"
#include "ui/bw-window.h"
#include "ui/dialogs/bw-rule-dialog.h"
#include "ui/dialogs/bw-series-dialog.h"
#include "ui/pages/bw-account-page.h"
#include "ui/pages/bw-front-images.h"
#include "ui/widgets/bw-card-grid.h"
#include "ui/widgets/bw-chart-card.h"
#include "ui/widgets/bw-figure-card.h"
#include "ui/widgets/bw-print.h"

typedef struct {
  BwPortfolioPage *page;
  guint            chart;
} Spot;

/**
 * BwPortfolioPage:
 *
 * The leader's page: the key figures with their change, and below them the four charts. Until the
 * first snapshot is loaded it shows what the memo has kept of the last time.
 */
struct _BwPortfolioPage {
  BwPage        parent_instance;

  BwCardGrid   *figures;
  BwCardGrid   *charts;
  BwFigureCard *figure_cards[BW_N_KEY_FIGURES];
  BwChartCard  *distribution;
  BwChartCard  *quadrants;
  BwChartCard  *tiers;
  BwChartCard  *series;

  BwFrontImages *images; /* (nullable): of the charts as the memo has them. */
  Spot           spots[BW_FRONT_CHARTS];
  guint          keep_source;

  char         *account_id; /* (nullable): whose series the fourth card shows. */
  char         *metric_key; /* (nullable): the one most accounts measure. */
};

G_DEFINE_FINAL_TYPE (BwPortfolioPage, bw_portfolio_page, BW_TYPE_PAGE)

/* In the order in which they stand; whoever is silent is counted on the Accounts page. */
static const BwKeyFigureId shown_figures[] = {
  BW_KEY_FIGURE_ACCOUNTS, BW_KEY_FIGURE_ARR,  BW_KEY_FIGURE_CMRR,      BW_KEY_FIGURE_NRR,
  BW_KEY_FIGURE_AT_RISK,  BW_KEY_FIGURE_KEEP, BW_KEY_FIGURE_ADVOCATES, BW_KEY_FIGURE_UNKNOWN,
};

/* What was computed is kept for the next start once the page has come to rest. */
#define KEEP_MILLISECONDS 400

/* A chart stays readable down to this height, below which the page scrolls. */
#define CHART_HEIGHT 180
#define CHART_HEIGHT_NARROW 260

typedef struct {
  char     *account_id;
  char     *metric_key;
  gboolean  keeps;
} Options;

static void
options_free (Options *options)
{
  g_free (options->account_id);
  g_free (options->metric_key);
  g_free (options);
}

static gpointer
bw_portfolio_page_get_options (BwPage *page)
{
  BwPortfolioPage *self = BW_PORTFOLIO_PAGE (page);
  BwSession *session = bw_page_get_session (page);
  Options *options = g_new0 (Options, 1);
  BwDate first, last;

  bw_session_get_dates (session, &first, &last);
  options->account_id = g_strdup (self->account_id);
  options->metric_key = g_strdup (self->metric_key);
  /* The next start shows the latest day, compared as it is now, with the usual metric. */
  options->keeps = self->account_id == NULL && self->metric_key == NULL
                   && bw_account_filter_is_empty (bw_session_get_filter (session))
                   && bw_session_get_as_of (session) == last
                   && bw_session_get_compare_months (session) >= 0;
  return options;
}

/* The series that was picked takes the place of the one that most accounts measure. */
static gboolean
pick_series (BwFrontPage *page, const BwFigureScope *scope, const Options *options, GError **error)
{
  g_autoptr (GError) local = NULL;
  BwSeriesFigure *series;
  BwSeriesRequest request = {
    .account_id = options->account_id,
    .metric_key = options->metric_key,
    .bucket = BW_BUCKET_MONTH,
    .peers = BW_PEERS_TIER,
  };

  if (options->account_id)
    series = bw_series_figure_compute (scope, &request, &local);
  else
    series = bw_series_figure_compute_portfolio (scope, options->metric_key, &local);
  /* What was picked may not be there on an earlier day: the usual metric stays. */
  if (local)
    {
      if (!g_error_matches (local, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      return TRUE;
    }
  bw_series_figure_free (page->series);
  page->series = series;
  return TRUE;
}

static gpointer
bw_portfolio_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  const Options *options = query->options;
  g_autoptr (BwFrontPage) page = bw_front_page_compute (&query->scope, error);
  BwFront *front;

  if (page == NULL)
    return NULL;
  if ((options->account_id || options->metric_key)
      && !pick_series (page, &query->scope, options, error))
    return NULL;
  front = bw_front_new (g_steal_pointer (&page), query->scope.snapshot);
  front->keeps = options->keeps;
  return front;
}

static gpointer
bw_portfolio_page_preview (BwPage *page)
{
  const BwFrontPage *memo = bw_session_get_front_page (bw_page_get_session (page));
  BwFront *shown = bw_page_get_result (page);

  if (memo == NULL || (shown && shown->page == memo))
    return NULL;
  return bw_front_new (bw_front_page_ref ((BwFrontPage *) memo), NULL);
}

typedef struct {
  BwFront       *front;
  BwFrontCanvas  canvases[BW_FRONT_CHARTS];
  char          *mirror_path;
} Memo;

static void
memo_free (Memo *memo)
{
  bw_front_unref (memo->front);
  g_free (memo->mirror_path);
  g_free (memo);
}

static void
write_memo (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Memo *memo = data;
  g_autoptr (GError) error = NULL;

  /* Without a memo the next start is slower, and that is all. */
  if (!bw_front_page_write (memo->front->page, memo->mirror_path, &error)
      || !bw_front_images_write (memo->front->page, memo->canvases, memo->mirror_path, &error))
    g_info ("The front page was not kept: %s", error->message);
  g_task_return_boolean (task, error == NULL);
}

static BwChartView *
view_of (BwPortfolioPage *self, guint chart)
{
  BwChartCard *cards[] = { self->distribution, self->quadrants, self->tiers, self->series };

  return bw_chart_card_get_view (cards[chart]);
}

static gboolean
keep_now (gpointer data)
{
  BwPortfolioPage *self = data;
  const BwPortfolioInfo *info = bw_session_get_info (bw_page_get_session (BW_PAGE (self)));
  BwFront *front = bw_page_get_result (BW_PAGE (self));
  g_autoptr (GTask) task = NULL;
  Memo *memo;

  self->keep_source = 0;
  if (front == NULL || !front->keeps || info == NULL)
    return G_SOURCE_REMOVE;
  memo = g_new0 (Memo, 1);
  memo->front = bw_front_ref (front);
  memo->mirror_path = g_strdup (info->mirror_path);
  for (guint i = 0; i < BW_FRONT_CHARTS; i++)
    {
      BwChartView *view = view_of (self, i);

      bw_chart_view_get_style (view, &memo->canvases[i].style);
      memo->canvases[i].width = gtk_widget_get_width (GTK_WIDGET (view));
      memo->canvases[i].height = gtk_widget_get_height (GTK_WIDGET (view));
    }
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, keep_now);
  g_task_set_task_data (task, memo, (GDestroyNotify) memo_free);
  g_task_run_in_thread (task, write_memo);
  return G_SOURCE_REMOVE;
}

/* Charts have their size only once the sentences above them have been laid out. */
static void
keep (BwPortfolioPage *self, BwFront *front)
{
  g_clear_handle_id (&self->keep_source, g_source_remove);
  if (front->keeps)
    self->keep_source = g_timeout_add (KEEP_MILLISECONDS, keep_now, self);
}

static cairo_surface_t *
get_kept (const BwChartStyle *style, int width, int height, gpointer data)
{
  Spot *spot = data;
  BwFrontCanvas canvas = { *style, width, height };

  return bw_front_images_get (spot->page->images, spot->chart, &canvas);
}

/* What comes from the memo has been drawn before. */
static void
show_kept (BwPortfolioPage *self, BwFront *front)
{
  const BwPortfolioInfo *info = bw_session_get_info (bw_page_get_session (BW_PAGE (self)));

  g_clear_pointer (&self->images, bw_front_images_free);
  if (front->snapshot == NULL && info)
    self->images = bw_front_images_read (info->mirror_path);
  for (guint i = 0; self->images && i < BW_FRONT_CHARTS; i++)
    {
      self->spots[i] = (Spot) { self, i };
      bw_chart_view_set_kept (view_of (self, i), get_kept, &self->spots[i]);
    }
}

static void
show_figures (BwPortfolioPage *self, const BwKeyFigures *figures)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown_figures); i++)
    bw_figure_card_set (self->figure_cards[i], &figures->figures[shown_figures[i]]);
}

/* What stands in the place of a chart that has too little to show, or nothing. */
static void
show_notes (BwPortfolioPage *self, const BwFrontPage *page)
{
  bw_chart_card_set_note (self->distribution,
                          page->distribution->result->accounts > 0
                            ? _("The page of the distribution says where each of them stands.")
                            : _("The curve appears with the first success index."));
  bw_chart_card_set_note (self->series,
                          page->series
                            ? _("The page of the metrics has whoever measures it.")
                            : _("It appears with the first reading of a metric that the customers "
                                "measure their own success by."));
}

static void
bw_portfolio_page_show (BwPage *base, gpointer result)
{
  BwPortfolioPage *self = BW_PORTFOLIO_PAGE (base);
  BwFront *front = result;
  BwFrontPage *page = front->page;

  show_figures (self, page->key_figures);
  show_notes (self, page);
  bw_chart_card_set (self->distribution, &page->distribution->head,
                     page->distribution->result->accounts > 0 && !page->distribution->too_few
                       ? &front->distribution.parent
                       : NULL,
                     page->currency);
  bw_chart_card_set (self->quadrants, &page->quadrants->head,
                     page->quadrants->shown > 0 ? &front->quadrants.parent : NULL, page->currency);
  bw_chart_card_set (self->tiers, &page->tiers->head,
                     page->tiers->result->arr > 0 ? &front->tiers.parent : NULL, page->currency);
  if (page->series)
    bw_chart_card_set (self->series, &page->series->head,
                       page->series->too_few ? NULL : &front->series.chart.parent, page->currency);
  else
    bw_chart_card_set (self->series, &front->no_series, NULL, page->currency);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "portfolio.pick-series",
                                 front->snapshot != NULL);
  show_kept (self, front);
  keep (self, front);
  if (!bw_front_has_accounts (front))
    bw_page_show_too_few (base, _("No Account Matches"),
                          _("No account passes all filters at once."));
  bw_trace (front->snapshot ? "figures" : "figures-kept");
}

static char *
bw_portfolio_page_describe (BwPage *base)
{
  BwFront *front = bw_page_get_result (base);
  g_autoptr (GString) text = g_string_new (NULL);

  if (front == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (shown_figures); i++)
    {
      const BwKeyFigure *figure = &front->page->key_figures->figures[shown_figures[i]];

      g_string_append_printf (text, "%s: %s\n", figure->title, figure->value);
    }
  g_string_append_printf (text, "%s\n%s\n%s\n%s", front->page->distribution->head.title,
                          front->page->quadrants->head.title, front->page->tiers->head.title,
                          front->page->series ? front->page->series->head.title
                                              : front->no_series.title);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Going to what is behind a figure ------------------------------------------------------------- */

static void
on_figure_clicked (BwFigureCard *card, BwPortfolioPage *self)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (card), "place"));
  BwFront *front = bw_page_get_result (BW_PAGE (self));
  BwSession *session = bw_page_get_session (BW_PAGE (self));
  g_autoptr (BwAccountFilter) rows = bw_account_filter_copy (bw_session_get_filter (session));
  const BwKeyFigure *figure;

  if (front == NULL)
    return;
  figure = &front->page->key_figures->figures[shown_figures[place]];
  if (figure->filter)
    bw_account_filter_narrow (rows, figure->filter);
  adw_dialog_present (bw_rule_dialog_new (figure->title, figure->rule, rows), GTK_WIDGET (self));
}

static void
show_accounts (BwPortfolioPage *self, BwAccountFilterField field, const char *word)
{
  BwSession *session = bw_page_get_session (BW_PAGE (self));
  g_autoptr (BwAccountFilter) filter = bw_account_filter_copy (bw_session_get_filter (session));
  const char *const words[] = { word, NULL };

  bw_account_filter_set_words (filter, field, words);
  bw_window_show_accounts (BW_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), filter);
}

static void
on_distribution_activated (BwChartView *view, guint kind, gulong index, BwPortfolioPage *self)
{
  if (kind == BW_PICK_AT_RISK)
    show_accounts (self, BW_ACCOUNT_FILTER_AREA, "at_risk");
  else if (kind == BW_PICK_ADVOCATES)
    show_accounts (self, BW_ACCOUNT_FILTER_AREA, "advocates");
}

static void
on_quadrants_activated (BwChartView *view, guint kind, gulong index, BwPortfolioPage *self)
{
  BwFront *front = bw_page_get_result (BW_PAGE (self));

  if (kind == BW_PICK_QUADRANT)
    show_accounts (self, BW_ACCOUNT_FILTER_QUADRANT, bw_quadrant_word ((BwQuadrant) index));
  else if (kind == BW_PICK_ACCOUNT && front && front->snapshot)
    bw_account_page_open_row (GTK_WIDGET (self), front->snapshot,
                              front->page->quadrants->rows[index]);
}

static void
on_tiers_activated (BwChartView *view, guint kind, gulong index, BwPortfolioPage *self)
{
  if (kind == BW_PICK_TIER)
    show_accounts (self, BW_ACCOUNT_FILTER_TIER, bw_tier_word ((BwTier) index));
}

/* The tables, made when they are asked for ----------------------------------------------------- */

static BwTable *
distribution_table (gpointer data)
{
  BwFront *front = bw_page_get_result (data);

  return bw_distribution_table_new (front->page->distribution, bw_front_ref (front),
                                    (GDestroyNotify) bw_front_unref);
}

static BwTable *
quadrants_table (gpointer data)
{
  BwFront *front = bw_page_get_result (data);

  return bw_quadrants_table_new (front->page->quadrants, front->snapshot, bw_front_ref (front),
                                 (GDestroyNotify) bw_front_unref);
}

static BwTable *
tiers_table (gpointer data)
{
  BwFront *front = bw_page_get_result (data);

  return bw_tiers_table_new (front->page->tiers, bw_front_ref (front),
                             (GDestroyNotify) bw_front_unref);
}

static BwTable *
series_table (gpointer data)
{
  BwFront *front = bw_page_get_result (data);

  if (front->page->series == NULL)
    return bw_table_new (0, NULL, NULL, NULL, NULL);
  return bw_series_table_new (front->page->series, bw_front_ref (front),
                              (GDestroyNotify) bw_front_unref);
}

/* The series of the fourth card ---------------------------------------------------------------- */

static void
on_series_picked (const char *account_id, const char *metric_key, gpointer data)
{
  BwPortfolioPage *self = data;

  g_set_str (&self->account_id, account_id);
  g_set_str (&self->metric_key, metric_key);
  bw_page_invalidate (BW_PAGE (self));
}

static void
on_pick_series (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwPortfolioPage *self = BW_PORTFOLIO_PAGE (widget);
  BwSession *session = bw_page_get_session (BW_PAGE (self));
  BwSnapshot *snapshot = bw_session_get_snapshot (session);

  if (snapshot)
    adw_dialog_present (bw_series_dialog_new (snapshot, bw_session_get_info (session)->mirror_path,
                                              on_series_picked, self),
                        widget);
}

static void
on_narrow (BwPortfolioPage *self)
{
  BwChartCard *cards[] = { self->distribution, self->quadrants, self->tiers, self->series };
  int height = bw_page_get_narrow (BW_PAGE (self)) ? CHART_HEIGHT_NARROW : CHART_HEIGHT;

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    gtk_widget_set_size_request (GTK_WIDGET (bw_chart_card_get_view (cards[i])), -1, height);
}

static BwChartCard *
add_card (BwPortfolioPage *self, const char *page, const char *note, BwTableFunc table,
          GCallback activated)
{
  BwChartCard *card = BW_CHART_CARD (bw_chart_card_new (bw_pages_find (page) ? page : NULL));

  if (note)
    bw_chart_card_set_note (card, note);
  bw_chart_card_set_table (card, table, self);
  if (activated)
    g_signal_connect_object (bw_chart_card_get_view (card), "activated", activated, self, 0);
  bw_card_grid_append (self->charts, GTK_WIDGET (card));
  return card;
}

static void
bw_portfolio_page_finalize (GObject *object)
{
  BwPortfolioPage *self = BW_PORTFOLIO_PAGE (object);

  g_clear_handle_id (&self->keep_source, g_source_remove);
  g_clear_pointer (&self->images, bw_front_images_free);
  g_free (self->account_id);
  g_free (self->metric_key);
  G_OBJECT_CLASS (bw_portfolio_page_parent_class)->finalize (object);
}

/* What is printed stays as it was when that was asked for. */
typedef struct {
  BwFrontPage  *page;
  BwFrontPaper  front;
} Sheet;

static gboolean
give_sheet (gpointer data, const BwPaper **paper, BwChartStyle *style)
{
  Sheet *sheet = data;

  style->currency = sheet->page->currency;
  *paper = &sheet->front.paper;
  return TRUE;
}

static void
free_sheet (gpointer data)
{
  Sheet *sheet = data;

  bw_front_paper_clear (&sheet->front);
  bw_front_page_unref (sheet->page);
  g_free (sheet);
}

static void
on_print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwFront *front = bw_page_get_result (BW_PAGE (widget));
  Sheet *sheet;

  if (front == NULL)
    return;
  sheet = g_new0 (Sheet, 1);
  sheet->page = bw_front_page_ref (front->page);
  bw_front_paper_init (&sheet->front, sheet->page);
  bw_print (widget, sheet->page->company_name, give_sheet, sheet, free_sheet);
}

static void
bw_portfolio_page_class_init (BwPortfolioPageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_portfolio_page_finalize;
  page_class->reads_rows = TRUE;
  page_class->preview = bw_portfolio_page_preview;
  page_class->get_options = bw_portfolio_page_get_options;
  page_class->free_options = (GDestroyNotify) options_free;
  page_class->compute = bw_portfolio_page_compute;
  page_class->free_result = (GDestroyNotify) bw_front_unref;
  page_class->show = bw_portfolio_page_show;
  page_class->describe = bw_portfolio_page_describe;

  g_type_ensure (BW_TYPE_CARD_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-portfolio-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwPortfolioPage, figures);
  gtk_widget_class_bind_template_child (widget_class, BwPortfolioPage, charts);
  gtk_widget_class_install_action (widget_class, "portfolio.pick-series", NULL, on_pick_series);
  gtk_widget_class_install_action (widget_class, "portfolio.print", NULL, on_print);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK,
                                       "portfolio.print", NULL);
}

static void
bw_portfolio_page_init (BwPortfolioPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (shown_figures); i++)
    {
      GtkWidget *card = bw_figure_card_new ();

      g_object_set_data (G_OBJECT (card), "place", GUINT_TO_POINTER (i));
      g_signal_connect_object (card, "clicked", G_CALLBACK (on_figure_clicked), self, 0);
      bw_card_grid_append (self->figures, card);
      self->figure_cards[i] = BW_FIGURE_CARD (card);
    }
  self->distribution = add_card (self, "distribution", NULL, distribution_table,
                                 G_CALLBACK (on_distribution_activated));
  self->quadrants = add_card (self, "quadrants",
                              _("Accounts appear here once they have an experience reading and a "
                                "cost to serve."),
                              quadrants_table, G_CALLBACK (on_quadrants_activated));
  self->tiers = add_card (self, "segments", _("Tiers appear with the first recurring revenue."),
                          tiers_table, G_CALLBACK (on_tiers_activated));
  self->series = add_card (self, "metrics", NULL, series_table, NULL);
  bw_chart_card_add_item (self->series, _("Choose _Metric or Account…"), "portfolio.pick-series");
  g_signal_connect (self, "notify::narrow", G_CALLBACK (on_narrow), NULL);
  on_narrow (self);
}
