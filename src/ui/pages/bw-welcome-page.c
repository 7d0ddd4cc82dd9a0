/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-welcome-page.h"

/**
 * BwWelcomePage:
 *
 * What a person sees first: three ways to a portfolio.
 */
struct _BwWelcomePage {
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (BwWelcomePage, bw_welcome_page, ADW_TYPE_BIN)

static void
bw_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (bw_welcome_page_parent_class)->dispose (object);
}

static void
bw_welcome_page_class_init (BwWelcomePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               BW_RESOURCES "bw-welcome-page.ui");
}

static void
bw_welcome_page_init (BwWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bw_welcome_page_new (void)
{
  return g_object_new (BW_TYPE_WELCOME_PAGE, NULL);
}
