/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwReason:
 *
 * Why an account can be in the triage queue. The ten causes of drift come first, in the order of
 * the second law of customer success; the relation `risks` names them by the same words.
 */
typedef enum {
  BW_REASON_SPONSOR_LEFT,
  BW_REASON_IMPLEMENTATION_STALLED,
  BW_REASON_LOW_ADOPTION,
  BW_REASON_NO_VALUE_SHOWN,
  BW_REASON_NEW_LEADERSHIP,
  BW_REASON_ACQUIRED,
  BW_REASON_MISSING_FEATURE,
  BW_REASON_POOR_QUALITY,
  BW_REASON_BAD_FIT,
  BW_REASON_HUMAN_FACTOR,
  BW_REASON_OPEN_RISK,       /* A risk of another cause, or of none. */
  BW_REASON_UNHAPPY,         /* Work to keep: profitable and unhappy. */
  BW_REASON_COSTLY,          /* Work to keep: happy and served at a loss. */
  BW_REASON_AT_RISK,         /* Area A of the distribution curve. */
  BW_REASON_RENEWAL,         /* Within policy.renewal_days, or as long past it. */
  BW_REASON_SILENT,
  BW_REASON_NOT_LIKELY,      /* The renewal survey: not likely, */
  BW_REASON_UNSURE,          /* unsure, */
  BW_REASON_NO_ANSWER,       /* asked and not answered. */
  BW_REASON_REDUCTION_ASKED,
  BW_REASON_NO_PLAN,
  BW_REASON_PLAY_OVERDUE,
  BW_REASON_MILESTONE_OVERDUE,
  BW_REASON_MOMENT_OVERDUE,
  BW_REASON_CALL_DIFFERS,    /* The CSM's own call is not the computed band. */
  BW_N_REASONS,
} BwReason;

/* The causes of drift are the reasons below this one. */
#define BW_N_CAUSES BW_REASON_OPEN_RISK

/* A set of reasons, a bit each. */
typedef guint32 BwReasons;

#define BW_REASON_BIT(reason) ((BwReasons) 1 << (reason))

BwReason    bw_reason_parse          (const char *word);
const char *bw_reason_word           (BwReason reason);
const char *bw_reason_title          (BwReason reason);
double      bw_reason_default_weight (BwReason reason);

G_END_DECLS
