/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "ui/dialogs/bw-edit-dialog.h"
#include "ui/dialogs/bw-work-dialogs.h"
#include "ui/widgets/bw-work-choices.h"

/**
 * bw_risk_dialog_new:
 * @risk: (nullable): a risk of @work, %NULL to enter a new one
 *
 * Returns: a dialog for one risk of the register
 */
AdwDialog *
bw_risk_dialog_new (BwSession *session, const BwAccountWork *work, const BwRiskLine *risk)
{
  BwEditDialog *dialog = bw_edit_dialog_new (session, risk ? _("Risk") : _("Enter a Risk"));
  BwRecordForm *form = bw_record_form_new (BW_RELATION_RISKS, risk ? risk->line.record : NULL,
                                           work->account_id);
  const BwAccountTable *table = bw_edit_dialog_get_table (dialog);
  char today[BW_DATE_STRLEN];
  GtkWidget *row;

  bw_record_form_set_container (
    form, GTK_WIDGET (bw_edit_dialog_add_group (dialog, NULL, work->account_name)));
  row = bw_record_form_add_choices (form, "category", _("Category"),
                                    bw_choices_new_words (BW_RELATION_RISKS, "category",
                                                          _("Not said")));
  bw_record_form_add_choices (form, "cause", _("Cause"),
                              bw_choices_new_words (BW_RELATION_RISKS, "cause", _("Not said")));
  bw_record_form_add_choices (form, "severity", _("Severity"),
                              bw_choices_new_words (BW_RELATION_RISKS, "severity",
                                                    _("Not said")));
  bw_record_form_add_choices (form, "owner_id", _("Owner"),
                              bw_choices_new_people (table, _("Nobody")));

  bw_record_form_set_container (
    form, GTK_WIDGET (bw_edit_dialog_add_group (dialog, _("When"), NULL)));
  bw_record_form_add_date (form, "first_signal_on", _("First signal"));
  bw_record_form_add_date (form, "opened_on", _("Identified"));

  bw_record_form_set_container (
    form, GTK_WIDGET (bw_edit_dialog_add_group (dialog, _("How It Ends"), NULL)));
  bw_record_form_add_number (form, "forecast_probability", _("Forecast that it is lost, in %"),
                             100);
  bw_record_form_add_choices (form, "outcome", _("Outcome"),
                              bw_choices_new_words (BW_RELATION_RISKS, "outcome", _("Not said")));
  bw_record_form_add_date (form, "closed_on", _("Closed"));
  bw_record_form_begin (form, "owner_id", work->owner_id);
  bw_record_form_begin (form, "outcome", "open");
  bw_record_form_begin (form, "opened_on",
                        bw_date_format_iso (bw_edit_dialog_get_today (dialog), today));
  bw_edit_dialog_add_form (dialog, form);
  adw_dialog_set_focus (ADW_DIALOG (dialog), row);
  return ADW_DIALOG (dialog);
}
