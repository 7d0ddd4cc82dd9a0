/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bw_pdf_finish (GByteArray *pdf, const char *language, GPtrArray *alternatives);

G_END_DECLS
