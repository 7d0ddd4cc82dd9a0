/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-portfolio-page.h"

#include "figures/bw-key-figures.h"

/**
 * BwPortfolioPage:
 *
 * The leader's page: key figures with their change, and the four charts.
 */
struct _BwPortfolioPage {
  BwPage      parent_instance;

  AdwWrapBox *figures;
};

G_DEFINE_FINAL_TYPE (BwPortfolioPage, bw_portfolio_page, BW_TYPE_PAGE)

static gpointer
bw_portfolio_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  return bw_key_figures_compute (&query->scope);
}

static void
bw_portfolio_page_show (BwPage *page, gpointer result)
{
  BwPortfolioPage *self = BW_PORTFOLIO_PAGE (page);
  BwKeyFigures *figures = result;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures))))
    adw_wrap_box_remove (self->figures, child);
  for (guint i = 0; i < figures->n_figures; i++)
    adw_wrap_box_append (self->figures, gtk_label_new (figures->figures[i].value));
}

static void
bw_portfolio_page_class_init (BwPortfolioPageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);

  page_class->compute = bw_portfolio_page_compute;
  page_class->free_result = (GDestroyNotify) bw_key_figures_free;
  page_class->show = bw_portfolio_page_show;
}

static void
bw_portfolio_page_init (BwPortfolioPage *self)
{
  self->figures = ADW_WRAP_BOX (adw_wrap_box_new ());
  g_object_set (self, "body", self->figures, NULL);
}
