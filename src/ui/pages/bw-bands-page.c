/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-bands-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "export/bw-figure-bars.h"
#include "ui/dialogs/bw-accounts-dialog.h"
#include "ui/pages/bw-account-page.h"
#include "ui/pages/bw-health-page.h"
#include "ui/widgets/bw-card-grid.h"
#include "ui/widgets/bw-chart-card.h"
#include "ui/widgets/bw-findings.h"

/**
 * BwBandsPage:
 *
 * The health of the portfolio: how many accounts are in each band, now and on the earlier day, who
 * rose and who fell, and whom their CSM calls otherwise.
 */
struct _BwBandsPage {
  BwPage       parent_instance;

  BwChartCard *card;
  BwFindings  *moves;
  BwFindings  *calls;
};

G_DEFINE_FINAL_TYPE (BwBandsPage, bw_bands_page, BW_TYPE_PAGE)

/* Reference counted, since a table goes on showing it. */
typedef struct {
  BwHealthBands *figure;
  BwFigureBars  *bars;
} Result;

static void
result_clear (gpointer data)
{
  Result *result = data;

  bw_figure_bars_free (result->bars);
  bw_health_bands_free (result->figure);
}

static void
result_unref (Result *result)
{
  g_atomic_rc_box_release_full (result, result_clear);
}

static gpointer
bw_bands_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  BwHealthBands *figure = bw_health_bands_compute (&query->scope, error);
  Result *result;

  if (figure == NULL)
    return NULL;
  result = g_atomic_rc_box_new0 (Result);
  result->figure = figure;
  result->bars = bw_figure_bars_of_bands (figure);
  return result;
}

/* Tables --------------------------------------------------------------------------------------- */

static BwTable *
create_table (Result *result, guint n, BwTableTextFunc text, BwTableValueFunc value)
{
  BwTable *table = bw_table_new (n, text, value, g_atomic_rc_box_acquire (result),
                                 (GDestroyNotify) result_unref);

  bw_table_set_currency (table, result->figure->currency);
  return table;
}

/* The bands from the lowest, then those without an index. */
static double
band_value (guint row, guint column, gpointer data)
{
  const BwHealthBands *figure = ((Result *) data)->figure;
  gboolean is_known = row < figure->n_bands;
  const BwBandTotal *now = is_known ? &figure->bands[row] : &figure->unknown;
  const BwBandTotal *before = is_known ? &figure->before[row] : &figure->unknown_before;
  gboolean compared = figure->compared_as_of != BW_DATE_NONE;
  const double values[] = {
    0,
    is_known ? figure->snapshot->table->policy->bands[row].from : NAN,
    now->accounts,
    (double) now->arr,
    now->share_accounts,
    now->share_arr,
    compared ? before->accounts : NAN,
    compared ? (double) before->arr : NAN,
  };

  return values[column];
}

static char *
band_text (guint row, guint column, gpointer data)
{
  const BwHealthBands *figure = ((Result *) data)->figure;
  double value = band_value (row, column, data);

  if (column == 0)
    return g_strdup (((Result *) data)->bars->rows[row].name);
  if (isnan (value))
    return NULL;
  switch (column)
    {
    case 3:
    case 7:
      return bw_money_format ((BwMoney) value, figure->currency);
    case 4:
    case 5:
      return bw_share_format (value, 1);
    default:
      return bw_number_format_auto (value);
    }
}

static BwTable *
make_bands_table (gpointer page)
{
  Result *result = bw_page_get_result (page);
  BwTable *table = create_table (result, result->figure->n_bands + 1, band_text, band_value);

  bw_table_add_column (table, _("Band"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("From"), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("Accounts"), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("ARR"), BW_TABLE_MONEY);
  bw_table_add_column (table, _("Share of Accounts"), BW_TABLE_SHARE);
  bw_table_add_column (table, _("Share of ARR"), BW_TABLE_SHARE);
  if (result->figure->compared_as_of != BW_DATE_NONE)
    {
      bw_table_add_column (table, _("Accounts Before"), BW_TABLE_NUMBER);
      bw_table_add_column (table, _("ARR Before"), BW_TABLE_MONEY);
    }
  return table;
}

static char *
account_text (const BwHealthBands *figure, guint32 row, guint column)
{
  const BwSnapshot *snapshot = figure->snapshot;
  double index = snapshot->success_index[row];

  if (column == 0)
    return g_strdup (bw_snapshot_name (snapshot, row));
  if (column == 1)
    return bw_money_format (snapshot->arr[row], figure->currency);
  return isnan (index) ? NULL : bw_number_format (index, 1);
}

static double
account_value (const BwHealthBands *figure, guint32 row, guint column)
{
  return column == 1 ? (double) figure->snapshot->arr[row] : figure->snapshot->success_index[row];
}

static BwTable *
add_account_columns (BwTable *table)
{
  bw_table_add_column (table, _("Account"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("ARR"), BW_TABLE_MONEY);
  bw_table_add_column (table, _("Success Index"), BW_TABLE_NUMBER);
  return table;
}

static char *
move_text (guint row, guint column, gpointer data)
{
  const BwHealthBands *figure = ((Result *) data)->figure;
  const BwBandMove *move = &figure->moved[row];

  return column < 3 ? account_text (figure, move->row, column)
                    : bw_band_move_describe (figure, move);
}

static double
move_value (guint row, guint column, gpointer data)
{
  const BwHealthBands *figure = ((Result *) data)->figure;

  return account_value (figure, figure->moved[row].row, column);
}

static BwTable *
make_moves_table (gpointer page)
{
  Result *result = bw_page_get_result (page);
  BwTable *table = add_account_columns (create_table (result, result->figure->n_moved, move_text,
                                                      move_value));

  bw_table_add_column (table, _("Band"), BW_TABLE_TEXT);
  return table;
}

static char *
describe_call (const BwHealthBands *figure, guint index)
{
  const BwOwnCall *call = &figure->calls[figure->disagree[index]];
  const BwPolicy *policy = figure->snapshot->table->policy;
  int band = bw_health_band (policy, figure->snapshot->success_index[figure->disagree[index]]);
  g_autofree char *words = bw_own_call_describe (call, figure->as_of);

  /* Translators: the bands that the CSM and the scorecards say, and where the CSM says so, as in
   * "called red, computed yellow: own forecast of churn, 62 %, at the risk opened on 3 March". */
  return g_strdup_printf (C_("call", "called %1$s, computed %2$s: %3$s"),
                          bw_policy_band_title (policy, call->band),
                          bw_policy_band_title (policy, band), words);
}

static char *
call_text (guint row, guint column, gpointer data)
{
  const BwHealthBands *figure = ((Result *) data)->figure;

  return column < 3 ? account_text (figure, figure->disagree[row], column)
                    : describe_call (figure, row);
}

static double
call_value (guint row, guint column, gpointer data)
{
  const BwHealthBands *figure = ((Result *) data)->figure;

  return account_value (figure, figure->disagree[row], column);
}

static BwTable *
make_calls_table (gpointer page)
{
  Result *result = bw_page_get_result (page);
  BwTable *table = add_account_columns (create_table (result, result->figure->n_disagree,
                                                      call_text, call_value));

  bw_table_add_column (table, _("The CSM’s Own Call"), BW_TABLE_TEXT);
  return table;
}

/* Showing -------------------------------------------------------------------------------------- */

static BwFinding
find_account (const BwHealthBands *figure, guint32 row, char *text)
{
  return (BwFinding) { bw_snapshot_name (figure->snapshot, row), text,
                       bw_money_format_short (figure->snapshot->arr[row], figure->currency) };
}

static BwFinding
find_move (guint index, gpointer page)
{
  const BwHealthBands *figure = ((Result *) bw_page_get_result (page))->figure;
  const BwBandMove *move = &figure->moved[index];

  return find_account (figure, move->row, bw_band_move_describe (figure, move));
}

static BwFinding
find_call (guint index, gpointer page)
{
  const BwHealthBands *figure = ((Result *) bw_page_get_result (page))->figure;

  return find_account (figure, figure->disagree[index], describe_call (figure, index));
}

static void
bw_bands_page_show (BwPage *page, gpointer data)
{
  BwBandsPage *self = BW_BANDS_PAGE (page);
  Result *result = data;
  const BwHealthBands *figure = result->figure;

  bw_chart_card_set (self->card, &figure->head,
                     figure->n > 0 ? &result->bars->chart.parent : NULL, figure->currency);
  bw_chart_card_fit (self->card, bw_page_get_narrow (page));
  bw_chart_card_set_table (self->card, make_bands_table, self);
  bw_findings_set (self->moves, &figure->moves, figure->n_moved, find_move,
                   figure->n_moved > 0 ? make_moves_table : NULL, self);
  bw_findings_set (self->calls, &figure->calls_head, figure->n_disagree, find_call,
                   figure->n_disagree > 0 ? make_calls_table : NULL, self);
  if (figure->n == 0)
    bw_page_show_too_few (page, _("No Account Matches"),
                          _("No account passes all filters at once."));
}

static char *
bw_bands_page_describe (BwPage *page)
{
  Result *result = bw_page_get_result (page);

  if (result == NULL)
    return NULL;
  return g_strdup_printf ("%s\n%s\n%s", result->figure->head.title, result->figure->moves.title,
                          result->figure->calls_head.title);
}

/* Going on ------------------------------------------------------------------------------------- */

static void
on_chart_activated (BwChartView *view, guint kind, gulong index, BwBandsPage *self)
{
  Result *result = bw_page_get_result (BW_PAGE (self));
  const BwHealthBands *figure = result ? result->figure : NULL;
  int band;

  if (kind != BW_PICK_PART || figure == NULL || index > figure->n_bands)
    return;
  band = index == figure->n_bands ? -1 : (int) index;
  adw_dialog_present (bw_accounts_dialog_new (result->bars->rows[index].name, figure->snapshot,
                                              bw_health_bands_select (figure, band),
                                              figure->head.rule, NULL),
                      GTK_WIDGET (self));
}

/* Why an account moved stands on the page of its health. */
static void
on_move (BwBandsPage *self, guint index)
{
  Result *result = bw_page_get_result (BW_PAGE (self));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (result && index < result->figure->n_moved && BW_IS_WINDOW (root))
    bw_health_page_open (BW_WINDOW (root), bw_snapshot_id (result->figure->snapshot,
                                                           result->figure->moved[index].row));
}

static void
on_call (BwBandsPage *self, guint index)
{
  Result *result = bw_page_get_result (BW_PAGE (self));

  if (result && index < result->figure->n_disagree)
    bw_account_page_open_row (GTK_WIDGET (self), result->figure->snapshot,
                              result->figure->disagree[index]);
}

static void
bw_bands_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_BANDS_PAGE);
  G_OBJECT_CLASS (bw_bands_page_parent_class)->dispose (object);
}

static void
bw_bands_page_class_init (BwBandsPageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_bands_page_dispose;
  page_class->reads_rows = TRUE;
  page_class->compute = bw_bands_page_compute;
  page_class->free_result = (GDestroyNotify) result_unref;
  page_class->show = bw_bands_page_show;
  page_class->describe = bw_bands_page_describe;

  g_type_ensure (BW_TYPE_CARD_GRID);
  g_type_ensure (BW_TYPE_CHART_CARD);
  g_type_ensure (BW_TYPE_FINDINGS);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-bands-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwBandsPage, card);
  gtk_widget_class_bind_template_child (widget_class, BwBandsPage, moves);
  gtk_widget_class_bind_template_child (widget_class, BwBandsPage, calls);
}

static void
bw_bands_page_init (BwBandsPage *self)
{
  BwChartView *view;

  gtk_widget_init_template (GTK_WIDGET (self));
  view = bw_chart_card_get_view (self->card);
  bw_chart_view_set_detail (view, BW_CHART_PAGE);
  g_signal_connect_object (view, "activated", G_CALLBACK (on_chart_activated), self, 0);
  g_signal_connect_object (self->moves, "activated", G_CALLBACK (on_move), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "activated", G_CALLBACK (on_call), self,
                           G_CONNECT_SWAPPED);
}
