/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-company.h"
#include "demo/bw-demo-random.h"

G_BEGIN_DECLS

/* What the files of the generator share; nothing outside src/demo includes it. */

#define BW_DEMO_ACCOUNTS_PER_BLOCK 500
#define BW_DEMO_PEOPLE_PER_BLOCK 20
#define BW_DEMO_N_BEHAVIOURS 8
#define BW_DEMO_N_FEATURES 12
#define BW_DEMO_N_METRICS 18
#define BW_DEMO_N_REGIONS 10
#define BW_DEMO_N_INDUSTRIES 10
#define BW_DEMO_N_REASONS 7
#define BW_DEMO_MAX_MONTHS 192
#define BW_DEMO_MAX_DRIFTS 8
#define BW_DEMO_MAX_REVENUE 128
#define BW_DEMO_MAX_CONTACTS 12

/* The ten reasons why a customer and a vendor drift apart. */
typedef enum {
  BW_DEMO_SPONSOR_LEFT,
  BW_DEMO_IMPLEMENTATION_STALLED,
  BW_DEMO_LOW_ADOPTION,
  BW_DEMO_NO_VALUE_SHOWN,
  BW_DEMO_NEW_LEADERSHIP,
  BW_DEMO_ACQUIRED,
  BW_DEMO_MISSING_FEATURE,
  BW_DEMO_POOR_QUALITY,
  BW_DEMO_BAD_FIT,
  BW_DEMO_HUMAN_FACTOR,
  BW_DEMO_N_CAUSES
} BwDemoCause;

typedef enum {
  BW_DEMO_NEW,
  BW_DEMO_EXPANSION,
  BW_DEMO_CONTRACTION,
  BW_DEMO_CHURN,
  BW_DEMO_REACTIVATION,
} BwDemoRevenueKind;

typedef enum {
  BW_DEMO_SPONSOR,
  BW_DEMO_CHAMPION,
  BW_DEMO_DECISION_MAKER,
  BW_DEMO_ADMIN,
  BW_DEMO_USER,
} BwDemoContactRole;

/* A drift: the account slides by @depth points over @ramp_days from @from, until @to. */
typedef struct {
  BwDemoCause cause;
  double      depth;
  int         ramp_days;
  BwDate      from;
  BwDate      to;        /* The day it ends, or BW_DATE_NONE while it goes on. */
  BwDate      opened_on; /* When a risk was opened, or BW_DATE_NONE when nobody saw it. */
  gboolean    lost;
} BwDemoDrift;

typedef struct {
  BwDemoRevenueKind kind;
  BwDate            committed_on;
  BwDate            effective_on;
  gint64            mrr_delta;
} BwDemoRevenue;

typedef struct {
  BwDemoContactRole role;
  BwDate            arrived_on;
  BwDate            left_on;
  int               reports_to; /* Another contact, or -1. */
} BwDemoContact;

/**
 * BwDemoAccount:
 *
 * The life of one account: what it is, and month by month how far it has come. Everything that
 * the relations say of the account is read off this. Months count from @first_month, the month
 * in which the contract starts; outcome and happiness are 0..100.
 */
typedef struct {
  const BwDemoCompany *company;
  guint                number;
  char                 id[16];

  int      region;
  int      industry;
  int      reason;
  double   size; /* Standard deviations of the logarithm of what it pays. */
  double   fit;  /* The same, of how well it and the product suit each other. */
  gboolean strategic;
  guint    owner;
  guint    rep;
  double   csm_quality;
  int      org_levels;
  int      implementation_days;
  double   service_complexity;
  double   transaction_complexity;
  double   cost_ratio;
  int      licences;

  BwDate   started_on;
  BwDate   go_live_on;
  BwDate   renewal_on;
  BwDate   churned_on;
  BwDate   gap_from; /* Between a churn and a reactivation. */
  BwDate   gap_to;
  BwDate   silent_from; /* Nothing is heard from this day on, or BW_DATE_NONE. */
  BwDate   last_day;    /* The last day on which anything happens. */
  int      churn_cause;

  BwDate   first_month;
  int      n_months;
  float    outcome[BW_DEMO_MAX_MONTHS];
  float    happiness[BW_DEMO_MAX_MONTHS];
  float    value[BW_DEMO_MAX_MONTHS];
  float    adoption[BW_DEMO_MAX_MONTHS];
  gint64   mrr[BW_DEMO_MAX_MONTHS];

  BwDate        adopted_on[BW_DEMO_N_BEHAVIOURS];
  BwDemoDrift   drifts[BW_DEMO_MAX_DRIFTS];
  int           n_drifts;
  BwDemoRevenue revenue[BW_DEMO_MAX_REVENUE];
  int           n_revenue;
  BwDemoContact contacts[BW_DEMO_MAX_CONTACTS];
  int           n_contacts;
} BwDemoAccount;

/* What one month of the simulation hands on to the next. */
typedef struct {
  BwDemoRandom *random;
  double        drift_hazard; /* The chance that a drift begins in a month. */
  double        care;         /* How well its manager looks after it, 0..1. */
  double        noise_outcome;
  double        noise_happiness;
  double        value;
  gint64        mrr;
  BwDate        next_renewal;
  BwDate        coming_renewal; /* The first one after the last day. */
  int           term;
  gboolean      over;
} BwDemoLife;

void     bw_demo_draw_behaviours   (BwDemoAccount *account, BwDemoRandom *random);
void     bw_demo_life_begin        (const BwDemoAccount *account, BwDemoLife *life);
void     bw_demo_life_month        (BwDemoAccount *account, BwDemoLife *life, int i, BwDate month,
                                    int months_ago);
void     bw_demo_add_revenue       (BwDemoAccount *account, BwDemoRevenueKind kind,
                                    BwDate committed_on, BwDate effective_on, gint64 mrr_delta);
gint64   bw_demo_euros             (double minor);
double   bw_demo_drift_depth       (const BwDemoDrift *drift, BwDate date);

void     bw_demo_account_init      (BwDemoAccount *account, const BwDemoCompany *company,
                                    guint number);
int      bw_demo_account_month     (const BwDemoAccount *account, BwDate date);
gboolean bw_demo_account_is_heard  (const BwDemoAccount *account, BwDate date);
double   bw_demo_account_pressure  (const BwDemoAccount *account, BwDate date,
                                    const BwDemoDrift **worst);
double   bw_demo_account_index     (const BwDemoAccount *account, BwDate date);
int      bw_demo_account_contact   (const BwDemoAccount *account, BwDemoContactRole role,
                                    BwDate date);
BwDate   bw_demo_company_first_day (const BwDemoCompany *company);

/* The passing of rows to the callback of whoever asked. */
typedef struct {
  BwDemoRowFunc func;
  gpointer      data;
  guint         n_columns;
  gint64        updated_at; /* Of the first row of the account or block. */
  guint         row;
  guint         skip;
  gboolean      stopped;
} BwDemoEmitter;

void        bw_demo_emit       (BwDemoEmitter *emitter, const BwDemoValue *values, guint n_values);
BwDemoValue bw_demo_null       (void);
BwDemoValue bw_demo_text       (const char *text);
BwDemoValue bw_demo_integer    (gint64 integer);
BwDemoValue bw_demo_real       (double real);
BwDemoValue bw_demo_date       (BwDate date);
BwDemoValue bw_demo_date_until (BwDate date, BwDate as_of);
BwDemoValue bw_demo_time       (BwDate date, int second);

void bw_demo_person_id (guint number, char id[16]);
/* What is no number of an account. */
#define BW_DEMO_NO_ACCOUNT G_MAXUINT

guint bw_demo_account_number (const char *id);
void bw_demo_row_id    (const BwDemoAccount *account, char kind, int number, char id[32]);

/* One function a relation; the blocks are of people. */
void bw_demo_emit_company            (const BwDemoCompany *company, BwDemoEmitter *emitter);
void bw_demo_emit_policy             (const BwDemoCompany *company, BwDemoEmitter *emitter);
void bw_demo_emit_people             (const BwDemoCompany *company, guint block,
                                      BwDemoEmitter *emitter);
void bw_demo_emit_metrics            (const BwDemoCompany *company, BwDemoEmitter *emitter);
void bw_demo_emit_behaviours         (const BwDemoCompany *company, BwDemoEmitter *emitter);
void bw_demo_emit_features           (const BwDemoCompany *company, BwDemoEmitter *emitter);
void bw_demo_emit_playbooks          (const BwDemoCompany *company, BwDemoEmitter *emitter);
void bw_demo_emit_maturity_levels    (const BwDemoCompany *company, BwDemoEmitter *emitter);
void bw_demo_emit_maturity_behaviours (const BwDemoCompany *company, BwDemoEmitter *emitter);

void bw_demo_emit_accounts            (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_revenue_events      (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_service_costs       (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_observations        (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_contacts            (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_interactions        (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_answers             (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_responses           (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_tickets             (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_change_requests     (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_risks               (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_plans               (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_plan_targets        (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_plan_milestones     (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_plan_roles          (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_behaviour_adoptions (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_feature_uses        (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_plays               (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_notes               (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_feedback            (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_leads               (const BwDemoAccount *account, BwDemoEmitter *emitter);
void bw_demo_emit_advocacy            (const BwDemoAccount *account, BwDemoEmitter *emitter);

G_END_DECLS
