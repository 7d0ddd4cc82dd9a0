/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-custody-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-roles-chart.h"
#include "figures/bw-custody-figure.h"
#include "ui/bw-window.h"
#include "ui/dialogs/bw-accounts-dialog.h"
#include "ui/dialogs/bw-rule-dialog.h"
#include "ui/dialogs/bw-table-dialog.h"
#include "ui/pages/bw-account-page.h"
#include "ui/widgets/bw-card-grid.h"
#include "ui/widgets/bw-chart-card.h"

#define CHART_HEIGHT 420

/* So many accounts are lines of the page; all of them are in the table. */
#define MOST_LINES 12

/**
 * BwCustodyPage:
 *
 * Who keeps the customers: who sells more to whom, by how complex service and transaction are, and
 * which accounts need one CSM from the sale on, with the reasons.
 */
struct _BwCustodyPage {
  BwPage       parent_instance;

  BwChartCard *roles;
  GtkLabel    *handoff_title;
  GtkLabel    *handoff_subtitle;
  GtkListBox  *list;
  GtkWidget   *all_button;
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

static GtkWidget *
create_line (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arr = gtk_label_new (NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_widget_add_css_class (arr, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arr);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "arr", arr);
  return row;
}

/* Lines are kept while what they say changes: making them takes longer than a frame. */
static void
show_line (BwCustodyPage *self, const BwCustodyFigure *figure, guint place)
{
  const BwCustodyLine *line = &figure->lines[place];
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) place);
  g_autofree char *text = bw_custody_describe (figure, line);
  g_autofree char *arr = bw_money_format_short (line->arr, figure->currency);

  if (row == NULL)
    {
      row = GTK_LIST_BOX_ROW (create_line ());
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 bw_snapshot_name (figure->snapshot, line->row));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_label_set_label (GTK_LABEL (g_object_get_data (G_OBJECT (row), "arr")), arr);
}

static void
show_lines (BwCustodyPage *self, const BwCustodyFigure *figure)
{
  GtkListBoxRow *row;
  guint n = 0;

  while (n < MIN (figure->n, MOST_LINES) && figure->lines[n].handoff == BW_HANDOFF_DURABLE)
    show_line (self, figure, n++);
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) n)))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
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
  gtk_label_set_label (self->handoff_title, figure->handoff.title);
  gtk_label_set_label (self->handoff_subtitle, figure->handoff.subtitle);
  show_lines (self, figure);
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
open_account (BwCustodyPage *self, guint line)
{
  Result *result = bw_page_get_result (BW_PAGE (self));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (result && line < result->figure->n && BW_IS_WINDOW (root))
    bw_account_page_open (BW_WINDOW (root),
                          bw_snapshot_id (result->figure->snapshot,
                                          result->figure->lines[line].row));
}

static void
on_row (GtkListBox *list, GtkListBoxRow *row, BwCustodyPage *self)
{
  open_account (self, (guint) gtk_list_box_row_get_index (row));
}

static void
on_chart_activated (BwChartView *view, guint kind, gulong index, BwCustodyPage *self)
{
  Result *result = bw_page_get_result (BW_PAGE (self));

  if (kind == BW_PICK_ACCOUNT)
    open_account (self, (guint) index);
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

  bw_table_add_column (table, _("Account"), FALSE);
  bw_table_add_column (table, _("ARR"), TRUE);
  bw_table_add_column (table, _("Custody"), FALSE);
  bw_table_add_column (table, _("Reasons"), FALSE);
  bw_table_add_column (table, _("Service"), TRUE);
  bw_table_add_column (table, _("Transaction"), TRUE);
  bw_table_add_column (table, _("Sold By"), FALSE);
  return table;
}

static void
on_table (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Result *result = bw_page_get_result (BW_PAGE (widget));
  g_autoptr (BwTable) table = NULL;

  if (result == NULL)
    return;
  table = make_table (widget);
  adw_dialog_present (bw_table_dialog_new (result->figure->handoff.title, table), widget);
}

static void
on_rule (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Result *result = bw_page_get_result (BW_PAGE (widget));

  if (result)
    adw_dialog_present (bw_rule_dialog_new (result->figure->handoff.title,
                                            result->figure->handoff.rule, NULL),
                        widget);
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

  gtk_widget_class_install_action (widget_class, "custody.table", NULL, on_table);
  gtk_widget_class_install_action (widget_class, "custody.rule", NULL, on_rule);
  g_type_ensure (BW_TYPE_CARD_GRID);
  g_type_ensure (BW_TYPE_CHART_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-custody-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwCustodyPage, roles);
  gtk_widget_class_bind_template_child (widget_class, BwCustodyPage, handoff_title);
  gtk_widget_class_bind_template_child (widget_class, BwCustodyPage, handoff_subtitle);
  gtk_widget_class_bind_template_child (widget_class, BwCustodyPage, list);
  gtk_widget_class_bind_template_child (widget_class, BwCustodyPage, all_button);
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
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row), self, 0);
}
