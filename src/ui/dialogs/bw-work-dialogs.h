/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-account-work.h"
#include "ui/bw-session.h"

G_BEGIN_DECLS

/* The dialogs that edit the team's work, each in a file of its own. What they are given of an
 * account's work is copied: the page may compute it anew while they are open. Ids of accounts end
 * with %NULL. */

AdwDialog *bw_play_dialog_new_start (BwSession *session, const BwAccountWork *work,
                                     const char *playbook);
AdwDialog *bw_play_dialog_new       (BwSession *session, const BwAccountWork *work,
                                     const BwPlayLine *play);
AdwDialog *bw_note_dialog_new       (BwSession *session, const BwAccountWork *work,
                                     const BwNoteLine *note);
AdwDialog *bw_risk_dialog_new       (BwSession *session, const BwAccountWork *work,
                                     const BwRiskLine *risk);
AdwDialog *bw_answers_dialog_new    (BwSession *session, const BwAccountWork *work);
AdwDialog *bw_plan_dialog_new       (BwSession *session, const BwAccountWork *work);
AdwDialog *bw_snooze_dialog_new     (BwSession *session, const char *const *account_ids);
AdwDialog *bw_assign_dialog_new     (BwSession *session, const char *const *account_ids);

G_END_DECLS
