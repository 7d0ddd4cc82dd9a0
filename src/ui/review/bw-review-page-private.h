/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/review/bw-review-checks.h"
#include "ui/review/bw-review-draft.h"
#include "ui/review/bw-review-form.h"
#include "ui/review/bw-review-keeper.h"
#include "ui/review/bw-review-page.h"
#include "ui/review/bw-slide-view.h"

G_BEGIN_DECLS

/* The page is one class in two files: what it shows, and what a person does on it. */
struct _BwReviewPage {
  BwPage                  parent_instance;

  GtkLabel               *heading;
  GtkLabel               *summary;
  AdwBanner              *banner;
  AdwNavigationSplitView *split;
  GtkListBox             *list;
  BwSlideView            *view;
  BwReviewForm           *form;
  BwReviewChecks         *checks;

  char                   *account_id;  /* (nullable): NULL for the review of the portfolio. */
  char                   *path;        /* (nullable): where the choices are kept. */
  BwReviewKeeper         *keeper;      /* (nullable): until there is a portfolio. */
  BwReviewDraft          *draft;
  GHashTable             *rows;        /* Key to the #BwReviewRow, which the list owns. */
  const BwSlideTheme     *theme;       /* (nullable): of the result that is shown. */
  char                   *key;         /* (nullable): of the slide that is shown. */
  gboolean                syncing;     /* The selection is not of the person's doing. */
  guint                   draw_source;

  GtkEventController     *keys;        /* (nullable): of the window, while the page is seen. */
};

void        bw_review_page_install_actions (GtkWidgetClass *klass);
void        bw_review_page_add_keys        (BwReviewPage *self);
void        bw_review_page_add_list_keys   (BwReviewPage *self);
void        bw_review_page_update_actions  (BwReviewPage *self);
guint       bw_review_page_place           (BwReviewPage *self, const char *key);

G_END_DECLS
