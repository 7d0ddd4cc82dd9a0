/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-account-page.h"

#include <glib/gi18n.h>

#include "figures/bw-account-figure.h"

/**
 * BwAccountPage:
 *
 * One account: what it is, how it does, and why.
 */
struct _BwAccountPage {
  BwPage     parent_instance;

  AdwWrapBox *chips;
  char       *account_id;
};

G_DEFINE_FINAL_TYPE (BwAccountPage, bw_account_page, BW_TYPE_PAGE)

static gpointer
bw_account_page_get_options (BwPage *page)
{
  return g_strdup (BW_ACCOUNT_PAGE (page)->account_id);
}

static gpointer
bw_account_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  return bw_account_figure_compute (&query->scope, query->options, error);
}

static void
bw_account_page_show (BwPage *page, gpointer result)
{
  BwAccountPage *self = BW_ACCOUNT_PAGE (page);
  BwAccountFigure *figure = result;
  GtkWidget *child;

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page), figure->name);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))))
    adw_wrap_box_remove (self->chips, child);
  for (guint i = 0; figure->chips[i]; i++)
    adw_wrap_box_append (self->chips, gtk_label_new (figure->chips[i]));
}

static void
bw_account_page_finalize (GObject *object)
{
  g_free (BW_ACCOUNT_PAGE (object)->account_id);
  G_OBJECT_CLASS (bw_account_page_parent_class)->finalize (object);
}

static void
bw_account_page_class_init (BwAccountPageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_account_page_finalize;
  page_class->reads_rows = TRUE;
  page_class->get_options = bw_account_page_get_options;
  page_class->free_options = g_free;
  page_class->compute = bw_account_page_compute;
  page_class->free_result = (GDestroyNotify) bw_account_figure_free;
  page_class->show = bw_account_page_show;
}

static void
bw_account_page_init (BwAccountPage *self)
{
  self->chips = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->chips, 12);
  g_object_set (self, "body", self->chips, NULL);
}

/**
 * bw_account_page_open:
 * @account_id: of the account to show
 *
 * Goes from the page shown to that of an account.
 */
BwAccountPage *
bw_account_page_open (BwWindow *window, const char *account_id)
{
  BwAccountPage *self = g_object_new (BW_TYPE_ACCOUNT_PAGE, "session",
                                      bw_window_get_session (window), "title", _("Account"), NULL);

  self->account_id = g_strdup (account_id);
  bw_window_push (window, BW_PAGE (self));
  return self;
}
