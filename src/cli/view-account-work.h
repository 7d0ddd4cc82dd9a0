/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-json.h"
#include "figures/bw-account-work.h"

G_BEGIN_DECLS

void bw_view_add_work (yyjson_mut_doc *doc, yyjson_mut_val *root, yyjson_mut_val *plan,
                       const BwAccountWork *work);

G_END_DECLS
