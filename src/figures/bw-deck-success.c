/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* What success means to the customer, in their words, and how it is measured. */

#define MOST_TARGETS 6

/* "5.8 h by 30 June", as much of it as is agreed. */
static char *
describe_target (const BwDeckTarget *target, BwDate as_of)
{
  g_autofree char *value = NULL;
  g_autofree char *day = NULL;

  if (isnan (target->target))
    return NULL;
  value = bw_metric_format (target->metric, target->target);
  if (target->due_on == BW_DATE_NONE)
    return g_strdup_printf (_("target %s"), value);
  day = bw_date_format_short (target->due_on, as_of);
  return g_strdup_printf (_("target %1$s by %2$s"), value, day);
}

static void
add_targets (BwDeckAccount *self, BwSlide *slide)
{
  BwSlideList *list;

  if (self->targets->len == 0)
    return;
  list = bw_slide_add_list (slide, _("How we measure it"));
  for (guint i = 0; i < self->targets->len && i < MOST_TARGETS; i++)
    {
      const BwDeckTarget *target = self->targets->pdata[i];
      g_autofree char *aim = describe_target (target, self->as_of);
      g_autofree char *detail = NULL;

      if (aim != NULL && target->how_measured != NULL)
        detail = g_strdup_printf ("%s · %s", aim, target->how_measured);
      else
        detail = g_strdup (aim != NULL ? aim : target->how_measured);
      bw_slide_list_add (list, target->name, detail, NULL);
    }
}

static void
add_answers (BwDeckAccount *self, BwSlide *slide)
{
  const struct {
    const char *text;
    const char *question;
  } answers[] = {
    /* It is the title where the plan has no purpose. */
    { self->purpose != NULL ? self->answers.why : NULL, _("Why you do it") },
    { self->answers.what, _("What would show that it worked") },
    { self->answers.how, _("How you go about it") },
    { self->answers.when, _("By when it has to be there") },
  };
  BwSlideList *list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      if (answers[i].text == NULL)
        continue;
      if (list == NULL)
        list = bw_slide_add_list (slide, _("In your words"));
      bw_slide_list_add (list, answers[i].text, answers[i].question, NULL);
    }
}

static void
check_success (BwDeckAccount *self)
{
  BwDeck *deck = self->deck;

  if (self->plan_id == NULL)
    {
      bw_deck_add_check (deck, "plan", "success", FALSE,
                         _("There is no success plan: nobody has written down what success is"));
      return;
    }
  bw_deck_add_check (deck, "plan", "success", TRUE, _("There is a success plan"));
  if (self->purpose == NULL)
    bw_deck_add_check (deck, "purpose", "success", FALSE,
                       _("The success plan has no purpose: what is it for?"));
  if (self->targets->len == 0)
    bw_deck_add_check (deck, "targets", "success", FALSE,
                       _("The success plan has no target: when is it reached?"));
}

/* Adds the slide on what success means to the customer. */
void
bw_deck_add_success (BwDeckAccount *self)
{
  BwSlide *slide = bw_slide_new (BW_SLIDE_SUCCESS, "success");

  slide->kicker = g_strdup (_("What success means to you"));
  if (self->purpose != NULL)
    slide->title = g_strdup (self->purpose);
  else if (self->answers.why != NULL)
    slide->title = g_strdup (self->answers.why);
  else
    slide->title = g_strdup (_("What success means to you is still to be agreed"));
  add_targets (self, slide);
  add_answers (self, slide);
  if (slide->lists->len == 0 && self->answers.why != NULL)
    slide->missing = g_strdup (_("How would you measure it, and what is the figure today?"));
  else if (slide->lists->len == 0)
    slide->missing = g_strdup (
      _("We have not written down yet what you want to reach and how it would be measured. "
        "Let us do it today."));
  slide->notes = bw_deck_join_notes (
    _("Ask why: is this still what matters most to them, or has it changed? Ask what they would "
      "show their own management to prove it, and how they measure that today."),
    self->targets->len == 0
      ? _("No target is agreed. Leave with one metric, its value today, and the value and the day "
          "they aim for.")
      : NULL,
    NULL);
  slide->minutes = 5;
  check_success (self);
  bw_deck_add (self->deck, slide);
}
