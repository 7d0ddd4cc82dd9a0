/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-series-card.h"

#include <glib/gi18n.h>

#include "charts/bw-series-chart.h"

/* A line needs some height before its slope can be judged. */
#define HEIGHT 280

/**
 * BwSeriesCard:
 *
 * A success metric of an account: the finding, its chart, what stands behind it, and the choice of
 * metric, bucket and peers.
 */
struct _BwSeriesCard {
  AdwBin           parent_instance;

  BwChartCard     *card;
  GtkWidget       *foot;
  GtkLabel        *detail;
  GtkDropDown     *metric_choice;
  AdwToggleGroup  *bucket_choice;
  GtkDropDown     *peers_choice;
  GtkCheckButton  *since_choice;

  BwSeriesFigure  *figure;      /* Borrowed, as the chart borrows it. */
  BwSeriesChart    chart;
  BwSeriesBlocks  *blocks;
  BwSeriesEvent   *events;
  char            *metric_key;  /* (nullable): the metric that was chosen. */
  GPtrArray       *metric_keys; /* In the order of @metric_choice. */
  gboolean         is_filling;
};

G_DEFINE_FINAL_TYPE (BwSeriesCard, bw_series_card, ADW_TYPE_BIN)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed (BwSeriesCard *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_metric_chosen (BwSeriesCard *self)
{
  guint chosen = gtk_drop_down_get_selected (self->metric_choice);

  if (self->is_filling || self->metric_keys == NULL || chosen >= self->metric_keys->len)
    return;
  g_set_str (&self->metric_key, g_ptr_array_index (self->metric_keys, chosen));
  changed (self);
}

/* The list is only replaced when it has changed: the choice may be open at this moment. */
static void
fill_metrics (BwSeriesCard *self, const BwMeasuredMetric *metrics, guint n_metrics)
{
  gboolean same = self->metric_keys && self->metric_keys->len == n_metrics;

  for (guint i = 0; same && i < n_metrics; i++)
    same = g_str_equal (g_ptr_array_index (self->metric_keys, i), metrics[i].metric->key);
  if (!same)
    {
      g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

      g_clear_pointer (&self->metric_keys, g_ptr_array_unref);
      self->metric_keys = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < n_metrics; i++)
        {
          g_ptr_array_add (self->metric_keys, g_strdup (metrics[i].metric->key));
          gtk_string_list_append (names, metrics[i].metric->name);
        }
      gtk_drop_down_set_model (self->metric_choice, G_LIST_MODEL (names));
    }
  for (guint i = 0; i < n_metrics; i++)
    if (g_strcmp0 (metrics[i].metric->key, self->figure->metric_key) == 0)
      gtk_drop_down_set_selected (self->metric_choice, i);
  gtk_drop_down_set_enable_search (self->metric_choice, n_metrics > 12);
}

static void
fill_chart (BwSeriesCard *self)
{
  BwSeriesFigure *figure = self->figure;
  guint n_events = 0;

  g_free (self->events);
  self->events = g_new0 (BwSeriesEvent, figure->n_marks + 1);
  for (guint i = 0; i < figure->n_marks; i++)
    if (figure->marks[i].kind != BW_MARK_GO_LIVE)
      self->events[n_events++] = (BwSeriesEvent) {
        .on = figure->marks[i].date,
        .title = figure->marks[i].title,
        .is_moment = figure->marks[i].kind == BW_MARK_MOMENT,
      };
  g_clear_pointer (&self->blocks, bw_series_blocks_free);
  self->blocks = bw_series_blocks_new (figure->result->points, figure->result->n_points);
  bw_series_chart_init (&self->chart, figure->result, figure->unit);
  self->chart.blocks = self->blocks;
  self->chart.direction = figure->direction;
  self->chart.go_live_on = figure->go_live_on;
  self->chart.since_go_live = figure->since_go_live;
  self->chart.n_peers = figure->n_peers;
  self->chart.peers = figure->peers;
  if (figure->n_peers > 0)
    self->chart.peers_name = _("peers, median");
  self->chart.n_events = n_events;
  self->chart.events = self->events;
}

static void
bw_series_card_finalize (GObject *object)
{
  BwSeriesCard *self = BW_SERIES_CARD (object);

  g_clear_pointer (&self->blocks, bw_series_blocks_free);
  g_free (self->events);
  g_free (self->metric_key);
  g_clear_pointer (&self->metric_keys, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_series_card_parent_class)->finalize (object);
}

static void
bw_series_card_class_init (BwSeriesCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_series_card_finalize;

  /**
   * BwSeriesCard::changed:
   *
   * A person wants to see another metric, bucket or peers.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BW_TYPE_SERIES_CARD, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (BW_TYPE_CHART_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-series-card.ui");
  gtk_widget_class_bind_template_child (widget_class, BwSeriesCard, card);
  gtk_widget_class_bind_template_child (widget_class, BwSeriesCard, foot);
  gtk_widget_class_bind_template_child (widget_class, BwSeriesCard, detail);
  gtk_widget_class_bind_template_child (widget_class, BwSeriesCard, metric_choice);
  gtk_widget_class_bind_template_child (widget_class, BwSeriesCard, bucket_choice);
  gtk_widget_class_bind_template_child (widget_class, BwSeriesCard, peers_choice);
  gtk_widget_class_bind_template_child (widget_class, BwSeriesCard, since_choice);
}

static void
bw_series_card_init (BwSeriesCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (adw_bin_get_child (ADW_BIN (self->card))), self->foot);
  gtk_widget_set_vexpand (GTK_WIDGET (bw_chart_card_get_view (self->card)), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (bw_chart_card_get_view (self->card)), -1, HEIGHT);
  adw_toggle_group_set_active_name (self->bucket_choice, "month");
  gtk_drop_down_set_selected (self->peers_choice, BW_PEERS_TIER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bucket_choice),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Points For"), -1);
  g_signal_connect_swapped (self->metric_choice, "notify::selected",
                            G_CALLBACK (on_metric_chosen), self);
  g_signal_connect_swapped (self->bucket_choice, "notify::active", G_CALLBACK (changed), self);
  g_signal_connect_swapped (self->peers_choice, "notify::selected", G_CALLBACK (changed), self);
  g_signal_connect_swapped (self->since_choice, "toggled", G_CALLBACK (changed), self);
}

/**
 * bw_series_card_set:
 * @figure: what is shown, borrowed until the next call
 * @metrics: (array length=n_metrics): what there is to choose from
 * @table: makes the table of the figure when it is asked for
 */
void
bw_series_card_set (BwSeriesCard *self, BwSeriesFigure *figure, const BwMeasuredMetric *metrics,
                    guint n_metrics, const char *currency, BwTableFunc table,
                    gpointer table_data)
{
  gboolean any = figure->result && figure->result->n_points > 0;

  self->figure = figure;
  self->is_filling = TRUE;
  fill_metrics (self, metrics, n_metrics);
  fill_chart (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->since_choice), figure->go_live_on != BW_DATE_NONE);
  gtk_label_set_label (self->detail, figure->detail ? figure->detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), figure->detail && *figure->detail);
  bw_chart_card_set (self->card, &figure->head, any ? &self->chart.parent : NULL, currency);
  bw_chart_card_set_table (self->card, any ? table : NULL, table_data);
  self->is_filling = FALSE;
}

/**
 * bw_series_card_clear:
 *
 * Lets go of the figure that is shown.
 */
void
bw_series_card_clear (BwSeriesCard *self)
{
  static const BwFigure nothing = { .title = (char *) "" };

  self->figure = NULL;
  bw_chart_card_set (self->card, &nothing, NULL, NULL);
  bw_chart_card_set_table (self->card, NULL, NULL);
}

/**
 * bw_series_card_get_request:
 * @request: (out caller-allocates): what was chosen; its metric belongs to the card
 */
void
bw_series_card_get_request (BwSeriesCard *self, BwSeriesRequest *request)
{
  const char *bucket = adw_toggle_group_get_active_name (self->bucket_choice);

  *request = (BwSeriesRequest) {
    .metric_key = self->metric_key,
    .bucket = g_strcmp0 (bucket, "week") == 0      ? BW_BUCKET_WEEK
              : g_strcmp0 (bucket, "quarter") == 0 ? BW_BUCKET_QUARTER
                                                   : BW_BUCKET_MONTH,
    .peers = (BwPeers) gtk_drop_down_get_selected (self->peers_choice),
    .peers_since_go_live = gtk_check_button_get_active (self->since_choice),
  };
}

/**
 * bw_series_card_set_metric:
 * @metric_key: (nullable): what to show of the next account; %NULL for what says most of it
 */
void
bw_series_card_set_metric (BwSeriesCard *self, const char *metric_key)
{
  g_set_str (&self->metric_key, metric_key);
}
