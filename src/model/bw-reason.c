/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/bw-reason.h"

#include <glib/gi18n.h>

/*
 * The weights are the chance of loss that a reason stands for when it is the only one. They order
 * the queue; a company replaces them by its policy "triage_weights".
 */
static const struct {
  const char *word;
  const char *title;
  double      weight;
} reasons[BW_N_REASONS] = {
  [BW_REASON_SPONSOR_LEFT] = { "sponsor_left", N_("Sponsor left"), 0.25 },
  [BW_REASON_IMPLEMENTATION_STALLED]
  = { "implementation_stalled", N_("Implementation stalled"), 0.20 },
  [BW_REASON_LOW_ADOPTION] = { "low_adoption", N_("Low adoption"), 0.25 },
  [BW_REASON_NO_VALUE_SHOWN] = { "no_value_shown", N_("No value shown"), 0.15 },
  [BW_REASON_NEW_LEADERSHIP] = { "new_leadership", N_("New leadership"), 0.10 },
  [BW_REASON_ACQUIRED] = { "acquired", N_("Acquired"), 0.35 },
  [BW_REASON_MISSING_FEATURE] = { "missing_feature", N_("Missing feature"), 0.05 },
  [BW_REASON_POOR_QUALITY] = { "poor_quality", N_("Poor quality"), 0.15 },
  [BW_REASON_BAD_FIT] = { "bad_fit", N_("Bad fit"), 0.30 },
  [BW_REASON_HUMAN_FACTOR] = { "human_factor", N_("Human factor"), 0.10 },
  [BW_REASON_OPEN_RISK] = { "open_risk", N_("Open risk"), 0.15 },
  [BW_REASON_UNHAPPY] = { "unhappy", N_("Profitable and unhappy"), 0.15 },
  [BW_REASON_COSTLY] = { "costly", N_("Happy and served at a loss"), 0.05 },
  [BW_REASON_AT_RISK] = { "at_risk", N_("Success index at risk"), 0.25 },
  [BW_REASON_RENEWAL] = { "renewal", N_("Renewal near"), 0.10 },
  [BW_REASON_SILENT] = { "silent", N_("Silent"), 0.25 },
  [BW_REASON_NOT_LIKELY] = { "not_likely", N_("Renewal not likely"), 0.50 },
  [BW_REASON_UNSURE] = { "unsure", N_("Renewal unsure"), 0.20 },
  [BW_REASON_NO_ANSWER] = { "no_answer", N_("Renewal survey unanswered"), 0.10 },
  [BW_REASON_REDUCTION_ASKED] = { "reduction_asked", N_("Reduction asked for"), 0.20 },
  [BW_REASON_NO_PLAN] = { "no_plan", N_("No success plan"), 0.05 },
  [BW_REASON_PLAY_OVERDUE] = { "play_overdue", N_("Play overdue"), 0.05 },
  [BW_REASON_MILESTONE_OVERDUE] = { "milestone_overdue", N_("Milestone overdue"), 0.05 },
  [BW_REASON_MOMENT_OVERDUE] = { "moment_overdue", N_("Moment of truth overdue"), 0.05 },
  [BW_REASON_CALL_DIFFERS] = { "call_differs", N_("Own call and band differ"), 0.05 },
};

/* Whether two words are the same but for how their parts are joined: "bad fit", "bad_fit". */
static gboolean
words_match (const char *a, const char *b)
{
  for (; *a != '\0' && *b != '\0'; a++, b++)
    {
      gboolean gap_a = *a == '_' || *a == ' ' || *a == '-';
      gboolean gap_b = *b == '_' || *b == ' ' || *b == '-';

      if (gap_a != gap_b || (!gap_a && g_ascii_tolower (*a) != g_ascii_tolower (*b)))
        return FALSE;
    }
  return *a == *b;
}

/**
 * bw_reason_parse:
 * @word: (nullable): a reason, as risks.cause and the policy write it
 *
 * Returns: the reason, or %BW_N_REASONS when the word is not known
 */
BwReason
bw_reason_parse (const char *word)
{
  for (guint i = 0; word != NULL && i < BW_N_REASONS; i++)
    {
      if (words_match (reasons[i].word, word))
        return i;
    }
  return BW_N_REASONS;
}

/* The word that data, policy and command line have for it. */
const char *
bw_reason_word (BwReason reason)
{
  return reasons[reason].word;
}

/* Its name in the user's language. */
const char *
bw_reason_title (BwReason reason)
{
  return _(reasons[reason].title);
}

double
bw_reason_default_weight (BwReason reason)
{
  return reasons[reason].weight;
}
