/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-sidebar.h"

#include <glib/gi18n.h>

#include "model/bw-money.h"
#include "ui/bw-pages.h"
#include "ui/bw-window.h"
#include "ui/widgets/bw-portfolio-switcher.h"
#include "ui/widgets/bw-refresh-status.h"

/**
 * BwSidebar:
 *
 * The side of the window: whose portfolio it is, the pages, and how old the data is.
 */
struct _BwSidebar {
  AdwBin           parent_instance;

  GtkMenuButton   *switcher;
  GtkLabel        *name_label;
  GtkLabel        *source_label;
  GtkListBox      *list;
  BwRefreshStatus *refresh_status;

  BwSession       *session;
  const char      *page; /* (nullable): the one that is shown. */
};

G_DEFINE_FINAL_TYPE (BwSidebar, bw_sidebar, ADW_TYPE_BIN)

enum {
  SIGNAL_PAGE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A page in the list; the names live as long as the program, in the table of pages. */
static GtkWidget *
create_row (const BwPageInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", info->icon, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *title = gtk_label_new (_(info->title));

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(info->title), -1);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  if (info->shows_count)
    {
      GtkWidget *count = gtk_label_new (NULL);

      gtk_widget_add_css_class (count, "dimmed");
      gtk_widget_add_css_class (count, "numeric");
      gtk_box_append (GTK_BOX (box), count);
      g_object_set_data (G_OBJECT (row), "count", count);
    }
  if (info->starts_group)
    gtk_widget_add_css_class (row, "bw-group-start");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "page", (gpointer) info->name);
  return row;
}

static void
show_counts (BwSidebar *self)
{
  guint n = bw_session_get_n_accounts (self->session);
  g_autofree char *text = n ? bw_number_format (n, 0) : g_strdup ("");
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    {
      GtkWidget *count = g_object_get_data (G_OBJECT (row), "count");

      if (count)
        gtk_label_set_text (GTK_LABEL (count), text);
    }
}

static void
on_changed (BwSession *session, guint changes, BwSidebar *self)
{
  const BwPortfolioInfo *info = bw_session_get_info (session);

  if (changes & (BW_CHANGE_PORTFOLIO | BW_CHANGE_DATA))
    {
      const char *company = bw_session_get_company (session);
      g_autofree char *source = info ? bw_session_describe_source (info) : g_strdup ("");

      gtk_label_set_text (self->name_label, company && *company ? company : info ? info->name : "");
      gtk_label_set_text (self->source_label, source);
      show_counts (self);
    }
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, BwSidebar *self)
{
  g_signal_emit (self, signals[SIGNAL_PAGE_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "page"));
}

/* Keys move the mark, and the page beside it has to be the one that is marked. */
static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, BwSidebar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (row && self->page && BW_IS_WINDOW (root) && !bw_window_get_narrow (BW_WINDOW (root))
      && !g_str_equal (g_object_get_data (G_OBJECT (row), "page"), self->page))
    on_row_activated (list, row, self);
}

static void
create_popover (GtkMenuButton *button, gpointer data)
{
  BwSidebar *self = data;

  /* Made anew each time: what is in it is read from the disk, and may have changed. */
  if (self->session)
    gtk_menu_button_set_popover (button, bw_portfolio_switcher_new (self->session));
}

static void
bw_sidebar_dispose (GObject *object)
{
  BwSidebar *self = BW_SIDEBAR (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_SIDEBAR);
  G_OBJECT_CLASS (bw_sidebar_parent_class)->dispose (object);
}

static void
bw_sidebar_class_init (BwSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_sidebar_dispose;

  /**
   * BwSidebar::page-chosen:
   * @name: the name of the page that a person wants to see
   */
  signals[SIGNAL_PAGE_CHOSEN] =
    g_signal_new ("page-chosen", BW_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (BW_TYPE_REFRESH_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, BwSidebar, switcher);
  gtk_widget_class_bind_template_child (widget_class, BwSidebar, name_label);
  gtk_widget_class_bind_template_child (widget_class, BwSidebar, source_label);
  gtk_widget_class_bind_template_child (widget_class, BwSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, BwSidebar, refresh_status);
}

static void
bw_sidebar_init (BwSidebar *self)
{
  guint n_pages;
  const BwPageInfo *pages = bw_pages_get (&n_pages);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_pages; i++)
    gtk_list_box_append (self->list, create_row (&pages[i]));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (on_row_selected), self);
  gtk_menu_button_set_create_popup_func (self->switcher, create_popover, self, NULL);
}

void
bw_sidebar_set_session (BwSidebar *self, BwSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  bw_refresh_status_set_session (self->refresh_status, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, 0);
  on_changed (session, BW_CHANGE_ALL, self);
}

/**
 * bw_sidebar_set_page:
 * @name: the page that is shown, which the list marks
 */
void
bw_sidebar_set_page (BwSidebar *self, const char *name)
{
  GtkListBoxRow *row;

  self->page = NULL;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "page"), name) == 0)
      {
        gtk_list_box_select_row (self->list, row);
        self->page = g_object_get_data (G_OBJECT (row), "page");
        /* The keyboard goes along, where it was in the list. */
        if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL)
          gtk_widget_grab_focus (GTK_WIDGET (row));
      }
}
