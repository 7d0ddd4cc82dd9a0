/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "ui/dialogs/bw-edit-dialog.h"
#include "ui/dialogs/bw-person-dialog.h"
#include "ui/dialogs/bw-work-dialogs.h"
#include "ui/widgets/bw-work-choices.h"

/* Who signs the first note is asked by the form, and kept for the next ones. */
static void
on_author (BwRecordForm *form, GSettings *settings)
{
  g_autofree char *author = bw_record_form_dup_text (form, "author_id");

  if (author && *author)
    g_settings_set_string (settings, "person", author);
}

/* A new note is signed by whoever sits there, as far as that is known and somebody of the company. */
static void
begin_author (BwSession *session, BwRecordForm *form)
{
  GSettings *settings = bw_session_get_settings (session);
  BwSnapshot *snapshot = bw_session_get_snapshot (session);
  g_autofree char *person = g_settings_get_string (settings, "person");

  if (snapshot && bw_person_find (snapshot, person))
    bw_record_form_begin (form, "author_id", person);
  else
    g_signal_connect_object (form, "changed", G_CALLBACK (on_author), settings, 0);
}

/**
 * bw_note_dialog_new:
 * @note: (nullable): a note of @work, %NULL to write a new one
 *
 * Returns: a dialog that writes a note
 */
AdwDialog *
bw_note_dialog_new (BwSession *session, const BwAccountWork *work, const BwNoteLine *note)
{
  BwEditDialog *dialog = bw_edit_dialog_new (session, note ? _("Note") : _("Write a Note"));
  BwRecordForm *form = bw_record_form_new (BW_RELATION_NOTES, note ? note->line.record : NULL,
                                           work->account_id);
  AdwPreferencesGroup *group = bw_edit_dialog_add_group (dialog, NULL, work->account_name);

  bw_record_form_set_container (form, GTK_WIDGET (group));
  bw_record_form_add_text (form, "text", _("Note"));
  bw_record_form_add_choices (form, "author_id", _("Author"),
                              bw_choices_new_people (bw_edit_dialog_get_table (dialog),
                                                     _("Not said")));
  if (note == NULL)
    {
      bw_record_form_fix_now (form, "written_at");
      begin_author (session, form);
    }
  bw_edit_dialog_add_form (dialog, form);
  adw_dialog_set_content_height (ADW_DIALOG (dialog), 420);
  adw_dialog_set_focus (ADW_DIALOG (dialog), bw_record_form_get_input (form, "text"));
  return ADW_DIALOG (dialog);
}
