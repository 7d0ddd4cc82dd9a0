/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "portfolio/bw-work-edit.h"
#include "ui/dialogs/bw-bulk-edit.h"
#include "ui/dialogs/bw-work-dialogs.h"
#include "ui/widgets/bw-work-choices.h"

/* Who does it: the owner of the plays of one account or many. The account itself is not written
 * back; its owner is what the company says. */

#define DUE_DAYS 14

/* Every open play gets the owner; an account without one gets a play, so that somebody has it. */
static void
assign (const BwBulkAccount *account, GPtrArray *plays, const BwRecord *wanted, BwDate today,
        GPtrArray *edits)
{
  g_autofree char *owner = bw_record_dup_text (wanted, "owner_id");
  gboolean any = FALSE;

  for (guint i = 0; i < plays->len; i++)
    {
      g_autofree char *status = bw_record_dup_text (plays->pdata[i], "status");
      g_autoptr (BwRecord) play = NULL;
      BwEdit *edit;

      if (!bw_play_is_open (status))
        continue;
      any = TRUE;
      play = bw_record_copy (plays->pdata[i]);
      bw_record_set_text (play, "owner_id", owner);
      edit = bw_work_edit_save (plays->pdata[i], play, NULL, account->id);
      if (edit)
        g_ptr_array_add (edits, edit);
    }
  if (!any)
    {
      g_autoptr (BwRecord) play
        = bw_work_new_play (account->id, NULL, owner, today,
                            bw_record_get_date (wanted, "due_on"), BW_PLAY_OPEN, NULL);

      g_ptr_array_add (edits, bw_work_edit_save (NULL, play, NULL, account->id));
    }
}

/**
 * bw_assign_dialog_new:
 * @account_ids: (array zero-terminated=1): one account or several
 *
 * Returns: a dialog that gives the open plays of the accounts an owner
 */
AdwDialog *
bw_assign_dialog_new (BwSession *session, const char *const *account_ids)
{
  BwEditDialog *dialog = bw_edit_dialog_new (session, _("Assign"));
  BwRecordForm *form;
  char due[BW_DATE_STRLEN];

  form = bw_bulk_edit_set_up (dialog, account_ids,
                              _("Every open play gets this owner. An account without an open play "
                                "gets one, due on this day. Who owns the account itself is up to "
                                "your company’s own system."),
                              assign);
  bw_record_form_add_choices (form, "owner_id", _("Owner"),
                              bw_choices_new_people (bw_edit_dialog_get_table (dialog),
                                                     _("Nobody")));
  bw_record_form_add_date (form, "due_on", _("Due, where there is no open play"));
  bw_record_form_fix_text (form, "status", BW_PLAY_OPEN);
  bw_record_form_begin (form, "due_on",
                        bw_date_format_iso (bw_edit_dialog_get_today (dialog) + DUE_DAYS, due));
  bw_edit_dialog_add_form (dialog, form);
  adw_dialog_set_content_height (ADW_DIALOG (dialog), 420);
  adw_dialog_set_focus (ADW_DIALOG (dialog), bw_record_form_get_input (form, "owner_id"));
  return ADW_DIALOG (dialog);
}
