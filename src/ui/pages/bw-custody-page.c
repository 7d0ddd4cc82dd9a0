/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-custody-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-roles-chart.h"
#include "figures/bw-custody-figure.h"
#include "ui/dialogs/bw-accounts-dialog.h"
#include "ui/pages/bw-account-page.h"
#include "ui/widgets/bw-card-grid.h"
#include "ui/widgets/bw-chart-card.h"
#include "ui/widgets/bw-findings.h"

#define CHART_HEIGHT 420

/**
 * BwCustodyPage:
 *
 * Who keeps the customers: who sells more to whom, by how complex service and transaction are, and
 * which accounts need one CSM from the sale on, with the reasons.
 */
struct _BwCustodyPage {
  BwPage       parent_instance;

  BwChartCard *roles;
  BwFindings  *handoff;
};

G_DEFINE_FINAL_TYPE (BwCustodyPage, bw_custody_page, BW_TYPE_PAGE)

/* Reference counted, since a table goes on showing it. */
typedef struct {
  BwCustodyFigure *figure;
  double          *service;
  double          *transaction;
  double          *shift;
  BwMoney         *arr;
  guint8          *seller;
  BwRolesInput     input;
  BwRolesChart     chart;
} Result;

static void
result_clear (gpointer data)
{
  Result *result = data;

  bw_custody_figure_free (result->figure);
  g_free (result->service);
  g_free (result->transaction);
  g_free (result->shift);
  g_free (result->arr);
  g_free (result->seller);
}

static void
result_unref (Result *result)
{
  g_atomic_rc_box_release_full (result, result_clear);
}

static const char *
account_name (gsize index, gpointer data)
{
  const BwCustodyFigure *figure = data;

  return bw_snapshot_name (figure->snapshot, figure->lines[index].row);
}

static gpointer
bw_custody_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  BwCustodyFigure *figure = bw_custody_figure_compute (&query->scope, error);
  Result *result;

  if (figure == NULL)
    return NULL;
  result = g_atomic_rc_box_new0 (Result);
  result->figure = figure;
  result->service = g_new (double, figure->n + 1);
  result->transaction = g_new (double, figure->n + 1);
  result->shift = g_new (double, figure->n + 1);
  result->arr = g_new (BwMoney, figure->n + 1);
  result->seller = g_new (guint8, figure->n + 1);
  for (guint i = 0; i < figure->n; i++)
    {
      result->service[i] = figure->lines[i].service;
      result->transaction[i] = figure->lines[i].transaction;
      result->shift[i] = figure->lines[i].shift;
      result->arr[i] = figure->lines[i].arr;
      result->seller[i] = figure->lines[i].seller;
    }
  result->input = (BwRolesInput) {
    .n = figure->n, .service = result->service, .transaction = result->transaction,
    .arr = result->arr, .seller = result->seller, .shift = result->shift,
    .name = account_name, .name_data = figure,
  };
  bw_roles_chart_init (&result->chart, &result->input, query->scope.snapshot->table->policy);
  return result;
}

/* Showing -------------------------------------------------------------------------------------- */

static BwFinding
describe_line (guint index, gpointer page)
{
  const BwCustodyFigure *figure = ((Result *) bw_page_get_result (page))->figure;
  const BwCustodyLine *line = &figure->lines[index];

  return (BwFinding) { bw_snapshot_name (figure->snapshot, line->row),
                       bw_custody_describe (figure, line),
                       bw_money_format_short (line->arr, figure->currency) };
}

static BwTable *make_table (gpointer data);

static void
bw_custody_page_show (BwPage *page, gpointer data)
{
  BwCustodyPage *self = BW_CUSTODY_PAGE (page);
  Result *result = data;
  const BwCustodyFigure *figure = result->figure;
  gboolean any = result->chart.n_largest > 0;

  bw_chart_card_set (self->roles, &figure->roles, any ? &result->chart.parent : NULL,
                     figure->currency);
  bw_chart_card_set_table (self->roles, make_table, self);
  /* The lines begin with those that need it, the table has them all. */
  bw_findings_set (self->handoff, &figure->handoff, figure->handoffs[BW_HANDOFF_DURABLE].accounts,
                   describe_line, make_table, self);
  if (figure->n == 0)
    bw_page_show_too_few (page, _("No Account Matches"),
                          _("No account passes all filters at once."));
}

static char *
bw_custody_page_describe (BwPage *page)
{
  Result *result = bw_page_get_result (page);

  if (result == NULL)
    return NULL;
  return g_strdup_printf ("%s\n%s", result->figure->roles.title, result->figure->handoff.title);
}

/* Going on ------------------------------------------------------------------------------------- */

static void
open_line (BwCustodyPage *self, guint line)
{
  Result *result = bw_page_get_result (BW_PAGE (self));

  if (result && line < result->figure->n)
    bw_account_page_open_row (GTK_WIDGET (self), result->figure->snapshot,
                              result->figure->lines[line].row);
}

static void
on_chart_activated (BwChartView *view, guint kind, gulong index, BwCustodyPage *self)
{
  Result *result = bw_page_get_result (BW_PAGE (self));

  if (kind == BW_PICK_ACCOUNT)
    open_line (self, (guint) index);
  else if (kind == BW_PICK_SELLER && result)
    adw_dialog_present (bw_accounts_dialog_new (bw_seller_title (index), result->figure->snapshot,
                                                bw_custody_figure_seller (result->figure,
                                                                          (BwSeller) index),
                                                result->figure->roles.rule, NULL),
                        GTK_WIDGET (self));
}

enum {
  COLUMN_NAME,
  COLUMN_ARR,
  COLUMN_CUSTODY,
  COLUMN_REASONS,
  COLUMN_SERVICE,
  COLUMN_TRANSACTION,
  COLUMN_SELLER,
};

static double
table_value (guint row, guint column, gpointer data)
{
  const BwCustodyLine *line = &((Result *) data)->figure->lines[row];

  return column == COLUMN_ARR       ? (double) line->arr
         : column == COLUMN_SERVICE ? line->service
                                    : line->transaction;
}

static char *
table_text (guint row, guint column, gpointer data)
{
  const BwCustodyFigure *figure = ((Result *) data)->figure;
  const BwCustodyLine *line = &figure->lines[row];
  double value = column == COLUMN_SERVICE ? line->service : line->transaction;

  switch (column)
    {
    case COLUMN_NAME:
      return g_strdup (bw_snapshot_name (figure->snapshot, line->row));
    case COLUMN_ARR:
      return bw_money_format (line->arr, figure->currency);
    case COLUMN_CUSTODY:
      return g_strdup (bw_handoff_title (line->handoff));
    case COLUMN_REASONS:
      return bw_custody_describe (figure, line);
    case COLUMN_SELLER:
      return g_strdup (bw_seller_title (line->seller));
    default:
      return isnan (value) ? NULL : bw_number_format (value, 2);
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
  bw_table_add_column (table, _("ARR"), BW_TABLE_MONEY);
  bw_table_add_column (table, _("Custody"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Reasons"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Service"), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("Transaction"), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("Sold By"), BW_TABLE_TEXT);
  return table;
}

static void
bw_custody_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_CUSTODY_PAGE);
  G_OBJECT_CLASS (bw_custody_page_parent_class)->dispose (object);
}

static void
bw_custody_page_class_init (BwCustodyPageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_custody_page_dispose;
  page_class->reads_rows = TRUE;
  page_class->compute = bw_custody_page_compute;
  page_class->free_result = (GDestroyNotify) result_unref;
  page_class->show = bw_custody_page_show;
  page_class->describe = bw_custody_page_describe;

  g_type_ensure (BW_TYPE_CARD_GRID);
  g_type_ensure (BW_TYPE_CHART_CARD);
  g_type_ensure (BW_TYPE_FINDINGS);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-custody-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwCustodyPage, roles);
  gtk_widget_class_bind_template_child (widget_class, BwCustodyPage, handoff);
}

static void
bw_custody_page_init (BwCustodyPage *self)
{
  BwChartView *view;

  gtk_widget_init_template (GTK_WIDGET (self));
  view = bw_chart_card_get_view (self->roles);
  gtk_widget_set_size_request (GTK_WIDGET (view), -1, CHART_HEIGHT);
  bw_chart_view_set_detail (view, BW_CHART_PAGE);
  bw_chart_card_set_note (self->roles,
                          _("The chart appears when accounts say how complex service and "
                            "transactions are."));
  g_signal_connect_object (view, "activated", G_CALLBACK (on_chart_activated), self, 0);
  g_signal_connect_object (self->handoff, "activated", G_CALLBACK (open_line), self,
                           G_CONNECT_SWAPPED);
}
