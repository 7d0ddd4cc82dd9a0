/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-money.h"
#include "model/bw-policy.h"

G_BEGIN_DECLS

/* Why handing the customer from one team to the next may lose its sponsor. */
typedef enum {
  BW_HANDOFF_LEVELS = 1 << 0,         /* The customer hands it down inside, too. */
  BW_HANDOFF_IMPLEMENTATION = 1 << 1, /* It takes more than a few days to go live. */
  BW_HANDOFF_ENTERPRISE = 1 << 2,     /* It is moving into the enterprise. */
} BwHandoffReasons;

typedef enum {
  BW_HANDOFF_DURABLE, /* Needs durable custody: one CSM from the sale on. */
  BW_HANDOFF_PLAIN,   /* A handoff does no harm. */
  BW_HANDOFF_UNKNOWN, /* No reason is known, and something is not said. */
  BW_N_HANDOFFS
} BwHandoff;

/* -1 and BW_MONEY_NONE where something is not known. */
typedef struct {
  int     org_levels;
  int     implementation_days;
  BwTier  tier;
  BwMoney mrr;
  BwMoney mrr_before; /* A year before; 0 for one that was no customer yet. */
} BwHandoffFacts;

/* Who sells more to a customer. */
typedef enum {
  BW_SELLER_WEB,
  BW_SELLER_CSM,
  BW_SELLER_SALES,
  BW_SELLER_BOTH,
  BW_N_SELLERS,
  BW_SELLER_UNKNOWN = BW_N_SELLERS,
} BwSeller;

BwHandoff   bw_handoff_of     (const BwHandoffFacts *facts, const BwPolicy *policy,
                               guint *reasons);
double      bw_roles_shift    (BwMoney arr, BwMoney median, const BwPolicy *policy);
double      bw_roles_border   (double border, double shift);
BwSeller    bw_roles_seller   (double service, double transaction, double shift,
                               const BwPolicy *policy);
const char *bw_handoff_word   (BwHandoff handoff);
const char *bw_handoff_title  (BwHandoff handoff);
const char *bw_seller_word    (BwSeller seller);
const char *bw_seller_title   (BwSeller seller);

G_END_DECLS
