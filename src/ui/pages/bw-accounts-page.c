/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-accounts-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/bw-window.h"
#include "ui/pages/bw-account-page.h"
#include "ui/widgets/bw-account-cell.h"
#include "ui/widgets/bw-accounts-export.h"
#include "ui/widgets/bw-table-export.h"
#include "ui/widgets/bw-accounts-view.h"
#include "ui/widgets/bw-column-chooser.h"
#include "ui/widgets/bw-label-tooltip.h"

/**
 * BwAccountsPage:
 *
 * Every account that passes the filter, with the figures that were chosen as columns.
 */
struct _BwAccountsPage {
  BwPage                 parent_instance;

  GtkLabel              *count;
  GtkMenuButton         *sort_button;
  GtkMenuButton         *columns_button;
  BwAccountsView        *view;

  BwAccountList         *list;
  BwTrendLoader         *trends;
  GSimpleActionGroup    *actions;

  BwAccountFilter       *filter; /* (nullable): what @list was made by, as the next two. */
  const BwAccountColumn *sort;
  gboolean               descending;
};

G_DEFINE_FINAL_TYPE (BwAccountsPage, bw_accounts_page, BW_TYPE_PAGE)

typedef struct {
  const BwAccountColumn *sort;
  gboolean               descending;
} Options;

typedef struct {
  BwAccountList         *list;
  guint                  whole;
  BwMoney                arr;
  char                  *mirror_path;
  BwAccountFilter       *filter;
  const BwAccountColumn *sort;
  gboolean               descending;
} Result;

static gpointer
bw_accounts_page_get_options (BwPage *page)
{
  Options *options = g_new0 (Options, 1);
  GSettings *settings = bw_session_get_settings (bw_page_get_session (page));

  options->sort = bw_accounts_get_sort (settings, &options->descending);
  return options;
}

static gpointer
bw_accounts_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  const Options *options = query->options;
  BwSnapshot *snapshot = query->scope.snapshot;
  g_autoptr (BwAccountsFigure) figure
    = bw_accounts_figure_compute (&query->scope, options->sort, options->descending);
  Result *result = g_new0 (Result, 1);

  for (guint i = 0; i < figure->selection->n; i++)
    if (snapshot->arr[figure->selection->rows[i]] != BW_MONEY_NONE)
      bw_money_add (result->arr, snapshot->arr[figure->selection->rows[i]], &result->arr);
  result->whole = figure->whole;
  result->list = bw_account_list_new (snapshot, g_steal_pointer (&figure->selection));
  result->mirror_path = g_strdup (query->mirror_path);
  result->filter = bw_account_filter_copy (query->scope.filter);
  result->sort = options->sort;
  result->descending = options->descending;
  return result;
}

static void
result_free (Result *result)
{
  g_object_unref (result->list);
  bw_account_filter_free (result->filter);
  g_free (result->mirror_path);
  g_free (result);
}

static char *
describe (Result *result)
{
  BwSnapshot *snapshot = bw_account_list_get_snapshot (result->list);
  g_autofree char *money = bw_money_format_short (result->arr, snapshot->table->currency);
  guint n = bw_account_list_get_size (result->list);

  if (n == result->whole)
    /* Translators: the second is an amount of money, as in "512 accounts · €18.4 M". */
    return g_strdup_printf (ngettext ("%'u account · %s", "%'u accounts · %s", n), n, money);
  /* Translators: such as "73 of 512 accounts · €3.6 M". */
  return g_strdup_printf (ngettext ("%'u of %'u account · %s", "%'u of %'u accounts · %s",
                                    result->whole),
                          n, result->whole, money);
}

/* Whether nothing but the search narrows down the accounts. */
static gboolean
is_search_alone (const BwAccountFilter *filter)
{
  g_autoptr (BwAccountFilter) rest = bw_account_filter_copy (filter);

  bw_account_filter_set_search (rest, NULL);
  return bw_account_filter_is_empty (rest);
}

static void
bw_accounts_page_show (BwPage *page, gpointer data)
{
  BwAccountsPage *self = BW_ACCOUNTS_PAGE (page);
  Result *result = data;
  BwSnapshot *snapshot = bw_account_list_get_snapshot (result->list);
  g_autofree char *count = NULL;

  /* What was read of the same day's accounts stays good whatever the filter. */
  if (self->list == NULL || bw_account_list_get_snapshot (self->list) != snapshot)
    {
      g_clear_object (&self->trends);
      self->trends = bw_trend_loader_new (result->mirror_path, snapshot);
    }
  g_set_object (&self->list, result->list);
  bw_accounts_view_set_list (self->view, self->list, self->trends,
                             self->filter && self->sort == result->sort
                               && self->descending == result->descending
                               && bw_account_filter_equal (self->filter, result->filter));
  g_clear_pointer (&self->filter, bw_account_filter_free);
  self->filter = bw_account_filter_copy (result->filter);
  self->sort = result->sort;
  self->descending = result->descending;
  count = describe (result);
  gtk_label_set_label (self->count, count);

  if (bw_account_list_get_size (self->list) == 0)
    {
      const BwAccountFilter *filter = bw_session_get_filter (bw_page_get_session (page));
      const char *search = bw_account_filter_get_search (filter);
      g_autofree char *text = NULL;

      if (search && *search)
        text = g_strdup_printf (is_search_alone (filter)
                                  ? _("No account has “%s” in its name or id.")
                                  : _("No account has “%s” in its name or id and passes the "
                                      "filter."),
                                search);
      bw_page_show_too_few (page, _("No Account Matches"),
                            text ? text : _("No account passes all filters at once."));
    }
}

static char *
bw_accounts_page_describe (BwPage *page)
{
  Result *result = bw_page_get_result (page);

  return result ? describe (result) : NULL;
}

static void
on_sort_setting (GSettings *settings, const char *key, BwAccountsPage *self)
{
  bw_page_invalidate (BW_PAGE (self));
}

static void
on_opened (BwAccountsView *view, BwAccountRow *row, BwAccountsPage *self)
{
  bw_account_page_open (BW_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                        bw_account_row_get_id (row));
}

static void
on_narrow (BwAccountsPage *self)
{
  bw_accounts_view_set_narrow (self->view, bw_page_get_narrow (BW_PAGE (self)));
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwAccountsPage *self = data;
  BwAccountRow *row = bw_accounts_view_get_row (self->view);

  if (row)
    on_opened (self->view, row, self);
}

static void
on_copy_name (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwAccountsPage *self = data;
  BwAccountRow *row = bw_accounts_view_get_row (self->view);

  if (row)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                            bw_account_row_get_name (row));
}

/* Adds to the filter what the account under the menu has. */
static void
on_only (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwAccountsPage *self = data;
  BwAccountRow *row = bw_accounts_view_get_row (self->view);
  const char *what = g_variant_get_string (parameter, NULL);
  BwSession *session = bw_page_get_session (BW_PAGE (self));
  g_autoptr (BwAccountFilter) filter = bw_account_filter_copy (bw_session_get_filter (session));
  const char *words[2] = { "", NULL };
  BwSnapshot *snapshot;
  guint32 place;

  if (row == NULL)
    return;
  snapshot = bw_account_row_get_snapshot (row);
  place = bw_account_row_get_row (row);
  if (g_str_equal (what, "owner"))
    {
      const BwPerson *owner = bw_snapshot_owner (snapshot, place);

      words[0] = owner ? owner->id : "";
      bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_OWNER, words);
    }
  else if (g_str_equal (what, "tier"))
    {
      words[0] = bw_tier_word (snapshot->tier[place]);
      bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_TIER, words);
    }
  else if (g_str_equal (what, "industry"))
    {
      const char *industry = bw_snapshot_industry (snapshot, place);

      words[0] = industry ? industry : "";
      bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_INDUSTRY, words);
    }
  else if (g_str_equal (what, "quadrant"))
    {
      words[0] = snapshot->quadrant[place] == BW_QUADRANT_UNKNOWN
                   ? "unknown"
                   : bw_quadrant_word (snapshot->quadrant[place]);
      bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_QUADRANT, words);
    }
  bw_session_set_filter (session, filter);
}

static void
on_choose_columns (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_menu_button_popup (BW_ACCOUNTS_PAGE (data)->columns_button);
}

/* "column-KEY" hides the column, from the menu of its heading. */
static void
on_hide_column (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  bw_accounts_view_set_column (BW_ACCOUNTS_PAGE (data)->view, name + strlen ("column-"), FALSE);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwAccountsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  guint n = bw_account_list_get_size (BW_ACCOUNT_LIST (source));

  if (bw_accounts_export_finish (result, &error))
    text = g_strdup_printf (ngettext ("%'u account exported", "%'u accounts exported", n), n);
  else
    text = g_strdup_printf (_("The accounts were not exported: %s"), error->message);
  if (BW_IS_WINDOW (root))
    bw_window_say (BW_WINDOW (root), text);
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwAccountsPage) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  const char *path = file ? g_file_peek_path (file) : NULL;
  g_auto (GStrv) keys = NULL;

  if (path == NULL || self->list == NULL)
    return;
  keys = bw_accounts_view_get_columns (self->view);
  bw_accounts_export_async (self->list, (const char *const *) keys, path, on_exported,
                            g_object_ref (self));
}

static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwAccountsPage *self = data;
  g_autofree char *name = NULL;
  char date[BW_DATE_STRLEN];

  if (self->list == NULL)
    return;
  /* Translators: the name of a file; %s is a date such as 2026-11-21. */
  name = g_strdup_printf (_("Accounts %s.csv"),
                          bw_date_format_iso (bw_account_list_get_snapshot (self->list)->as_of,
                                              date));
  bw_sheet_ask_file (GTK_WIDGET (self), _("Export Accounts"), name, on_file_chosen,
                     g_object_ref (self));
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = on_open },
  { .name = "copy-name", .activate = on_copy_name },
  { .name = "only", .activate = on_only, .parameter_type = "s" },
  { .name = "choose-columns", .activate = on_choose_columns },
  { .name = "export", .activate = on_export },
};

static GMenuModel *
create_sort_menu (void)
{
  static const char *const keys[] = { "-arr", "name", "success_index", "-success_index",
                                      "renewal_on", "tier" };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gboolean descending = *keys[i] == '-';
      const BwAccountColumn *column = bw_account_column_find (keys[i] + descending);
      const char *title = bw_account_column_title (column);
      g_autoptr (GMenuItem) item = NULL;
      g_autofree char *label = NULL;

      if (bw_account_cell_is_at_end (column->key))
        /* Translators: %s is the heading of a column of numbers that a list is sorted by. */
        label = g_strdup_printf (descending ? _("%s, Largest First") : _("%s, Smallest First"),
                                 title);
      item = g_menu_item_new (label ? label : title, NULL);
      g_menu_item_set_action_and_target (item, "accounts.account-sort", "s", keys[i]);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
bw_accounts_page_constructed (GObject *object)
{
  BwAccountsPage *self = BW_ACCOUNTS_PAGE (object);
  GSettings *settings = bw_session_get_settings (bw_page_get_session (BW_PAGE (self)));
  g_autofree const char **keys = bw_accounts_view_list_keys ();
  g_autoptr (GMenuModel) sort_menu = create_sort_menu ();
  g_autoptr (GAction) sort = g_settings_create_action (settings, "account-sort");

  G_OBJECT_CLASS (bw_accounts_page_parent_class)->constructed (object);
  bw_label_tooltip_follow (self->count);
  bw_accounts_view_set_settings (self->view, settings);
  gtk_menu_button_set_popover (self->columns_button, bw_column_chooser_new (self->view));
  gtk_menu_button_set_menu_model (self->sort_button, sort_menu);

  g_action_map_add_action (G_ACTION_MAP (self->actions), sort);
  for (guint i = 0; keys[i]; i++)
    {
      g_autofree char *name = g_strconcat ("column-", keys[i], NULL);
      g_autoptr (GSimpleAction) action = g_simple_action_new (name, NULL);

      g_signal_connect (action, "activate", G_CALLBACK (on_hide_column), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
  g_signal_connect_object (settings, "changed::account-sort", G_CALLBACK (on_sort_setting), self,
                           0);
}

static void
bw_accounts_page_dispose (GObject *object)
{
  BwAccountsPage *self = BW_ACCOUNTS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_ACCOUNTS_PAGE);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "accounts", NULL);
  g_clear_object (&self->actions);
  g_clear_object (&self->list);
  g_clear_object (&self->trends);
  G_OBJECT_CLASS (bw_accounts_page_parent_class)->dispose (object);
}

static void
bw_accounts_page_finalize (GObject *object)
{
  g_clear_pointer (&BW_ACCOUNTS_PAGE (object)->filter, bw_account_filter_free);
  G_OBJECT_CLASS (bw_accounts_page_parent_class)->finalize (object);
}

static void
bw_accounts_page_class_init (BwAccountsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwPageClass *page_class = BW_PAGE_CLASS (klass);

  object_class->constructed = bw_accounts_page_constructed;
  object_class->dispose = bw_accounts_page_dispose;
  object_class->finalize = bw_accounts_page_finalize;
  page_class->get_options = bw_accounts_page_get_options;
  page_class->free_options = g_free;
  page_class->compute = bw_accounts_page_compute;
  page_class->free_result = (GDestroyNotify) result_free;
  page_class->show = bw_accounts_page_show;
  page_class->describe = bw_accounts_page_describe;

  g_type_ensure (BW_TYPE_ACCOUNTS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               BW_RESOURCES "bw-accounts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwAccountsPage, count);
  gtk_widget_class_bind_template_child (widget_class, BwAccountsPage, sort_button);
  gtk_widget_class_bind_template_child (widget_class, BwAccountsPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, BwAccountsPage, view);
}

static void
bw_accounts_page_init (BwAccountsPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "accounts", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->view, "opened", G_CALLBACK (on_opened), self);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (on_narrow), NULL);
}

/**
 * bw_accounts_page_get_list:
 *
 * Returns: (nullable) (transfer none): the accounts as they are listed now
 */
BwAccountList *
bw_accounts_page_get_list (BwAccountsPage *self)
{
  return self->list;
}
