/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-account-work.h"
#include "ui/widgets/bw-record-form.h"

G_BEGIN_DECLS

GArray    *bw_choices_new           (const char *nothing);
void       bw_choices_add           (GArray *choices, const char *word, const char *title);
GArray    *bw_choices_new_words     (BwRelationId relation, const char *column,
                                     const char *nothing);
GArray    *bw_choices_new_people    (const BwAccountTable *table, const char *nothing);
GArray    *bw_choices_new_metrics   (const BwAccountTable *table);
GtkWidget *bw_record_form_add_choices (BwRecordForm *form, const char *column, const char *title,
                                       GArray *choices);

G_END_DECLS
