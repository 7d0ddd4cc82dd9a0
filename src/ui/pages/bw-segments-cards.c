/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-segments-cards.h"

#include <glib/gi18n.h>
#include <math.h>

static char *
share (double value)
{
  return isnan (value) ? g_strdup ("–") : bw_share_format (value, 0);
}

static void
fill_tier (const BwTiersFigure *figure, BwTier tier, BwKeyFigure *key)
{
  static const char *const titles[] = { N_("Top Tier"), N_("Leveraged Tier"),
                                        N_("Scalable Tier") };
  const BwTierTotal *total = &figure->result->totals[tier];
  g_autofree char *count = bw_number_format (total->accounts, 0);
  g_autofree char *money = bw_money_format_short (total->arr, figure->currency);
  g_autofree char *of_accounts = share (total->share_accounts);
  g_autofree char *of_arr = share (total->share_arr);

  key->title = g_strdup (_(titles[tier]));
  /* Translators: a number of accounts and an amount of money, as in "61 · €1.9 M". */
  key->value = g_strdup_printf (C_("accounts and money", "%s · %s"), count, money);
  /* Translators: two shares, as in "12 % of accounts, 9 % of ARR". */
  key->detail = g_strdup_printf (_("%s of accounts, %s of ARR"), of_accounts, of_arr);
}

static void
fill_top_share (const BwTiersFigure *figure, BwKeyFigure *key)
{
  double value = figure->result->totals[BW_TIER_TOP].share_arr;

  key->title = g_strdup (_("Top Tier’s Share of ARR"));
  key->value = share (value);
  key->trend = isnan (value)                       ? BW_TREND_NONE
               : figure->result->top_share_good ? BW_TREND_BETTER
                                                   : BW_TREND_WORSE;
  if (isnan (value))
    key->detail = g_strdup (_("nobody brings recurring revenue"));
  else if (figure->result->top_share_good)
    key->detail = g_strdup (_("between a third and a half: as it should be"));
  else if (value > 0.5)
    key->detail = g_strdup (_("more than half: too much hangs on a few"));
  else
    key->detail = g_strdup (_("less than a third: the tier is too small"));
}

static void
fill_top_count (const BwTiersFigure *figure, BwKeyFigure *key)
{
  double value = figure->result->totals[BW_TIER_TOP].share_accounts;

  key->title = g_strdup (_("Top Tier’s Share of Accounts"));
  key->value = share (value);
  key->detail = figure->result->top_count_good
                  ? g_strdup (_("under a tenth: as it should be"))
                  : g_strdup (_("a tenth or more: too many for the care it promises"));
}

static void
fill_gini (const BwTiersFigure *figure, BwKeyFigure *key)
{
  double value = figure->result->gini;

  key->title = g_strdup (_("Gini"));
  key->value = isnan (value) ? g_strdup ("–") : bw_number_format (value, 2);
  key->detail = g_strdup (_("0: all bring the same, 1: one brings all"));
}

static const char *
definition_of (BwSegmentsCard card)
{
  switch (card)
    {
    case BW_SEGMENTS_CARD_TOP:
      return _("The strategic accounts, and the fewest of the largest that reach the top tier’s "
               "share of ARR.");
    case BW_SEGMENTS_CARD_LEVERAGED:
      return _("The accounts after those of the top tier, the largest first, up to the leveraged "
               "tier’s share of ARR.");
    case BW_SEGMENTS_CARD_SCALABLE:
      return _("The accounts after those of the top and the leveraged tier.");
    case BW_SEGMENTS_CARD_TOP_SHARE:
      return _("The ARR of the top tier, divided by all ARR. It should lie between a third and a "
               "half.");
    case BW_SEGMENTS_CARD_TOP_COUNT:
      return _("The number of accounts in the top tier, divided by that of all. It should be under "
               "10 %.");
    case BW_SEGMENTS_CARD_GINI:
    case BW_N_SEGMENTS_CARDS:
    default:
      return _("How unevenly ARR is spread over the accounts: twice the area between the Lorenz "
               "curve and the straight line on which all would bring the same.");
    }
}

/* Of a few accounts shares would say more than they do. */
static void
take_shares_out (const BwTiersFigure *figure, BwSegmentsCard card, BwKeyFigure *key)
{
  g_free (key->detail);
  key->detail = g_strdup_printf (ngettext ("of %'u account", "of %'u accounts", figure->n),
                                 figure->n);
  if (card > BW_SEGMENTS_CARD_SCALABLE)
    {
      g_set_str (&key->value, "–");
      key->trend = BW_TREND_NONE;
    }
}

/**
 * bw_segments_card_fill:
 * @min_group: of the policy; fewer accounts than these have counts and no shares
 * @key: (out caller-allocates): the number in words; clear it after use
 */
void
bw_segments_card_fill (const BwTiersFigure *figure, guint min_group, BwSegmentsCard card,
                       BwKeyFigure *key)
{
  *key = (BwKeyFigure) { 0 };
  key->rule = bw_rule_copy (figure->head.rule);
  g_set_str (&key->rule->definition, definition_of (card));
  switch (card)
    {
    case BW_SEGMENTS_CARD_TOP:
    case BW_SEGMENTS_CARD_LEVERAGED:
    case BW_SEGMENTS_CARD_SCALABLE:
      fill_tier (figure, (BwTier) card, key);
      break;
    case BW_SEGMENTS_CARD_TOP_SHARE:
      fill_top_share (figure, key);
      break;
    case BW_SEGMENTS_CARD_TOP_COUNT:
      fill_top_count (figure, key);
      break;
    case BW_SEGMENTS_CARD_GINI:
    case BW_N_SEGMENTS_CARDS:
    default:
      fill_gini (figure, key);
    }
  if (figure->n < min_group)
    take_shares_out (figure, card, key);
}

void
bw_segments_card_clear (BwKeyFigure *key)
{
  g_free (key->title);
  g_free (key->value);
  g_free (key->change);
  g_free (key->detail);
  bw_rule_free (key->rule);
  *key = (BwKeyFigure) { 0 };
}
