/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-date.h"
#include "model/bw-moments.h"

G_BEGIN_DECLS

/* The occasions of moments of truth in the life of an account; %BW_DATE_NONE where unknown. */
typedef struct {
  BwDate as_of;
  BwDate started_on;
  BwDate go_live_on;
  BwDate renewal_on;
  BwDate newcomer_on;  /* The latest arrival of a sponsor, champion or decision maker. */
  BwDate reviewed_on;  /* The last executive business review. */
  int    renewal_days; /* policy.renewal_days */
} BwMomentFacts;

BwDate bw_moment_due (BwMoment moment, const BwMomentFacts *facts, BwDate *since);

G_END_DECLS
