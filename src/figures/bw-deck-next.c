/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* Objectives into actions, and what comes next. */

#define MOST_LINES 6
#define MOST_OFFERS 4

/* Plans speak of the path; the customer sees where each objective stands. */
static const char *
mark_of (BwPlanStatus status)
{
  switch (status)
    {
    case BW_PLAN_ACHIEVED:
      return C_("objective", "reached");
    case BW_PLAN_AHEAD:
      return C_("objective", "ahead");
    case BW_PLAN_ON_TRACK:
      return C_("objective", "on track");
    case BW_PLAN_BEHIND:
      return C_("objective", "behind");
    case BW_PLAN_NONE:
    default:
      return NULL;
    }
}

static guint
add_objectives (BwDeckAccount *self, BwSlide *slide)
{
  BwSlideList *list;
  guint good = 0;

  if (self->targets->len == 0)
    return 0;
  list = bw_slide_add_list (slide, _("Objectives"));
  for (guint i = 0; i < self->targets->len; i++)
    {
      const BwDeckTarget *target = self->targets->pdata[i];
      const BwSeriesFigure *figure
        = target->metric != NULL ? bw_deck_account_find_series (self, target->metric->key) : NULL;
      BwPlanStatus status = figure != NULL ? figure->result->plan_status : BW_PLAN_NONE;
      g_autofree char *value = bw_metric_format (target->metric, target->target);
      g_autofree char *day = bw_date_format_short (target->due_on, self->as_of);
      g_autofree char *detail = NULL;

      good += status == BW_PLAN_ACHIEVED || status == BW_PLAN_AHEAD || status == BW_PLAN_ON_TRACK;
      if (i >= MOST_LINES)
        continue;
      if (isnan (target->target))
        detail = g_strdup (_("no value agreed yet"));
      else if (figure != NULL && !isnan (figure->result->last))
        {
          g_autofree char *now = bw_metric_format (target->metric, figure->result->last);

          detail = target->due_on != BW_DATE_NONE
                     ? g_strdup_printf (_("%1$s by %2$s, now %3$s"), value, day, now)
                     : g_strdup_printf (_("%1$s, now %2$s"), value, now);
        }
      else
        detail = target->due_on != BW_DATE_NONE ? g_strdup_printf (_("%1$s by %2$s"), value, day)
                                                : g_strdup (value);
      bw_slide_list_add (list, target->name, detail, mark_of (status));
    }
  return good;
}

/* (nullable): the step that is due first; @n_late: how many should have been done by now. */
static const BwDeckMilestone *
find_next (const BwDeckAccount *self, guint *n_late)
{
  const BwDeckMilestone *next = NULL;

  *n_late = 0;
  for (guint i = 0; i < self->milestones->len; i++)
    {
      const BwDeckMilestone *milestone = self->milestones->pdata[i];

      if (milestone->done_on != BW_DATE_NONE)
        continue;
      if (next == NULL)
        next = milestone;
      *n_late += milestone->due_on != BW_DATE_NONE && milestone->due_on < self->as_of;
    }
  return next;
}

/* What is still to be done, and if there is room what was done last. */
static void
add_steps (BwDeckAccount *self, BwSlide *slide)
{
  BwSlideList *list;

  if (self->milestones->len == 0)
    return;
  list = bw_slide_add_list (slide, _("Actions"));
  for (guint i = 0; i < self->milestones->len && list->lines->len < MOST_LINES; i++)
    {
      const BwDeckMilestone *milestone = self->milestones->pdata[i];
      gboolean done = milestone->done_on != BW_DATE_NONE;
      BwDate date = done ? milestone->done_on : milestone->due_on;
      g_autofree char *day = bw_date_format_short (date, self->as_of);
      g_autofree char *detail = NULL;

      if (done)
        detail = g_strdup_printf (_("done on %s"), day);
      else if (date == BW_DATE_NONE)
        detail = g_strdup (_("no date agreed yet"));
      else if (date < self->as_of)
        detail = g_strdup_printf (_("was due on %s"), day);
      else
        detail = g_strdup_printf (_("due on %s"), day);
      bw_slide_list_add (list, milestone->title, detail, done ? "✓" : "○");
    }
}

static void
add_who (BwDeckAccount *self, BwSlide *slide)
{
  BwSlideList *list;

  if (self->roles->len == 0)
    return;
  list = bw_slide_add_list (slide, _("Who does it"));
  for (guint i = 0; i < self->roles->len && i < MOST_LINES; i++)
    {
      const BwDeckRole *role = self->roles->pdata[i];

      bw_slide_list_add (list, role->name,
                         role->responsibility != NULL ? role->responsibility
                         : role->ours                 ? self->table->company_name
                                                      : self->name,
                         NULL);
    }
}

static char *
describe_objectives (guint good, guint n)
{
  if (good == n)
    return g_strdup_printf (ngettext ("The objective is reached or on track",
                                      "All %u objectives are reached or on track", n),
                            n);
  if (good == 0)
    return g_strdup_printf (ngettext ("The objective is not on track yet",
                                      "None of the %u objectives is on track yet", n),
                            n);
  return g_strdup_printf (ngettext ("%1$u of %2$u objective reached or on track",
                                    "%1$u of %2$u objectives reached or on track", n),
                          good, n);
}

static char *
describe_actions (const BwDeckAccount *self, guint good)
{
  guint n_late;
  const BwDeckMilestone *next = find_next (self, &n_late);
  g_autofree char *objectives
    = self->targets->len > 0 ? describe_objectives (good, self->targets->len) : NULL;
  g_autofree char *day = NULL;

  if (next != NULL && next->due_on >= self->as_of)
    {
      day = bw_date_format_short (next->due_on, self->as_of);
      if (objectives != NULL)
        /* Translators: how many objectives are on track, the next step, and its day. */
        return g_strdup_printf (_("%1$s; next: %2$s by %3$s"), objectives, next->title, day);
      return g_strdup_printf (_("Next: %1$s by %2$s"), next->title, day);
    }
  if (objectives != NULL)
    return g_steal_pointer (&objectives);
  if (self->milestones->len > 0)
    return g_strdup (_("What we agreed to do"));
  return g_strdup (_("What we will do next is still to be agreed"));
}

/* Adds the slide on objectives and who does what by when. */
void
bw_deck_add_actions (BwDeckAccount *self)
{
  BwSlide *slide = bw_slide_new (BW_SLIDE_ACTIONS, "actions");
  g_autofree char *late = NULL;
  guint good = add_objectives (self, slide), n_late;

  find_next (self, &n_late);
  add_steps (self, slide);
  add_who (self, slide);
  slide->kicker = g_strdup (_("Objectives into actions"));
  slide->title = describe_actions (self, good);
  if (slide->lists->len == 0)
    slide->missing = g_strdup (_("No objective and no action is agreed yet: who does what, and by "
                                 "when?"));
  if (n_late > 0)
    {
      late = g_strdup_printf (ngettext ("%u milestone of the plan is overdue",
                                        "%u milestones of the plan are overdue", n_late),
                              n_late);
      bw_deck_add_check (self->deck, "milestones", "actions", FALSE, late);
    }
  slide->notes = bw_deck_join_notes (
    _("Ask when and who: every action leaves the room with one name and one day. Write them down "
      "where all can see it."),
    late, NULL);
  slide->minutes = 6;
  bw_deck_add (self->deck, slide);
}

/* What is next in words that promise the customer more of what worked. */
static const char *
describe_kind (const char *kind)
{
  static const struct {
    const char *word;
    const char *text;
  } kinds[] = {
    { "improvement", N_("More of what works already") },
    { "targets", N_("Another objective") },
    { "services", N_("More help from our experts") },
    { "expansion", N_("More teams and sites") },
    { "technology", N_("More functions") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i].word, kind) == 0)
        return _(kinds[i].text);
    }
  return kind;
}

static guint
add_to_come (BwDeckAccount *self, BwSlide *slide)
{
  BwSlideList *list = NULL;

  for (guint i = 0; i < self->milestones->len; i++)
    {
      const BwDeckMilestone *milestone = self->milestones->pdata[i];
      g_autofree char *day = NULL;

      if (milestone->done_on != BW_DATE_NONE || milestone->due_on < self->as_of)
        continue;
      day = bw_date_format_short (milestone->due_on, self->as_of);
      if (list == NULL)
        list = bw_slide_add_list (slide, _("Still to come in this phase"));
      if (list->lines->len < MOST_LINES)
        bw_slide_list_add (list, milestone->title, day, NULL);
    }
  return list != NULL ? list->lines->len : 0;
}

/* Ways of working that were not taken up and valuable functions that were never used: something to
 * look forward to. Only where the company knows that others were. */
static gboolean
add_offers (BwDeckAccount *self, BwSlide *slide, char **unused, GError **error)
{
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self,
    "SELECT 0, coalesce (b.name, b.key), coalesce (b.expected_by_days, 99999) FROM behaviours AS b"
    "  WHERE EXISTS (SELECT 1 FROM behaviour_adoptions WHERE account_id = ?1 AND adopted_on <= ?2)"
    "  AND NOT EXISTS (SELECT 1 FROM behaviour_adoptions AS a WHERE a.account_id = ?1"
    "   AND a.behaviour_key = b.key AND a.adopted_on <= ?2)"
    " UNION ALL SELECT 1, coalesce (f.name, f.key), 0 FROM features AS f WHERE f.valuable = 1"
    "  AND EXISTS (SELECT 1 FROM feature_uses WHERE account_id = ?1 AND month <= ?2 AND uses > 0)"
    "  AND NOT EXISTS (SELECT 1 FROM feature_uses AS u WHERE u.account_id = ?1"
    "   AND u.feature_key = f.key AND u.month <= ?2 AND u.uses > 0)"
    " ORDER BY 1, 3, 2",
    error);
  BwSlideList *lists[2] = { NULL, NULL };

  *unused = NULL;
  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      gboolean function = bw_query_int (query, 0, 0) != 0;
      const char *name = bw_query_text (query, 1);

      if (function && *unused == NULL)
        *unused = g_strdup (name);
      if (lists[function] == NULL)
        lists[function] = bw_slide_add_list (slide, function ? _("Functions you could use")
                                                             : _("Ways of working to take up"));
      if (lists[function]->lines->len < MOST_OFFERS)
        bw_slide_list_add (lists[function], name, NULL, NULL);
    }
  return bw_query_finish (query, error);
}

/* The five directions in which a next phase can be looked for, with what this account offers for
 * each. */
static char *
list_ideas (const BwDeckAccount *self, const char *unused)
{
  g_autoptr (GString) ideas = g_string_new (_("Where to look for it:"));
  const BwSeriesFigure *reached = NULL;

  for (guint i = 0; i < self->series->len && reached == NULL; i++)
    {
      const BwSeriesFigure *figure = self->series->pdata[i];

      if (figure->result->plan_status == BW_PLAN_ACHIEVED)
        reached = figure;
    }
  g_string_append (ideas, "\n• ");
  if (reached != NULL)
    g_string_append_printf (ideas, _("More improvement: %s has reached its target; how far could it "
                                     "go?"),
                            reached->metric_name);
  else
    g_string_append (ideas, _("More improvement: what would better than the target be worth?"));
  g_string_append_printf (ideas, "\n• %s",
                          _("More objectives: what else do they want to be measured by?"));
  g_string_append_printf (ideas, "\n• %s",
                          _("More expertise: where does their team need help to get there sooner?"));
  g_string_append_printf (ideas, "\n• %s",
                          _("More people: which other team or site has the same problem?"));
  g_string_append (ideas, "\n• ");
  if (unused != NULL)
    g_string_append_printf (ideas, _("More functions: %s was never used; would it help?"), unused);
  else
    g_string_append (ideas, _("More functions: which step still runs outside of it?"));
  return g_string_free (g_steal_pointer (&ideas), FALSE);
}

static char *
describe_renewal (const BwDeckAccount *self)
{
  BwDate renewal_on = self->table->renewal_on[self->account];
  g_autofree char *day = NULL;

  if (renewal_on == BW_DATE_NONE)
    return NULL;
  day = bw_date_format_long (renewal_on);
  return g_strdup_printf (_("For you alone: the contract renews on %s. If the next phase is wanted, "
                            "the renewal needs no talk of its own."),
                          day);
}

/* Adds the slide on what comes after this phase. */
gboolean
bw_deck_add_next (BwDeckAccount *self, GError **error)
{
  g_autoptr (BwSlide) slide = bw_slide_new (BW_SLIDE_NEXT, "next");
  g_autofree char *renewal = describe_renewal (self);
  g_autofree char *unused = NULL;
  g_autofree char *ideas = NULL;
  guint to_come;

  slide->kicker = g_strdup (_("What comes next"));
  if (self->next_phase != NULL)
    {
      slide->text = g_strdup (describe_kind (self->next_kind));
      slide->title = g_strdup_printf (_("The next phase: %s"), self->next_phase);
    }
  to_come = add_to_come (self, slide);
  if (!add_offers (self, slide, &unused, error))
    return FALSE;
  if (self->next_phase == NULL)
    {
      slide->title = g_strdup (to_come > 0 ? _("What should come after these steps?")
                                           : _("What should come next?"));
      bw_deck_add_check (self->deck, "next", "next", FALSE,
                         _("Nothing is said to come next: give them something to look forward to"));
    }
  else
    bw_deck_add_check (self->deck, "next", "next", TRUE, _("What comes next is agreed"));
  if (slide->lists->len == 0 && self->next_phase == NULL)
    slide->missing = g_strdup (_("What comes after this is not agreed yet. What would you like to "
                                 "have reached a year from now?"));
  else if (slide->lists->len == 0)
    slide->missing = g_strdup (_("What would you like to have reached a year from now?"));
  ideas = list_ideas (self, unused);
  slide->notes = bw_deck_join_notes (
    _("Leave nobody without something to look forward to: a next phase that brings better results "
      "than this one. Let them choose, and put their wishes in order together."),
    ideas, renewal, NULL);
  slide->minutes = 6;
  bw_deck_add (self->deck, g_steal_pointer (&slide));
  return TRUE;
}
