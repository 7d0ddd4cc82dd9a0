/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-mirror.h"

G_BEGIN_DECLS

/* A company as large as asked, quickly made: its figures mean nothing, their number does. */

#define PLAIN_AS_OF 20600

/* Rows of an account, beside itself. */
#define PLAIN_READINGS 7
#define PLAIN_EVENTS 3
#define PLAIN_COSTS 6

gboolean plain_mirror_fill (BwMirror *mirror, guint accounts, GError **error);

G_END_DECLS
