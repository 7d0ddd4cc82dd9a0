/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "portfolio/bw-work-check.h"
#include "store/bw-edit.h"

G_BEGIN_DECLS

#define BW_TYPE_RECORD_FORM (bw_record_form_get_type ())
G_DECLARE_FINAL_TYPE (BwRecordForm, bw_record_form, BW, RECORD_FORM, GObject)

/* What can be chosen in a list, in its order. */
typedef struct {
  char *word;  /* (nullable): %NULL stands for nothing. */
  char *title;
} BwChoice;

BwRecordForm *bw_record_form_new           (BwRelationId relation, const BwRecord *base,
                                            const char *account);
void          bw_record_form_set_container (BwRecordForm *self, GtkWidget *container);
void          bw_record_form_set_id        (BwRecordForm *self, const char *id);
void          bw_record_form_set_adds      (BwRecordForm *self);
void          bw_record_form_set_removed   (BwRecordForm *self, gboolean removed);
gboolean      bw_record_form_get_removed   (BwRecordForm *self);
void          bw_record_form_fix_text      (BwRecordForm *self, const char *column,
                                            const char *text);
void          bw_record_form_fix_date      (BwRecordForm *self, const char *column, BwDate date);
void          bw_record_form_fix_now       (BwRecordForm *self, const char *column);

GtkWidget    *bw_record_form_add_entry     (BwRecordForm *self, const char *column,
                                            const char *title);
GtkWidget    *bw_record_form_add_text      (BwRecordForm *self, const char *column,
                                            const char *title);
GtkWidget    *bw_record_form_add_date      (BwRecordForm *self, const char *column,
                                            const char *title);
GtkWidget    *bw_record_form_add_number    (BwRecordForm *self, const char *column,
                                            const char *title, double scale);
GtkWidget    *bw_record_form_add_choice    (BwRecordForm *self, const char *column,
                                            const char *title, const BwChoice *choices,
                                            guint n_choices);
GtkWidget    *bw_record_form_add_steps     (BwRecordForm *self, const char *column, char **steps,
                                            BwDate day, gboolean can_tick);
void          bw_record_form_begin         (BwRecordForm *self, const char *column,
                                            const char *text);

BwRecord     *bw_record_form_read          (BwRecordForm *self);
gboolean      bw_record_form_is_dirty      (BwRecordForm *self);
gboolean      bw_record_form_check         (BwRecordForm *self, const BwCheckScope *scope,
                                            gboolean all);
gboolean      bw_record_form_focus_problem (BwRecordForm *self);
BwEdit       *bw_record_form_make_edit     (BwRecordForm *self);
GtkWidget    *bw_record_form_get_input     (BwRecordForm *self, const char *column);
char         *bw_record_form_dup_text      (BwRecordForm *self, const char *column);

G_END_DECLS
