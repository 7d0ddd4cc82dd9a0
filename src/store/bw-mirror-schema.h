/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "model/bw-relation.h"

G_BEGIN_DECLS

/* "BwMi": says that a SQLite file is a mirror. */
#define BW_MIRROR_APPLICATION_ID 0x42774d69

/* Raised with every change of the tables that are not made from the schema table. */
#define BW_MIRROR_VERSION 1

typedef enum {
  BW_TABLE_FINAL,  /* updated_at after the columns */
  BW_TABLE_STAGED, /* updated_at and deleted after the columns */
} BwTableShape;

void     bw_mirror_schema_append_table   (GString          *sql,
                                          const char       *schema,
                                          const char       *prefix,
                                          const BwRelation *relation,
                                          BwTableShape      shape);
void     bw_mirror_schema_append_indexes (GString          *sql,
                                          const char       *schema,
                                          const char       *prefix,
                                          const BwRelation *relation);
gboolean bw_mirror_schema_upgrade        (sqlite3     *handle,
                                          const char  *path,
                                          int          version,
                                          GError     **error);

G_END_DECLS
