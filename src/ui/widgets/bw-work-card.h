/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-account-work.h"

G_BEGIN_DECLS

#define BW_TYPE_WORK_CARD (bw_work_card_get_type ())
G_DECLARE_FINAL_TYPE (BwWorkCard, bw_work_card, BW, WORK_CARD, AdwBin)

/**
 * BwWorkCardLine:
 * @icon: (nullable): the name of an icon
 * @says: (nullable): what the icon means, in words
 * @style: (nullable): a CSS class of the icon
 * @text: what the line says; plain text of any length, of which the beginning is shown
 * @detail: (nullable): below it, smaller
 * @line: (nullable): the record, to mark it while it is not sent
 * @action: (nullable): what activating the line does, with @target
 * @target: (nullable): the action's parameter, a text
 */
typedef struct {
  const char       *icon;
  const char       *says;
  const char       *style;
  const char       *text;
  const char       *detail;
  const BwWorkLine *line;
  const char       *action;
  const char       *target;
} BwWorkCardLine;

GtkWidget *bw_work_card_new        (void);
void       bw_work_card_set_title  (BwWorkCard *self, const char *title);
void       bw_work_card_add_button (BwWorkCard *self, const char *icon, const char *tooltip,
                                    const char *action, const char *target);
void       bw_work_card_clear      (BwWorkCard *self);
void       bw_work_card_add_line   (BwWorkCard *self, const BwWorkCardLine *line);
char      *bw_work_card_dup_focus  (BwWorkCard *self);
void       bw_work_card_set_focus  (BwWorkCard *self, const char *target);
void       bw_work_card_add_text   (BwWorkCard *self, const char *text);

G_END_DECLS
