/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-distribution-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "export/bw-figure-charts.h"
#include "ui/bw-figure-tables.h"
#include "ui/dialogs/bw-accounts-dialog.h"
#include "ui/dialogs/bw-rule-dialog.h"
#include "ui/pages/bw-distribution-cards.h"
#include "ui/widgets/bw-card-grid.h"
#include "ui/widgets/bw-chart-card.h"
#include "ui/widgets/bw-figure-card.h"

/**
 * BwDistributionPage:
 *
 * The customer distribution curve of any measure, its two areas, and what moved since the earlier
 * day. Every number opens the accounts behind it.
 */
struct _BwDistributionPage {
  BwPage          parent_instance;

  GtkDropDown    *measure_dropdown;
  AdwToggleGroup *weight_group;
  GtkLabel       *hint;
  BwChartCard    *card;
  BwCardGrid     *state;
  GtkLabel       *moves_title;
  BwCardGrid     *moves;
  GtkWidget      *cards[BW_N_DISTRIBUTION_CARDS];

  char           *measure;  /* As bw_measure_word() writes it. */
  BwWeight        weight;
  char          **measures; /* (nullable): what the drop-down offers. */
  gboolean        is_filling;
};

G_DEFINE_FINAL_TYPE (BwDistributionPage, bw_distribution_page, BW_TYPE_PAGE)

/* Below this height the page scrolls. */
#define CHART_HEIGHT 300

typedef struct {
  char     *measure;
  BwWeight  weight;
} Options;

/* Immutable and counted: a table made of it may outlive what the page shows. */
typedef struct {
  BwDistributionFigure *figure;
  BwDistributionChart   chart;
  BwSnapshot           *snapshot;
} Result;

static void
options_free (Options *options)
{
  g_free (options->measure);
  g_free (options);
}

static void
result_clear (Result *result)
{
  bw_distribution_figure_free (result->figure);
  bw_snapshot_unref (result->snapshot);
}

static void
result_unref (Result *result)
{
  g_atomic_rc_box_release_full (result, (GDestroyNotify) result_clear);
}

static gpointer
bw_distribution_page_get_options (BwPage *page)
{
  BwDistributionPage *self = BW_DISTRIBUTION_PAGE (page);
  Options *options = g_new0 (Options, 1);

  options->measure = g_strdup (self->measure);
  options->weight = self->weight;
  return options;
}

static gpointer
bw_distribution_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  const Options *options = query->options;
  g_autoptr (BwMeasure) measure = bw_measure_parse (options->measure, NULL);
  BwDistributionRequest request = {
    .measure = measure, .weight = options->weight, .from = NAN, .to = NAN,
  };
  BwDistributionFigure *figure;
  Result *result;

  /* A metric of another portfolio may not be measured in this one. */
  if (measure && measure->kind == BW_MEASURE_METRIC
      && bw_account_table_find_metric (query->scope.snapshot->table, measure->metric_key) == NULL)
    request.measure = NULL;
  figure = bw_distribution_figure_compute (&query->scope, &request, error);
  if (figure == NULL)
    return NULL;
  result = g_atomic_rc_box_new0 (Result);
  result->figure = figure;
  result->snapshot = bw_snapshot_ref (query->scope.snapshot);
  bw_distribution_figure_chart (&result->chart, figure);
  return result;
}

/* The measures --------------------------------------------------------------------------------- */

static void
add_measure (GPtrArray *words, GtkStringList *titles, char *word, const char *title)
{
  g_ptr_array_add (words, word);
  gtk_string_list_append (titles, title);
}

/* Offers what is measured in the portfolio shown; the choice stays where it is. */
static void
offer_measures (BwDistributionPage *self, Result *result)
{
  const BwAccountTable *table = result->snapshot->table;
  g_autofree char *chosen = bw_measure_word (result->figure->measure);
  g_autoptr (GPtrArray) words = g_ptr_array_new_null_terminated (16, g_free, TRUE);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_auto (GStrv) list = NULL;

  add_measure (words, titles, g_strdup ("success_index"), C_("choice of measure", "Success Index"));
  add_measure (words, titles, g_strdup ("happiness"), C_("choice of measure", "Happiness"));
  add_measure (words, titles, g_strdup ("outcome"), C_("choice of measure", "Outcome Health"));
  add_measure (words, titles, g_strdup ("experience"),
               C_("choice of measure", "Experience Health"));
  for (guint i = 0; i < BW_N_DIMENSIONS; i++)
    if (result->snapshot->dimension[i])
      {
        /* Translators: %s is a dimension of a scorecard, such as "Engagement". */
        g_autofree char *title = g_strdup_printf (_("Dimension: %s"), bw_dimension_title (i));

        add_measure (words, titles, g_strconcat ("dimension:", bw_dimension_word (i), NULL),
                     title);
      }
  for (guint i = 0; i < table->n_metrics; i++)
    {
      /* Translators: %s is the company's own name of a metric. */
      g_autofree char *title = g_strdup_printf (_("Metric: %s"), table->metrics[i].name);

      add_measure (words, titles, g_strconcat ("metric:", table->metrics[i].key, NULL), title);
    }

  list = g_strdupv ((char **) words->pdata);
  self->is_filling = TRUE;
  if (self->measures == NULL || !g_strv_equal ((const char *const *) list,
                                               (const char *const *) self->measures))
    {
      gtk_drop_down_set_model (self->measure_dropdown, G_LIST_MODEL (titles));
      g_strfreev (self->measures);
      self->measures = g_steal_pointer (&list);
    }
  for (guint i = 0; self->measures[i]; i++)
    if (g_str_equal (self->measures[i], chosen))
      gtk_drop_down_set_selected (self->measure_dropdown, i);
  self->is_filling = FALSE;
}

static void
on_measure (BwDistributionPage *self)
{
  guint i = gtk_drop_down_get_selected (self->measure_dropdown);

  if (self->is_filling || i == GTK_INVALID_LIST_POSITION)
    return;
  g_set_str (&self->measure, self->measures[i]);
  bw_page_invalidate (BW_PAGE (self));
}

static void
on_weight (BwDistributionPage *self)
{
  self->weight = g_strcmp0 (adw_toggle_group_get_active_name (self->weight_group), "arr") == 0
                   ? BW_WEIGHT_ARR
                   : BW_WEIGHT_ACCOUNTS;
  bw_page_invalidate (BW_PAGE (self));
}

/* Showing -------------------------------------------------------------------------------------- */

static void
bw_distribution_page_show (BwPage *page, gpointer data)
{
  BwDistributionPage *self = BW_DISTRIBUTION_PAGE (page);
  Result *result = data;
  const BwDistributionFigure *figure = result->figure;
  gboolean moved = figure->result->has_comparison;
  gboolean knows = figure->result->accounts > 0;

  offer_measures (self, result);
  bw_chart_card_set_note (self->card,
                          knows ? _("The cards below say where each of these accounts stands.")
                                : _("The curve appears with the first reading of this measure."));
  bw_chart_card_set (self->card, &figure->head,
                     knows && !figure->too_few ? &result->chart.parent : NULL, figure->currency);
  for (guint i = 0; i < BW_N_DISTRIBUTION_CARDS; i++)
    {
      BwKeyFigure key;
      gboolean known = bw_distribution_card_fill (figure, i, &key);

      gtk_widget_set_visible (self->cards[i], known);
      if (known)
        bw_figure_card_set (BW_FIGURE_CARD (self->cards[i]), &key);
      bw_distribution_card_clear (&key);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->moves), knows);
  gtk_widget_set_visible (GTK_WIDGET (self->moves_title), knows);
  if (moved)
    {
      g_autofree char *day = bw_date_format_long (figure->result->compared_as_of);
      /* Translators: %s is a day. */
      g_autofree char *text = g_strdup_printf (_("What Moved since %s"), day);

      gtk_label_set_text (self->moves_title, text);
    }
  else
    gtk_label_set_text (self->moves_title, _("The Middle of the Curve"));
  if (figure->n == 0)
    bw_page_show_too_few (page, _("No Account Matches"),
                          _("No account passes all filters at once."));
}

static char *
bw_distribution_page_describe (BwPage *page)
{
  Result *result = bw_page_get_result (page);
  g_autoptr (GString) text = NULL;

  if (result == NULL)
    return NULL;
  text = g_string_new (result->figure->head.title);
  g_string_append_printf (text, "\n%s", result->figure->head.subtitle);
  for (guint i = 0; i < BW_N_DISTRIBUTION_CARDS; i++)
    {
      BwKeyFigure key;

      if (bw_distribution_card_fill (result->figure, i, &key))
        g_string_append_printf (text, "\n%s: %s", key.title, key.value);
      bw_distribution_card_clear (&key);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Going to what is behind a figure ------------------------------------------------------------- */

/* The areas of the success index are words of the filter, good for any day. */
static BwAccountFilter *
filter_of (BwDistributionPage *self, const BwDistributionFigure *figure, BwTail tail)
{
  static const char *const areas[] = {
    [BW_TAIL_AT_RISK] = "at_risk",
    [BW_TAIL_ADVOCATES] = "advocates",
    [BW_TAIL_BETWEEN] = "between",
    [BW_TAIL_UNKNOWN] = "unknown",
    [BW_TAIL_OUT_OF_ADVOCATES] = NULL,
  };
  BwSession *session = bw_page_get_session (BW_PAGE (self));
  BwAccountFilter *filter;
  const char *words[2] = { areas[tail], NULL };

  if (figure->measure->kind != BW_MEASURE_SUCCESS_INDEX || areas[tail] == NULL)
    return NULL;
  filter = bw_account_filter_copy (bw_session_get_filter (session));
  bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_AREA, words);
  return filter;
}

static void
open_card (BwDistributionPage *self, BwDistributionCard card)
{
  Result *result = bw_page_get_result (BW_PAGE (self));
  BwKeyFigure key;
  AdwDialog *dialog;
  BwTail tail;

  if (result == NULL || !bw_distribution_card_fill (result->figure, card, &key))
    return;
  if (bw_distribution_card_tail (card, &tail))
    {
      g_autoptr (BwAccountFilter) filter = filter_of (self, result->figure, tail);

      dialog = bw_accounts_dialog_new (key.title, result->snapshot,
                                       bw_distribution_figure_tail (result->figure, tail),
                                       key.rule, filter);
    }
  else
    dialog = bw_rule_dialog_new (key.title, key.rule, NULL);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  bw_distribution_card_clear (&key);
}

static void
on_card_clicked (GtkWidget *card, BwDistributionPage *self)
{
  for (guint i = 0; i < BW_N_DISTRIBUTION_CARDS; i++)
    if (self->cards[i] == card)
      open_card (self, i);
}

static void
open_range (BwDistributionPage *self, double from, double to)
{
  Result *result = bw_page_get_result (BW_PAGE (self));
  g_autofree char *low = bw_number_format_auto (from);
  g_autofree char *high = bw_number_format_auto (to);
  g_autofree char *title = NULL;

  if (result == NULL)
    return;
  /* Translators: two numbers and the name of a measure, as in "40 to 44, success index". */
  title = g_strdup_printf (_("%s to %s, %s"), low, high, result->figure->measure_title);
  adw_dialog_present (bw_accounts_dialog_new (title, result->snapshot,
                                              bw_distribution_figure_range (result->figure, from,
                                                                            to),
                                              result->figure->head.rule, NULL),
                      GTK_WIDGET (self));
}

static void
on_chart_activated (BwChartView *view, guint kind, gulong index, BwDistributionPage *self)
{
  Result *result = bw_page_get_result (BW_PAGE (self));

  if (kind == BW_PICK_AT_RISK)
    open_card (self, BW_DISTRIBUTION_CARD_AT_RISK);
  else if (kind == BW_PICK_ADVOCATES)
    open_card (self, BW_DISTRIBUTION_CARD_ADVOCATES);
  else if (kind == BW_PICK_BIN && result && index < result->figure->result->n_bins)
    open_range (self, result->figure->result->bins[index].from,
                result->figure->result->bins[index].to);
}

static void
on_region (BwChartView *view, GArray *corners, BwDistributionPage *self)
{
  BwChart *chart = bw_chart_view_get_chart (view);
  double left = INFINITY, right = -INFINITY, from, to;
  BwChartStyle style;
  BwChartFrame frame;

  bw_chart_view_get_style (view, &style);
  if (chart == NULL
      || !bw_chart_frame (chart, &style, gtk_widget_get_width (GTK_WIDGET (view)),
                          gtk_widget_get_height (GTK_WIDGET (view)), &frame))
    return;
  for (guint i = 0; i + 1 < corners->len; i += 2)
    {
      double at = (g_array_index (corners, double, i) - frame.plot.x) / frame.plot.width;

      at = CLAMP (style.rtl ? 1 - at : at, 0, 1);
      left = fmin (left, at);
      right = fmax (right, at);
    }
  from = frame.shown.x_from + left * (frame.shown.x_to - frame.shown.x_from);
  to = frame.shown.x_from + right * (frame.shown.x_to - frame.shown.x_from);
  if (right > left)
    open_range (self, from, to);
}

static BwTable *
make_table (gpointer data)
{
  Result *result = bw_page_get_result (data);

  return bw_distribution_table_new (result->figure, g_atomic_rc_box_acquire (result),
                                    (GDestroyNotify) result_unref);
}

static void
bw_distribution_page_finalize (GObject *object)
{
  BwDistributionPage *self = BW_DISTRIBUTION_PAGE (object);

  g_free (self->measure);
  g_strfreev (self->measures);
  G_OBJECT_CLASS (bw_distribution_page_parent_class)->finalize (object);
}

static void
bw_distribution_page_class_init (BwDistributionPageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_distribution_page_finalize;
  page_class->reads_rows = TRUE;
  page_class->get_options = bw_distribution_page_get_options;
  page_class->free_options = (GDestroyNotify) options_free;
  page_class->compute = bw_distribution_page_compute;
  page_class->free_result = (GDestroyNotify) result_unref;
  page_class->show = bw_distribution_page_show;
  page_class->describe = bw_distribution_page_describe;

  g_type_ensure (BW_TYPE_CARD_GRID);
  g_type_ensure (BW_TYPE_CHART_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               BW_RESOURCES "bw-distribution-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwDistributionPage, measure_dropdown);
  gtk_widget_class_bind_template_child (widget_class, BwDistributionPage, weight_group);
  gtk_widget_class_bind_template_child (widget_class, BwDistributionPage, hint);
  gtk_widget_class_bind_template_child (widget_class, BwDistributionPage, card);
  gtk_widget_class_bind_template_child (widget_class, BwDistributionPage, state);
  gtk_widget_class_bind_template_child (widget_class, BwDistributionPage, moves_title);
  gtk_widget_class_bind_template_child (widget_class, BwDistributionPage, moves);
}

static void
bw_distribution_page_init (BwDistributionPage *self)
{
  g_autoptr (GtkExpression) title = NULL;
  BwChartView *view;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->measure = g_strdup ("success_index");
  title = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  gtk_drop_down_set_expression (self->measure_dropdown, title);
  gtk_drop_down_set_search_match_mode (self->measure_dropdown,
                                       GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);

  for (guint i = 0; i < BW_N_DISTRIBUTION_CARDS; i++)
    {
      self->cards[i] = bw_figure_card_new ();
      g_signal_connect_object (self->cards[i], "clicked", G_CALLBACK (on_card_clicked), self, 0);
      bw_card_grid_append (i < BW_DISTRIBUTION_CARD_FIRST_MOVE ? self->state : self->moves,
                           self->cards[i]);
    }
  view = bw_chart_card_get_view (self->card);
  gtk_widget_set_size_request (GTK_WIDGET (view), -1, CHART_HEIGHT);
  bw_chart_view_set_detail (view, BW_CHART_PAGE);
  bw_chart_view_set_drag (view, BW_CHART_DRAG_RECTANGLE);
  g_signal_connect_object (view, "activated", G_CALLBACK (on_chart_activated), self, 0);
  g_signal_connect_object (view, "region-selected", G_CALLBACK (on_region), self, 0);
  bw_chart_card_set_table (self->card, make_table, self);
  g_signal_connect_swapped (self->measure_dropdown, "notify::selected", G_CALLBACK (on_measure),
                            self);
  g_signal_connect_swapped (self->weight_group, "notify::active", G_CALLBACK (on_weight), self);
}
