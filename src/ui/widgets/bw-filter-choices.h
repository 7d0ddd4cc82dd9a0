/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "portfolio/bw-account-filter.h"

G_BEGIN_DECLS

/* A word that accounts can be filtered by, and how many accounts it would leave. */
typedef struct {
  char  *word;  /* "" for accounts that have none. */
  char  *title;
  guint  accounts;
} BwFilterChoice;

/**
 * BwFilterChoices:
 *
 * What can be chosen in each field: words that accounts have, and words that are chosen already.
 * An array is empty for fields that are not offered.
 */
typedef struct {
  GArray *fields[BW_N_ACCOUNT_FILTER_FIELDS]; /* BwFilterChoice */
} BwFilterChoices;

BwFilterChoices *bw_filter_choices_compute (BwSnapshot *snapshot, const BwAccountFilter *filter);
void             bw_filter_choices_free    (BwFilterChoices *choices);
void             bw_filter_choices_async   (BwSnapshot *snapshot, const BwAccountFilter *filter,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
BwFilterChoices *bw_filter_choices_finish  (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFilterChoices, bw_filter_choices_free)

G_END_DECLS
