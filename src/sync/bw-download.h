/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/bw-keyset.h"
#include "sync/bw-page.h"
#include "sync/bw-refresh.h"

G_BEGIN_DECLS

/**
 * BwDownload:
 *
 * A few threads that fetch pages of relations, each relation by one of them in turn, while the
 * caller's thread puts the pages away. At most a handful of pages wait in between, so memory stays
 * bounded whatever the size of the data.
 */
typedef struct _BwDownload BwDownload;

typedef enum {
  BW_DOWNLOAD_PAGE,   /* rows have arrived */
  BW_DOWNLOAD_COUNT,  /* all that is new has arrived, and rows in the overlap were counted */
  BW_DOWNLOAD_END,    /* everything of the relation has arrived */
  BW_DOWNLOAD_WAIT,   /* the backend is busy */
  BW_DOWNLOAD_FAILED, /* the thread has given up */
} BwDownloadKind;

/**
 * BwDownloadMessage:
 * @page: (nullable): of a page
 * @cursor: how far the relation is read with it
 * @total: about how many rows the relation has in all, or -1; of a count the number of rows
 * @older: at the end of a relation, and of a count: the backend lacks the columns of it that it may
 *   lack
 * @seconds: of a wait
 * @error: of a failure
 */
typedef struct {
  BwDownloadKind  kind;
  BwRelationId    relation;
  BwPage         *page;
  BwCursor       *cursor;
  gint64          total;
  gboolean        older;
  double          seconds;
  GError         *error;
} BwDownloadMessage;

BwDownload        *bw_download_start   (const BwRefreshSetup *setup, GCancellable *cancellable);
void               bw_download_request (BwDownload     *download,
                                        BwRelationId    relation,
                                        const BwCursor *cursor);
BwDownloadMessage *bw_download_next    (BwDownload *download);
void               bw_download_stop    (BwDownload *download);
void               bw_download_message_free (BwDownloadMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDownload, bw_download_stop)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDownloadMessage, bw_download_message_free)

G_END_DECLS
