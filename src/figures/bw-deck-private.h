/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-account-parts.h"
#include "figures/bw-deck.h"
#include "figures/bw-figure-private.h"

G_BEGIN_DECLS

/* For the files that make decks alone. */

typedef struct {
  const BwMetric *metric;       /* (nullable) */
  char           *name;         /* Of the metric. */
  char           *how_measured; /* (nullable) */
  double          target;
  BwDate          due_on;
} BwDeckTarget;

typedef struct {
  char   *title;
  BwDate  due_on;
  BwDate  done_on; /* %BW_DATE_NONE also when that is later than the deck. */
} BwDeckMilestone;

typedef struct {
  char     *id;             /* Of the person or contact. */
  char     *name;
  char     *responsibility; /* (nullable) */
  gboolean  ours;
} BwDeckRole;

typedef struct {
  char *id;
  char *name;
  char *title; /* (nullable) */
  char *role;  /* (nullable): the word */
} BwDeckContact;

/* The latest answers of the customer to the five questions, (nullable) each. */
typedef struct {
  char *why;
  char *how;
  char *what;
  char *who;
  char *when;
} BwDeckAnswers;

/**
 * BwDeckAccount:
 * @until: up to which day the team's own work counts
 * @heard_on: when something was last heard of the account
 * @contacts: (element-type BwDeckContact): who is there, by influence
 * @plan_id: (nullable): %NULL without a plan; what follows is then empty
 * @series: (element-type BwSeriesFigure): borrowed from the slides of value
 *
 * What several slides of an account's deck are made from, read once.
 */
typedef struct {
  const BwFigureScope  *scope;
  const BwDeckRequest  *request;
  const BwAccountTable *table;
  BwDeck               *deck;
  const char           *id;
  const char           *name;
  guint32               account;
  guint32               row;
  BwDate                as_of;
  BwDate                until;
  BwDate                last_held;
  GPtrArray            *contacts;
  BwDeckAnswers         answers;
  char                 *plan_id;
  char                 *purpose;
  char                 *next_phase;
  char                 *next_kind;
  GPtrArray            *targets;
  GPtrArray            *milestones;
  GPtrArray            *roles;
  GPtrArray            *series;
} BwDeckAccount;

gboolean bw_deck_account_init  (BwDeckAccount *self, const BwFigureScope *scope,
                                const BwDeckRequest *request, BwDeck *deck, GError **error);
void     bw_deck_account_clear (BwDeckAccount *self);
BwQuery *bw_deck_account_query (const BwDeckAccount *self, const char *sql, GError **error);
const BwSeriesFigure *bw_deck_account_find_series (const BwDeckAccount *self,
                                                   const char *metric_key);

/* Each makes its slides, adds them to the deck and adds what is to be looked at to its checks. */
void     bw_deck_add_cover     (BwDeckAccount *self);
gboolean bw_deck_add_people    (BwDeckAccount *self, GError **error);
void     bw_deck_add_success   (BwDeckAccount *self);
gboolean bw_deck_add_value     (BwDeckAccount *self, GError **error);
gboolean bw_deck_add_changes   (BwDeckAccount *self, GError **error);
gboolean bw_deck_add_adoption  (BwDeckAccount *self, GError **error);
gboolean bw_deck_add_feedback  (BwDeckAccount *self, GError **error);
void     bw_deck_add_actions   (BwDeckAccount *self);
gboolean bw_deck_add_next      (BwDeckAccount *self, GError **error);

gboolean bw_deck_compute_portfolio (BwDeck *deck, const BwFigureScope *scope,
                                    const BwDeckRequest *request, GError **error);

gboolean bw_deck_add_retention (BwDeck *deck, const BwFigureScope *scope, GError **error);
gboolean bw_deck_add_decisions (BwDeck *deck, const BwFigureScope *scope, GError **error);

char    *bw_deck_join_notes    (const char *first, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
