/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-company.h"

G_BEGIN_DECLS

/**
 * BwDemoError:
 * @BW_DEMO_ERROR_SYNTAX: a request that cannot be read
 * @BW_DEMO_ERROR_COLUMN: a column that the relation does not have
 * @BW_DEMO_ERROR_VALUE: a value that is not of the column's type
 * @BW_DEMO_ERROR_TEXT: a text that no column can hold
 * @BW_DEMO_ERROR_TOKEN: no token, or one that is not good
 * @BW_DEMO_ERROR_ROLE: a token for a role that the company does not have
 * @BW_DEMO_ERROR_FILE: what is written cannot be kept
 * @BW_DEMO_ERROR_SERVER: the backend could not be started
 */
typedef enum {
  BW_DEMO_ERROR_SYNTAX,
  BW_DEMO_ERROR_COLUMN,
  BW_DEMO_ERROR_VALUE,
  BW_DEMO_ERROR_TEXT,
  BW_DEMO_ERROR_TOKEN,
  BW_DEMO_ERROR_ROLE,
  BW_DEMO_ERROR_FILE,
  BW_DEMO_ERROR_SERVER,
} BwDemoError;

#define BW_DEMO_ERROR (bw_demo_error_quark ())
GQuark bw_demo_error_quark (void);

/**
 * BwDemoFilter:
 *
 * Which rows of a relation a request asks for: `column=operator.value`, `and=(…)`, `or=(…)`, nested
 * at will, as PostgREST reads them.
 */
typedef struct _BwDemoFilter BwDemoFilter;

gboolean      bw_demo_value_parse        (BwDemoValue *value, BwColumnType type, const char *text,
                                          GError **error);
int           bw_demo_filter_find_column (const BwRelation *relation, const char *name,
                                          GError **error);
BwDemoFilter *bw_demo_filter_new         (const BwRelation *relation);
void          bw_demo_filter_free        (BwDemoFilter *filter);
gboolean      bw_demo_filter_add         (BwDemoFilter *filter, const char *name, const char *value,
                                          GError **error);
gboolean      bw_demo_filter_is_empty    (const BwDemoFilter *filter);
gint64        bw_demo_filter_get_since   (const BwDemoFilter *filter);
const char   *bw_demo_filter_get_id      (const BwDemoFilter *filter);
gboolean      bw_demo_filter_matches     (const BwDemoFilter *filter, const BwDemoValue *values,
                                          gint64 updated_at, gint64 deleted_at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDemoFilter, bw_demo_filter_free)

G_END_DECLS
