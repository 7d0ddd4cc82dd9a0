/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "figures/bw-triage-figure.h"

G_BEGIN_DECLS

/**
 * BwTriageQueue:
 * @figure: the queue
 * @groups: (nullable) (element-type BwTriageGroup): its parts, one after the other; %NULL for none
 *
 * The queue in the order in which it is listed. Immutable and reference counted.
 */
typedef struct {
  BwTriageFigure *figure;
  GPtrArray      *groups;
  guint          *starts; /* Where each group begins, and the end of the last. */
} BwTriageQueue;

BwTriageQueue     *bw_triage_queue_new   (BwTriageFigure *figure, BwTriageGrouping grouping);
BwTriageQueue     *bw_triage_queue_ref   (BwTriageQueue *queue);
void               bw_triage_queue_unref (BwTriageQueue *queue);
const BwTriageRow *bw_triage_queue_at    (const BwTriageQueue *queue, guint position);
const char        *bw_triage_queue_id    (const BwTriageQueue *queue, guint position);
guint              bw_triage_queue_find  (const BwTriageQueue *queue, const char *account_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTriageQueue, bw_triage_queue_unref)

#define BW_TYPE_TRIAGE_ITEM (bw_triage_item_get_type ())
G_DECLARE_FINAL_TYPE (BwTriageItem, bw_triage_item, BW, TRIAGE_ITEM, GObject)

const BwTriageQueue *bw_triage_item_get_queue    (BwTriageItem *self);
guint                bw_triage_item_get_position (BwTriageItem *self);

#define BW_TYPE_TRIAGE_LIST (bw_triage_list_get_type ())
G_DECLARE_FINAL_TYPE (BwTriageList, bw_triage_list, BW, TRIAGE_LIST, GObject)

BwTriageList *bw_triage_list_new (BwTriageQueue *queue);

G_END_DECLS
