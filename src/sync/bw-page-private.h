/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <yyjson.h>

#include "sync/bw-page.h"

G_BEGIN_DECLS

/* Behind the relation's own columns come two that every relation has. */
#define BW_PAGE_UPDATED_AT(relation) ((relation)->n_columns)
#define BW_PAGE_DELETED_AT(relation) ((relation)->n_columns + 1)
#define BW_PAGE_N_FIELDS(relation) ((relation)->n_columns + 2)

/* The most columns that a relation has, and two more. */
#define BW_PAGE_MAX_FIELDS 32

/* The longest text of one value, in bytes, and the deepest JSON value. */
#define BW_PAGE_MAX_TEXT (1024 * 1024)
#define BW_PAGE_MAX_DEPTH 64

struct _BwPage {
  const BwRelation *relation;
  GBytes           *body;
  guint             n_rows;
  gint64            first;
  gint64            last;
  char            **last_keys;

  /* JSON */
  yyjson_doc       *document;

  /* CSV: where the rows begin, and the field that each column of the header is, or -1. */
  gsize             rows_at;
  guint             n_header;
  int               header[BW_PAGE_MAX_FIELDS];
};

BwPage     *bw_page_alloc           (const BwRelation *relation, GBytes *body);
const char *bw_page_field_name      (const BwRelation *relation, guint field);
BwColumnType bw_page_field_type     (const BwRelation *relation, guint field);
gboolean    bw_page_field_is_optional (const BwRelation *relation, guint field);
gboolean    bw_page_value_from_text (BwColumnType type, const char *text, gsize length,
                                     BwValue *value);
gboolean    bw_page_value_from_json (BwColumnType type, yyjson_val *json, BwValue *value,
                                     char **made);
void        bw_page_set_value_error (const BwPage  *page,
                                     const BwValue *values,
                                     guint          field,
                                     const char    *text,
                                     gsize          length,
                                     GError       **error);
gboolean    bw_page_check_row       (const BwPage   *page,
                                     const BwValue  *row,
                                     const BwValue  *previous,
                                     GError        **error);
gboolean    bw_page_read_json       (BwPage *page, BwPageRowFunc func, gpointer data,
                                     GError **error);
gboolean    bw_page_read_csv        (BwPage *page, BwPageRowFunc func, gpointer data,
                                     GError **error);

G_END_DECLS
