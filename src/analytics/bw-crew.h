/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*BwCrewJob) (guint job, gpointer user_data);

void bw_crew_run (guint n_jobs, BwCrewJob job, gpointer user_data);

G_END_DECLS
