/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-health.h"
#include "figures/bw-figure.h"
#include "figures/bw-series-figure.h"

G_BEGIN_DECLS

typedef enum {
  BW_FRESHNESS_FRESH,
  BW_FRESHNESS_STALE,
  BW_FRESHNESS_MISSING, /* There are metrics for it, and none was ever read. */
} BwFreshness;

/* A dimension of the scorecard that at least one metric measures. */
typedef struct {
  BwDimension  dimension;
  BwScorecard  scorecard;
  const char  *title;
  double       score;          /* 0..100, NaN unless fresh. */
  double       compared_score;
  BwFreshness  freshness;
  BwDate       observed_on;    /* Of the latest reading. */
  char        *note;           /* "last read 3 March, 84 days past its date"; NULL when fresh. */
} BwScorecardLine;

/* Part of the change of the success index; the points of all lines add up to it. */
typedef struct {
  char              *metric_key;
  char              *metric_name;
  BwContributionKind kind;
  double             points;
  char              *text;
} BwWhyLine;

typedef struct {
  char   *id;
  char   *name;
  char   *title;
  char   *role;       /* The word of the data. */
  char   *role_title; /* "Sponsor" */
  int     influence;  /* 0 when not said. */
  BwDate  arrived_on;
  BwDate  left_on;
} BwContactLine;

typedef enum {
  BW_EVENT_INTERACTION,
  BW_EVENT_RESPONSE,
  BW_EVENT_TICKET,
  BW_EVENT_REVENUE,
  BW_EVENT_REQUEST,
  BW_EVENT_CONTACT,
  BW_EVENT_MILESTONE,
  BW_EVENT_RISK,
  BW_EVENT_NOTE,
} BwEventKind;

typedef struct {
  BwDate       date;
  BwEventKind  kind;
  char        *text;
} BwTimelineLine;

typedef enum {
  BW_MOMENT_DONE,
  BW_MOMENT_DUE,
  BW_MOMENT_OVERDUE,
  BW_MOMENT_NOT_DUE,
} BwMomentStatus;

typedef struct {
  const char     *word;
  char           *title;
  BwMomentStatus  status;
  BwDate          date; /* Done on, or due on; NONE when not due. */
  char           *text;
} BwMomentLine;

typedef struct {
  const char *word;  /* purpose, metrics, target, timeline, roles, next */
  char       *title;
  gboolean    present;
} BwPlanPart;

#define BW_N_PLAN_PARTS 6

typedef struct {
  char         *metric_key;
  char         *metric_name;
  BwPlanStatus  status;
  double        target_value;
  double        expected;
  double        last;
  BwDate        due_on;
} BwPlanTargetLine;

/**
 * BwAccountFigure:
 *
 * Everything that the page of one account shows but its series, which are figures of their own.
 * Needs the scope's mirror. An account that is not active on the date is shown all the same:
 * @row is then #BW_INDEX_NONE and the chips say so.
 */
typedef struct {
  BwFigure          head;         /* "Outcome 71, experience 52" */
  char             *id;
  char             *name;
  guint32           row;
  guint32           account;      /* Place in the account table. */
  BwDate            as_of;
  BwDate            compared_as_of;
  char            **chips;        /* "Top tier", "€412,000 ARR", "renews in 96 days", … */
  BwHealth          health;
  BwHealth          compared_health;
  int               band;         /* Of the success index; -1 when unknown. */
  double            index_change; /* NaN without a comparison. */
  char             *index_sentence; /* "Success index 61, 4 lower than on 21 August" */
  guint             n_lines;
  BwScorecardLine  *lines;
  guint             n_why;
  BwWhyLine        *why;          /* By size, the largest first. */
  char            **reasons;      /* Why the account needs attention, in words; may be empty. */
  guint             n_metrics;
  BwMeasuredMetric *metrics;      /* Success metrics, the one that says most first. */
  guint             n_contacts;
  BwContactLine    *contacts;
  guint             n_timeline;
  BwTimelineLine   *timeline;     /* The latest first, at most some fifty. */
  guint             n_timeline_older; /* Rows that lie further back. */
  guint             n_timeline_later; /* Rows that are dated after the day. */
  guint             n_moments;
  BwMomentLine     *moments;
  gboolean          has_plan;
  char             *plan_title;   /* "Success plan: 5 of 6 parts" */
  char             *plan_detail;  /* "Missing: what comes next · 2 of 3 targets on track" */
  char             *plan_purpose;
  char             *plan_next;
  BwPlanPart        plan_parts[BW_N_PLAN_PARTS];
  guint             n_targets;
  BwPlanTargetLine *targets;
} BwAccountFigure;

BwAccountFigure *bw_account_figure_compute (const BwFigureScope *scope, const char *account_id,
                                            GError **error);
void             bw_account_figure_free    (BwAccountFigure *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAccountFigure, bw_account_figure_free)

G_END_DECLS
