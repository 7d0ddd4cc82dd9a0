/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck-private.h"

#include <glib/gi18n.h>

/* What the customer asked of us and what we did: heard, acknowledged, acted, told. */

#define MOST_FEEDBACK 5

/* What is looked back on when no review was held before, or longer ago. */
#define DAYS_BACK 365

/* Days after which somebody who asked for something should have heard of it. */
#define DAYS_TO_ANSWER 30

/* The steps of the loop, and when each was taken. */
typedef enum {
  STEP_HEARD,
  STEP_ACKNOWLEDGED,
  STEP_ACTED,
  STEP_TOLD,
  N_STEPS
} Step;

typedef struct {
  BwDate       from;
  guint        n;
  guint        asked;   /* Of them, what asks for something: all but praise. */
  guint        acted;   /* Of what was asked. */
  guint        waiting; /* Of what was asked: nobody said what became of it. */
  guint        tickets;
  guint        settled; /* Of the tickets. */
  BwSlideList *list;
} Feedback;

static const char *
mark_of (gboolean praise, const BwDate dates[N_STEPS])
{
  if (praise)
    return C_("feedback", "thank you");
  if (dates[STEP_ACTED] != BW_DATE_NONE)
    return C_("feedback", "done");
  if (dates[STEP_TOLD] != BW_DATE_NONE)
    return C_("feedback", "answered");
  return dates[STEP_ACKNOWLEDGED] != BW_DATE_NONE ? C_("feedback", "in hand")
                                                  : C_("feedback", "open");
}

/* What was acted on waits until they are told; what was not, after a time. */
static gboolean
is_waiting (const BwDate dates[N_STEPS], BwDate as_of)
{
  return dates[STEP_TOLD] == BW_DATE_NONE
         && (dates[STEP_ACTED] != BW_DATE_NONE || dates[STEP_HEARD] < as_of - DAYS_TO_ANSWER);
}

static void
count_feedback (Feedback *feedback, gboolean praise, const BwDate dates[N_STEPS], BwDate as_of)
{
  feedback->n++;
  if (praise)
    return;
  feedback->asked++;
  feedback->acted += dates[STEP_ACTED] != BW_DATE_NONE;
  feedback->waiting += is_waiting (dates, as_of);
}

/* "heard 3 March · acknowledged 5 March · acted on 1 April · told you 3 April" */
static char *
describe_loop (const BwDeckAccount *self, const BwDate dates[N_STEPS])
{
  static const char *const steps[N_STEPS] = { N_("heard %s"), N_("acknowledged %s"), N_("acted on %s"),
                                       N_("told you %s") };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autofree char *day = NULL;
      g_auto (GStrv) around = NULL;

      if (dates[i] == BW_DATE_NONE)
        continue;
      day = bw_date_format_short (dates[i], self->as_of);
      around = g_strsplit (_(steps[i]), "%s", 2);
      g_ptr_array_add (parts, g_strjoinv (day, around));
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static gboolean
read_feedback (BwDeckAccount *self, BwSlide *slide, Feedback *feedback, GError **error)
{
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self,
    "SELECT text, received_on, acknowledged_on, acted_on, told_on, kind IS 'praise'"
    " FROM feedback WHERE account_id = ?1 AND received_on <= ?2 AND text IS NOT NULL"
    " AND (received_on > ?3 OR acted_on > ?3 OR told_on > ?3)"
    " ORDER BY received_on DESC, id",
    error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_int (query, 3, feedback->from);
  while (bw_query_next (query))
    {
      BwDate dates[N_STEPS];
      gboolean praise = bw_query_int (query, 1 + N_STEPS, 0) != 0;
      g_autofree char *detail = NULL;

      for (guint i = 0; i < N_STEPS; i++)
        {
          dates[i] = bw_query_date (query, 1 + (int) i);
          /* Nothing is to be done about praise. */
          if (dates[i] > self->as_of || (praise && i >= STEP_ACTED))
            dates[i] = BW_DATE_NONE;
        }
      count_feedback (feedback, praise, dates, self->as_of);
      if (feedback->n > MOST_FEEDBACK)
        continue;
      if (feedback->list == NULL)
        feedback->list = bw_slide_add_list (slide, _("What you told us"));
      detail = describe_loop (self, dates);
      bw_slide_list_add (feedback->list, bw_query_text (query, 0), detail,
                         mark_of (praise, dates));
    }
  return bw_query_finish (query, error);
}

/* Tickets by what they were, as the customer would put it. */
static gboolean
add_tickets (BwDeckAccount *self, BwSlideList **list, BwSlide *slide, Feedback *feedback,
             GError **error)
{
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self,
    "SELECT kind, count (*), sum (closed_at IS NOT NULL AND closed_at / 86400000000 <= ?2)"
    " FROM tickets WHERE account_id = ?1 AND opened_at / 86400000000 <= ?2"
    " AND opened_at / 86400000000 > ?3 GROUP BY kind ORDER BY 2 DESC, 1",
    error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_int (query, 3, feedback->from);
  while (bw_query_next (query))
    {
      const char *kind = bw_query_text (query, 0);
      guint n = (guint) bw_query_int (query, 1, 0), closed = (guint) bw_query_int (query, 2, 0);
      g_autofree char *text = NULL;
      g_autofree char *detail = NULL;

      if (g_strcmp0 (kind, "complaint") == 0)
        text = g_strdup_printf (ngettext ("%'u complaint", "%'u complaints", n), n);
      else if (g_strcmp0 (kind, "question") == 0)
        text = g_strdup_printf (ngettext ("%'u question", "%'u questions", n), n);
      else if (g_strcmp0 (kind, "defect") == 0)
        text = g_strdup_printf (ngettext ("%'u fault reported", "%'u faults reported", n), n);
      else
        text = g_strdup_printf (ngettext ("%'u request to support", "%'u requests to support", n),
                                n);
      feedback->tickets += n;
      feedback->settled += MIN (closed, n);
      if (closed >= n)
        detail = g_strdup (n == 1 ? C_("ticket", "settled") : _("all settled"));
      else
        detail = g_strdup_printf (ngettext ("%1$'u settled, %2$'u still open",
                                            "%1$'u settled, %2$'u still open", closed),
                                  closed, n - closed);
      if (*list == NULL)
        *list = bw_slide_add_list (slide, _("What you came to us with"));
      bw_slide_list_add (*list, text, detail, NULL);
    }
  return bw_query_finish (query, error);
}

static gboolean
add_requests (BwDeckAccount *self, BwSlideList **list, BwSlide *slide, BwDate from, GError **error)
{
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self,
    "SELECT kind, max (requested_on), count (*) FROM change_requests WHERE account_id = ?1"
    " AND requested_on <= ?2 AND requested_on > ?3 GROUP BY kind ORDER BY 2 DESC, 1 LIMIT 3",
    error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_int (query, 3, from);
  while (bw_query_next (query))
    {
      const char *kind = bw_query_text (query, 0);
      g_autofree char *day = bw_date_format_short (bw_query_date (query, 1), self->as_of);
      guint n = (guint) bw_query_int (query, 2, 0);
      g_autofree char *detail
        = n == 1 ? g_strdup_printf (_("asked on %s"), day)
                 : g_strdup_printf (ngettext ("asked %1$u time, last on %2$s",
                                              "asked %1$u times, last on %2$s", n),
                                    n, day);

      if (*list == NULL)
        *list = bw_slide_add_list (slide, _("What you came to us with"));
      bw_slide_list_add (*list,
                         g_strcmp0 (kind, "expansion") == 0   ? _("You would like more of it")
                         : g_strcmp0 (kind, "reduction") == 0 ? _("You would like less of it")
                                                              : _("You would like to change it"),
                         detail, NULL);
    }
  return bw_query_finish (query, error);
}

/* What is said where nothing but tickets and requests reached us, or nothing at all. */
static char *
describe_other (const Feedback *feedback, gboolean came)
{
  if (!came)
    return g_strdup (_("You have not told us anything of late: what should we hear?"));
  if (feedback->tickets == 0)
    return g_strdup (_("You asked for a change: what should it bring?"));
  if (feedback->settled == feedback->tickets)
    return g_strdup_printf (ngettext ("Your request to support is settled",
                                      "All your %'u requests to support are settled",
                                      feedback->tickets),
                            feedback->tickets);
  return g_strdup_printf (ngettext ("%1$'u of your %2$'u request to support settled",
                                    "%1$'u of your %2$'u requests to support settled",
                                    feedback->tickets),
                          feedback->settled, feedback->tickets);
}

static char *
describe_feedback (const Feedback *feedback, gboolean came)
{
  if (feedback->n == 0)
    return describe_other (feedback, came);
  if (feedback->asked == 0)
    return g_strdup (_("You told us what works: what should be better?"));
  if (feedback->acted == 0)
    return g_strdup_printf (ngettext ("You told us one thing; we have not acted on it yet",
                                      "You told us %u things; we have not acted on them yet",
                                      feedback->asked),
                            feedback->asked);
  if (feedback->acted == feedback->asked)
    return g_strdup_printf (ngettext ("You told us one thing, and we acted on it",
                                      "You told us %u things, and we acted on all of them",
                                      feedback->asked),
                            feedback->asked);
  return g_strdup_printf (ngettext ("You told us %1$u thing; we acted on %2$u",
                                    "You told us %1$u things; we acted on %2$u of them",
                                    feedback->asked),
                          feedback->asked, feedback->acted);
}

/* Adds the slide on what the customer asked of us and what we did. */
gboolean
bw_deck_add_feedback (BwDeckAccount *self, GError **error)
{
  g_autoptr (BwSlide) slide = bw_slide_new (BW_SLIDE_FEEDBACK, "feedback");
  Feedback feedback = { .from = MAX (self->as_of - DAYS_BACK, self->last_held) };
  BwSlideList *other = NULL;
  g_autofree char *since = bw_date_format_short (feedback.from, self->as_of);
  g_autofree char *waiting = NULL;

  if (!read_feedback (self, slide, &feedback, error)
      || !add_tickets (self, &other, slide, &feedback, error)
      || !add_requests (self, &other, slide, feedback.from, error))
    return FALSE;
  slide->kicker = g_strdup (_("What you asked of us, and what we did"));
  slide->title = describe_feedback (&feedback, other != NULL);
  if (slide->lists->len == 0)
    slide->missing = g_strdup (_("Nothing reached us since we last looked. Tell us what works, and "
                                 "what you would change first."));
  else
    slide->source = g_strdup_printf (_("What reached us since %s"), since);

  if (feedback.waiting > 0)
    {
      waiting = g_strdup_printf (ngettext ("%u thing that they told us waits for an answer",
                                           "%u things that they told us wait for an answer",
                                           feedback.waiting),
                                 feedback.waiting);
      bw_deck_add_check (self->deck, "feedback", "feedback", FALSE, waiting);
    }
  else if (feedback.asked > 0)
    bw_deck_add_check (self->deck, "feedback", "feedback", TRUE,
                       _("Everything that they told us was answered"));
  slide->notes = bw_deck_join_notes (
    _("Say what you did and what you decided not to do, and why. A no that is said is better than "
      "an answer that never comes. Ask what they have stopped telling you."),
    waiting, NULL);
  slide->minutes = 5;
  bw_deck_add (self->deck, g_steal_pointer (&slide));
  return TRUE;
}
