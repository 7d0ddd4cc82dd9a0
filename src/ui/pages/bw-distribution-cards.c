/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-distribution-cards.h"

#include <glib/gi18n.h>
#include <math.h>

/* The numbers below the curve in words. Each has a definition of its own; its inputs and its policy
 * are those of the curve. */

static const BwTail tails[] = {
  [BW_DISTRIBUTION_CARD_AT_RISK] = BW_TAIL_AT_RISK,
  [BW_DISTRIBUTION_CARD_ADVOCATES] = BW_TAIL_ADVOCATES,
  [BW_DISTRIBUTION_CARD_UPSELL] = BW_TAIL_UPSELL,
  [BW_DISTRIBUTION_CARD_CONTENT] = BW_TAIL_CONTENT,
  [BW_DISTRIBUTION_CARD_BETWEEN] = BW_TAIL_BETWEEN,
  [BW_DISTRIBUTION_CARD_UNKNOWN] = BW_TAIL_UNKNOWN,
  [BW_DISTRIBUTION_CARD_INTO_AT_RISK] = BW_TAIL_INTO_AT_RISK,
  [BW_DISTRIBUTION_CARD_OUT_OF_AT_RISK] = BW_TAIL_OUT_OF_AT_RISK,
  [BW_DISTRIBUTION_CARD_INTO_ADVOCATES] = BW_TAIL_INTO_ADVOCATES,
  [BW_DISTRIBUTION_CARD_OUT_OF_ADVOCATES] = BW_TAIL_OUT_OF_ADVOCATES,
};

static void
set_accounts (BwKeyFigure *key, const BwDistributionFigure *figure, guint accounts, BwMoney arr)
{
  g_autofree char *count = bw_number_format (accounts, 0);
  g_autofree char *money = arr == BW_MONEY_NONE ? NULL
                                                : bw_money_format_short (arr, figure->currency);

  key->accounts = accounts;
  key->money = arr;
  if (money)
    /* Translators: a number of accounts and an amount of money, as in "61 · €1.9 M". */
    key->value = g_strdup_printf (C_("accounts and money", "%s · %s"), count, money);
  else
    key->value = g_steal_pointer (&count);
}

/* Below policy.min_group a share of a few accounts would say more than they do. */
static char *
say_shares (const BwDistributionFigure *figure, double accounts, double arr)
{
  g_autofree char *of_accounts = NULL;
  g_autofree char *of_arr = NULL;

  if (figure->too_few || isnan (accounts) || isnan (arr))
    return g_strdup_printf (ngettext ("of %'u account", "of %'u accounts",
                                      figure->result->accounts),
                            figure->result->accounts);
  of_accounts = bw_share_format (accounts, 0);
  of_arr = bw_share_format (arr, 0);
  /* Translators: two shares, as in "12 % of accounts, 9 % of ARR". */
  return g_strdup_printf (_("%s of accounts, %s of ARR"), of_accounts, of_arr);
}

static double
share_of (BwMoney part, BwMoney whole)
{
  return part == BW_MONEY_NONE || whole <= 0 ? NAN : (double) part / (double) whole;
}

/* @more_is: 1 when more accounts are good news, -1 when fewer are. */
static void
set_count_change (BwKeyFigure *key, const BwDistributionFigure *figure, guint now, guint then,
                  int more_is)
{
  const BwDistribution *result = figure->result;
  g_autofree char *day = NULL;
  guint n = now > then ? now - then : then - now;

  if (!result->has_comparison || result->compared_accounts == 0)
    return;
  day = bw_date_format_short (result->compared_as_of, result->as_of);
  key->direction = now > then ? 1 : now < then ? -1 : 0;
  key->trend = n == 0                       ? BW_TREND_SAME
               : key->direction == more_is ? BW_TREND_BETTER
                                           : BW_TREND_WORSE;
  if (n == 0)
    /* Translators: %s is a day, such as 21 Aug. */
    key->change = g_strdup_printf (_("as many as on %s"), day);
  else if (now > then)
    key->change = g_strdup_printf (ngettext ("%'u account more since %s",
                                             "%'u accounts more since %s", n),
                                   n, day);
  else
    key->change = g_strdup_printf (ngettext ("%'u account fewer since %s",
                                             "%'u accounts fewer since %s", n),
                                   n, day);
}

static void
fill_at_risk (const BwDistributionFigure *figure, BwKeyFigure *key)
{
  const BwDistribution *result = figure->result;
  g_autofree char *mark = bw_number_format_auto (result->at_risk.threshold);

  key->title = g_strdup (_("A · At Risk"));
  set_accounts (key, figure, result->at_risk.accounts, result->at_risk.arr);
  set_count_change (key, figure, result->at_risk.accounts, result->compared_at_risk, -1);
  key->detail = say_shares (figure, result->at_risk.share_accounts, result->at_risk.share_arr);
  /* Translators: the name of a measure, such as "success index", and a number. */
  key->rule->definition = g_strdup_printf (_("The accounts whose %s is below %s."),
                                           figure->measure_title, mark);
}

static void
fill_advocates (const BwDistributionFigure *figure, BwKeyFigure *key)
{
  const BwDistribution *result = figure->result;
  g_autofree char *mark = bw_number_format_auto (result->advocates.threshold);

  key->title = g_strdup (_("B · Advocates and Upsell"));
  set_accounts (key, figure, result->advocates.accounts, result->advocates.arr);
  set_count_change (key, figure, result->advocates.accounts, result->compared_advocates, 1);
  key->detail = say_shares (figure, result->advocates.share_accounts,
                            result->advocates.share_arr);
  key->rule->definition = g_strdup_printf (_("The accounts whose %s is %s or more."),
                                           figure->measure_title, mark);
}

static void
fill_upsell (const BwDistributionFigure *figure, BwKeyFigure *key)
{
  key->title = g_strdup (_("B · Upsell Candidates"));
  set_accounts (key, figure, figure->upsell_accounts, figure->upsell_arr);
  key->detail = g_strdup (_("asked to expand, or a lead is open"));
  key->rule->definition = g_strdup (
    _("The accounts of the advocate area that asked to expand within the last year, or that have "
      "a sales lead open that customer success brought in."));
}

static void
fill_content (const BwDistributionFigure *figure, BwKeyFigure *key)
{
  const BwDistribution *result = figure->result;

  key->title = g_strdup (_("B · Advocates"));
  set_accounts (key, figure, result->advocates.accounts - figure->upsell_accounts,
                result->advocates.arr - figure->upsell_arr);
  key->detail = g_strdup (_("could speak for us"));
  key->rule->definition = g_strdup (
    _("The accounts of the advocate area that are no upsell candidates: what they can give now is "
      "a reference, a review or a referral."));
}

static void
fill_between (const BwDistributionFigure *figure, BwKeyFigure *key)
{
  const BwDistribution *result = figure->result;
  g_autofree char *low = bw_number_format_auto (result->at_risk.threshold);
  g_autofree char *high = bw_number_format_auto (result->advocates.threshold);
  guint accounts = result->accounts - result->at_risk.accounts - result->advocates.accounts;
  BwMoney arr = result->arr - result->at_risk.arr - result->advocates.arr;

  key->title = g_strdup (_("In Between"));
  set_accounts (key, figure, accounts, arr);
  key->detail = say_shares (figure,
                            result->accounts > 0 ? (double) accounts / result->accounts : NAN,
                            share_of (arr, result->arr));
  /* Translators: the name of a measure and two numbers. */
  key->rule->definition = g_strdup_printf (_("The accounts whose %s is from %s to below %s."),
                                           figure->measure_title, low, high);
}

static void
fill_unknown (const BwDistributionFigure *figure, BwKeyFigure *key)
{
  const BwDistribution *result = figure->result;

  key->title = g_strdup (_("No Reading"));
  set_accounts (key, figure, result->unknown, result->unknown_arr);
  key->detail = result->unknown > 0 ? g_strdup (_("not on the curve"))
                                    : g_strdup (_("every account is on the curve"));
  key->rule->definition = g_strdup_printf (
    _("The accounts without a fresh reading that gives a %s. They are on no side: unknown is not "
      "zero."),
    figure->measure_title);
}

static void
fill_crossing (const BwDistributionFigure *figure, BwDistributionCard card, BwKeyFigure *key)
{
  static const struct {
    const char *title;
    const char *detail;
    const char *definition;
  } words[] = {
    { N_("Into at Risk"), N_("fell below the mark"),
      N_("The accounts that were not at risk on the earlier day and are now, of those with a value "
         "on both days.") },
    { N_("Out of at Risk"), N_("rose above the mark"),
      N_("The accounts that were at risk on the earlier day and are no longer, of those with a "
         "value on both days. Accounts that left are not among them.") },
    { N_("Into Advocates"), N_("rose into the area"),
      N_("The accounts that have come into the advocate area since the earlier day, of those with "
         "a value on both days.") },
    { N_("Out of Advocates"), N_("fell out of the area"),
      N_("The accounts that have fallen out of the advocate area since the earlier day, of those "
         "with a value on both days.") },
  };
  const BwDistribution *result = figure->result;
  const BwCrossing crossings[] = { result->into_at_risk, result->out_of_at_risk,
                                   result->into_advocates, result->out_of_advocates };
  guint i = card - BW_DISTRIBUTION_CARD_INTO_AT_RISK;

  key->title = g_strdup (_(words[i].title));
  key->detail = g_strdup (_(words[i].detail));
  key->rule->definition = g_strdup (_(words[i].definition));
  set_accounts (key, figure, crossings[i].accounts, crossings[i].arr);
}

/* Mean and median; with a change that is better to the right where the scale has a better side. */
static void
fill_middle (const BwDistributionFigure *figure, BwKeyFigure *key, double value, double change)
{
  const BwDistribution *result = figure->result;
  double least = 0.0005 * (result->x_to - result->x_from);
  g_autofree char *size = bw_number_format_auto (fabs (change));
  g_autofree char *day = NULL;

  key->value = bw_number_format_auto (value);
  if (!result->has_comparison || isnan (change))
    return;
  day = bw_date_format_short (result->compared_as_of, result->as_of);
  key->direction = fabs (change) < least ? 0 : change > 0 ? 1 : -1;
  if (figure->measure->kind != BW_MEASURE_METRIC)
    key->trend = key->direction > 0   ? BW_TREND_BETTER
                 : key->direction < 0 ? BW_TREND_WORSE
                                      : BW_TREND_SAME;
  if (key->direction == 0)
    key->change = g_strdup_printf (_("as on %s"), day);
  else if (key->direction > 0)
    /* Translators: a number and a day, as in "2.8 more than on 21 Aug". */
    key->change = g_strdup_printf (_("%s more than on %s"), size, day);
  else
    key->change = g_strdup_printf (_("%s less than on %s"), size, day);
}

static void
fill_gap (const BwDistributionFigure *figure, BwKeyFigure *key)
{
  g_autofree char *share = bw_share_format (figure->result->ks, 0);

  key->title = g_strdup (_("Widest Gap"));
  key->value = bw_share_format (figure->result->ks, 0);
  key->detail = g_strdup (_("between the two days’ curves"));
  key->rule->definition
    = figure->result->weight == BW_WEIGHT_ARR
        ? g_strdup_printf (
            _("Take any value and ask on both days which share of the ARR lies below it. Where the "
              "two answers are furthest apart, they differ by %s. This is the Kolmogorov-Smirnov "
              "distance: 0 when the two curves are the same, 1 when they share no value."),
            share)
        : g_strdup_printf (
            _("Take any value and ask on both days which share of the accounts lies below it. "
              "Where the two answers are furthest apart, they differ by %s. This is the "
              "Kolmogorov-Smirnov distance: 0 when the two curves are the same, 1 when they share "
              "no value."),
            share);
}

/**
 * bw_distribution_card_fill:
 * @figure: the curve
 * @card: which of the numbers
 * @key: (out caller-allocates): the number in words; clear it after use
 *
 * Returns: whether @figure has this number: an area only where the measure has thresholds, a
 *   crossing only with an earlier day, the parts of area B only when single rows were read
 */
gboolean
bw_distribution_card_fill (const BwDistributionFigure *figure, BwDistributionCard card,
                           BwKeyFigure *key)
{
  const BwDistribution *result = figure->result;
  const BwRule *whole = figure->head.rule;
  gboolean compared = result->has_comparison && result->compared_accounts > 0
                      && result->accounts > 0;
  gboolean split = figure->has_tails && figure->upsell_arr != BW_MONEY_NONE;

  *key = (BwKeyFigure) { 0 };
  if ((card <= BW_DISTRIBUTION_CARD_BETWEEN && !figure->has_tails)
      || ((card == BW_DISTRIBUTION_CARD_UPSELL || card == BW_DISTRIBUTION_CARD_CONTENT) && !split)
      || (card >= BW_DISTRIBUTION_CARD_INTO_AT_RISK && card <= BW_DISTRIBUTION_CARD_OUT_OF_ADVOCATES
          && !(figure->has_tails && compared))
      || (card == BW_DISTRIBUTION_CARD_GAP
          && (!compared || figure->too_few || isnan (result->ks)))
      || (card >= BW_DISTRIBUTION_CARD_MEAN && result->accounts == 0))
    return FALSE;

  key->rule = bw_rule_copy (whole);
  g_clear_pointer (&key->rule->definition, g_free);
  switch (card)
    {
    case BW_DISTRIBUTION_CARD_AT_RISK:
      fill_at_risk (figure, key);
      break;
    case BW_DISTRIBUTION_CARD_ADVOCATES:
      fill_advocates (figure, key);
      break;
    case BW_DISTRIBUTION_CARD_UPSELL:
      fill_upsell (figure, key);
      break;
    case BW_DISTRIBUTION_CARD_CONTENT:
      fill_content (figure, key);
      break;
    case BW_DISTRIBUTION_CARD_BETWEEN:
      fill_between (figure, key);
      break;
    case BW_DISTRIBUTION_CARD_UNKNOWN:
      fill_unknown (figure, key);
      break;
    case BW_DISTRIBUTION_CARD_INTO_AT_RISK:
    case BW_DISTRIBUTION_CARD_OUT_OF_AT_RISK:
    case BW_DISTRIBUTION_CARD_INTO_ADVOCATES:
    case BW_DISTRIBUTION_CARD_OUT_OF_ADVOCATES:
      fill_crossing (figure, card, key);
      break;
    case BW_DISTRIBUTION_CARD_MEAN:
      key->title = g_strdup (_("Mean"));
      key->rule->definition = g_strdup (
        result->weight == BW_WEIGHT_ARR
          ? _("The mean of all values, each counted by the ARR of its account.")
          : _("The sum of all values, divided by the number of accounts that have one."));
      fill_middle (figure, key, result->mean, result->mean_change);
      break;
    case BW_DISTRIBUTION_CARD_MEDIAN:
      key->title = g_strdup (_("Median"));
      key->rule->definition = g_strdup (
        result->weight == BW_WEIGHT_ARR
          ? _("Half of the ARR of the accounts that have a value lies below this one, half above "
              "it.")
          : _("Half of the accounts that have a value lie below this one, half above it."));
      fill_middle (figure, key, result->median, result->median_change);
      break;
    case BW_DISTRIBUTION_CARD_GAP:
      fill_gap (figure, key);
      break;
    case BW_N_DISTRIBUTION_CARDS:
    default:
      g_return_val_if_reached (FALSE);
    }
  return TRUE;
}

void
bw_distribution_card_clear (BwKeyFigure *key)
{
  g_free (key->title);
  g_free (key->value);
  g_free (key->change);
  g_free (key->detail);
  bw_rule_free (key->rule);
  *key = (BwKeyFigure) { 0 };
}

/**
 * bw_distribution_card_tail:
 * @tail: (out): the accounts that @card counts
 *
 * Returns: whether the card counts accounts, and is not a measure of all of them
 */
gboolean
bw_distribution_card_tail (BwDistributionCard card, BwTail *tail)
{
  if (card >= G_N_ELEMENTS (tails))
    return FALSE;
  *tail = tails[card];
  return TRUE;
}
