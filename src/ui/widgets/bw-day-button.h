/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/bw-date.h"

G_BEGIN_DECLS

#define BW_TYPE_DAY_BUTTON (bw_day_button_get_type ())
G_DECLARE_FINAL_TYPE (BwDayButton, bw_day_button, BW, DAY_BUTTON, AdwBin)

BwDate bw_day_button_get_date (BwDayButton *self);
void   bw_day_button_set_date (BwDayButton *self, BwDate date);

G_END_DECLS
