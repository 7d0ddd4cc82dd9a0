/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"

G_BEGIN_DECLS

/**
 * BwPageInfo:
 * @name: the page in actions, settings and the names of pictures
 * @title: untranslated, marked with N_()
 * @starts_group: whether a gap stands before it in the list
 * @shows_count: whether the number of accounts stands behind it
 *
 * A page that the sidebar leads to. Adding a page is adding a line to the table.
 */
typedef struct {
  const char *name;
  const char *title;
  const char *icon;
  GType     (*get_type) (void);
  gboolean    starts_group;
  gboolean    shows_count;
} BwPageInfo;

const BwPageInfo *bw_pages_get  (guint *n_pages);
const BwPageInfo *bw_pages_find (const char *name);

G_END_DECLS
