/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-segments-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "export/bw-figure-charts.h"
#include "ui/bw-figure-tables.h"
#include "ui/dialogs/bw-accounts-dialog.h"
#include "ui/dialogs/bw-rule-dialog.h"
#include "ui/dialogs/bw-table-dialog.h"
#include "ui/pages/bw-segments-cards.h"
#include "ui/pages/bw-segments-lists.h"
#include "ui/widgets/bw-capacity-grid.h"
#include "ui/widgets/bw-card-grid.h"
#include "ui/widgets/bw-chart-card.h"
#include "ui/widgets/bw-figure-card.h"
#include "ui/widgets/bw-what-if.h"

/**
 * BwSegmentsPage:
 *
 * The three tiers: what they bring, what they need and what there is for them, what each CSM looks
 * after, and whether the customers got what their tier promises.
 */
struct _BwSegmentsPage {
  BwPage               parent_instance;

  BwCardGrid          *figures;
  BwChartCard         *card;
  BwWhatIf            *what_if;
  BwCapacityGrid      *capacity;
  AdwPreferencesGroup *cadence_group;
  GtkListBox          *cadence;
  AdwPreferencesGroup *coverage_group;
  GtkListBox          *coverage;
  GtkWidget           *cards[BW_N_SEGMENTS_CARDS];

  gconstpointer        listed; /* The figure whose CSMs and cadence the lists show; not owned. */
};

G_DEFINE_FINAL_TYPE (BwSegmentsPage, bw_segments_page, BW_TYPE_PAGE)

#define CHART_HEIGHT 300

/* The tiers as they are. Immutable and counted, since what-ifs are made of the same one. */
typedef struct {
  BwTiersFigure   *figure;
  BwSnapshot      *snapshot;
  BwAccountFilter *filter;
} Base;

typedef struct {
  Base           *base;
  BwTiersFigure  *changed; /* (nullable): with the what-ifs. */
  BwTiersFigure  *figure;  /* Either of the two. */
  BwTiersChart    chart;
} Result;

typedef struct {
  Base          *base;     /* (nullable): what is shown now, if that is still good. */
  gboolean       changes;
  BwTiersWhatIf  what_if;
} Options;

static void
base_clear (Base *base)
{
  bw_tiers_figure_free (base->figure);
  bw_snapshot_unref (base->snapshot);
  bw_account_filter_free (base->filter);
}

static void
base_unref (Base *base)
{
  g_atomic_rc_box_release_full (base, (GDestroyNotify) base_clear);
}

static void
result_clear (Result *result)
{
  base_unref (result->base);
  bw_tiers_figure_free (result->changed);
}

static void
result_unref (Result *result)
{
  g_atomic_rc_box_release_full (result, (GDestroyNotify) result_clear);
}

static void
options_free (Options *options)
{
  g_clear_pointer (&options->base, base_unref);
  g_free (options);
}

static gpointer
bw_segments_page_get_options (BwPage *page)
{
  BwSegmentsPage *self = BW_SEGMENTS_PAGE (page);
  Options *options = g_new0 (Options, 1);
  Result *shown = bw_page_get_result (page);

  options->base = shown ? g_atomic_rc_box_acquire (shown->base) : NULL;
  options->changes = bw_what_if_get (self->what_if, &options->what_if);
  return options;
}

/* Moving a slider changes neither the accounts nor what was done for them. */
static Base *
find_base (const BwPageQuery *query, GError **error)
{
  const Options *options = query->options;
  BwTiersFigure *figure;
  Base *base = options->base;

  if (base && base->snapshot == query->scope.snapshot
      && bw_account_filter_equal (base->filter, query->scope.filter))
    return g_atomic_rc_box_acquire (base);
  figure = bw_tiers_figure_compute (&query->scope, NULL, error);
  if (figure == NULL)
    return NULL;
  base = g_atomic_rc_box_new0 (Base);
  base->figure = figure;
  base->snapshot = bw_snapshot_ref (query->scope.snapshot);
  base->filter = bw_account_filter_copy (query->scope.filter);
  return base;
}

static gpointer
bw_segments_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  const Options *options = query->options;
  Base *base = find_base (query, error);
  BwFigureScope scope = query->scope;
  Result *result;

  if (base == NULL)
    return NULL;
  result = g_atomic_rc_box_new0 (Result);
  result->base = base;
  result->figure = base->figure;
  scope.mirror = NULL;
  if (options->changes)
    result->figure = result->changed = bw_tiers_figure_compute (&scope, &options->what_if, NULL);
  bw_tiers_figure_chart (&result->chart, result->figure);
  return result;
}

/* Showing -------------------------------------------------------------------------------------- */

static void
fill_card (Result *result, BwSegmentsCard card, BwKeyFigure *key)
{
  bw_segments_card_fill (result->figure, (guint) result->base->snapshot->table->policy->min_group,
                         card, key);
}

static char *
summarise (Result *result)
{
  g_autofree char *now = bw_capacity_describe (result->figure->result);
  g_autofree char *before = NULL;

  if (result->changed == NULL)
    return g_steal_pointer (&now);
  before = bw_capacity_describe (result->base->figure->result);
  /* Translators: two sentences: what would be, and what is. */
  return g_strdup_printf (_("If so: %s\nAs it is: %s"), now, before);
}

static void
show_lists (BwSegmentsPage *self, const BwTiersFigure *figure)
{
  if (self->listed == figure)
    return;
  self->listed = figure;
  bw_coverage_list_fill (self->coverage, figure);
  bw_cadence_list_fill (self->cadence, figure);
  gtk_widget_set_visible (GTK_WIDGET (self->coverage), figure->n_csms > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->cadence), figure->n_cadence > 0);
  adw_preferences_group_set_description (
    self->cadence_group,
    figure->n_cadence > 0
      ? _("What the services of each tier ask for, and what was done. Choose a line to see who "
          "waits.")
      : _("Not known: no interaction was recorded, or the services of the policy name no "
          "kind of it."));
  if (figure->n_csms == 0)
    adw_preferences_group_set_description (
      self->coverage_group, _("There is no CSM, and no account has an owner."));
  else if (figure->n_csms > BW_COVERAGE_ROWS)
    {
      g_autofree char *text = g_strdup_printf (
        _("The first %u of %u by ARR; the table has all. The frame is the span of the published "
          "medians."),
        BW_COVERAGE_ROWS, figure->n_csms);

      adw_preferences_group_set_description (self->coverage_group, text);
    }
  else
    adw_preferences_group_set_description (
      self->coverage_group,
      _("Accounts of each. The frame is the span of the published medians; choose a line to see "
        "the accounts."));
}

static void
bw_segments_page_show (BwPage *page, gpointer data)
{
  BwSegmentsPage *self = BW_SEGMENTS_PAGE (page);
  Result *result = data;
  BwTiersFigure *figure = result->figure;
  g_autofree char *summary = summarise (result);

  for (guint i = 0; i < BW_N_SEGMENTS_CARDS; i++)
    {
      BwKeyFigure key;

      fill_card (result, i, &key);
      bw_figure_card_set (BW_FIGURE_CARD (self->cards[i]), &key);
      bw_segments_card_clear (&key);
    }
  bw_chart_card_set (self->card, &figure->head,
                     figure->result->arr > 0 ? &result->chart.parent : NULL, figure->currency);
  bw_what_if_set_base (self->what_if, result->base->figure->result,
                       result->base->snapshot->table->policy->utilisation);
  bw_what_if_set_summary (self->what_if, summary);
  bw_capacity_grid_set (self->capacity, figure->result, figure->currency);
  show_lists (self, result->base->figure);
  if (figure->n == 0)
    bw_page_show_too_few (page, _("No Account Matches"),
                          _("No account passes all filters at once."));
}

static char *
bw_segments_page_describe (BwPage *page)
{
  Result *result = bw_page_get_result (page);
  g_autoptr (GString) text = NULL;
  g_autofree char *summary = NULL;

  if (result == NULL)
    return NULL;
  text = g_string_new (result->figure->head.title);
  for (guint i = 0; i < BW_N_SEGMENTS_CARDS; i++)
    {
      BwKeyFigure key;

      fill_card (result, i, &key);
      g_string_append_printf (text, "\n%s: %s, %s", key.title, key.value, key.detail);
      bw_segments_card_clear (&key);
    }
  summary = summarise (result);
  g_string_append_printf (text, "\n%s", summary);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Going to what is behind a figure ------------------------------------------------------------- */

static BwAccountFilter *
filter_with (BwSegmentsPage *self, BwAccountFilterField field, const char *word)
{
  BwSession *session = bw_page_get_session (BW_PAGE (self));
  BwAccountFilter *filter = bw_account_filter_copy (bw_session_get_filter (session));
  const char *const words[] = { word, NULL };

  bw_account_filter_set_words (filter, field, words);
  return filter;
}

static void
open_card (BwSegmentsPage *self, BwSegmentsCard card)
{
  Result *result = bw_page_get_result (BW_PAGE (self));
  AdwDialog *dialog;
  BwKeyFigure key;

  if (result == NULL)
    return;
  fill_card (result, card, &key);
  if (card <= BW_SEGMENTS_CARD_SCALABLE)
    {
      g_autoptr (BwAccountFilter) filter
        = filter_with (self, BW_ACCOUNT_FILTER_TIER, bw_tier_word ((BwTier) card));

      dialog = bw_accounts_dialog_new (key.title, result->base->snapshot,
                                       bw_tiers_figure_tier (result->base->figure, (BwTier) card),
                                       key.rule, filter);
    }
  else
    dialog = bw_rule_dialog_new (key.title, key.rule, NULL);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  bw_segments_card_clear (&key);
}

static void
on_card_clicked (GtkWidget *card, BwSegmentsPage *self)
{
  for (guint i = 0; i < BW_N_SEGMENTS_CARDS; i++)
    if (self->cards[i] == card)
      open_card (self, i);
}

static void
on_tier (GtkWidget *widget, guint tier, BwSegmentsPage *self)
{
  open_card (self, (BwSegmentsCard) tier);
}

static void
on_chart_activated (BwChartView *view, guint kind, gulong index, BwSegmentsPage *self)
{
  if (kind == BW_PICK_TIER)
    open_card (self, (BwSegmentsCard) index);
}

static void
on_csm (GtkListBox *list, GtkListBoxRow *row, BwSegmentsPage *self)
{
  Result *result = bw_page_get_result (BW_PAGE (self));
  const BwTierCsm *csm;
  g_autoptr (BwAccountFilter) filter = NULL;

  if (result == NULL)
    return;
  csm = &result->base->figure->csms[gtk_list_box_row_get_index (row)];
  filter = filter_with (self, BW_ACCOUNT_FILTER_OWNER, csm->id);
  adw_dialog_present (bw_accounts_dialog_new (csm->name, result->base->snapshot,
                                              bw_account_filter_apply (result->base->snapshot,
                                                                       filter),
                                              result->base->figure->head.rule, filter),
                      GTK_WIDGET (self));
}

static void
on_service (GtkListBox *list, GtkListBoxRow *row, BwSegmentsPage *self)
{
  Result *result = bw_page_get_result (BW_PAGE (self));
  const BwTierCadence *line;
  g_autofree char *title = NULL;
  g_autoptr (BwRule) rule = NULL;

  if (result == NULL)
    return;
  line = &result->base->figure->cadence[gtk_list_box_row_get_index (row)];
  /* Translators: a tier and a service, as in "Top: Business review, Overdue". */
  title = g_strdup_printf (_("%s: %s, Overdue"), bw_tier_title (line->tier),
                                                bw_tier_cadence_title (line));
  rule = bw_rule_copy (result->base->figure->head.rule);
  g_set_str (&rule->definition,
             _("An account is overdue when its last interaction of this kind, or else the start of "
               "its contract, is longer ago than the time between two of them. What is due is "
               "counted over the twelve months before the day shown; an account younger than a "
               "year is due its part."));
  adw_dialog_present (
    bw_accounts_dialog_new (title, result->base->snapshot,
                            bw_selection_new_rows ((const guint32 *) line->overdue_rows->data,
                                                   line->overdue_rows->len),
                            rule, NULL),
    GTK_WIDGET (self));
}

static BwTable *
make_table (gpointer data)
{
  Result *result = bw_page_get_result (data);

  return bw_tiers_table_new (result->figure, g_atomic_rc_box_acquire (result),
                             (GDestroyNotify) result_unref);
}

static void
on_table (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Result *result = bw_page_get_result (BW_PAGE (widget));
  gboolean is_cadence = g_str_equal (name, "segments.cadence-table");
  g_autoptr (BwTable) table = NULL;

  if (result == NULL)
    return;
  table = (is_cadence ? bw_cadence_table_new : bw_coverage_table_new) (
    result->base->figure, g_atomic_rc_box_acquire (result->base), (GDestroyNotify) base_unref);
  adw_dialog_present (bw_table_dialog_new (is_cadence ? _("Cadence") : _("Coverage"), table),
                      widget);
}

static void
bw_segments_page_class_init (BwSegmentsPageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  page_class->reads_rows = TRUE;
  page_class->get_options = bw_segments_page_get_options;
  page_class->free_options = (GDestroyNotify) options_free;
  page_class->compute = bw_segments_page_compute;
  page_class->free_result = (GDestroyNotify) result_unref;
  page_class->show = bw_segments_page_show;
  page_class->describe = bw_segments_page_describe;

  g_type_ensure (BW_TYPE_CAPACITY_GRID);
  g_type_ensure (BW_TYPE_CARD_GRID);
  g_type_ensure (BW_TYPE_CHART_CARD);
  g_type_ensure (BW_TYPE_WHAT_IF);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-segments-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwSegmentsPage, figures);
  gtk_widget_class_bind_template_child (widget_class, BwSegmentsPage, card);
  gtk_widget_class_bind_template_child (widget_class, BwSegmentsPage, what_if);
  gtk_widget_class_bind_template_child (widget_class, BwSegmentsPage, capacity);
  gtk_widget_class_bind_template_child (widget_class, BwSegmentsPage, cadence_group);
  gtk_widget_class_bind_template_child (widget_class, BwSegmentsPage, cadence);
  gtk_widget_class_bind_template_child (widget_class, BwSegmentsPage, coverage_group);
  gtk_widget_class_bind_template_child (widget_class, BwSegmentsPage, coverage);
  gtk_widget_class_install_action (widget_class, "segments.cadence-table", NULL, on_table);
  gtk_widget_class_install_action (widget_class, "segments.coverage-table", NULL, on_table);
}

static void
bw_segments_page_init (BwSegmentsPage *self)
{
  BwChartView *view;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < BW_N_SEGMENTS_CARDS; i++)
    {
      self->cards[i] = bw_figure_card_new ();
      g_signal_connect_object (self->cards[i], "clicked", G_CALLBACK (on_card_clicked), self, 0);
      bw_card_grid_append (self->figures, self->cards[i]);
    }
  view = bw_chart_card_get_view (self->card);
  gtk_widget_set_size_request (GTK_WIDGET (view), -1, CHART_HEIGHT);
  bw_chart_view_set_detail (view, BW_CHART_PAGE);
  bw_chart_card_set_note (self->card, _("Tiers appear with the first recurring revenue."));
  bw_chart_card_set_table (self->card, make_table, self);
  g_signal_connect_object (view, "activated", G_CALLBACK (on_chart_activated), self, 0);
  g_signal_connect_object (self->capacity, "tier-activated", G_CALLBACK (on_tier), self, 0);
  g_signal_connect_object (self->what_if, "changed", G_CALLBACK (bw_page_invalidate), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->coverage, "row-activated", G_CALLBACK (on_csm), self, 0);
  g_signal_connect_object (self->cadence, "row-activated", G_CALLBACK (on_service), self, 0);
}
