/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwColumnType:
 * @BW_COLUMN_ID: opaque text that names a row, never empty
 * @BW_COLUMN_TEXT: free text
 * @BW_COLUMN_WORD: text from an open enumeration; an unknown word is kept and shown as it is
 * @BW_COLUMN_INTEGER: a whole number of 64 bits
 * @BW_COLUMN_MONEY: a whole number of minor units
 * @BW_COLUMN_DOUBLE: a finite number
 * @BW_COLUMN_BOOL: true or false
 * @BW_COLUMN_DATE: a civil date
 * @BW_COLUMN_TIMESTAMP: a moment in UTC, microseconds
 * @BW_COLUMN_JSON: any JSON value, kept as text
 *
 * In SQLite: ID, TEXT, WORD and JSON are TEXT; INTEGER, MONEY, BOOL, DATE (days since 1970)
 * and TIMESTAMP (microseconds since 1970 UTC) are INTEGER; DOUBLE is REAL.
 */
typedef enum {
  BW_COLUMN_ID,
  BW_COLUMN_TEXT,
  BW_COLUMN_WORD,
  BW_COLUMN_INTEGER,
  BW_COLUMN_MONEY,
  BW_COLUMN_DOUBLE,
  BW_COLUMN_BOOL,
  BW_COLUMN_DATE,
  BW_COLUMN_TIMESTAMP,
  BW_COLUMN_JSON,
} BwColumnType;

typedef enum {
  BW_COLUMN_KEY = 1 << 0,      /* Part of the key, in the order of the columns. */
  BW_COLUMN_REQUIRED = 1 << 1, /* Never null; keys are required too. */
  BW_COLUMN_OPTIONAL = 1 << 2, /* A backend from before it was added may lack it: null then. */
} BwColumnFlags;

typedef struct {
  const char   *name;
  BwColumnType  type;
  BwColumnFlags flags;
  const char   *refers_to; /* The relation whose id this is, or NULL. */
} BwColumn;

/**
 * BwRelationId:
 *
 * The relations in the order in which a refresh asks for them: what is referred to comes first.
 */
typedef enum {
  BW_RELATION_COMPANY,
  BW_RELATION_POLICY,
  BW_RELATION_PEOPLE,
  BW_RELATION_ACCOUNTS,
  BW_RELATION_METRICS,
  BW_RELATION_BEHAVIOURS,
  BW_RELATION_FEATURES,
  BW_RELATION_PLAYBOOKS,
  BW_RELATION_MATURITY_LEVELS,
  BW_RELATION_MATURITY_BEHAVIOURS,
  BW_RELATION_REVENUE_EVENTS,
  BW_RELATION_SERVICE_COSTS,
  BW_RELATION_OBSERVATIONS,
  BW_RELATION_CONTACTS,
  BW_RELATION_INTERACTIONS,
  BW_RELATION_ANSWERS,
  BW_RELATION_RESPONSES,
  BW_RELATION_TICKETS,
  BW_RELATION_CHANGE_REQUESTS,
  BW_RELATION_RISKS,
  BW_RELATION_PLANS,
  BW_RELATION_PLAN_TARGETS,
  BW_RELATION_PLAN_MILESTONES,
  BW_RELATION_PLAN_ROLES,
  BW_RELATION_BEHAVIOUR_ADOPTIONS,
  BW_RELATION_FEATURE_USES,
  BW_RELATION_PLAYS,
  BW_RELATION_NOTES,
  BW_RELATION_FEEDBACK,
  BW_RELATION_LEADS,
  BW_RELATION_ADVOCACY,
  BW_N_RELATIONS
} BwRelationId;

/**
 * BwRelation:
 * @name: its name in the backend, in SQLite and of its CSV file
 * @columns: its own columns; `updated_at` and `deleted_at` belong to every relation and are not
 *   listed
 * @writable: whether the desktop sends edits of it back
 */
typedef struct {
  BwRelationId    id;
  const char     *name;
  const BwColumn *columns;
  guint           n_columns;
  gboolean        writable;
} BwRelation;

const BwRelation *bw_relation_get         (BwRelationId id);
const BwRelation *bw_relation_find        (const char *name);
int               bw_relation_find_column (const BwRelation *relation, const char *name);
gboolean          bw_relation_csv_safe    (const BwRelation *relation);
int               bw_relation_account_column (const BwRelation *relation);
const char       *bw_column_type_name     (BwColumnType type);

G_END_DECLS
