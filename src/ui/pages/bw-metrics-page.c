/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-metrics-page.h"

#include <glib/gi18n.h>

#include "ui/bw-figure-tables.h"
#include "ui/bw-window.h"
#include "ui/dialogs/bw-accounts-dialog.h"
#include "ui/dialogs/bw-rule-dialog.h"
#include "ui/pages/bw-account-page.h"
#include "ui/pages/bw-metrics-parts.h"
#include "ui/widgets/bw-card-grid.h"
#include "ui/widgets/bw-chart-card.h"
#include "ui/widgets/bw-figure-card.h"
#include "ui/widgets/bw-table-view.h"

/**
 * BwMetricsPage:
 *
 * A success metric over all accounts that measure it: the middle of them by months since go-live,
 * what it was before and is now, and each of them in a table that opens their pages.
 */
struct _BwMetricsPage {
  BwPage        parent_instance;

  GtkDropDown  *metric_dropdown;
  BwChartCard  *card;
  BwCardGrid   *figures;
  GtkLabel     *accounts_title;
  GtkLabel     *accounts_subtitle;
  BwTableView  *table;
  GtkWidget    *cards[BW_N_METRICS_CARDS];

  char         *metric_key; /* (nullable): %NULL for the one that most accounts measure. */
  gboolean      is_filling;
};

G_DEFINE_FINAL_TYPE (BwMetricsPage, bw_metrics_page, BW_TYPE_PAGE)

#define CHART_HEIGHT 300

static gpointer
bw_metrics_page_get_options (BwPage *page)
{
  return g_strdup (BW_METRICS_PAGE (page)->metric_key);
}

static gpointer
bw_metrics_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  return bw_metrics_compute (&query->scope, query->options, error);
}

/* The metrics ---------------------------------------------------------------------------------- */

static void
offer_metrics (BwMetricsPage *self, const BwMetrics *metrics)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < metrics->n_metrics; i++)
    {
      const BwMeasuredMetric *measured = &metrics->metrics[i];
      /* Translators: the company's own name of a metric, and how many measure it. */
      g_autofree char *title = g_strdup_printf (
        ngettext ("%s · %u account", "%s · %u accounts", measured->accounts),
        measured->metric->name, measured->accounts);

      gtk_string_list_append (titles, title);
      if (measured->metric == metrics->chosen)
        chosen = i;
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->metric_dropdown, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->metric_dropdown, chosen);
  self->is_filling = FALSE;
}

static void
on_metric (BwMetricsPage *self)
{
  BwMetrics *metrics = bw_page_get_result (BW_PAGE (self));
  guint i = gtk_drop_down_get_selected (self->metric_dropdown);

  if (self->is_filling || metrics == NULL || i >= metrics->n_metrics)
    return;
  g_set_str (&self->metric_key, metrics->metrics[i].metric->key);
  bw_page_invalidate (BW_PAGE (self));
}

/* Showing -------------------------------------------------------------------------------------- */

static void
show_note (BwMetricsPage *self, const BwMetrics *metrics)
{
  g_autofree char *note = g_strdup_printf (
    ngettext ("A median takes %d account that has gone live; the list below has whoever measures "
              "it.",
              "A median takes %d accounts that have gone live; the list below has whoever measures "
              "it.",
              metrics->snapshot->table->policy->min_group),
    metrics->snapshot->table->policy->min_group);

  bw_chart_card_set_note (self->card, note);
}

static void
bw_metrics_page_show (BwPage *page, gpointer data)
{
  BwMetricsPage *self = BW_METRICS_PAGE (page);
  BwMetrics *metrics = data;
  g_autoptr (BwTable) table = NULL;

  if (metrics->series == NULL)
    {
      bw_page_show_too_few (page, _("No Success Metric Yet"),
                            _("No account here has a reading of a metric that the customers "
                              "measure their own success by."));
      return;
    }
  offer_metrics (self, metrics);
  show_note (self, metrics);
  bw_chart_card_set (self->card, &metrics->series->head,
                     metrics->series->n_peers > 0 ? &metrics->chart.chart.parent : NULL, NULL);
  for (guint i = 0; i < BW_N_METRICS_CARDS; i++)
    {
      BwKeyFigure key;

      bw_metrics_card_fill (metrics, i, &key);
      bw_figure_card_set (BW_FIGURE_CARD (self->cards[i]), &key);
      bw_metrics_card_clear (&key);
    }
  gtk_label_set_text (self->accounts_title, metrics->accounts->head.title);
  gtk_label_set_text (self->accounts_subtitle, metrics->accounts->head.subtitle);
  table = bw_metrics_table_new (metrics);
  bw_table_view_set_table (self->table, table);
}

static char *
bw_metrics_page_describe (BwPage *page)
{
  BwMetrics *metrics = bw_page_get_result (page);

  if (metrics == NULL || metrics->series == NULL)
    return NULL;
  return g_strdup_printf ("%s\n%s\n%s", metrics->series->head.title,
                          metrics->series->head.subtitle, metrics->accounts->head.title);
}

/* Going to what is behind a figure ------------------------------------------------------------- */

static void
on_card_clicked (GtkWidget *widget, BwMetricsPage *self)
{
  BwMetrics *metrics = bw_page_get_result (BW_PAGE (self));
  BwMetricsCard card = 0;
  BwKeyFigure key;

  if (metrics == NULL || metrics->series == NULL)
    return;
  while (card + 1 < BW_N_METRICS_CARDS && self->cards[card] != widget)
    card++;
  bw_metrics_card_fill (metrics, card, &key);
  adw_dialog_present (bw_accounts_dialog_new (key.title, metrics->snapshot,
                                              bw_metrics_card_rows (metrics, card), key.rule,
                                              NULL),
                      GTK_WIDGET (self));
  bw_metrics_card_clear (&key);
}

static void
on_row (BwTableView *view, guint row, BwMetricsPage *self)
{
  BwMetrics *metrics = bw_page_get_result (BW_PAGE (self));

  if (metrics && metrics->accounts && row < metrics->accounts->n)
    bw_account_page_open_row (GTK_WIDGET (self), metrics->snapshot,
                              metrics->accounts->accounts[row].row);
}

static BwTable *
make_table (gpointer data)
{
  BwMetrics *metrics = bw_page_get_result (data);

  return bw_series_table_new (metrics->series, bw_metrics_ref (metrics),
                              (GDestroyNotify) bw_metrics_unref);
}

static void
bw_metrics_page_finalize (GObject *object)
{
  g_free (BW_METRICS_PAGE (object)->metric_key);
  G_OBJECT_CLASS (bw_metrics_page_parent_class)->finalize (object);
}

static void
bw_metrics_page_class_init (BwMetricsPageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_metrics_page_finalize;
  page_class->reads_rows = TRUE;
  page_class->get_options = bw_metrics_page_get_options;
  page_class->free_options = g_free;
  page_class->compute = bw_metrics_page_compute;
  page_class->free_result = (GDestroyNotify) bw_metrics_unref;
  page_class->show = bw_metrics_page_show;
  page_class->describe = bw_metrics_page_describe;

  g_type_ensure (BW_TYPE_CARD_GRID);
  g_type_ensure (BW_TYPE_CHART_CARD);
  g_type_ensure (BW_TYPE_TABLE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-metrics-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwMetricsPage, metric_dropdown);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsPage, card);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsPage, figures);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsPage, accounts_title);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsPage, accounts_subtitle);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsPage, table);
}

static void
bw_metrics_page_init (BwMetricsPage *self)
{
  BwChartView *view;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < BW_N_METRICS_CARDS; i++)
    {
      self->cards[i] = bw_figure_card_new ();
      g_signal_connect_object (self->cards[i], "clicked", G_CALLBACK (on_card_clicked), self, 0);
      bw_card_grid_append (self->figures, self->cards[i]);
    }
  view = bw_chart_card_get_view (self->card);
  gtk_widget_set_size_request (GTK_WIDGET (view), -1, CHART_HEIGHT);
  bw_chart_view_set_detail (view, BW_CHART_PAGE);
  bw_chart_card_set_table (self->card, make_table, self);
  g_signal_connect_object (self->table, "row-activated", G_CALLBACK (on_row), self, 0);
  g_signal_connect_swapped (self->metric_dropdown, "notify::selected", G_CALLBACK (on_metric),
                            self);
}
