/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-references.h"
#include "store/bw-row-buffer.h"
#include "store/bw-staging.h"

G_BEGIN_DECLS

/* Rows that one statement adds: with sixteen it takes half the time a row that it takes with
 * one. */
#define BW_STAGING_BATCH_ROWS 16

/* Rows that wait in memory to be written in the order of their keys, of all relations together. */
#define BW_STAGING_BUFFER_BYTES (24 * 1024 * 1024)

/* Between begin and free, what the parts of the staging share: sessions (bw-staging.c), rows
 * (bw-staging-rows.c) and the merge (bw-staging-merge.c). */
struct _BwStaging {
  BwMirror       *mirror;
  sqlite3        *handle;
  char           *source;
  char           *file; /* of the staged rows: the mirror's own in a first fill */
  BwStagingFlags  flags;
  gboolean        fill;
  gboolean        attached;
  gboolean        merged;

  sqlite3_stmt   *add[BW_N_RELATIONS];
  sqlite3_stmt   *add_batch[BW_N_RELATIONS];
  sqlite3_stmt   *remove[BW_N_RELATIONS];
  gint64          rows[BW_N_RELATIONS];
  BwReferences   *references;

  BwRowBuffer    *buffers[BW_N_RELATIONS];

  /* What decides when a commit is worth its price. */
  gint64          commit_rows;
  gint64          since_commit;
  gint64          committed;
  gboolean        scattered;
};

#define BW_STAGING_META_SOURCE "source"

const char *bw_staging_table_prefix (BwStaging *staging);
gboolean    bw_staging_has_table    (BwStaging *staging, const BwRelation *relation);
gboolean    bw_staging_clear        (BwStaging *staging, GError **error);
void        bw_staging_finalize_statements (BwStaging *staging);
gboolean    bw_staging_begin_transaction (BwStaging *staging, GError **error);
gboolean    bw_staging_prepare_relation (BwStaging         *staging,
                                         const BwRelation  *relation,
                                         GError           **error);
gboolean    bw_staging_flush        (BwStaging *staging, GError **error);
gboolean    bw_staging_merge_rows   (BwStaging *staging, BwMergeReport *report, GError **error);

G_END_DECLS
