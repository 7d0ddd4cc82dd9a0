/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint   bw_bins_freedman_diaconis (double range, double iqr, gsize n);
double *bw_bins_round_edges       (double from, double to, guint wanted, const double *marks,
                                   guint n_marks, gsize *n_bins);
gsize   bw_bins_find              (const double *edges, gsize n_bins, double value);

G_END_DECLS
