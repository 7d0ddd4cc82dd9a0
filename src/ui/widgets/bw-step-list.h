/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/bw-date.h"

G_BEGIN_DECLS

#define BW_TYPE_STEP_LIST (bw_step_list_get_type ())
G_DECLARE_FINAL_TYPE (BwStepList, bw_step_list, BW, STEP_LIST, AdwBin)

GtkWidget *bw_step_list_new      (void);
void       bw_step_list_add      (BwStepList *self, const char *title);
void       bw_step_list_set_day  (BwStepList *self, BwDate day);
void       bw_step_list_set_can_tick (BwStepList *self, gboolean can_tick);
void       bw_step_list_set_text (BwStepList *self, const char *text);
char      *bw_step_list_dup_text (BwStepList *self);

G_END_DECLS
