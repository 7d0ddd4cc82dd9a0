/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui-fixture.h"
#include "ui/review/bw-audience-window.h"
#include "ui/review/bw-present.h"
#include "ui/review/bw-presenter-window.h"

G_BEGIN_DECLS

BwDeck    *present_make_deck (BwSession *session);
BwPresent *present_begin     (BwWindow *window, BwDeck *deck, BwThemeKind kind);
gboolean   present_is_drawn  (gpointer present);

G_END_DECLS
