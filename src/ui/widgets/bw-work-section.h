/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-account-work.h"

G_BEGIN_DECLS

#define BW_TYPE_WORK_SECTION (bw_work_section_get_type ())
G_DECLARE_FINAL_TYPE (BwWorkSection, bw_work_section, BW, WORK_SECTION, AdwBin)

void bw_work_section_show (BwWorkSection *self, const BwAccountWork *work);

G_END_DECLS
