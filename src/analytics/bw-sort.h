/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint64 bw_sort_key_of_double (double value);
double  bw_sort_double_of_key (guint64 key);
void    bw_sort_keys          (guint64 *keys, guint32 *payload, gsize n);
void    bw_sort_doubles       (double *values, gsize n);

G_END_DECLS
