/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <yyjson.h>

#include "model/bw-date.h"
#include "model/bw-money.h"

G_BEGIN_DECLS

/*
 * Adding fields to an object so that unknown is null and never 0: NaN, BW_DATE_NONE,
 * BW_MONEY_NONE and NULL all become null. Keys are string literals and are not copied; texts are.
 */

void bw_json_add_real  (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, double value);
void bw_json_add_count (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, gint64 value);
void bw_json_add_money (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key,
                        BwMoney value);
void bw_json_add_date  (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, BwDate value);
void bw_json_add_text  (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key,
                        const char *text);
void bw_json_add_bool  (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key,
                        gboolean value);
void bw_json_add_interval (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, double lo,
                           double hi);

yyjson_mut_val *bw_json_add_object (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key);
yyjson_mut_val *bw_json_add_array  (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key);
yyjson_mut_val *bw_json_append_object (yyjson_mut_doc *doc, yyjson_mut_val *array);

G_END_DECLS
