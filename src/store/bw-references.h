/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-staging.h"

G_BEGIN_DECLS

/**
 * BwReferences:
 *
 * Remembers which names the rows that are being added refer to, as long as they are few: so that
 * at the end a handful of look-ups tells that millions of rows refer to nothing that is missing.
 */
typedef struct _BwReferences BwReferences;

BwReferences *bw_references_new     (void);
void          bw_references_free    (BwReferences *references);
void          bw_references_note    (BwReferences     *references,
                                     const BwRelation *relation,
                                     const BwValue    *values);
void          bw_references_give_up (BwReferences *references, BwRelationId relation);
GPtrArray    *bw_references_list    (BwReferences *references, BwRelationId relation, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReferences, bw_references_free)

G_END_DECLS
