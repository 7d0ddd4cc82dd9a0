/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "ui/dialogs/bw-edit-dialog.h"
#include "ui/dialogs/bw-work-dialogs.h"

/* How many questions were asked says more than how many answers there are. */
static char *
describe_asked (const BwAccountWork *work)
{
  if (work->questions_asked < 0)
    return g_strdup_printf (_("%s: nobody has counted the questions asked."), work->account_name);
  return g_strdup_printf (ngettext ("%1$s: %2$d question asked in meetings so far.",
                                    "%1$s: %2$d questions asked in meetings so far.",
                                    work->questions_asked),
                          work->account_name, (int) work->questions_asked);
}

static char *
describe_answer (const BwAnswerLine *answer, BwDate as_of)
{
  g_autofree char *day = NULL;

  if (answer->line.record == NULL)
    return g_strdup (_("Nobody has answered this yet."));
  if (answer->answered_on == BW_DATE_NONE)
    return g_strdup (_("Answered on an unknown day. What you write is a new answer of today."));
  day = bw_date_format_short (answer->answered_on, as_of);
  return g_strdup_printf (_("Answered on %s. What you write is a new answer of today."), day);
}

/**
 * bw_answers_dialog_new:
 *
 * An answer of today is corrected; an older one stays, and a change is a new answer, so that what
 * the customer said then can still be told.
 *
 * Returns: a dialog with the five questions and their latest answers
 */
AdwDialog *
bw_answers_dialog_new (BwSession *session, const BwAccountWork *work)
{
  BwEditDialog *dialog = bw_edit_dialog_new (session, _("Answers"));
  g_autofree char *asked = describe_asked (work);
  BwDate today = bw_edit_dialog_get_today (dialog);

  bw_edit_dialog_add_group (dialog, NULL, asked);
  for (guint i = 0; i < BW_N_QUESTIONS; i++)
    {
      const BwAnswerLine *answer = &work->answers[i];
      gboolean corrects = answer->line.record && answer->answered_on == today;
      g_autofree char *about = corrects ? g_strdup (_("Answered today."))
                                        : describe_answer (answer, work->as_of);
      BwRecordForm *form = bw_record_form_new (BW_RELATION_ANSWERS, answer->line.record,
                                               work->account_id);
      AdwPreferencesGroup *group = bw_edit_dialog_add_group (dialog, answer->title, about);

      bw_record_form_set_container (form, GTK_WIDGET (group));
      bw_record_form_add_text (form, "text", answer->title);
      if (!corrects)
        {
          bw_record_form_set_adds (form);
          bw_record_form_fix_text (form, "question", answer->word);
          bw_record_form_fix_date (form, "answered_on", today);
        }
      bw_edit_dialog_add_form (dialog, form);
      if (i == 0)
        adw_dialog_set_focus (ADW_DIALOG (dialog), bw_record_form_get_input (form, "text"));
    }
  return ADW_DIALOG (dialog);
}
