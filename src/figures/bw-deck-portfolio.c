/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* The leader's deck for the board. It is for the company's own eyes. */

static BwSlide *
make_slide (BwSlideKind kind, const char *key, const char *kicker, const BwFigure *head,
            double minutes)
{
  BwSlide *slide = bw_slide_new (kind, key);

  slide->kicker = g_strdup (kicker);
  slide->title = g_strdup (head->title);
  slide->source = g_strdup (head->subtitle);
  slide->notes = g_strdup (head->rule->definition);
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
  slide->minutes = 1;
  bw_deck_add (deck, slide);
}

static gboolean
add_curve (BwDeck *deck, const BwFigureScope *scope, GError **error)
{
  BwDistributionRequest request = { .from = NAN, .to = NAN };
  BwDistributionFigure *figure = bw_distribution_figure_compute (scope, &request, error);
  BwSlide *slide;

  if (figure == NULL)
    return FALSE;
  slide = make_slide (BW_SLIDE_CURVE, "curve", _("Where our customers stand"), &figure->head, 5);
  slide->distribution = figure;
  bw_deck_add (deck, slide);
  return TRUE;
}

static void
add_quadrants (BwDeck *deck, const BwFigureScope *scope)
{
  BwQuadrantsFigure *figure = bw_quadrants_figure_compute (scope);
  BwSlide *slide = make_slide (BW_SLIDE_QUADRANTS, "quadrants", _("Happiness and profit"),
                               &figure->head, 5);

  slide->quadrants = figure;
  bw_deck_add (deck, slide);
}

static gboolean
add_tiers (BwDeck *deck, const BwFigureScope *scope, GError **error)
{
  BwTiersFigure *figure = bw_tiers_figure_compute (scope, NULL, error);
  BwSlide *slide;

  if (figure == NULL)
    return FALSE;
  slide = make_slide (BW_SLIDE_TIERS, "tiers", _("Tiers"), &figure->head, 4);
  slide->tiers = figure;
  bw_deck_add (deck, slide);
  return TRUE;
}

/**
 * bw_deck_compute_portfolio:
 * @deck: gets its names and slides
 * @scope: the portfolio of the day, with a mirror, and maybe an earlier one to compare it with
 * @request: without an account
 * @error: set when the mirror cannot be read
 *
 * Returns: whether it could be made
 */
gboolean
bw_deck_compute_portfolio (BwDeck *deck, const BwFigureScope *scope, const BwDeckRequest *request,
                           GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  g_autofree char *month = bw_date_format_month (snapshot->as_of, BW_DATE_NONE);

  deck->subject = g_strdup (deck->company_name);
  deck->title = g_strdup_printf (_("%s · portfolio review"), deck->company_name);
  deck->footer = g_strdup_printf (_("%1$s · portfolio review, %2$s"), deck->company_name, month);
  add_cover (deck, snapshot);
  if (!add_curve (deck, scope, error))
    return FALSE;
  add_quadrants (deck, scope);
  return add_tiers (deck, scope, error);
}
