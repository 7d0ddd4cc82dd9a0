/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-renewals-page.h"

#include <glib/gi18n.h>

#include "charts/bw-scale.h"
#include "export/bw-figure-bars.h"
#include "figures/bw-key-figures.h"
#include "figures/bw-renewals-figure.h"
#include "ui/dialogs/bw-accounts-dialog.h"
#include "ui/pages/bw-account-page.h"
#include "ui/widgets/bw-card-grid.h"
#include "ui/widgets/bw-chart-card.h"
#include "ui/widgets/bw-figure-card.h"
#include "ui/widgets/bw-line-text.h"
#include "ui/widgets/bw-table.h"

/* So many accounts of a month and an answer are cards; the others are a click away. */
#define MOST_CARDS 5

/* No column of the board is narrower. */
#define COLUMN_WIDTH 250

/**
 * BwRenewalsPage:
 *
 * The contracts that end soon: what of them may be counted on, and a board with a column a month,
 * in which the accounts stand by what they say of their renewal.
 */
struct _BwRenewalsPage {
  BwPage       parent_instance;

  BwChartCard *card;
  BwCardGrid  *figures;
  AdwBin      *board;
  GtkWidget   *cards[BW_N_FORECASTS];

  guint        months; /* How many columns of the board are there, */
  guint        tick;   /* and what makes the others. */
};

G_DEFINE_FINAL_TYPE (BwRenewalsPage, bw_renewals_page, BW_TYPE_PAGE)

/* Reference counted, since a table goes on showing it. */
typedef struct {
  BwRenewalsFigure *figure;
  BwFigureBars     *bars;
} Result;

static void
result_clear (gpointer data)
{
  Result *result = data;

  bw_figure_bars_free (result->bars);
  bw_renewals_figure_free (result->figure);
}

static void
result_unref (Result *result)
{
  g_atomic_rc_box_release_full (result, result_clear);
}

static gpointer
bw_renewals_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  BwRenewalsFigure *figure = bw_renewals_figure_compute (&query->scope, cancellable, error);
  Result *result;

  if (figure == NULL)
    return NULL;
  result = g_atomic_rc_box_new0 (Result);
  result->figure = figure;
  result->bars = bw_figure_bars_of_renewals (figure);
  return result;
}

/* Going on ------------------------------------------------------------------------------------- */

static void
present_rows (BwRenewalsPage *self, const char *title, const char *definition,
              BwSelection *selection)
{
  Result *result = bw_page_get_result (BW_PAGE (self));
  g_autoptr (BwRule) rule = bw_rule_copy (result->figure->head.rule);

  if (definition)
    g_set_str (&rule->definition, definition);
  adw_dialog_present (bw_accounts_dialog_new (title, result->figure->snapshot, selection, rule,
                                              NULL),
                      GTK_WIDGET (self));
}

static void
on_figure (GtkWidget *card, BwRenewalsPage *self)
{
  Result *result = bw_page_get_result (BW_PAGE (self));

  for (BwForecast i = 0; result && i < BW_N_FORECASTS; i++)
    if (self->cards[i] == card)
      present_rows (self, bw_forecast_title (i), bw_forecast_definition (i),
                    bw_renewals_figure_forecast (result->figure, i));
}

static void
on_account (GtkWidget *button, BwRenewalsPage *self)
{
  Result *result = bw_page_get_result (BW_PAGE (self));
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "renewal"));

  if (result && index > 0 && index <= result->figure->n)
    bw_account_page_open_row (button, result->figure->snapshot,
                              result->figure->renewals[index - 1].row);
}

static void
on_chart_activated (BwChartView *view, guint kind, gulong index, BwRenewalsPage *self)
{
  Result *result = bw_page_get_result (BW_PAGE (self));

  if (kind == BW_PICK_PART && result && index < result->figure->n_months * BW_N_FORECASTS)
    present_rows (self, result->bars->parts[index].text,
                  bw_forecast_definition (index % BW_N_FORECASTS),
                  bw_renewals_figure_select (result->figure, (guint) index / BW_N_FORECASTS,
                                             index % BW_N_FORECASTS));
}

/* All of a month that say the same. */
static void
on_more (GtkWidget *button, BwRenewalsPage *self)
{
  Result *result = bw_page_get_result (BW_PAGE (self));
  guint first = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "first"));
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "n"));
  g_autofree guint32 *rows = NULL;

  if (result == NULL || first + n > result->figure->n)
    return;
  rows = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    rows[i] = result->figure->renewals[first + i].row;
  present_rows (self, bw_likelihood_title (result->figure->renewals[first].likelihood), NULL,
                bw_selection_new_rows (rows, n));
}

/* Showing -------------------------------------------------------------------------------------- */

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* A line that is not measured, since there are many. */
static GtkWidget *
create_line (const char *text, const char *style)
{
  BwLineText *line = bw_line_text_new (0, 16);

  bw_line_text_set (line, text, FALSE);
  if (style)
    gtk_widget_add_css_class (GTK_WIDGET (line), style);
  return GTK_WIDGET (line);
}

static GtkWidget *
create_card (BwRenewalsPage *self, const BwRenewalsFigure *figure, const BwRenewal *renewal)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *arr = bw_money_format_short (renewal->arr, figure->currency);
  g_autofree char *risk = bw_share_format (renewal->risk, 0);
  g_autofree char *detail = g_strdup_printf (
    ngettext ("%1$s · in %2$d day · risk %3$s", "%1$s · in %2$d days · risk %3$s",
              renewal->days_left),
    arr, renewal->days_left, risk);

  gtk_box_append (GTK_BOX (box),
                  create_line (bw_snapshot_name (figure->snapshot, renewal->row), NULL));
  gtk_box_append (GTK_BOX (box), create_line (detail, "caption"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "bw-renewal");
  /* One more than its place, since 0 would be none. */
  g_object_set_data (G_OBJECT (button), "renewal",
                     GUINT_TO_POINTER ((guint) (renewal - figure->renewals) + 1));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_account), self, 0);
  return button;
}

/* Appends the accounts of a month that say the same; returns how many there are. */
static guint
append_group (BwRenewalsPage *self, GtkBox *column, const BwRenewalsFigure *figure, guint first,
              guint end)
{
  BwLikelihood likelihood = figure->renewals[first].likelihood;
  BwMoney sum = 0;
  guint n = 0;
  g_autofree char *money = NULL;
  g_autofree char *heading = NULL;

  for (; first + n < end && figure->renewals[first + n].likelihood == likelihood; n++)
    sum += figure->renewals[first + n].arr;
  money = bw_money_format_short (sum, figure->currency);
  /* Translators: what the customer says, how many of them, and their revenue. */
  heading = g_strdup_printf (C_("renewals", "%1$s · %2$u · %3$s"),
                             bw_likelihood_title (likelihood), n, money);
  gtk_box_append (column, create_label (heading, "caption-heading"));
  for (guint i = 0; i < MIN (n, MOST_CARDS); i++)
    gtk_box_append (column, create_card (self, figure, &figure->renewals[first + i]));
  if (n > MOST_CARDS)
    {
      g_autofree char *text = g_strdup_printf (_("All %u…"), n);
      GtkWidget *more = gtk_button_new_with_label (text);

      gtk_widget_add_css_class (more, "flat");
      gtk_widget_set_halign (more, GTK_ALIGN_START);
      g_object_set_data (G_OBJECT (more), "first", GUINT_TO_POINTER (first));
      g_object_set_data (G_OBJECT (more), "n", GUINT_TO_POINTER (n));
      g_signal_connect_object (more, "clicked", G_CALLBACK (on_more), self, 0);
      gtk_box_append (column, more);
    }
  return n;
}

static GtkWidget *
create_month (BwRenewalsPage *self, const BwRenewalsFigure *figure, const BwRenewalMonth *month)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *name = bw_chart_date (month->month, BW_DATE_MONTH_FULL);
  g_autofree char *arr = bw_money_format_short (month->arr, figure->currency);
  g_autofree char *risk
    = bw_money_format_short (month->forecast[BW_FORECAST_AT_RISK].arr, figure->currency);
  g_autofree char *detail
    = g_strdup_printf (ngettext ("%1$u contract, %2$s of ARR, %3$s of it at risk",
                                 "%1$u contracts, %2$s of ARR, %3$s of it at risk", month->n),
                       month->n, arr, risk);

  gtk_widget_add_css_class (column, "card");
  gtk_widget_add_css_class (column, "bw-account-card");
  gtk_widget_set_valign (column, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (column), create_label (name, "heading"));
  gtk_box_append (GTK_BOX (column), create_label (detail, "caption"));
  for (guint i = month->first; i < month->first + month->n;)
    i += append_group (self, GTK_BOX (column), figure, i, month->first + month->n);
  return column;
}

static void
show_forecast (BwRenewalsPage *self, const BwRenewalsFigure *figure, BwForecast forecast)
{
  const BwRenewalTotal *total = &figure->forecast[forecast];
  g_autofree char *count = bw_number_format (total->accounts, 0);
  g_autofree char *money = bw_money_format_short (total->arr, figure->currency);
  g_autofree char *value = g_strdup_printf (C_("accounts and money", "%s · %s"), count, money);
  g_autofree char *share
    = figure->arr > 0 ? bw_share_format ((double) total->arr / (double) figure->arr, 0) : NULL;
  g_autofree char *detail = share ? g_strdup_printf (_("%s of the ARR that ends"), share) : NULL;
  BwKeyFigure key = { .title = (char *) bw_forecast_title (forecast), .value = value,
                      .detail = detail };

  bw_figure_card_set (BW_FIGURE_CARD (self->cards[forecast]), &key);
}

/* A month a frame: a whole board would hold the main loop for longer than a person should feel. */
static gboolean
add_month (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  BwRenewalsPage *self = BW_RENEWALS_PAGE (widget);
  const BwRenewalsFigure *figure = ((Result *) bw_page_get_result (BW_PAGE (self)))->figure;

  if (self->months < figure->n_months)
    bw_card_grid_append (BW_CARD_GRID (adw_bin_get_child (self->board)),
                         create_month (self, figure, &figure->months[self->months++]));
  if (self->months < figure->n_months)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
begin_board (BwRenewalsPage *self, const BwRenewalsFigure *figure)
{
  adw_bin_set_child (self->board, bw_card_grid_new (COLUMN_WIDTH, 5));
  self->months = 0;
  if (self->tick == 0 && figure->n_months > 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), add_month, NULL, NULL);
}

static BwTable *make_table (gpointer data);

static void
bw_renewals_page_show (BwPage *page, gpointer data)
{
  BwRenewalsPage *self = BW_RENEWALS_PAGE (page);
  Result *result = data;
  const BwRenewalsFigure *figure = result->figure;

  bw_chart_card_set (self->card, &figure->head,
                     figure->n > 0 ? &result->bars->chart.parent : NULL, figure->currency);
  bw_chart_card_fit (self->card, bw_page_get_narrow (page));
  bw_chart_card_set_table (self->card, make_table, self);
  for (BwForecast i = 0; i < BW_N_FORECASTS; i++)
    show_forecast (self, figure, i);
  begin_board (self, figure);
  if (figure->n == 0)
    bw_page_show_too_few (page, _("No Renewal Is Due"), figure->head.title);
}

static char *
bw_renewals_page_describe (BwPage *page)
{
  Result *result = bw_page_get_result (page);

  if (result == NULL)
    return NULL;
  return g_strdup_printf ("%s\n%s", result->figure->head.title, result->figure->head.subtitle);
}

/* The same as a table -------------------------------------------------------------------------- */

enum {
  COLUMN_NAME,
  COLUMN_DATE,
  COLUMN_SAYS,
  COLUMN_ARR,
  COLUMN_RISK,
  COLUMN_LOSS,
  COLUMN_FORECAST,
};

static double
table_value (guint row, guint column, gpointer data)
{
  const BwRenewal *renewal = &((Result *) data)->figure->renewals[row];

  return column == COLUMN_DATE  ? renewal->renewal_on
         : column == COLUMN_ARR ? (double) renewal->arr
         : column == COLUMN_RISK ? renewal->risk
                                 : (double) renewal->loss;
}

static char *
table_text (guint row, guint column, gpointer data)
{
  const BwRenewalsFigure *figure = ((Result *) data)->figure;
  const BwRenewal *renewal = &figure->renewals[row];

  switch (column)
    {
    case COLUMN_NAME:
      return g_strdup (bw_snapshot_name (figure->snapshot, renewal->row));
    case COLUMN_DATE:
      return bw_date_format_long (renewal->renewal_on);
    case COLUMN_SAYS:
      return g_strdup (bw_likelihood_title (renewal->likelihood));
    case COLUMN_ARR:
      return bw_money_format (renewal->arr, figure->currency);
    case COLUMN_RISK:
      return bw_share_format (renewal->risk, 0);
    case COLUMN_LOSS:
      return bw_money_format (renewal->loss, figure->currency);
    default:
      return g_strdup (bw_forecast_title (renewal->forecast));
    }
}

static BwTable *
make_table (gpointer data)
{
  Result *result = bw_page_get_result (data);
  BwTable *table = bw_table_new (result->figure->n, table_text, table_value,
                                 g_atomic_rc_box_acquire (result), (GDestroyNotify) result_unref);

  bw_table_set_currency (table, result->figure->currency);
  bw_table_add_column (table, _("Account"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Renewal"), BW_TABLE_DATE);
  bw_table_add_column (table, _("Customer Says"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("ARR"), BW_TABLE_MONEY);
  bw_table_add_column (table, _("Risk"), BW_TABLE_SHARE);
  bw_table_add_column (table, _("Expected Loss"), BW_TABLE_MONEY);
  bw_table_add_column (table, _("Forecast"), BW_TABLE_TEXT);
  return table;
}

static void
bw_renewals_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_RENEWALS_PAGE);
  G_OBJECT_CLASS (bw_renewals_page_parent_class)->dispose (object);
}

static void
bw_renewals_page_class_init (BwRenewalsPageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_renewals_page_dispose;
  page_class->reads_rows = TRUE;
  page_class->compute = bw_renewals_page_compute;
  page_class->free_result = (GDestroyNotify) result_unref;
  page_class->show = bw_renewals_page_show;
  page_class->describe = bw_renewals_page_describe;

  g_type_ensure (BW_TYPE_CARD_GRID);
  g_type_ensure (BW_TYPE_CHART_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-renewals-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRenewalsPage, card);
  gtk_widget_class_bind_template_child (widget_class, BwRenewalsPage, figures);
  gtk_widget_class_bind_template_child (widget_class, BwRenewalsPage, board);
}

static void
bw_renewals_page_init (BwRenewalsPage *self)
{
  BwChartView *view;

  gtk_widget_init_template (GTK_WIDGET (self));
  view = bw_chart_card_get_view (self->card);
  bw_chart_view_set_detail (view, BW_CHART_PAGE);
  g_signal_connect_object (view, "activated", G_CALLBACK (on_chart_activated), self, 0);
  for (guint i = 0; i < BW_N_FORECASTS; i++)
    {
      self->cards[i] = bw_figure_card_new ();
      g_signal_connect_object (self->cards[i], "clicked", G_CALLBACK (on_figure), self, 0);
      bw_card_grid_append (self->figures, self->cards[i]);
    }
}
