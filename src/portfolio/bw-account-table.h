/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analytics/bw-health.h"
#include "analytics/bw-series.h"
#include "model/bw-date.h"
#include "model/bw-money.h"
#include "model/bw-policy.h"

G_BEGIN_DECLS

typedef struct _BwMirror BwMirror;

/* Stands for "nobody", "no word", "no such row" in every index of the portfolio. */
#define BW_INDEX_NONE G_MAXUINT32

typedef struct {
  char          *key;
  char          *name;   /* The key when the metric has no name. */
  char          *unit;   /* "" when it has none. */
  BwMetricScale  scale;
  BwAggregation  aggregation;
  double         alarm_below; /* NaN when there is none. */
  double         alarm_above;
  char          *source;
} BwMetric;

typedef struct {
  char   *id;
  char   *name;            /* The id when the person has no name. */
  char   *email;
  char   *role;
  char   *team;
  double  hours_per_month; /* NaN when not said. */
} BwPerson;

typedef struct _BwColumnFile BwColumnFile;

/**
 * BwAccountTable:
 *
 * What does not change from date to date: the company, its policy, people and metrics, and the
 * accounts themselves, those that left included. Snapshots of one generation of the mirror share
 * one. Immutable and reference counted; any thread may read it.
 *
 * The accounts stand in rising order of @slot, the number that an account keeps for good. Words
 * are places in the lists @industries, @regions, @stages and @reasons, #BW_INDEX_NONE for none.
 */
typedef struct {
  gatomicrefcount ref_count;
  BwColumnFile   *file;          /* Holds the arrays below; private. */
  guint64         rules;         /* Changes whenever the policy or a metric does. */
  gint64          generation;    /* Of the mirror; it grows with every refresh that changed it. */
  char           *company_name;
  char           *currency;
  int             fiscal_year_start_month;
  BwDate          company_as_of; /* What the company says today is, or BW_DATE_NONE. */
  BwDate          data_until;    /* The same, else the latest date in the data. */
  BwPolicy       *policy;
  char          **warnings;      /* Values of the relation policy that were refused, and why. */

  guint           n_metrics;
  BwMetric       *metrics;       /* By key. */
  guint           n_people;
  BwPerson       *people;        /* By id. */
  char          **industries;    /* Each list sorted, and ended by NULL. */
  char          **regions;
  char          **stages;
  char          **reasons;
  guint           n_industries;
  guint           n_regions;
  guint           n_stages;
  guint           n_reasons;

  guint           n;
  const guint32  *slot;
  const guint32  *id_offset;     /* Into @strings. */
  const guint32  *name_offset;
  const guint32  *fold_offset;   /* Name and id, case and accents taken off, for the search. */
  const char     *strings;
  const char     *folds;
  guint32        *owner;         /* Into @people. */
  const guint32  *industry;
  const guint32  *region;
  const guint32  *stage;
  const guint32  *reason;
  const guint8   *strategic;
  const BwDate   *contract_started_on;
  const BwDate   *go_live_on;
  const BwDate   *renewal_on;
  const BwDate   *churned_on;
  const guint32  *id_index;      /* Hash table of the ids; see bw_account_table_find_account(). */
  guint64         n_buckets;
} BwAccountTable;

BwAccountTable *bw_account_table_load  (BwMirror *mirror, GCancellable *cancellable,
                                        GError **error);
BwAccountTable *bw_account_table_ref   (BwAccountTable *table);
void            bw_account_table_unref (BwAccountTable *table);
const BwMetric *bw_account_table_find_metric (const BwAccountTable *table, const char *key);
guint32         bw_account_table_find_account (const BwAccountTable *table, const char *id);
guint32         bw_account_table_find_slot (const BwAccountTable *table, guint32 slot);
gboolean        bw_metric_is_own_call  (const BwMetric *metric);
gboolean        bw_account_table_is_active (const BwAccountTable *table, guint32 account,
                                            BwDate as_of);
BwDate          bw_account_table_latest_date (const BwAccountTable *table);
char           *bw_fold_text           (const char *text);

static inline const char *
bw_account_table_id (const BwAccountTable *table, guint32 account)
{
  return table->strings + table->id_offset[account];
}

static inline const char *
bw_account_table_name (const BwAccountTable *table, guint32 account)
{
  return table->strings + table->name_offset[account];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAccountTable, bw_account_table_unref)

G_END_DECLS
