/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_QUEUE_WATCH (bw_queue_watch_get_type ())
G_DECLARE_FINAL_TYPE (BwQueueWatch, bw_queue_watch, BW, QUEUE_WATCH, GObject)

BwQueueWatch *bw_queue_watch_new (GtkApplication *application, BwSession *session);

G_END_DECLS
