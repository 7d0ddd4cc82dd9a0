/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "portfolio/bw-snapshot.h"

G_BEGIN_DECLS

gboolean        bw_person_owns_accounts (const BwSnapshot *snapshot, const char *person);
const BwPerson *bw_person_find          (const BwSnapshot *snapshot, const char *person);
AdwDialog      *bw_person_dialog_new    (GSettings *settings, BwSnapshot *snapshot,
                                         gboolean everybody);

G_END_DECLS
