/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/bw-moments.h"

#include <glib/gi18n.h>

static const struct {
  const char *word;
  const char *title;
} moments[BW_N_MOMENTS] = {
  { "sales_to_onboarding_handoff", N_("Handoff from sales to onboarding") },
  { "welcome", N_("Welcome") },
  { "onboarding_kickoff", N_("Onboarding kickoff") },
  { "launch", N_("Launch") },
  { "new_executive_or_champion", N_("New executive or champion") },
  { "executive_business_review", N_("Executive business review") },
  { "confirm_value_for_renewal", N_("Value confirmed for renewal") },
  { "post_renewal", N_("After the renewal") },
};

/**
 * bw_moment_parse:
 * @word: (nullable): a moment as the data writes it
 *
 * Returns: the moment, or %BW_N_MOMENTS when it is not one of the eight
 */
BwMoment
bw_moment_parse (const char *word)
{
  for (guint i = 0; i < BW_N_MOMENTS; i++)
    {
      if (g_strcmp0 (moments[i].word, word) == 0)
        return i;
    }
  return BW_N_MOMENTS;
}

/**
 * bw_moment_word:
 * @moment: a moment of truth
 *
 * Returns: (transfer none): the moment as interactions.moment_of_truth writes it
 */
const char *
bw_moment_word (BwMoment moment)
{
  return moments[moment].word;
}

/**
 * bw_moment_title:
 * @moment: a moment of truth
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
bw_moment_title (BwMoment moment)
{
  return _(moments[moment].title);
}

/**
 * bw_moment_describe:
 * @word: a moment as the data writes it
 *
 * Returns: (transfer none): its name, or the word itself when it is not one of the eight
 */
const char *
bw_moment_describe (const char *word)
{
  BwMoment moment = bw_moment_parse (word);

  return moment < BW_N_MOMENTS ? _(moments[moment].title) : word;
}
