/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-quadrants-panel.h"

#include <glib/gi18n.h>

#include "charts/bw-quadrants-layout.h"
#include "figures/bw-key-figures.h"
#include "ui/widgets/bw-chart-style-widget.h"

/**
 * BwQuadrantsPanel:
 *
 * What stands in each quadrant in numbers, and what stands in none: a row each, which opens the
 * list of its accounts.
 */
struct _BwQuadrantsPanel {
  AdwBin        parent_instance;

  AdwActionRow *quadrants[BW_N_QUADRANTS];
  AdwActionRow *recoverable;
  AdwActionRow *business_risk;
  AdwActionRow *unknown;
};

G_DEFINE_FINAL_TYPE (BwQuadrantsPanel, bw_quadrants_panel, ADW_TYPE_BIN)

enum {
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define MARK_SIZE 18

static void
draw_mark (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  BwQuadrant quadrant = GPOINTER_TO_UINT (data);
  BwChartStyle style;

  bw_chart_style_from_widget (&style, GTK_WIDGET (area));
  bw_mark_draw (&style, cr, bw_quadrants_mark (quadrant), bw_quadrants_color (quadrant),
                width / 2.0, height / 2.0, width * 0.38);
}

static void
on_activated (AdwActionRow *row, BwQuadrantsPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "field")),
                 g_object_get_data (G_OBJECT (row), "word"));
}

static AdwActionRow *
add_row (BwQuadrantsPanel *self, GtkWidget *list, const char *title, BwAccountFilterField field,
         const char *word)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "field", GUINT_TO_POINTER (field));
  g_object_set_data (G_OBJECT (row), "word", (gpointer) word);
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), self);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return ADW_ACTION_ROW (row);
}

static GtkWidget *
add_list (GtkWidget *box)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_box_append (GTK_BOX (box), list);
  return list;
}

static void
bw_quadrants_panel_class_init (BwQuadrantsPanelClass *klass)
{
  /**
   * BwQuadrantsPanel::opened:
   * @field: a #BwAccountFilterField
   * @word: what it has to be for the accounts of the row
   */
  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", BW_TYPE_QUADRANTS_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
bw_quadrants_panel_init (BwQuadrantsPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = add_list (box);

  for (BwQuadrant quadrant = 0; quadrant < BW_N_QUADRANTS; quadrant++)
    {
      GtkWidget *mark = gtk_drawing_area_new ();

      gtk_widget_set_size_request (mark, MARK_SIZE, MARK_SIZE);
      gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (mark), draw_mark,
                                      GUINT_TO_POINTER (quadrant), NULL);
      self->quadrants[quadrant] = add_row (self, list, bw_quadrants_long_title (quadrant),
                                           BW_ACCOUNT_FILTER_QUADRANT,
                                           bw_quadrant_word (quadrant));
      adw_action_row_add_prefix (self->quadrants[quadrant], mark);
    }
  list = add_list (box);
  self->business_risk = add_row (self, list, _("Business risk"), BW_ACCOUNT_FILTER_FLAG,
                                 "business_risk");
  self->recoverable = add_row (self, list, _("Recoverable"), BW_ACCOUNT_FILTER_FLAG,
                               "recoverable");
  self->unknown = add_row (self, list, _("Not known"), BW_ACCOUNT_FILTER_QUADRANT, "unknown");
  adw_bin_set_child (ADW_BIN (self), box);
}

static char *
say_total (const BwQuadrantTotal *total, const char *currency)
{
  g_autofree char *accounts = bw_number_format (total->accounts, 0);
  g_autofree char *arr = bw_money_format_short (total->arr, currency);
  g_autofree char *profit = bw_money_format_short (total->profit, currency);

  return g_strdup_printf (ngettext ("%1$s account · %2$s ARR\n%3$s profit",
                                    "%1$s accounts · %2$s ARR\n%3$s profit", total->accounts),
                          accounts, arr, profit);
}

static void
set_quadrant (BwQuadrantsPanel *self, const BwQuadrantsFigure *figure, BwQuadrant quadrant)
{
  const BwQuadrantTotal *total = &figure->result->totals[quadrant];
  g_autofree char *now = say_total (total, figure->currency);
  g_autofree char *since = NULL, *change = NULL, *text = NULL;

  if (!figure->has_comparison)
    {
      adw_action_row_set_subtitle (self->quadrants[quadrant], now);
      return;
    }
  since = bw_date_format_short (figure->compared_as_of, figure->as_of);
  change = bw_account_change_format ((int) total->accounts
                                       - (int) figure->compared_totals[quadrant].accounts,
                                     since);
  text = g_strdup_printf ("%s\n%s", now, change);
  adw_action_row_set_subtitle (self->quadrants[quadrant], text);
}

/**
 * bw_quadrants_panel_set:
 * @figure: what to show; nothing of it is kept
 */
void
bw_quadrants_panel_set (BwQuadrantsPanel *self, const BwQuadrantsFigure *figure)
{
  const BwQuadrants *result = figure->result;
  g_autofree char *unknown_arr = bw_money_format_short (result->unknown.arr, figure->currency);
  g_autofree char *risk_arr = bw_money_format_short (result->business_risk.arr, figure->currency);
  g_autofree char *unknown = NULL, *risk = NULL, *recoverable = NULL;

  for (BwQuadrant quadrant = 0; quadrant < BW_N_QUADRANTS; quadrant++)
    set_quadrant (self, figure, quadrant);
  risk = g_strdup_printf (
    ngettext ("%'u account · %s ARR, neither happy nor unhappy, and among the most profitable",
              "%'u accounts · %s ARR, neither happy nor unhappy, and among the most profitable",
              result->business_risk.accounts),
    result->business_risk.accounts, risk_arr);
  recoverable = g_strdup_printf (
    ngettext ("%'u account under review that is not far from the middle",
              "%'u accounts under review that are not far from the middle", result->recoverable),
    result->recoverable);
  unknown = g_strdup_printf (
    ngettext ("%'u account · %s ARR without a reading or a cost, not shown",
              "%'u accounts · %s ARR without a reading or a cost, not shown",
              result->unknown.accounts),
    result->unknown.accounts, unknown_arr);
  adw_action_row_set_subtitle (self->business_risk, risk);
  adw_action_row_set_subtitle (self->recoverable, recoverable);
  adw_action_row_set_subtitle (self->unknown, unknown);
}
