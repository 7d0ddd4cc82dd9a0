/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-triage.h"
#include "figures/bw-figure.h"
#include "portfolio/bw-signals.h"

G_BEGIN_DECLS

/* Which people's accounts, for BwTriageRequest.owner_id. */
#define BW_TRIAGE_OWNER_NOBODY ""

/* What came in and what was resolved is counted since so many days before. */
#define BW_TRIAGE_SINCE_DAYS 7

/**
 * BwTriageRequest:
 * @owner_id: (nullable): only the accounts of this person; #BW_TRIAGE_OWNER_NOBODY: of nobody
 * @reasons: only accounts with one of these reasons; 0: any
 * @changes: compare with the queue of a week before; the first time for a date this takes as long
 *   as opening a date that was not looked at yet, so a page may ask for it after it is shown
 */
typedef struct {
  const char *owner_id;
  BwReasons   reasons;
  gboolean    changes;
} BwTriageRequest;

/* An account of the queue; words are made when they are asked for. */
typedef struct {
  guint32   row;       /* Of the snapshot. */
  BwReasons reasons;
  BwReasons by_risk;   /* Those of them that only an open risk names. */
  BwReason  main;      /* The one of the largest weight. */
  gboolean  came_in;   /* It was not in the queue a week before; FALSE without @changes. */
  double    risk;      /* 0..1 */
  BwMoney   loss;      /* Expected: ARR times risk. */
  int       days_left; /* To the renewal, below 0 past it; %BW_DAYS_UNKNOWN without a date. */
  BwDate    due_on;    /* Of the next open play. */
  BwDate    snoozed_until;
} BwTriageRow;

typedef enum {
  BW_TRIAGE_BY_NONE,
  BW_TRIAGE_BY_OWNER,
  BW_TRIAGE_BY_REASON, /* Each account by its main reason, so that the groups add up. */
  BW_TRIAGE_BY_TIER,
} BwTriageGrouping;

/* A part of the queue, in the order of the queue. */
typedef struct {
  char    *key;    /* A person's id, "" for nobody; a reason's or a tier's word. */
  char    *title;
  guint    n;
  guint32 *places; /* In BwTriageFigure.rows. */
  BwMoney  arr;
  BwMoney  loss;
} BwTriageGroup;

/**
 * BwTriageFigure:
 * @rows: the queue: the largest expected loss first, of equal ones the fewest days left
 * @snoozed: accounts that would be in it and are put off, the soonest to come back first
 * @by_reason: how many accounts of the queue have each reason
 * @resolved: rows of accounts that had a reason a week before, are still customers and have none
 *
 * The accounts that need attention, why, what is at stake and what to do. Whether something counts
 * as missing is decided over the whole company: where no account has a plan, none lacks one.
 */
typedef struct {
  BwFigure       head;
  BwDate         as_of;
  char          *currency;
  BwSnapshot    *snapshot;
  BwSignals     *signals;
  guint32        recorded;   /* BwRecorded of the company. */
  GHashTable    *playbooks;  /* Names by g_str_hash() of the key; private. */
  guint          whole;      /* Accounts that pass the filter and the request. */
  guint          n;
  BwTriageRow   *rows;
  guint          n_snoozed;
  BwTriageRow   *snoozed;
  BwMoney        arr;        /* Of the queue: at stake, */
  BwMoney        loss;       /* and expected to be lost. */
  guint          n_half;     /* So many accounts at its head carry half of the expected loss. */
  guint          overdue;    /* Accounts of the queue with a play that is overdue. */
  guint          by_reason[BW_N_REASONS];
  gboolean       has_changes;
  BwDate         since;
  guint          n_came_in;
  guint          n_resolved;
  guint32       *resolved;
  guint          n_left;     /* Had a reason a week before and are no customers any more. */
} BwTriageFigure;

/* A row of the data that a reason rests on. */
typedef struct {
  const char *relation; /* "contacts" */
  char       *id;       /* The row's key; its parts joined by "/" where it has several. */
  BwDate      date;
  char       *text;     /* What it says, in words. */
} BwTriageEvidence;

/**
 * BwTriageReason:
 * @text: why, in a sentence: "Sponsor Maria Diaz left on 3 March, nobody in the role since"
 * @weight: what it counts for, see bw_triage_weight()
 * @by_risk: an open risk names it, the data alone does not show it
 * @evidence: (element-type BwTriageEvidence): the rows; empty unless they were read
 */
typedef struct {
  BwReason   reason;
  double     weight;
  gboolean   by_risk;
  BwDate     since;   /* %BW_DATE_NONE where it has no day. */
  char      *text;
  GPtrArray *evidence;
} BwTriageReason;

BwTriageFigure *bw_triage_figure_compute      (const BwFigureScope *scope,
                                               const BwTriageRequest *request,
                                               GCancellable *cancellable, GError **error);
void            bw_triage_figure_free         (BwTriageFigure *figure);
GPtrArray      *bw_triage_figure_group        (const BwTriageFigure *figure,
                                               BwTriageGrouping grouping);
GPtrArray      *bw_triage_figure_list_reasons (const BwTriageFigure *figure,
                                               const BwTriageRow *row);
GPtrArray      *bw_triage_figure_read_reasons (const BwTriageFigure *figure,
                                               const BwTriageRow *row, BwMirror *mirror,
                                               GError **error);
char           *bw_triage_figure_summarise    (const BwTriageFigure *figure,
                                               const BwTriageRow *row);
const char     *bw_triage_figure_next_play    (const BwTriageFigure *figure,
                                               const BwTriageRow *row);
char           *bw_triage_days_format         (int days_left);
const char     *bw_triage_grouping_word       (BwTriageGrouping grouping);

void            bw_triage_group_free          (BwTriageGroup *group);
void            bw_triage_reason_free         (BwTriageReason *reason);
void            bw_triage_evidence_free       (BwTriageEvidence *evidence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTriageFigure, bw_triage_figure_free)

G_END_DECLS
