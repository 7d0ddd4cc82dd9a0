/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bw_xml_clean  (const char *text);
void  bw_xml_append (GString *xml, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
