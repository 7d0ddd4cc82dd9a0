/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-access.h"
#include "demo/bw-demo-filter.h"

G_BEGIN_DECLS

/**
 * BwDemoChange:
 * @writes: what has been written until now
 * @access: (nullable): who asks; %NULL where everybody may do everything
 * @relation: what is changed
 * @filter: which row of it, for what is no insert
 * @body: (nullable): what was sent
 * @length: of @body
 * @begun: the time stamp of when the request began, which a new row gets
 * @ignore_duplicates: whether an insert leaves alone what is there
 *
 * A request to change one row.
 */
typedef struct {
  BwDemoWrites       *writes;
  BwDemoAccess       *access;
  const BwRelation   *relation;
  const BwDemoFilter *filter;
  const char         *body;
  gsize               length;
  gint64              begun;
  gboolean            ignore_duplicates;
} BwDemoChange;

/**
 * BwDemoOutcome:
 * @status: as PostgREST answers with it
 * @row: the row as it is now, or %NULL when none was changed
 * @code: of an error, or %NULL
 * @message: of an error, or %NULL
 */
typedef struct {
  guint      status;
  BwDemoRow *row;
  char      *code;
  char      *message;
} BwDemoOutcome;

void bw_demo_change_insert (const BwDemoChange *change, BwDemoOutcome *outcome);
void bw_demo_change_update (const BwDemoChange *change, BwDemoOutcome *outcome);
void bw_demo_change_delete (const BwDemoChange *change, BwDemoOutcome *outcome);
void bw_demo_outcome_clear (BwDemoOutcome *outcome);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwDemoOutcome, bw_demo_outcome_clear)

G_END_DECLS
