/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-account-table.h"
#include "store/bw-record.h"

G_BEGIN_DECLS

/* What a text may hold at most, in bytes: a refresh takes no longer one back. */
#define BW_WORK_MAX_TEXT (1024 * 1024)

/* The words of plays.status that mean something to the program; others are kept and open. */
#define BW_PLAY_OPEN "open"
#define BW_PLAY_SNOOZED "snoozed"
#define BW_PLAY_DONE "done"
#define BW_PLAY_CANCELLED "cancelled"

/* Somebody at the customer, for the roles of a plan. */
typedef struct {
  const char *id;
  BwDate      left_on; /* BW_DATE_NONE while there. */
} BwContactStay;

/**
 * BwCheckScope:
 * @table: (nullable): the company's people and metrics; without it nobody is looked up
 * @today: the day that counts as today
 * @plan: (nullable): the plan that a target, a milestone or a role belongs to
 * @contacts: (array length=n_contacts) (nullable): of the account; without them none is looked up
 *
 * What a record is checked against.
 */
typedef struct {
  const BwAccountTable *table;
  BwDate                today;
  const BwRecord       *plan;
  const BwContactStay  *contacts;
  guint                 n_contacts;
} BwCheckScope;

/**
 * BwFieldProblem:
 * @column: the name of the column it belongs to, of the schema table
 * @text: a sentence for the person, to stand beside the field
 * @blocks: whether the record cannot be saved. What was like this before and was not touched is
 *   said and does not block, so that an old mistake elsewhere does not hold up a new edit
 */
typedef struct {
  const char *column;
  char       *text;
  gboolean    blocks;
} BwFieldProblem;

GPtrArray            *bw_work_check        (const BwCheckScope *scope, const BwRecord *record,
                                            const BwRecord *base);
const BwFieldProblem *bw_work_find_problem (GPtrArray *problems, const char *column);
gboolean              bw_work_blocks       (GPtrArray *problems);
gboolean              bw_play_is_open      (const char *status);

G_END_DECLS
