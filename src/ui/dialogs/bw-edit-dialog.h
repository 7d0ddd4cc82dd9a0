/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-session.h"
#include "ui/widgets/bw-record-form.h"

G_BEGIN_DECLS

#define BW_TYPE_EDIT_DIALOG (bw_edit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwEditDialog, bw_edit_dialog, BW, EDIT_DIALOG, AdwDialog)

/**
 * BwBuildEdits:
 * @mirror: with the edits that are not sent
 * @wanted: the record of the dialog's first form, which belongs to the call
 * @data: what was given with it, which nobody changes meanwhile
 *
 * Makes the edits of several accounts out of one form, on a worker thread.
 *
 * Returns: (transfer full) (element-type BwEdit): the edits; %NULL with @error set
 */
typedef GPtrArray *(*BwBuildEdits) (BwMirror *mirror, const BwRecord *wanted, gpointer data,
                                    GError **error);

BwEditDialog        *bw_edit_dialog_new        (BwSession *session, const char *title);
AdwPreferencesGroup *bw_edit_dialog_add_group  (BwEditDialog *self, const char *title,
                                                const char *description);
void                 bw_edit_dialog_add_form   (BwEditDialog *self, BwRecordForm *form);
void                 bw_edit_dialog_set_plan   (BwEditDialog *self, BwRecordForm *form);
void                 bw_edit_dialog_set_contacts (BwEditDialog *self, const BwContactStay *contacts,
                                                guint n_contacts);
void                 bw_edit_dialog_set_build  (BwEditDialog *self, BwBuildEdits build,
                                                gpointer data, GDestroyNotify destroy);
BwDate               bw_edit_dialog_get_today  (BwEditDialog *self);
const BwAccountTable *bw_edit_dialog_get_table (BwEditDialog *self);

G_END_DECLS
