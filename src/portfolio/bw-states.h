/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-snapshot.h"

G_BEGIN_DECLS

char    *bw_states_file_path         (const char *mirror_path, const char *name);
BwDate  *bw_states_month_ends        (const BwAccountTable *table, BwDate as_of, guint months,
                                      guint *n_dates);
gboolean bw_states_keep              (BwMirror *mirror, const BwAccountTable *table,
                                      const BwDate *dates, guint n_dates,
                                      BwStatesProgress progress, gpointer user_data,
                                      GCancellable *cancellable, GError **error);
void     bw_states_keep_months_async (const char *mirror_path, BwSnapshot *snapshot, guint months,
                                      BwStatesProgress progress, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean bw_states_keep_months_finish (GAsyncResult *result, GError **error);
BwDate  *bw_states_list_dates        (const char *mirror_path, const BwAccountTable *table,
                                      guint *n_dates);

/**
 * BwStateTrail:
 *
 * Where chosen rows stood on earlier dates: @n_rows times @n_dates values, a row's dates
 * together and rising; NaN where the account was not there or nothing was known.
 */
typedef struct {
  guint    n_rows;
  guint    n_dates;
  BwDate  *dates;
  double  *happiness;
  double  *margin;
  double  *success_index;
} BwStateTrail;

BwStateTrail *bw_state_trail_load (const char *mirror_path, const BwSnapshot *snapshot,
                                   const guint32 *rows, guint n_rows, guint months);
void          bw_state_trail_free (BwStateTrail *trail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwStateTrail, bw_state_trail_free)

G_END_DECLS
