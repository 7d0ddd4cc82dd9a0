/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>
#include <yyjson.h>

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  BW_OUTPUT_TABLE,
  BW_OUTPUT_JSON,
  BW_OUTPUT_CSV,
} BwOutputFormat;

gboolean bw_output_format_parse (const char *word, BwOutputFormat *format);
gboolean bw_output_print        (yyjson_mut_doc *doc, const char *rows_key, const char *currency,
                                 BwOutputFormat format, FILE *file, GError **error);

G_END_DECLS
