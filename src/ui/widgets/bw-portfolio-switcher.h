/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

GtkWidget *bw_portfolio_switcher_new (BwSession *session);

G_END_DECLS
