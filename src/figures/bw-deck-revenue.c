/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-retention-figure.h"
#include "figures/bw-triage-figure.h"

/* Of the deck for the board: what of the revenue stayed, and which accounts need a decision. */

#define RETENTION_MONTHS 12
#define MOST_DECISIONS 7

static void
add_rate (BwSlide *slide, double rate, const char *label, const char *change)
{
  g_autofree char *value = isnan (rate) ? g_strdup ("–") : bw_share_format (rate, 0);

  bw_slide_add_number (slide, value, label, change);
}

static void
add_points (BwSlide *slide, const BwRetentionFigure *figure)
{
  const BwRetention *points = &figure->points;
  g_autofree char *then = bw_money_format_short (points->then, figure->currency);
  g_autofree char *now = bw_money_format_short (points->now, figure->currency);
  g_autofree char *kept = bw_money_format_short (points->kept, figure->currency);
  g_autofree char *net = g_strdup_printf (_("%1$s of MRR then, %2$s now"), then, now);
  g_autofree char *gross = g_strdup_printf (_("%1$s of MRR then, %2$s of it kept"), then, kept);
  g_autofree char *logos = g_strdup_printf (C_("part of a number", "%1$u of %2$u"),
                                            points->stayed, points->accounts);

  if (figure->too_few)
    {
      bw_slide_add_number (slide, logos, _("customers stayed"), NULL);
      return;
    }
  add_rate (slide, points->nrr, _("net retention, point to point"), net);
  add_rate (slide, points->grr, _("gross retention, point to point"), gross);
  add_rate (slide, points->logos, _("of customers stayed"), logos);
}

static void
add_movements (BwSlide *slide, const BwRetentionFigure *figure)
{
  static const char *const titles[BW_N_MOVES] = {
    [BW_MOVE_NEW] = N_("New"),
    [BW_MOVE_EXPANSION] = N_("Expansion"),
    [BW_MOVE_REACTIVATION] = N_("Reactivation"),
    [BW_MOVE_CONTRACTION] = N_("Contraction"),
    [BW_MOVE_CHURN] = N_("Churn"),
    [BW_MOVE_OTHER] = N_("Of another kind"),
  };
  const BwMovements *movements = &figure->movements;
  BwSlideList *list = bw_slide_add_list (slide, _("MRR by movements"));
  g_autofree char *start = bw_money_format_short (movements->start, figure->currency);
  g_autofree char *end = bw_money_format_short (movements->end, figure->currency);

  bw_slide_list_add (list, _("At the start"), NULL, start);
  for (guint i = 0; i < BW_N_MOVES; i++)
    {
      g_autofree char *size
        = bw_money_format_short (ABS (movements->moves[i]), figure->currency);
      g_autofree char *change = bw_difference_format ((double) movements->moves[i], size);

      if (movements->moves[i] != 0)
        bw_slide_list_add (list, _(titles[i]), NULL, change);
    }
  bw_slide_list_add (list, _("At the end"), NULL, end);
}

static void
add_rates (BwSlide *slide, const BwRetentionFigure *figure)
{
  const BwMovements *movements = &figure->movements;
  BwSlideList *list;

  if (isnan (movements->gross_churn) || figure->too_few)
    return;
  list = bw_slide_add_list (slide, _("Rates by movements"));
  {
    g_autofree char *gross = bw_share_format (movements->gross_churn, 1);
    g_autofree char *net = bw_share_format (movements->net_churn, 1);

    bw_slide_list_add (list, _("Gross churn"), _("churn and contraction, of the start"), gross);
    bw_slide_list_add (list, _("Net churn"), _("less expansion and reactivation"), net);
  }
  if (!isnan (movements->quick_ratio))
    {
      g_autofree char *quick = bw_number_format (movements->quick_ratio, 1);

      bw_slide_list_add (list, _("Quick ratio"),
                         _("new and expansion over churn and contraction"), quick);
    }
}

/* Adds the slide on retention over the last twelve months, by both rules and with their names. */
gboolean
bw_deck_add_retention (BwDeck *deck, const BwFigureScope *scope, GError **error)
{
  BwDate from = bw_date_shift_months (scope->snapshot->as_of, -RETENTION_MONTHS);
  g_autoptr (BwRetentionFigure) figure = bw_retention_figure_compute (scope, from, error);
  BwSlide *slide;

  if (figure == NULL)
    return FALSE;
  slide = bw_slide_new (BW_SLIDE_RETENTION, "retention");
  slide->kicker = g_strdup (_("Retention over twelve months"));
  slide->title = g_strdup (figure->head.title);
  if (figure->points.accounts == 0)
    {
      slide->missing = g_strdup (_("The data does not reach back a year, so that nothing can be said "
                                   "of retention yet"));
      bw_deck_add_check (deck, "retention", "retention", FALSE,
                         _("The data does not reach back a year: retention is not known"));
    }
  else
    {
      add_points (slide, figure);
      add_movements (slide, figure);
      add_rates (slide, figure);
    }
  slide->notes = bw_deck_join_notes (
    _("To beat: 100 % net retention; the best have 110 to 125 %. Losing fewer than one customer in "
      "twenty a year is good. Two rules stand here under two names; do not mix them."),
    figure->head.rule->definition, NULL);
  slide->minutes = 5;
  bw_deck_add (deck, slide);
  return TRUE;
}

static void
add_decision (BwSlideList *list, const BwTriageFigure *figure, const BwTriageRow *row)
{
  const BwSnapshot *snapshot = figure->snapshot;
  const BwPerson *owner = bw_snapshot_owner (snapshot, row->row);
  const char *play = bw_triage_figure_next_play (figure, row);
  g_autofree char *loss = bw_money_format_short (row->loss, figure->currency);
  g_autofree char *days = bw_triage_days_format (row->days_left);
  g_autofree char *detail = NULL;

  /* Translators: why an account needs a decision, its renewal, its owner, and what is under way. */
  detail = g_strdup_printf (_("%1$s · %2$s · %3$s · %4$s"), bw_reason_title (row->main), days,
                            owner != NULL ? owner->name : _("no owner"),
                            play != NULL ? play : _("nothing under way"));
  bw_slide_list_add (list, bw_snapshot_name (snapshot, row->row), detail, loss);
}

static void
check_decisions (BwDeck *deck, const BwTriageFigure *figure)
{
  g_autofree char *text = NULL;
  guint idle = 0;

  for (guint i = 0; i < figure->n && i < MOST_DECISIONS; i++)
    idle += bw_triage_figure_next_play (figure, &figure->rows[i]) == NULL;
  if (idle > 0)
    {
      text = g_strdup_printf (
        ngettext ("For %u of the accounts that need a decision nothing is under way",
                  "For %u of the accounts that need a decision nothing is under way", idle),
        idle);
      bw_deck_add_check (deck, "plays", "decisions", FALSE, text);
      g_clear_pointer (&text, g_free);
    }
  if (figure->overdue > 0)
    {
      text = g_strdup_printf (ngettext ("%'u account of the queue has a play that is overdue",
                                        "%'u accounts of the queue have a play that is overdue",
                                        figure->overdue),
                              figure->overdue);
      bw_deck_add_check (deck, "overdue", "decisions", FALSE, text);
    }
  else if (idle == 0)
    bw_deck_add_check (deck, "plays", "decisions", TRUE,
                       _("Something is under way for each account that needs a decision"));
}

/* Adds the slide with the accounts at the head of the triage queue. */
gboolean
bw_deck_add_decisions (BwDeck *deck, const BwFigureScope *scope, GError **error)
{
  BwTriageRequest request = { NULL };
  g_autoptr (BwTriageFigure) figure = bw_triage_figure_compute (scope, &request, NULL, error);
  BwSlide *slide;

  if (figure == NULL)
    return FALSE;
  slide = bw_slide_new (BW_SLIDE_DECISIONS, "decisions");
  slide->kicker = g_strdup (_("Decisions"));
  slide->title = g_strdup (figure->head.title);
  slide->source = g_strdup (figure->head.subtitle);
  if (figure->n == 0)
    slide->missing = g_strdup (_("No account needs a decision today"));
  else
    {
      BwSlideList *list = bw_slide_add_list (slide, _("Expected loss of ARR, the largest first"));

      for (guint i = 0; i < figure->n && i < MOST_DECISIONS; i++)
        add_decision (list, figure, &figure->rows[i]);
    }
  check_decisions (deck, figure);
  slide->notes = bw_deck_join_notes (
    _("For each account say what you ask the board to do: call, pay, build, or let it go. Leave "
      "with a name and a day for each."),
    figure->head.rule->definition, NULL);
  slide->minutes = 8;
  bw_deck_add (deck, slide);
  return TRUE;
}
