/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-key-figures.h"

/* The leader's deck for the board. It is for the company's own eyes: money, tiers and names of
 * customers may stand on it. Retention and decisions are in a file of their own. */

/* So large a share of accounts without a success index makes a curve of the others doubtful. */
#define MOST_UNKNOWN_SHARE 0.2

static BwSlide *
make_slide (BwSlideKind kind, const char *key, const char *kicker, const BwFigure *head,
            const char *notes, double minutes)
{
  BwSlide *slide = bw_slide_new (kind, key);

  slide->kicker = g_strdup (kicker);
  slide->title = g_strdup (head->title);
  slide->source = g_strdup (head->subtitle);
  slide->notes = bw_deck_join_notes (notes, head->rule != NULL ? head->rule->definition : NULL,
                                     NULL);
  slide->minutes = minutes;
  return slide;
}

static void
add_cover (BwDeck *deck, const BwSnapshot *snapshot)
{
  BwSlide *slide = bw_slide_new (BW_SLIDE_COVER, "cover");
  g_autofree char *day = bw_date_format_long (snapshot->as_of);

  slide->kicker = g_strdup (_("Portfolio review"));
  slide->title = g_strdup (snapshot->table->company_name);
  slide->text = g_strdup (day);
  slide->notes = g_strdup (_("Say in one sentence whether the whole base moved the right way, and "
                             "which decisions you need before the hour is over."));
  slide->minutes = 1;
  bw_deck_add (deck, slide);
}

/* (transfer full): how the customer base as a whole has done, in one sentence. */
static char *
describe_key_figures (const BwKeyFigures *figures)
{
  const BwKeyFigure *accounts = &figures->figures[BW_KEY_FIGURE_ACCOUNTS];
  const BwKeyFigure *arr = &figures->figures[BW_KEY_FIGURE_ARR];

  return g_strdup_printf (ngettext ("%1$'u customer, %2$s ARR", "%1$'u customers, %2$s ARR",
                                    accounts->accounts),
                          accounts->accounts, arr->value);
}

static void
add_key_figures (BwDeck *deck, const BwFigureScope *scope)
{
  static const BwKeyFigureId large[] = { BW_KEY_FIGURE_ARR, BW_KEY_FIGURE_NRR,
                                         BW_KEY_FIGURE_ADVOCATES, BW_KEY_FIGURE_AT_RISK,
                                         BW_KEY_FIGURE_KEEP, BW_KEY_FIGURE_SILENT };
  BwKeyFigures *figures = bw_key_figures_compute (scope);
  BwSlide *slide = bw_slide_new (BW_SLIDE_KEY_FIGURES, "key-figures");

  slide->kicker = g_strdup (_("Key figures"));
  slide->title = describe_key_figures (figures);
  for (guint i = 0; i < G_N_ELEMENTS (large); i++)
    {
      const BwKeyFigure *figure = &figures->figures[large[i]];

      bw_slide_add_number (slide, figure->value, figure->title,
                           figure->change != NULL ? figure->change : figure->detail);
    }
  slide->notes = g_strdup (_("Net retention is point to point: what the customers of the earlier "
                             "day pay now. Name the one figure that worries you, and what is done "
                             "about it."));
  slide->minutes = 4;
  if (scope->compare == NULL)
    bw_deck_add_check (deck, "compare", "key-figures", FALSE,
                       _("There is no earlier day to compare with: nothing shows a movement"));
  bw_deck_add (deck, slide);
  bw_key_figures_free (figures);
}

static void
check_unknown (BwDeck *deck, const BwSnapshot *snapshot)
{
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < snapshot->n; i++)
    n += isnan (snapshot->success_index[i]);
  if (n <= MOST_UNKNOWN_SHARE * snapshot->n)
    return;
  text = g_strdup_printf (ngettext ("%'u account has no success index: the curve is of the others",
                                    "%'u accounts have no success index: the curve is of the "
                                    "others",
                                    n),
                          n);
  bw_deck_add_check (deck, "unknown", "curve", FALSE, text);
}

static gboolean
add_curve (BwDeck *deck, const BwFigureScope *scope, GError **error)
{
  BwDistributionRequest request = { .from = NAN, .to = NAN };
  BwDistributionFigure *figure = bw_distribution_figure_compute (scope, &request, error);
  BwSlide *slide;

  if (figure == NULL)
    return FALSE;
  slide = make_slide (BW_SLIDE_CURVE, "curve", _("Where our customers stand"), &figure->head,
                      _("Moving the whole curve to the right is the aim; a good mean can hide a "
                        "growing left end."),
                      5);
  if (figure->too_few)
    slide->missing = g_strdup (figure->head.title);
  else
    slide->distribution = g_steal_pointer (&figure);
  bw_distribution_figure_free (figure);
  check_unknown (deck, scope->snapshot);
  bw_deck_add (deck, slide);
  return TRUE;
}

static void
add_quadrants (BwDeck *deck, const BwFigureScope *scope)
{
  BwQuadrantsFigure *figure = bw_quadrants_figure_compute (scope);
  BwSlide *slide = make_slide (BW_SLIDE_QUADRANTS, "quadrants", _("Happiness and profit"),
                               &figure->head,
                               _("Of the work to keep, say which of it is a promise to mend and "
                                 "which a price."),
                               5);

  if (figure->shown == 0)
    slide->missing = g_strdup (_("Of no account are both happiness and profit known yet"));
  else
    slide->quadrants = g_steal_pointer (&figure);
  bw_quadrants_figure_free (figure);
  bw_deck_add (deck, slide);
}

static char *
describe_need (const BwTierTotal *total)
{
  g_autofree char *needed = bw_number_format (total->hours_needed, 0);
  g_autofree char *available = NULL;

  if (isnan (total->hours_available))
    return g_strdup_printf (_("%s hours a year needed, nobody to give them"), needed);
  available = bw_number_format (total->hours_available, 0);
  return g_strdup_printf (_("%1$s hours a year needed, %2$s there"), needed, available);
}

static void
add_capacity_of (BwSlide *slide, BwTier tier, const BwTierTotal *total, const char *currency)
{
  BwSlideList *list = bw_slide_add_list (slide, bw_tier_title (tier));
  g_autofree char *arr = bw_money_format_short (total->arr, currency);
  g_autofree char *share = bw_share_format (total->share_arr, 0);
  g_autofree char *accounts = g_strdup_printf (
    ngettext ("%'u account", "%'u accounts", total->accounts), total->accounts);
  g_autofree char *worth = g_strdup_printf (_("%1$s ARR, %2$s of all"), arr, share);
  g_autofree char *need = describe_need (total);

  bw_slide_list_add (list, accounts, worth, NULL);
  if (!isnan (total->hours_needed) && total->accounts > 0)
    bw_slide_list_add (list, need, NULL, NULL);
  if (!isnan (total->gap_people) && total->accounts > 0)
    {
      g_autofree char *people = bw_number_format (fabs (total->gap_people), 1);
      g_autofree char *gap = g_strdup_printf (
        total->gap_people < 0 ? _("%s people short") : _("room for the work of %s people more"),
        people);

      bw_slide_list_add (list, gap, NULL, NULL);
    }
  if (!isnan (total->service_cost_share) && total->accounts > 0)
    {
      g_autofree char *cost = bw_share_format (total->service_cost_share, 0);
      g_autofree char *text = g_strdup_printf (_("service takes %s of its ARR"), cost);

      bw_slide_list_add (list, text, NULL, NULL);
    }
}

/* Hours to spare in one tier do not serve another, so the tiers that are short are named. */
static char *
describe_capacity (const BwTiers *tiers)
{
  double needed = 0, available = 0;
  g_autofree char *share = NULL;
  g_autoptr (GString) lacking = g_string_new (NULL);

  for (guint tier = 0; tier < BW_N_TIERS; tier++)
    {
      const BwTierTotal *total = &tiers->totals[tier];

      if (!isnan (total->hours_needed))
        needed += total->hours_needed;
      if (!isnan (total->hours_available))
        available += total->hours_available;
      if (total->gap_hours < 0)
        g_string_append_printf (lacking, "%s%s", lacking->len > 0 ? ", " : "",
                                bw_tier_title (tier));
    }
  if (needed <= 0)
    return g_strdup (_("What service each tier gets is not laid down yet"));
  if (available <= 0)
    return g_strdup (_("Nobody is there to give the service that we have laid down"));
  share = bw_share_format (available / needed, 0);
  if (lacking->len > 0)
    /* Translators: a share, and the names of the tiers whose hours do not suffice. */
    return g_strdup_printf (_("Our people have %1$s of the hours that our customers are to get; "
                              "too few for: %2$s"),
                            share, lacking->str);
  return g_strdup_printf (_("Our people have %s of the hours that our customers are to get"),
                          share);
}

static gboolean
add_tiers (BwDeck *deck, const BwFigureScope *scope, GError **error)
{
  BwTiersFigure *figure = bw_tiers_figure_compute (scope, NULL, error);
  BwSlide *tiers, *capacity;
  g_autofree char *text = NULL;

  if (figure == NULL)
    return FALSE;
  tiers = make_slide (BW_SLIDE_TIERS, "tiers", _("Tiers"), &figure->head,
                      _("The top tier should carry between a third and a half of ARR with less "
                        "than a tenth of the accounts."),
                      4);
  capacity = bw_slide_new (BW_SLIDE_CAPACITY, "capacity");
  capacity->kicker = g_strdup (_("Capacity"));
  capacity->title = describe_capacity (figure->result);
  if (figure->n == 0)
    capacity->missing = g_strdup (_("There are no accounts"));
  for (guint tier = 0; tier < BW_N_TIERS && figure->n > 0; tier++)
    add_capacity_of (capacity, tier, &figure->result->totals[tier], figure->currency);
  capacity->notes = g_strdup (_("Three ways out of a gap: more people, less service, or service that "
                                "reaches many at once. Say which one you propose and what it "
                                "costs."));
  capacity->minutes = 4;
  if (figure->result->unowned.accounts > 0)
    {
      text = g_strdup_printf (ngettext ("%'u account has no owner", "%'u accounts have no owner",
                                        figure->result->unowned.accounts),
                              figure->result->unowned.accounts);
      bw_deck_add_check (deck, "owner", "tiers", FALSE, text);
    }
  if (figure->n == 0)
    {
      tiers->missing = g_strdup (_("There are no accounts"));
      bw_tiers_figure_free (figure);
    }
  else
    tiers->tiers = figure;
  bw_deck_add (deck, tiers);
  bw_deck_add (deck, capacity);
  return TRUE;
}

/**
 * bw_deck_compute_portfolio:
 * @deck: gets its names and slides
 * @scope: the portfolio of the day, with a mirror, and maybe an earlier one to compare it with
 * @request: without an account; what was held before stands for an earlier day where the scope has
 *   none
 * @error: set when the mirror cannot be read
 *
 * Returns: whether it could be made
 */
gboolean
bw_deck_compute_portfolio (BwDeck *deck, const BwFigureScope *scope, const BwDeckRequest *request,
                           GError **error)
{
  BwFigureScope compared = *scope;
  g_autofree char *month = bw_date_format_month (scope->snapshot->as_of, BW_DATE_NONE);

  if (compared.compare == NULL)
    compared.compare = request->before;
  deck->subject = g_strdup (deck->company_name);
  deck->title = g_strdup_printf (_("%s · portfolio review"), deck->company_name);
  deck->footer = g_strdup_printf (_("%1$s · portfolio review, %2$s"), deck->company_name, month);
  add_cover (deck, scope->snapshot);
  add_key_figures (deck, &compared);
  if (!add_curve (deck, &compared, error))
    return FALSE;
  add_quadrants (deck, &compared);
  return add_tiers (deck, &compared, error) && bw_deck_add_retention (deck, &compared, error)
         && bw_deck_add_decisions (deck, &compared, error);
}
