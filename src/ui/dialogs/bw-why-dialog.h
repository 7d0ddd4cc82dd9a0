/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-account-figure.h"

G_BEGIN_DECLS

AdwDialog *bw_why_dialog_new     (const BwAccountFigure *figure);
char      *bw_points_format      (double points);

G_END_DECLS
