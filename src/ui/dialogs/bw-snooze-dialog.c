/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "portfolio/bw-work-edit.h"
#include "ui/dialogs/bw-bulk-edit.h"
#include "ui/dialogs/bw-work-dialogs.h"

/* Putting accounts off: a play without a playbook, whose day is until when the account can wait and
 * whose outcome says why. */

/* An account can wait for so many days unless somebody says otherwise. */
#define SNOOZE_DAYS 14

static gboolean
is_snoozing (const BwRecord *play, BwDate today)
{
  g_autofree char *status = bw_record_dup_text (play, "status");

  return g_strcmp0 (status, BW_PLAY_SNOOZED) == 0 && bw_record_get_date (play, "due_on") > today;
}

/* An account that waits already waits until another day; it is not put off twice. */
static void
snooze (const BwBulkAccount *account, GPtrArray *plays, const BwRecord *wanted, BwDate today,
        GPtrArray *edits)
{
  BwDate until = bw_record_get_date (wanted, "due_on");
  g_autofree char *reason = bw_record_dup_text (wanted, "outcome");

  for (guint i = 0; i < plays->len; i++)
    {
      g_autoptr (BwRecord) play = NULL;
      BwEdit *edit;

      if (!is_snoozing (plays->pdata[i], today))
        continue;
      play = bw_record_copy (plays->pdata[i]);
      bw_record_set_date (play, "due_on", until);
      bw_record_set_text (play, "outcome", reason);
      edit = bw_work_edit_save (plays->pdata[i], play, NULL, account->id);
      if (edit)
        g_ptr_array_add (edits, edit);
      return;
    }
  {
    g_autoptr (BwRecord) play = bw_work_new_play (account->id, NULL, account->owner_id, today,
                                                  until, BW_PLAY_SNOOZED, reason);

    g_ptr_array_add (edits, bw_work_edit_save (NULL, play, NULL, account->id));
  }
}

/**
 * bw_snooze_dialog_new:
 * @account_ids: (array zero-terminated=1): one account or several
 *
 * Returns: a dialog that puts the accounts off until a day, with a reason
 */
AdwDialog *
bw_snooze_dialog_new (BwSession *session, const char *const *account_ids)
{
  BwEditDialog *dialog = bw_edit_dialog_new (session, _("Put Off"));
  BwRecordForm *form;
  char until[BW_DATE_STRLEN];

  form = bw_bulk_edit_set_up (dialog, account_ids,
                              _("Until then the queue leaves it out. It comes back on that day."),
                              snooze);
  bw_record_form_add_date (form, "due_on", _("Until"));
  bw_record_form_add_text (form, "outcome", _("Reason"));
  bw_record_form_fix_text (form, "status", BW_PLAY_SNOOZED);
  bw_record_form_begin (form, "due_on",
                        bw_date_format_iso (bw_edit_dialog_get_today (dialog) + SNOOZE_DAYS,
                                            until));
  bw_edit_dialog_add_form (dialog, form);
  adw_dialog_set_content_height (ADW_DIALOG (dialog), 420);
  adw_dialog_set_focus (ADW_DIALOG (dialog), bw_record_form_get_input (form, "due_on"));
  return ADW_DIALOG (dialog);
}
