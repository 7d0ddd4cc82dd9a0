/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-accounts-view.h"

#include <glib/gi18n.h>

#include "ui/widgets/bw-account-cell.h"
#include "ui/widgets/bw-account-line.h"
#include "ui/widgets/bw-unfolding-list.h"

/**
 * BwAccountsView:
 *
 * A list of accounts: a table with columns to choose, sort and move where there is room for one,
 * two lines an account where there is not. Both look at the same selection. It does not sort: a
 * click on a heading is written into the settings, and whoever fills the view sorts by them.
 */
struct _BwAccountsView {
  AdwBin              parent_instance;

  GtkStack           *stack;
  GtkColumnView      *table;
  GtkListView        *lines;    /* (nullable): made when the view is first narrow. */
  GtkSingleSelection *selection;
  BwUnfoldingList    *list;
  BwTrendLoader      *trends;
  GSettings          *settings;
  BwAccountRow       *pointed;  /* (nullable): the account a menu was opened on. */
  GtkWidget          *menu;     /* (nullable): made when it is first opened. */
  gboolean            is_arranging; /* The columns are being changed by the view itself. */
};

G_DEFINE_FINAL_TYPE (BwAccountsView, bw_accounts_view, ADW_TYPE_BIN)

enum {
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The index never stands without the health it is made of, so these come first and together. */
static const char *const first_keys[] = { "name", "tier", "arr", "success_index", BW_TREND_COLUMN,
                                          "outcome", "experience", NULL };

/* The keys of all columns that can be chosen, in the order in which they are offered. */
static GPtrArray *
all_keys (void)
{
  GPtrArray *keys = g_ptr_array_new ();
  guint n;
  const BwAccountColumn *columns = bw_account_columns (&n);

  for (guint i = 0; first_keys[i]; i++)
    g_ptr_array_add (keys, (gpointer) first_keys[i]);
  for (guint i = 0; i < n; i++)
    if (!g_strv_contains (first_keys, columns[i].key))
      g_ptr_array_add (keys, (gpointer) columns[i].key);
  g_ptr_array_add (keys, NULL);
  return keys;
}

/* Returns the view's own copy of a key, or NULL when there is no such column. */
static const char *
find_key (const char *key)
{
  const BwAccountColumn *column = bw_account_column_find (key);

  return column ? column->key : g_str_equal (key, BW_TREND_COLUMN) ? BW_TREND_COLUMN : NULL;
}

static gboolean
is_shown_at_first (const char *key)
{
  const BwAccountColumn *column = bw_account_column_find (key);

  return column == NULL || column->shown;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkColumnViewCell *item, const char *key)
{
  gtk_column_view_cell_set_child (item, GTK_WIDGET (bw_account_cell_new (key)));
  gtk_column_view_cell_set_focusable (item, FALSE);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkColumnViewCell *item, BwAccountsView *self)
{
  BwAccountCell *cell = BW_ACCOUNT_CELL (gtk_column_view_cell_get_child (item));

  bw_account_cell_set_row (cell, gtk_column_view_cell_get_item (item), self->trends);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkColumnViewCell *item, BwAccountsView *self)
{
  bw_account_cell_set_row (BW_ACCOUNT_CELL (gtk_column_view_cell_get_child (item)), NULL, NULL);
}

/* What somebody who cannot see the cells hears of a row, besides its name. */
static char *
describe_row (BwAccountRow *row)
{
  g_autofree char *tier = bw_account_row_format (row, bw_account_column_find ("tier"));
  g_autofree char *arr = bw_account_row_format (row, bw_account_column_find ("arr"));
  g_autofree char *index = bw_account_row_format (row, bw_account_column_find ("success_index"));
  g_autofree char *quadrant = bw_account_row_format (row, bw_account_column_find ("quadrant"));

  /* Translators: a tier, an amount of money, a number from 0 to 100 and a quadrant. */
  return g_strdup_printf (_("%1$s tier, ARR %2$s, success index %3$s, %4$s"), tier, arr, index,
                          quadrant);
}

static void
on_row_bind (GtkSignalListItemFactory *factory, GtkColumnViewRow *item, BwAccountsView *self)
{
  BwAccountRow *row = gtk_column_view_row_get_item (item);
  g_autofree char *figures = describe_row (row);

  gtk_column_view_row_set_accessible_label (item, bw_account_row_get_name (row));
  gtk_column_view_row_set_accessible_description (item, figures);
}

static void
on_line_setup (GtkSignalListItemFactory *factory, GtkListItem *item, BwAccountsView *self)
{
  gtk_list_item_set_child (item, GTK_WIDGET (bw_account_line_new ()));
}

static void
on_line_bind (GtkSignalListItemFactory *factory, GtkListItem *item, BwAccountsView *self)
{
  BwAccountRow *row = gtk_list_item_get_item (item);
  g_autofree char *figures = describe_row (row);

  bw_account_line_set_row (BW_ACCOUNT_LINE (gtk_list_item_get_child (item)), row);
  gtk_list_item_set_accessible_label (item, bw_account_row_get_name (row));
  gtk_list_item_set_accessible_description (item, figures);
}

static GtkColumnViewColumn *
create_column (BwAccountsView *self, const char *key)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;
  g_autoptr (GMenu) menu = g_menu_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), (gpointer) key);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  column = gtk_column_view_column_new (bw_account_cell_title (key), factory);
  gtk_column_view_column_set_id (column, key);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (g_str_equal (key, "name"))
    gtk_column_view_column_set_expand (column, TRUE);
  else
    {
      g_autofree char *action = g_strdup_printf ("accounts.column-%s", key);

      g_menu_append (menu, _("_Hide Column"), action);
    }
  g_menu_append (menu, _("_Choose Columns…"), "accounts.choose-columns");
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (menu));
  if (bw_account_column_find (key))
    {
      /* It compares nothing: it makes the heading a button that says which way to sort. */
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }
  return column;
}

/* Headings of numbers stand at the end, over the numbers. There is no property for it. */
static void
align_headings (BwAccountsView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->table));
  GtkWidget *title = header ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; title && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (box && bw_account_cell_is_at_end (gtk_column_view_column_get_id (column)))
        gtk_widget_set_halign (box, GTK_ALIGN_END);
      title = gtk_widget_get_next_sibling (title);
    }
}

static void
show_sort (BwAccountsView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);
  gboolean descending;
  const BwAccountColumn *sort = bw_accounts_get_sort (self->settings, &descending);
  GtkColumnViewColumn *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_id (column), sort->key))
        found = column;
    }
  self->is_arranging = TRUE;
  gtk_column_view_sort_by_column (self->table, found,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->is_arranging = FALSE;
}

static void
arrange_columns (BwAccountsView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);
  g_auto (GStrv) keys = bw_accounts_view_get_columns (self);

  self->is_arranging = TRUE;
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->table, column);
    }
  for (guint i = 0; keys[i]; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = create_column (self, find_key (keys[i]));

      gtk_column_view_append_column (self->table, column);
    }
  self->is_arranging = FALSE;
  align_headings (self);
  show_sort (self);
}

static void
on_columns_setting (GSettings *settings, const char *key, BwAccountsView *self)
{
  if (!self->is_arranging)
    arrange_columns (self);
}

static void
on_sort_setting (GSettings *settings, const char *key, BwAccountsView *self)
{
  show_sort (self);
}

/* A column was dragged to another place. */
static void
on_columns_changed (GListModel *columns, guint position, guint removed, guint added,
                    BwAccountsView *self)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  if (self->is_arranging || self->settings == NULL || added == 0)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_strv_builder_add (keys, gtk_column_view_column_get_id (column));
    }
  strv = g_strv_builder_end (keys);
  self->is_arranging = TRUE;
  g_settings_set_strv (self->settings, "account-columns", (const char *const *) strv);
  self->is_arranging = FALSE;
}

static void
on_heading_clicked (GtkSorter *sorter, GtkSorterChange change, BwAccountsView *self)
{
  GtkColumnViewSorter *by = GTK_COLUMN_VIEW_SORTER (sorter);
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (by);
  gboolean descending = gtk_column_view_sorter_get_primary_sort_order (by) == GTK_SORT_DESCENDING;
  const BwAccountColumn *sort, *before;

  if (self->is_arranging || column == NULL)
    return;
  sort = bw_account_column_find (gtk_column_view_column_get_id (column));
  before = bw_accounts_get_sort (self->settings, NULL);
  /* The first click on a column of numbers asks for the largest, on one of names for the first. */
  if (sort != before && bw_account_cell_is_at_end (sort->key))
    descending = TRUE;
  bw_accounts_set_sort (self->settings, sort, descending);
  show_sort (self);
}

static void
on_activate (GtkWidget *view, guint position, BwAccountsView *self)
{
  g_autoptr (BwAccountRow) row
    = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (row)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, row);
}

static void
open_menu (BwAccountsView *self, BwAccountRow *row, const GdkRectangle *at)
{
  if (row == NULL)
    return;
  g_set_object (&self->pointed, row);
  if (self->menu == NULL)
    {
      g_autoptr (GMenu) menu = g_menu_new ();
      g_autoptr (GMenu) first = g_menu_new ();
      g_autoptr (GMenu) only = g_menu_new ();

      g_menu_append (first, _("_Open"), "accounts.open");
      g_menu_append (first, _("_Copy Name"), "accounts.copy-name");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
      g_menu_append (only, _("Same O_wner"), "accounts.only::owner");
      g_menu_append (only, _("Same _Tier"), "accounts.only::tier");
      g_menu_append (only, _("Same _Industry"), "accounts.only::industry");
      g_menu_append (only, _("Same _Quadrant"), "accounts.only::quadrant");
      g_menu_append_section (menu, _("Show Only"), G_MENU_MODEL (only));
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static BwAccountRow *
find_row (GtkWidget *widget)
{
  BwAccountRow *row = NULL;

  if (BW_IS_ACCOUNT_CELL (widget))
    return bw_account_cell_get_row (BW_ACCOUNT_CELL (widget));
  if (BW_IS_ACCOUNT_LINE (widget))
    return bw_account_line_get_row (BW_ACCOUNT_LINE (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && row == NULL;
       child = gtk_widget_get_next_sibling (child))
    row = find_row (child);
  return row;
}

static void
on_secondary (GtkGestureClick *gesture, int n_press, double x, double y, BwAccountsView *self)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  BwAccountRow *row = NULL;

  /* Between its cells a row is still the row, so go up to the child of the list. */
  while (widget && widget != GTK_WIDGET (self)
         && !GTK_IS_LIST_VIEW (gtk_widget_get_parent (widget)))
    widget = gtk_widget_get_parent (widget);
  if (widget && widget != GTK_WIDGET (self))
    row = find_row (widget);
  if (row == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, row, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

static gboolean
on_menu_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  BwAccountsView *self = BW_ACCOUNTS_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  BwAccountRow *row = gtk_single_selection_get_selected_item (self->selection);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT_ZERO;

  if (row == NULL)
    return FALSE;
  if (focus && gtk_widget_is_ancestor (focus, widget))
    (void) !gtk_widget_compute_bounds (focus, widget, &bounds);
  open_menu (self, row,
             &(GdkRectangle) { bounds.origin.x + 12, bounds.origin.y, 1, bounds.size.height });
  return TRUE;
}

static GtkWidget *
scroll (GtkWidget *child)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), child);
  gtk_widget_set_vexpand (window, TRUE);
  return window;
}

static void
create_lines (BwAccountsView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_line_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_line_bind), self);
  self->lines = GTK_LIST_VIEW (
    gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  gtk_list_view_set_single_click_activate (self->lines, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lines), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Accounts"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->lines), "bw-account-lines");
  g_signal_connect (self->lines, "activate", G_CALLBACK (on_activate), self);
  gtk_stack_add_named (self->stack, scroll (GTK_WIDGET (self->lines)), "lines");
}

static void
bw_accounts_view_dispose (GObject *object)
{
  BwAccountsView *self = BW_ACCOUNTS_VIEW (object);

  if (self->settings)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->pointed);
  g_clear_object (&self->trends);
  if (self->table)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_columns (self->table), self);
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->table), self);
      self->table = NULL;
    }
  g_clear_object (&self->selection);
  if (self->list)
    g_object_run_dispose (G_OBJECT (self->list));
  g_clear_object (&self->list);
  G_OBJECT_CLASS (bw_accounts_view_parent_class)->dispose (object);
}

static void
bw_accounts_view_class_init (BwAccountsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_accounts_view_dispose;
  gtk_widget_class_set_css_name (widget_class, "bw-accounts-view");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, on_menu_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);

  /**
   * BwAccountsView::opened:
   * @row: the account that a person wants to see more of
   */
  signals[SIGNAL_OPENED] = g_signal_new ("opened", BW_TYPE_ACCOUNTS_VIEW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, BW_TYPE_ACCOUNT_ROW);
}

static void
bw_accounts_view_init (BwAccountsView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkListItemFactory *rows = gtk_signal_list_item_factory_new ();

  self->list = bw_unfolding_list_new (GTK_WIDGET (self));
  self->selection
    = gtk_single_selection_new (g_object_ref (bw_unfolding_list_get_shown (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);

  self->table = GTK_COLUMN_VIEW (
    gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection))));
  gtk_column_view_set_reorderable (self->table, TRUE);
  gtk_column_view_set_single_click_activate (self->table, TRUE);
  gtk_column_view_set_tab_behavior (self->table, GTK_LIST_TAB_ITEM);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Accounts"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "bw-accounts");
  g_signal_connect (rows, "bind", G_CALLBACK (on_row_bind), self);
  gtk_column_view_set_row_factory (self->table, rows);
  g_object_unref (rows);
  g_signal_connect (self->table, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect (gtk_column_view_get_columns (self->table), "items-changed",
                    G_CALLBACK (on_columns_changed), self);
  g_signal_connect (gtk_column_view_get_sorter (self->table), "changed",
                    G_CALLBACK (on_heading_clicked), self);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, scroll (GTK_WIDGET (self->table)), "table");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_secondary), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * bw_accounts_view_set_settings:
 * @settings: where the columns and the order are kept; set once
 */
void
bw_accounts_view_set_settings (BwAccountsView *self, GSettings *settings)
{
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect (settings, "changed::account-columns", G_CALLBACK (on_columns_setting), self);
  g_signal_connect (settings, "changed::account-sort", G_CALLBACK (on_sort_setting), self);
  arrange_columns (self);
}

/* The account at the upper edge of the table, #BW_INDEX_NONE at its beginning. */
static guint32
find_upper_slot (BwAccountsView *self)
{
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->table));
  GListModel *model = bw_unfolding_list_get_model (self->list);
  double share = gtk_adjustment_get_value (scroll) / MAX (1, gtk_adjustment_get_upper (scroll));
  BwAccountList *list;
  guint n;

  if (model == NULL || share <= 0)
    return BW_INDEX_NONE;
  list = BW_ACCOUNT_LIST (model);
  n = bw_account_list_get_size (list);
  if (n == 0)
    return BW_INDEX_NONE;
  return bw_account_list_get_snapshot (list)
    ->slot[bw_account_list_get_row (list, MIN (n - 1, (guint) (share * n)))];
}

/**
 * bw_accounts_view_set_list:
 * @trends: (nullable): where the sparklines of @list come from
 * @keep_place: whether the same accounts should stay in sight, because only the day has changed
 */
void
bw_accounts_view_set_list (BwAccountsView *self, BwAccountList *list, BwTrendLoader *trends,
                           gboolean keep_place)
{
  guint32 slot = keep_place ? find_upper_slot (self) : BW_INDEX_NONE;
  guint32 row = slot == BW_INDEX_NONE
                  ? BW_INDEX_NONE
                  : bw_snapshot_find_slot (bw_account_list_get_snapshot (list), slot);

  g_set_object (&self->trends, trends);
  bw_unfolding_list_set_model (self->list, G_LIST_MODEL (list),
                               row != BW_INDEX_NONE ? G_MAXUINT : 0);
  for (guint i = 0; row != BW_INDEX_NONE && i < bw_account_list_get_size (list); i++)
    if (bw_account_list_get_row (list, i) == row)
      gtk_column_view_scroll_to (self->table, i, NULL, GTK_LIST_SCROLL_NONE, NULL);
}

void
bw_accounts_view_set_narrow (BwAccountsView *self, gboolean narrow)
{
  if (narrow && self->lines == NULL)
    create_lines (self);
  gtk_stack_set_visible_child_name (self->stack, narrow ? "lines" : "table");
}

/**
 * bw_accounts_view_get_columns:
 *
 * Returns: (transfer full): the keys of the columns shown, in their order; never none
 */
char **
bw_accounts_view_get_columns (BwAccountsView *self)
{
  g_auto (GStrv) chosen = g_settings_get_strv (self->settings, "account-columns");
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autoptr (GPtrArray) all = all_keys ();
  gboolean any = FALSE;

  /* Settings may be of another version, and may have been written by hand. */
  for (guint i = 0; chosen[i]; i++)
    if (find_key (chosen[i]) && !g_strv_contains ((const char *const *) chosen + i + 1, chosen[i]))
      {
        g_strv_builder_add (keys, chosen[i]);
        any = TRUE;
      }
  for (guint i = 0; !any && g_ptr_array_index (all, i); i++)
    if (is_shown_at_first (g_ptr_array_index (all, i)))
      g_strv_builder_add (keys, g_ptr_array_index (all, i));
  return g_strv_builder_end (keys);
}

/**
 * bw_accounts_view_set_column:
 * @key: of a column
 * @shown: whether it is shown; one that was not comes to stand at the end
 */
void
bw_accounts_view_set_column (BwAccountsView *self, const char *key, gboolean shown)
{
  g_auto (GStrv) keys = bw_accounts_view_get_columns (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;

  for (guint i = 0; keys[i]; i++)
    if (!g_str_equal (keys[i], key))
      g_strv_builder_add (builder, keys[i]);
  if (shown)
    g_strv_builder_add (builder, key);
  changed = g_strv_builder_end (builder);
  if (g_strv_length (changed) > 0)
    g_settings_set_strv (self->settings, "account-columns", (const char *const *) changed);
}

/**
 * bw_accounts_view_get_row:
 *
 * Returns: (nullable) (transfer none): the account that the menu is open on
 */
BwAccountRow *
bw_accounts_view_get_row (BwAccountsView *self)
{
  return self->pointed;
}

/**
 * bw_accounts_view_get_table:
 *
 * Returns: (transfer none): the table
 */
GtkWidget *
bw_accounts_view_get_table (BwAccountsView *self)
{
  return GTK_WIDGET (self->table);
}

/**
 * bw_accounts_view_list_keys:
 *
 * Returns: (transfer container): the keys of all columns, ended by %NULL
 */
const char **
bw_accounts_view_list_keys (void)
{
  return (const char **) g_ptr_array_free (all_keys (), FALSE);
}

/**
 * bw_accounts_get_sort:
 * @descending: (out) (optional): whether the largest comes first
 *
 * Returns: (transfer none): the column that lists of accounts are sorted by
 */
const BwAccountColumn *
bw_accounts_get_sort (GSettings *settings, gboolean *descending)
{
  g_autofree char *text = g_settings_get_string (settings, "account-sort");
  const BwAccountColumn *column = bw_account_column_find (*text == '-' ? text + 1 : text);

  if (descending)
    *descending = *text == '-' || column == NULL;
  return column ? column : bw_account_column_find ("arr");
}

void
bw_accounts_set_sort (GSettings *settings, const BwAccountColumn *column, gboolean descending)
{
  g_autofree char *text = g_strconcat (descending ? "-" : "", column->key, NULL);

  g_settings_set_string (settings, "account-sort", text);
}
