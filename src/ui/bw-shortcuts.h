/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The group of the keys that work while a review is presented. */
#define BW_SHORTCUTS_PRESENTING "While Presenting"

/**
 * BwShortcut:
 * @group: untranslated, as is @title; both are marked with N_()
 * @action: (nullable): the detailed action, %NULL for keys that a widget handles itself
 * @keys: accelerators, parted by spaces
 */
typedef struct {
  const char *group;
  const char *title;
  const char *action;
  const char *keys;
} BwShortcut;

const BwShortcut *bw_shortcuts_get    (guint *n_shortcuts);
void              bw_shortcuts_set_up (GtkApplication *application);

G_END_DECLS
