/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-sync-error.h"

G_DEFINE_QUARK (bw-sync-error-quark, bw_sync_error)
