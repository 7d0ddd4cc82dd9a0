/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/bw-json.h"

#include <math.h>

static yyjson_mut_val *
real_or_null (yyjson_mut_doc *doc, double value)
{
  if (!isfinite (value))
    return yyjson_mut_null (doc);
  return yyjson_mut_real (doc, value);
}

static void
add (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, yyjson_mut_val *value)
{
  yyjson_mut_obj_add (object, yyjson_mut_str (doc, key), value);
}

void
bw_json_add_real (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, double value)
{
  add (doc, object, key, real_or_null (doc, value));
}

void
bw_json_add_count (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, gint64 value)
{
  add (doc, object, key, yyjson_mut_sint (doc, value));
}

void
bw_json_add_money (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, BwMoney value)
{
  add (doc, object, key,
       value == BW_MONEY_NONE ? yyjson_mut_null (doc) : yyjson_mut_sint (doc, value));
}

void
bw_json_add_date (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, BwDate value)
{
  char text[BW_DATE_STRLEN];

  if (value == BW_DATE_NONE)
    add (doc, object, key, yyjson_mut_null (doc));
  else
    add (doc, object, key, yyjson_mut_strcpy (doc, bw_date_format_iso (value, text)));
}

void
bw_json_add_text (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, const char *text)
{
  add (doc, object, key,
       text == NULL ? yyjson_mut_null (doc) : yyjson_mut_strcpy (doc, text));
}

void
bw_json_add_bool (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, gboolean value)
{
  add (doc, object, key, yyjson_mut_bool (doc, value));
}

/* An interval is the two ends in an array, or null when it could not be computed. */
void
bw_json_add_interval (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, double lo,
                      double hi)
{
  yyjson_mut_val *array;

  if (isnan (lo) || isnan (hi))
    {
      add (doc, object, key, yyjson_mut_null (doc));
      return;
    }
  array = bw_json_add_array (doc, object, key);
  yyjson_mut_arr_append (array, real_or_null (doc, lo));
  yyjson_mut_arr_append (array, real_or_null (doc, hi));
}

yyjson_mut_val *
bw_json_add_object (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key)
{
  yyjson_mut_val *value = yyjson_mut_obj (doc);

  add (doc, object, key, value);
  return value;
}

yyjson_mut_val *
bw_json_add_array (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key)
{
  yyjson_mut_val *value = yyjson_mut_arr (doc);

  add (doc, object, key, value);
  return value;
}

yyjson_mut_val *
bw_json_append_object (yyjson_mut_doc *doc, yyjson_mut_val *array)
{
  yyjson_mut_val *value = yyjson_mut_obj (doc);

  yyjson_mut_arr_append (array, value);
  return value;
}
