/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "export/bw-slide-theme.h"
#include "figures/bw-deck.h"
#include "ui/bw-session.h"
#include "ui/review/bw-presentation.h"

G_BEGIN_DECLS

#define BW_TYPE_PRESENT (bw_present_get_type ())
G_DECLARE_FINAL_TYPE (BwPresent, bw_present, BW, PRESENT, GObject)

BwPresent      *bw_present_start            (GtkWindow *parent, BwSession *session, BwDeck *deck,
                                             const BwSlideTheme *theme, guint first_slide);
BwPresent      *bw_present_get_running      (BwSession *session);
BwPresentation *bw_present_get_presentation (BwPresent *self);
GtkWindow      *bw_present_get_audience     (BwPresent *self);
GtkWindow      *bw_present_get_presenter    (BwPresent *self);
GActionGroup   *bw_present_get_actions      (BwPresent *self);
void            bw_present_raise            (BwPresent *self);
void            bw_present_end              (BwPresent *self);

G_END_DECLS
