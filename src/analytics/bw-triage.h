/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-quadrants.h"
#include "model/bw-date.h"
#include "model/bw-money.h"
#include "model/bw-moments.h"
#include "model/bw-policy.h"
#include "model/bw-reason.h"

G_BEGIN_DECLS

/* The roles on the customer's side that must not be vacant. */
typedef enum {
  BW_KEY_ROLE_SPONSOR,
  BW_KEY_ROLE_CHAMPION,
  BW_KEY_ROLE_DECISION_MAKER,
  BW_N_KEY_ROLES,
} BwKeyRole;

/**
 * BwRecorded:
 *
 * What a company keeps a record of. Where nobody writes something down, its absence says nothing:
 * a company without plans has no account that lacks one.
 */
typedef enum {
  BW_RECORDED_INTERACTIONS = 1 << 0,
  BW_RECORDED_REVIEWS = 1 << 1,     /* An EBR or a QBR of any account. */
  BW_RECORDED_MOMENTS = 1 << 2,
  BW_RECORDED_ACTED = 1 << 3,       /* That feedback was acted on. */
  BW_RECORDED_PLANS = 1 << 4,
  BW_RECORDED_OWNERS = 1 << 5,
  BW_RECORDED_GO_LIVE = 1 << 6,
  BW_RECORDED_PERSONS = 1 << 7,     /* Who of us an interaction was with. */
} BwRecorded;

/* The six parts of a success plan. */
typedef enum {
  BW_PLAN_PURPOSE = 1 << 0,
  BW_PLAN_METRICS = 1 << 1,
  BW_PLAN_TARGET = 1 << 2,
  BW_PLAN_TIMELINE = 1 << 3,
  BW_PLAN_ROLES = 1 << 4,
  BW_PLAN_NEXT = 1 << 5,
  BW_PLAN_WHOLE = (1 << 6) - 1,
} BwPlanParts;

/**
 * BwAccountSignals:
 *
 * What triage needs to know of one account on one date out of the rows about it. Dates are
 * %BW_DATE_NONE and numbers NaN where there is nothing; every field is one of four bytes, so that
 * an array of these can be kept in a file.
 */
typedef struct {
  guint32 recorded;            /* BwRecorded, as far as this account proves it. */

  gint32  implementation_days; /* -1: not said. This and the next two are of today. */
  gint32  licences_purchased;  /* -1: not said. */
  gint32  licences_active;     /* -1: not said. */

  BwDate  interaction_on;      /* The last one, */
  BwDate  owner_on;            /* the last one with the account's owner, */
  BwDate  reviewed_on;         /* the last EBR or QBR. */
  BwDate  moment_on[BW_N_MOMENTS];

  guint32 roles_held;          /* A bit a key role that somebody is in. */
  BwDate  role_left_on[BW_N_KEY_ROLES]; /* The last departure from each. */
  BwDate  newcomer_on;         /* The last arrival in a key role of somebody who is there, */
  BwDate  leader_on;           /* of a sponsor, decision maker or executive. */

  guint32 problems_open;       /* Complaints and defects. */
  guint32 problems_lately;     /* Opened in policy.quality_days. */
  BwDate  severe_since;        /* The oldest open one of high severity. */

  guint32 ideas_waiting;       /* Asked for within a year, and not acted on. */
  BwDate  idea_on;             /* The oldest of them. */

  BwDate  survey_on;           /* The last renewal survey; of several, the worst answer. */
  float   survey_score;        /* 1 not likely, 2 unsure, 3 likely; NaN: asked, no answer. */
  BwDate  reduction_on;        /* The last reduction asked for. */

  guint32 risks_open;
  guint32 risk_causes;         /* A bit a cause; BW_REASON_OPEN_RISK for others and none. */
  BwDate  risk_on[BW_N_CAUSES + 1]; /* Since when each is open. */
  float   forecast;            /* The highest forecast_probability of an open risk. */

  BwDate  plan_on;             /* When the open plan began. */
  guint32 plan_parts;          /* BwPlanParts of it. */
  guint32 milestones_overdue;  /* Of it. */
  BwDate  milestone_due_on;    /* The oldest of them. */
  guint32 targets;             /* Of all plans, */
  guint32 targets_reached;     /* whose last reading is at or past the target. */

  guint32 plays_open;
  guint32 plays_overdue;
  BwDate  play_due_on;         /* Of the open play that is due next, or overdue longest. */
  guint32 play_key;            /* g_str_hash() of its playbook; 0: none. */
  BwDate  snoozed_until;

  float   call;                /* The CSM's own reading of sentiment, 0..100, while fresh. */
  BwDate  call_on;
  guint32 severity_medium;     /* Open risks without a forecast: of medium severity, */
  guint32 severity_high;       /* and of high or critical. */
} BwAccountSignals;

/* Where a CSM's own call comes from, the best first. */
typedef enum {
  BW_OWN_CALL_NONE,
  BW_OWN_CALL_READING,  /* A fresh reading of sentiment whose source is "csm". */
  BW_OWN_CALL_FORECAST, /* The forecast of an open risk. */
  BW_OWN_CALL_SEVERITY, /* An open risk without a forecast, by its severity. */
} BwOwnCallSource;

/**
 * BwOwnCallFacts:
 * @reading: the latest fresh reading of sentiment by the CSM, 0..100, NaN without one
 * @forecast: the highest forecast_probability of an open risk, 0..1, NaN without one
 * @severity: the band of the gravest open risk without a forecast, -1 without one: 0 for a high or
 *   critical severity, 1 for a medium one
 */
typedef struct {
  double reading;
  double forecast;
  int    severity;
} BwOwnCallFacts;

/**
 * BwTriageFacts:
 *
 * One account on one date. @today says that the columns of the account that carry no date may be
 * believed, which is so on the portfolio's last day alone.
 */
typedef struct {
  BwDate                  as_of;
  gboolean                today;
  BwDate                  started_on;
  BwDate                  go_live_on;
  BwDate                  renewal_on;
  BwDate                  last_signal_on;
  gboolean                has_owner;
  BwQuadrant              quadrant;
  BwTier                  tier;
  double                  success_index;
  double                  adoption; /* Mean of depth and breadth, 0..100. */
  const BwAccountSignals *signals;
} BwTriageFacts;

/* Days left of an account without a renewal date: it sorts behind all others. */
#define BW_DAYS_UNKNOWN G_MAXINT

void      bw_account_signals_clear  (BwAccountSignals *signals);
BwReasons bw_triage_reasons         (const BwTriageFacts *facts, guint32 recorded,
                                     const BwPolicy *policy, BwReasons *by_risk);
double    bw_triage_weight          (BwReason reason, BwReasons by_risk, double forecast,
                                     const BwPolicy *policy);
guint     bw_triage_moments_overdue (const BwTriageFacts *facts, const BwPolicy *policy,
                                     BwMoment *first, BwDate *due_on);
guint     bw_triage_roles_vacant    (const BwTriageFacts *facts, const BwPolicy *policy);
BwOwnCallSource bw_own_call_of      (const BwOwnCallFacts *facts, const BwPolicy *policy,
                                     int *band);
int       bw_triage_own_call        (const BwAccountSignals *signals, const BwPolicy *policy);
int       bw_triage_days_left       (const BwTriageFacts *facts);
double    bw_triage_risk            (BwReasons reasons, BwReasons by_risk, double forecast,
                                     const BwPolicy *policy);
void      bw_triage_order           (const BwMoney *loss, const int *days_left, guint n,
                                     guint32 *order);

G_END_DECLS
