/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-mirror.h"

G_BEGIN_DECLS

/**
 * BwStaging:
 *
 * Rows on their way into a mirror. They are collected beside it, where no reader sees them, and
 * become visible all at once when they are merged:
 *
 *     staging = bw_staging_begin (mirror, "https://example.com/api", BW_STAGING_NONE, &error);
 *     for each row
 *       bw_staging_add (staging, BW_RELATION_ACCOUNTS, values, updated_at, &error);
 *     bw_staging_commit (staging, &error);                  (now and then)
 *     bw_staging_merge (staging, &report, &error);
 *     bw_staging_free (staging);
 *
 * Rows and cursors that were committed outlive a crash: the next bw_staging_begin() with the same
 * source takes up where the last one stopped, and with another source throws them away. What was
 * not committed is gone when the staging is freed.
 *
 * Of rows with the same key the last one added counts.
 *
 * A first fill (nothing was ever merged into the mirror) goes straight into tables of the final
 * shape, which the merge renames into place; so every row is written once. Afterwards rows are
 * staged in a file of their own beside the mirror, and readers are held up by the merge alone.
 */
typedef struct _BwStaging BwStaging;

/**
 * BwStagingFlags:
 * @BW_STAGING_FRESH: throw away what an earlier staging of the same source has left
 * @BW_STAGING_REFUSE_DUPLICATES: a key that was added before is %BW_STORE_ERROR_DUPLICATE (and the
 *   row that was there stays)
 * @BW_STAGING_WHOLE: every relation is going to be complete; such a staging is not taken up by one
 *   that brings changes only, nor the other way round
 * @BW_STAGING_ANEW: whole, since changes alone did not do; such a staging is taken up by one that
 *   was going to bring changes, which is whole then, see bw_staging_is_whole()
 */
typedef enum {
  BW_STAGING_NONE = 0,
  BW_STAGING_FRESH = 1 << 0,
  BW_STAGING_REFUSE_DUPLICATES = 1 << 1,
  BW_STAGING_WHOLE = 1 << 2,
  BW_STAGING_ANEW = 1 << 3,
} BwStagingFlags;

typedef enum {
  BW_VALUE_NULL,
  BW_VALUE_INTEGER, /* INTEGER, MONEY, BOOL (0, 1), DATE (days), TIMESTAMP (microseconds) */
  BW_VALUE_DOUBLE,
  BW_VALUE_TEXT,    /* ID, TEXT, WORD, JSON; UTF-8, not necessarily ending with a nul */
} BwValueKind;

/**
 * BwValue:
 * @text: stays the caller's; it is read before the call returns
 * @length: of the text, in bytes
 *
 * One value of a row. The caller has checked it: a required value is there, text is UTF-8, a
 * double is finite.
 */
typedef struct {
  BwValueKind kind;
  guint       length;
  union {
    gint64      integer;
    double      real;
    const char *text;
  };
} BwValue;

/**
 * BwDangling:
 * @rows: how many rows of the merge named something that is not there
 * @example: one of the names
 */
typedef struct {
  BwRelationId  relation;
  guint         column;
  gint64        rows;
  char         *example;
} BwDangling;

/**
 * BwMergeReport:
 * @changed: rows of each relation that were added or changed
 * @removed: rows of each relation that were deleted
 * @dangling: (element-type BwDangling): ids that refer to nothing; the rows are kept
 * @first_fill: whether the mirror was empty before
 */
typedef struct {
  gint64     changed[BW_N_RELATIONS];
  gint64     removed[BW_N_RELATIONS];
  GPtrArray *dangling;
  gint64     generation;
  gboolean   first_fill;
} BwMergeReport;

BwStaging *bw_staging_begin        (BwMirror       *mirror,
                                    const char     *source,
                                    BwStagingFlags  flags,
                                    GError        **error);
void       bw_staging_free         (BwStaging *staging);
gboolean   bw_staging_is_whole     (const BwStaging *staging);

gboolean   bw_staging_set_complete (BwStaging *staging, BwRelationId relation, GError **error);
gboolean   bw_staging_add          (BwStaging      *staging,
                                    BwRelationId    relation,
                                    const BwValue  *values,
                                    gint64          updated_at,
                                    GError        **error);
gboolean   bw_staging_add_deleted  (BwStaging      *staging,
                                    BwRelationId    relation,
                                    const BwValue  *values,
                                    gint64          updated_at,
                                    GError        **error);
gint64     bw_staging_count_rows   (BwStaging *staging, BwRelationId relation);
gint64     bw_staging_count_unchanged (BwStaging     *staging,
                                    BwRelationId   relation,
                                    gint64         from,
                                    gint64         to,
                                    GError       **error);

gboolean   bw_staging_get_cursor   (BwStaging     *staging,
                                    BwRelationId   relation,
                                    char         **cursor,
                                    GError       **error);
gboolean   bw_staging_get_merged_cursor (BwStaging     *staging,
                                    BwRelationId   relation,
                                    char         **cursor,
                                    GError       **error);
gboolean   bw_staging_set_cursor   (BwStaging     *staging,
                                    BwRelationId   relation,
                                    const char    *cursor,
                                    GError       **error);

void       bw_staging_set_commit_rows (BwStaging *staging, gint64 rows);
gboolean   bw_staging_commit_if_due (BwStaging *staging, GError **error);
gboolean   bw_staging_commit       (BwStaging *staging, GError **error);
gboolean   bw_staging_merge        (BwStaging *staging, BwMergeReport **report, GError **error);
gboolean   bw_staging_discard      (BwStaging *staging, GError **error);

void       bw_merge_report_free    (BwMergeReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwStaging, bw_staging_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMergeReport, bw_merge_report_free)

G_END_DECLS
