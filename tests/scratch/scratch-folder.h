/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *scratch_folder_new    (void);
void  scratch_folder_remove (const char *folder);
