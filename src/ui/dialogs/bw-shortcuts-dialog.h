/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *bw_shortcuts_dialog_new (const char *only);

G_END_DECLS
