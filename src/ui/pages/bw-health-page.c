/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-health-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-waterfall-chart.h"
#include "figures/bw-health-figure.h"
#include "ui/widgets/bw-card-grid.h"
#include "ui/widgets/bw-chart-card.h"
#include "ui/widgets/bw-day-button.h"
#include "ui/widgets/bw-figure-heading.h"
#include "ui/widgets/bw-mini-chart.h"

/**
 * BwHealthPage:
 *
 * The health of one account: what moved it between any two days, both scorecards reading by
 * reading, and what its CSM says beside what was computed.
 */
struct _BwHealthPage {
  BwPage               parent_instance;

  GtkLabel             *name;
  BwChartCard         *moved;
  BwFigureHeading     *heading;
  AdwPreferencesGroup *verdict;
  AdwBin              *outcome;
  AdwBin              *experience;
  BwDayButton         *from_button;
  BwDayButton         *to_button;
  GPtrArray           *verdict_rows; /* (element-type GtkWidget): borrowed of @verdict. */

  char                *account_id;
  BwDate               from; /* BW_DATE_NONE: the day that the window compares with. */
  BwDate               to;   /* BW_DATE_NONE: the day that the window shows. */
};

G_DEFINE_FINAL_TYPE (BwHealthPage, bw_health_page, BW_TYPE_PAGE)

typedef struct {
  char   *account_id;
  BwDate  from;
  BwDate  to;
} Options;

/* Reference counted, since a table goes on showing it. */
typedef struct {
  BwHealthFigure   *figure; /* NULL when there is no such account. */
  BwSnapshot       *snapshot;
  char             *from_name;
  char             *to_name;
  BwWaterfallStep  *steps;
  BwWaterfallChart  chart;
} Result;

static void
options_free (Options *options)
{
  g_free (options->account_id);
  g_free (options);
}

static void
result_clear (gpointer data)
{
  Result *result = data;

  g_clear_pointer (&result->figure, bw_health_figure_free);
  g_clear_pointer (&result->snapshot, bw_snapshot_unref);
  g_free (result->from_name);
  g_free (result->to_name);
  g_free (result->steps);
}

static void
result_unref (Result *result)
{
  g_atomic_rc_box_release_full (result, result_clear);
}

static gpointer
bw_health_page_get_options (BwPage *page)
{
  BwHealthPage *self = BW_HEALTH_PAGE (page);
  Options *options = g_new0 (Options, 1);

  options->account_id = g_strdup (self->account_id);
  options->from = self->from;
  options->to = self->to;
  return options;
}

static char *
name_end (BwDate date, const BwPolicy *policy, int band)
{
  g_autofree char *day = bw_date_format_short (date, BW_DATE_NONE);

  if (band < 0)
    return g_steal_pointer (&day);
  /* Translators: a day and the band that the account was in, as in "21 Aug 2026 · green". */
  return g_strdup_printf (C_("day and band", "%1$s · %2$s"), day,
                          bw_policy_band_title (policy, band));
}

static gpointer
bw_health_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  const Options *options = query->options;
  BwDate from = options->from;
  GError *inner = NULL;
  Result *result = g_atomic_rc_box_new0 (Result);
  BwHealthFigure *figure;
  const BwPolicy *policy = query->scope.snapshot->table->policy;

  if (from == BW_DATE_NONE && query->scope.compare != NULL)
    from = query->scope.compare->as_of;
  result->snapshot = bw_snapshot_ref (query->scope.snapshot);
  figure = result->figure = bw_health_figure_compute (&query->scope, options->account_id, from,
                                                      options->to, &inner);
  if (g_error_matches (inner, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND))
    {
      g_clear_error (&inner);
      return result;
    }
  if (inner)
    {
      g_propagate_error (error, inner);
      result_unref (result);
      return NULL;
    }
  result->steps = g_new0 (BwWaterfallStep, figure->n_why + 1);
  for (guint i = 0; i < figure->n_why; i++)
    result->steps[i] = (BwWaterfallStep) { figure->why[i].metric_name, figure->why[i].text,
                                           figure->why[i].points };
  result->from_name = name_end (figure->from, policy, figure->band_before);
  result->to_name = name_end (figure->to, policy, figure->band);
  bw_waterfall_chart_init (&result->chart, figure->before.success_index, result->from_name,
                           figure->health.success_index, result->to_name, result->steps,
                           figure->n_why);
  return result;
}

/* Showing -------------------------------------------------------------------------------------- */

static GtkWidget *
create_row (const char *title, const char *subtitle, double score, const BwPolicy *policy,
            gboolean is_stale)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *bar = bw_mini_chart_new (56, 16);
  g_autofree char *number = isnan (score) ? g_strdup ("–") : bw_number_format (score, 0);
  GtkWidget *label = gtk_label_new (number);
  int band = bw_health_band (policy, score);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  bw_mini_chart_set_score (BW_MINI_CHART (bar), score, bw_score_role (policy, score), is_stale);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (label), 3);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_tooltip_text (label, bw_policy_band_title (policy, band));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static char *
describe_reading (const BwHealthReading *line, BwDate date)
{
  g_autofree char *share = bw_share_format (line->share, 0);
  g_autofree char *weight = bw_share_format (line->weight, 0);
  g_autofree char *when = bw_date_format_short (line->observed_on, date);

  if (line->note && line->observed_on == BW_DATE_NONE)
    return g_strdup_printf (_("never read; its %s of the index went to the others"), weight);
  if (line->note)
    return g_strdup_printf (_("%1$s, %2$s; its %3$s of the index went to the others"),
                            line->value_text, line->note, weight);
  if (line->share - line->weight < 0.005)
    return g_strdup_printf (_("%1$s on %2$s, counts for %3$s of the index"), line->value_text,
                            when, share);
  return g_strdup_printf (_("%1$s on %2$s, counts for %3$s of the index instead of %4$s"),
                          line->value_text, when, share, weight);
}

static GtkWidget *
create_scorecard (const BwHealthFigure *figure, BwScorecard scorecard, const BwPolicy *policy)
{
  GtkWidget *group = adw_preferences_group_new ();
  gboolean is_outcome = scorecard == BW_SCORECARD_OUTCOME;
  double score = is_outcome ? figure->health.outcome : figure->health.experience;
  int band = is_outcome ? figure->outcome_band : figure->experience_band;
  g_autofree char *number = bw_number_format (score, 0);
  g_autofree char *says
    = band < 0 ? g_strdup (_("unknown: no reading is fresh"))
               /* Translators: a score and its band, as in "71 of 100, green". */
               : g_strdup_printf (_("%1$s of 100, %2$s"), number,
                                  bw_policy_band_title (policy, band));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   is_outcome ? _("Outcome Health") : _("Experience Health"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), says);
  for (guint i = 0; i < figure->n_readings; i++)
    {
      const BwHealthReading *line = &figure->readings[i];
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;

      if (line->scorecard != scorecard)
        continue;
      /* Translators: a dimension of the scorecard and a metric that measures it. */
      title = g_strdup_printf (C_("dimension and metric", "%1$s: %2$s"),
                               bw_dimension_title (line->dimension), line->metric_name);
      subtitle = describe_reading (line, figure->to);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 create_row (title, subtitle, line->score, policy,
                                             line->freshness == BW_FRESHNESS_STALE));
    }
  return group;
}

static void
add_verdict (BwHealthPage *self, GtkWidget *row)
{
  adw_preferences_group_add (self->verdict, row);
  g_ptr_array_add (self->verdict_rows, row);
}

static char *
describe_band (const BwPolicy *policy, int band)
{
  if (band < 0)
    return g_strdup (_("Computed: unknown"));
  return g_strdup_printf (_("Computed: %s"), bw_policy_band_title (policy, band));
}

/* The band that was computed, and below it what the CSM says. */
static void
show_verdict (BwHealthPage *self, const BwHealthFigure *figure, const BwPolicy *policy)
{
  const BwOwnCall *call = &figure->call;
  g_autofree char *computed = describe_band (policy, figure->band);
  g_autofree char *title = NULL;
  GtkWidget *row;

  for (guint i = 0; i < self->verdict_rows->len; i++)
    adw_preferences_group_remove (self->verdict, g_ptr_array_index (self->verdict_rows, i));
  g_ptr_array_set_size (self->verdict_rows, 0);
  bw_figure_heading_set (self->heading, &figure->head);
  add_verdict (self, create_row (computed, _("the success index, out of both scorecards"),
                                 figure->health.success_index, policy, FALSE));
  if (call->source == BW_OWN_CALL_NONE)
    title = g_strdup (_("The CSM’s own call: none"));
  else
    title = g_strdup_printf (_("The CSM’s own call: %s"),
                             bw_policy_band_title (policy, call->band));
  row = create_row (title, figure->call_text, call->index, policy, FALSE);
  if (figure->disagrees)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "warning");
      gtk_widget_set_tooltip_text (icon, _("Not what was computed"));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  add_verdict (self, row);
}

static BwTable *make_table (gpointer data);

static void
show_moved (BwHealthPage *self, Result *result)
{
  BwHealthFigure *figure = result->figure;
  gboolean drawn = !isnan (figure->change);

  bw_day_button_set_date (self->from_button, figure->from);
  bw_day_button_set_date (self->to_button, figure->to);
  bw_chart_card_set_note (self->moved, figure->from == BW_DATE_NONE
                                         ? _("The day to begin with stands above.")
                                         : _("An index is known when a reading is fresh."));
  bw_chart_card_set (self->moved, &figure->moved, drawn ? &result->chart.parent : NULL, NULL);
  bw_chart_card_fit (self->moved, bw_page_get_narrow (BW_PAGE (self)));
  bw_chart_card_set_table (self->moved, drawn ? make_table : NULL, self);
}

static void
bw_health_page_show (BwPage *page, gpointer data)
{
  static const BwFigure nothing = { .title = (char *) "" };
  BwHealthPage *self = BW_HEALTH_PAGE (page);
  Result *result = data;
  const BwPolicy *policy = result->snapshot->table->policy;
  g_autofree char *title = NULL;

  if (result->figure == NULL)
    {
      bw_chart_card_set (self->moved, &nothing, NULL, NULL);
      bw_page_show_too_few (page, _("No Such Account"),
                            _("It is not in this portfolio, or not any more."));
      return;
    }
  /* Translators: the title of a page, with the name of an account. */
  title = g_strdup_printf (_("Health of %s"), result->figure->name);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page), title);
  gtk_label_set_label (self->name, title);
  show_moved (self, result);
  show_verdict (self, result->figure, policy);
  adw_bin_set_child (self->outcome,
                     create_scorecard (result->figure, BW_SCORECARD_OUTCOME, policy));
  adw_bin_set_child (self->experience,
                     create_scorecard (result->figure, BW_SCORECARD_EXPERIENCE, policy));
}

static char *
bw_health_page_describe (BwPage *page)
{
  Result *result = bw_page_get_result (page);

  if (result == NULL || result->figure == NULL)
    return NULL;
  return g_strdup_printf ("%s\n%s\n%s\n%s", result->figure->name, result->figure->head.title,
                          result->figure->call_text, result->figure->moved.title);
}

/* What is behind it ---------------------------------------------------------------------------- */

static char *
table_text (guint row, guint column, gpointer data)
{
  const BwWhyLine *line = &((Result *) data)->figure->why[row];

  return column == 0   ? g_strdup (line->metric_name)
         : column == 1 ? g_strdup (line->text)
                       : bw_points_format (line->points);
}

static double
table_value (guint row, guint column, gpointer data)
{
  return ((Result *) data)->figure->why[row].points;
}

static BwTable *
make_table (gpointer data)
{
  Result *result = bw_page_get_result (data);
  BwTable *table = bw_table_new (result->figure->n_why, table_text, table_value,
                                 g_atomic_rc_box_acquire (result), (GDestroyNotify) result_unref);

  bw_table_add_column (table, _("Metric"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("What Happened"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Points"), BW_TABLE_NUMBER);
  return table;
}

static void
on_day_changed (BwHealthPage *self)
{
  bw_health_page_set_dates (self, bw_day_button_get_date (self->from_button),
                            bw_day_button_get_date (self->to_button));
}

static void
bw_health_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_HEALTH_PAGE);
  G_OBJECT_CLASS (bw_health_page_parent_class)->dispose (object);
}

static void
bw_health_page_finalize (GObject *object)
{
  BwHealthPage *self = BW_HEALTH_PAGE (object);

  g_free (self->account_id);
  g_ptr_array_unref (self->verdict_rows);
  G_OBJECT_CLASS (bw_health_page_parent_class)->finalize (object);
}

static void
bw_health_page_class_init (BwHealthPageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_health_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_health_page_finalize;
  page_class->reads_rows = TRUE;
  page_class->get_options = bw_health_page_get_options;
  page_class->free_options = (GDestroyNotify) options_free;
  page_class->compute = bw_health_page_compute;
  page_class->free_result = (GDestroyNotify) result_unref;
  page_class->show = bw_health_page_show;
  page_class->describe = bw_health_page_describe;

  g_type_ensure (BW_TYPE_CARD_GRID);
  g_type_ensure (BW_TYPE_CHART_CARD);
  g_type_ensure (BW_TYPE_FIGURE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-health-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwHealthPage, name);
  gtk_widget_class_bind_template_child (widget_class, BwHealthPage, moved);
  gtk_widget_class_bind_template_child (widget_class, BwHealthPage, heading);
  gtk_widget_class_bind_template_child (widget_class, BwHealthPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, BwHealthPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, BwHealthPage, experience);
}

static void
bw_health_page_init (BwHealthPage *self)
{
  GtkWidget *days = adw_wrap_box_new ();

  self->from = self->to = BW_DATE_NONE;
  self->verdict_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self, "narrow", self->name, "visible", G_BINDING_SYNC_CREATE);
  self->from_button = g_object_new (BW_TYPE_DAY_BUTTON, "word", _("From"), NULL);
  self->to_button = g_object_new (BW_TYPE_DAY_BUTTON, "word", _("To"), NULL);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (days), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (days), 6);
  adw_wrap_box_append (ADW_WRAP_BOX (days), GTK_WIDGET (self->from_button));
  adw_wrap_box_append (ADW_WRAP_BOX (days), GTK_WIDGET (self->to_button));
  bw_chart_card_set_tools (self->moved, days);
  bw_chart_view_set_detail (bw_chart_card_get_view (self->moved), BW_CHART_PAGE);
  g_signal_connect_swapped (self->from_button, "changed", G_CALLBACK (on_day_changed), self);
  g_signal_connect_swapped (self->to_button, "changed", G_CALLBACK (on_day_changed), self);
}

/**
 * bw_points_format:
 * @points: a part of a change
 *
 * Returns: (transfer full): @points with one decimal and its sign
 */
char *
bw_points_format (double points)
{
  g_autofree char *number = bw_number_format (fabs (points), 1);

  if (isnan (points))
    return g_strdup ("–");
  return g_strconcat (points < -0.05 ? "−" : points >= 0.05 ? "+" : "", number, NULL);
}

/**
 * bw_health_page_set_dates:
 * @from: the earlier day, %BW_DATE_NONE for the one that the window compares with
 * @to: the later day, %BW_DATE_NONE for the one that the window shows
 */
void
bw_health_page_set_dates (BwHealthPage *self, BwDate from, BwDate to)
{
  self->from = from;
  self->to = to;
  bw_page_invalidate (BW_PAGE (self));
}

/**
 * bw_health_page_open:
 * @account_id: of the account whose health to show
 *
 * Goes from the page shown to the health of an account, which going back leaves again.
 */
BwHealthPage *
bw_health_page_open (BwWindow *window, const char *account_id)
{
  BwHealthPage *self = g_object_new (BW_TYPE_HEALTH_PAGE, "session",
                                     bw_window_get_session (window), NULL);

  self->account_id = g_strdup (account_id);
  bw_window_push (window, BW_PAGE (self));
  return self;
}
