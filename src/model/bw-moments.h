/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The moments of truth in the life of a customer, in the order in which they come. */
typedef enum {
  BW_MOMENT_HANDOFF,
  BW_MOMENT_WELCOME,
  BW_MOMENT_KICKOFF,
  BW_MOMENT_LAUNCH,
  BW_MOMENT_NEW_EXECUTIVE,
  BW_MOMENT_EBR,
  BW_MOMENT_CONFIRM_VALUE,
  BW_MOMENT_POST_RENEWAL,
  BW_N_MOMENTS,
} BwMoment;

BwMoment    bw_moment_parse    (const char *word);
const char *bw_moment_word     (BwMoment moment);
const char *bw_moment_title    (BwMoment moment);
const char *bw_moment_describe (const char *word);

G_END_DECLS
