/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

AdwDialog *bw_day_dialog_new (BwSession *session);

G_END_DECLS
