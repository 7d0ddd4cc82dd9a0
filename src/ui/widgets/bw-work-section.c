/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-work-section.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/widgets/bw-card-grid.h"
#include "ui/widgets/bw-work-card.h"

/**
 * BwWorkSection:
 *
 * The team's work on the page of an account: plays, risks, notes, the parts of the success plan,
 * the answers to the five questions, and whom to escalate to. Everything is opened by the actions
 * with the prefix "work", which the page has.
 */
struct _BwWorkSection {
  AdwBin      parent_instance;

  BwWorkCard *plays;
  BwWorkCard *playbooks;
  BwWorkCard *risks;
  BwWorkCard *notes;
  BwWorkCard *plan;
  BwWorkCard *answers;
  BwWorkCard *escalation;
};

G_DEFINE_FINAL_TYPE (BwWorkSection, bw_work_section, ADW_TYPE_BIN)

/* Whatever of two is there, with a dot between them. */
static char *
join (const char *one, const char *other)
{
  if (one && other)
    return g_strdup_printf ("%s · %s", one, other);
  return g_strdup (one ? one : other);
}

/* Plays ---------------------------------------------------------------------------------------- */

static char *
describe_play (const BwPlayLine *play, BwDate as_of)
{
  g_autofree char *day = play->due_on != BW_DATE_NONE ? bw_date_format_short (play->due_on, as_of)
                                                      : NULL;
  g_autofree char *when = NULL;
  g_autofree char *who = NULL;
  g_autofree char *steps = NULL;
  g_autofree char *so_far = NULL;

  if (play->snoozed)
    when = g_strdup_printf (_("until %s"), day);
  else if (play->overdue)
    when = g_strdup_printf (_("overdue since %s"), day);
  else if (play->open && day)
    when = g_strdup_printf (_("due on %s"), day);
  else if (play->open)
    when = g_strdup (_("no day"));
  else
    when = g_strdup (play->status_title);
  if (play->open && play->n_steps > 0)
    steps = g_strdup_printf (ngettext ("%1$u of %2$u step done", "%1$u of %2$u steps done",
                                       play->n_steps),
                             play->n_done, play->n_steps);
  who = join (play->owner ? play->owner : play->open ? _("nobody does it") : NULL, when);
  so_far = join (who, steps);
  return join (so_far, play->outcome);
}

static void
show_plays (BwWorkSection *self, const BwAccountWork *work)
{
  g_autofree char *title = NULL;

  if (work->n_open_plays == 0)
    title = g_strdup (_("No open play"));
  else
    title = g_strdup_printf (ngettext ("%u open play", "%u open plays", work->n_open_plays),
                             work->n_open_plays);
  bw_work_card_clear (self->plays);
  bw_work_card_set_title (self->plays, title);
  for (guint i = 0; i < work->n_plays; i++)
    {
      const BwPlayLine *play = &work->plays[i];
      g_autofree char *detail = describe_play (play, work->as_of);
      BwWorkCardLine line = {
        .icon = play->overdue   ? "dialog-warning-symbolic"
                : play->open    ? "radio-symbolic"
                : play->snoozed ? "alarm-symbolic"
                                : "object-select-symbolic",
        .says = play->overdue ? C_("play", "Overdue") : play->status_title,
        .style = play->overdue ? "warning" : play->open ? NULL : "dimmed",
        .text = play->title,
        .detail = detail,
        .line = &play->line,
        .action = "work.play",
        .target = play->line.id,
      };

      bw_work_card_add_line (self->plays, &line);
    }
}

static void
show_playbooks (BwWorkSection *self, const BwAccountWork *work)
{
  bw_work_card_clear (self->playbooks);
  for (guint i = 0; i < work->n_playbooks; i++)
    {
      const BwPlaybookLine *playbook = &work->playbooks[i];
      g_autofree char *detail = NULL;
      BwWorkCardLine line = {
        .icon = "media-playback-start-symbolic",
        .says = _("Start a Play"),
        .text = playbook->name,
        .action = "work.start-play",
        .target = playbook->key,
      };

      if (playbook->applies != BW_APPLIES_YES)
        continue;
      detail = join (playbook->kind_title,
                     playbook->running ? _("running already") : playbook->rule);
      line.detail = detail;
      bw_work_card_add_line (self->playbooks, &line);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->playbooks), work->n_applying > 0);
}

/* Risks and notes ------------------------------------------------------------------------------ */

static char *
describe_risk (const BwRiskLine *risk, BwDate as_of)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (risk->severity_title)
    g_ptr_array_add (parts, g_strdup (risk->severity_title));
  if (risk->opened_on != BW_DATE_NONE)
    {
      g_autofree char *day = bw_date_format_short (risk->opened_on, as_of);

      g_ptr_array_add (parts, g_strdup_printf (_("identified on %s"), day));
    }
  if (risk->noticed_after > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%d day after the first signal",
                                                       "%d days after the first signal",
                                                       risk->noticed_after),
                                             risk->noticed_after));
  if (risk->open && !isnan (risk->forecast))
    g_ptr_array_add (parts, g_strdup_printf (_("forecast %.0f %%"), 100 * risk->forecast));
  if (!risk->open && risk->outcome_title)
    g_ptr_array_add (parts, g_strdup (risk->outcome_title));
  if (risk->owner)
    g_ptr_array_add (parts, g_strdup (risk->owner));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
show_risks (BwWorkSection *self, const BwAccountWork *work)
{
  g_autofree char *title = NULL;

  if (work->n_open_risks == 0)
    title = g_strdup (_("No open risk"));
  else
    title = g_strdup_printf (ngettext ("%u open risk", "%u open risks", work->n_open_risks),
                             work->n_open_risks);
  bw_work_card_clear (self->risks);
  bw_work_card_set_title (self->risks, title);
  for (guint i = 0; i < work->n_risks; i++)
    {
      const BwRiskLine *risk = &work->risks[i];
      g_autofree char *name = join (risk->category_title, risk->cause_title);
      g_autofree char *detail = describe_risk (risk, work->as_of);
      BwWorkCardLine line = {
        .icon = risk->open ? "dialog-warning-symbolic" : "object-select-symbolic",
        .says = risk->outcome_title,
        .style = risk->open ? "warning" : "dimmed",
        .text = name ? name : _("Risk"),
        .detail = detail,
        .line = &risk->line,
        .action = "work.risk",
        .target = risk->line.id,
      };

      bw_work_card_add_line (self->risks, &line);
    }
}

static void
show_notes (BwWorkSection *self, const BwAccountWork *work)
{
  bw_work_card_clear (self->notes);
  bw_work_card_set_title (self->notes, work->n_notes > 0 ? _("Notes") : _("No notes"));
  for (guint i = 0; i < work->n_notes; i++)
    {
      const BwNoteLine *note = &work->notes[i];
      g_autofree char *day = note->written_on != BW_DATE_NONE
                               ? bw_date_format_short (note->written_on, work->as_of)
                               : NULL;
      g_autofree char *detail = join (note->author, day);
      BwWorkCardLine line = {
        .text = note->text ? note->text : "",
        .detail = detail,
        .line = &note->line,
        .action = "work.note",
        .target = note->line.id,
      };

      bw_work_card_add_line (self->notes, &line);
    }
}

/* Plan and answers ----------------------------------------------------------------------------- */

static void
add_items (BwWorkCard *card, const BwPlanItem *items, guint n, const char *icon, const char *says)
{
  for (guint i = 0; i < n; i++)
    {
      BwWorkCardLine line = {
        .icon = icon,
        .says = says,
        .style = "dimmed",
        .text = items[i].text,
        .line = &items[i].line,
        .action = "work.plan",
      };

      bw_work_card_add_line (card, &line);
    }
}

static void
show_plan (BwWorkSection *self, const BwAccountWork *work)
{
  gboolean present[BW_N_PLAN_PARTS];
  g_autofree char *missing = NULL;

  for (guint i = 0; i < BW_N_PLAN_PARTS; i++)
    present[i] = work->plan_parts[i].present;
  missing = bw_plan_describe_missing (present);
  bw_work_card_clear (self->plan);
  if (work->plan.record == NULL)
    {
      bw_work_card_set_title (self->plan, _("No success plan"));
      bw_work_card_add_text (self->plan, _("Write down what success is for this customer."));
      return;
    }
  bw_work_card_set_title (self->plan, _("Success plan"));
  bw_work_card_add_text (self->plan, missing ? missing : _("All six parts are there."));
  add_items (self->plan, work->targets, work->n_targets, "bw-metrics-symbolic", _("Target"));
  add_items (self->plan, work->milestones, work->n_milestones, "x-office-calendar-symbolic",
             _("Milestone"));
  add_items (self->plan, work->roles, work->n_roles, "avatar-default-symbolic", _("Role"));
}

static void
show_answers (BwWorkSection *self, const BwAccountWork *work)
{
  g_autofree char *title = g_strdup_printf (_("%1$u of %2$d questions answered"),
                                            work->n_answered, BW_N_QUESTIONS);

  bw_work_card_clear (self->answers);
  bw_work_card_set_title (self->answers, title);
  if (work->questions_asked >= 0)
    {
      g_autofree char *asked
        = g_strdup_printf (ngettext ("%d question asked in meetings so far",
                                     "%d questions asked in meetings so far",
                                     work->questions_asked),
                           (int) work->questions_asked);

      bw_work_card_add_text (self->answers, asked);
    }
  for (guint i = 0; i < BW_N_QUESTIONS; i++)
    {
      const BwAnswerLine *answer = &work->answers[i];
      gboolean there = answer->text && *answer->text;
      BwWorkCardLine line = {
        .icon = there ? "object-select-symbolic" : "radio-symbolic",
        .says = there ? C_("question", "Answered") : C_("question", "Not answered"),
        .style = there ? "success" : "dimmed",
        .text = there ? answer->text : answer->title,
        .detail = there ? answer->title : NULL,
        .line = &answer->line,
        .action = "work.answers",
      };

      bw_work_card_add_line (self->answers, &line);
    }
}

static void
show_escalation (BwWorkSection *self, const BwAccountWork *work)
{
  bw_work_card_clear (self->escalation);
  for (guint i = 0; i < work->n_escalation; i++)
    {
      BwWorkCardLine line = {
        .icon = i == 0 ? "avatar-default-symbolic" : "go-up-symbolic",
        .style = "dimmed",
        .text = work->escalation[i].name,
        .detail = work->escalation[i].detail,
      };

      bw_work_card_add_line (self->escalation, &line);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->escalation), work->n_escalation > 0);
}

/* The section ---------------------------------------------------------------------------------- */

static BwWorkCard *
add_card (BwCardGrid *grid)
{
  GtkWidget *card = bw_work_card_new ();

  bw_card_grid_append (grid, card);
  return BW_WORK_CARD (card);
}

static void
bw_work_section_class_init (BwWorkSectionClass *klass)
{
}

static void
bw_work_section_init (BwWorkSection *self)
{
  BwCardGrid *grid = BW_CARD_GRID (bw_card_grid_new (290, 3));

  self->plays = add_card (grid);
  self->playbooks = add_card (grid);
  self->risks = add_card (grid);
  self->notes = add_card (grid);
  self->plan = add_card (grid);
  self->answers = add_card (grid);
  self->escalation = add_card (grid);
  bw_work_card_set_title (self->playbooks, _("Playbooks that fit"));
  bw_work_card_set_title (self->escalation, _("Whom to escalate to"));
  bw_work_card_add_button (self->plays, "list-add-symbolic", _("Start a Play"), "work.start-play",
                           "");
  bw_work_card_add_button (self->plays, "alarm-symbolic", _("Put Off"), "work.snooze", NULL);
  bw_work_card_add_button (self->plays, "avatar-default-symbolic", _("Assign"), "work.assign",
                           NULL);
  bw_work_card_add_button (self->risks, "list-add-symbolic", _("Enter a Risk"), "work.risk", "");
  bw_work_card_add_button (self->notes, "list-add-symbolic", _("Write a Note"), "work.note", "");
  bw_work_card_add_button (self->plan, "document-edit-symbolic", _("Edit the Success Plan"),
                           "work.plan", NULL);
  bw_work_card_add_button (self->answers, "document-edit-symbolic", _("Edit the Answers"),
                           "work.answers", NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (grid));
}

/**
 * bw_work_section_show:
 * @work: the work at an account; nothing of it is kept
 */
void
bw_work_section_show (BwWorkSection *self, const BwAccountWork *work)
{
  BwWorkCard *const cards[] = { self->plays, self->playbooks, self->risks,     self->notes,
                                self->plan,  self->answers,   self->escalation };
  char *focus[G_N_ELEMENTS (cards)];

  /* Whoever goes along the lines by keyboard stays where they are when a line is saved. */
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    focus[i] = bw_work_card_dup_focus (cards[i]);
  show_plays (self, work);
  show_playbooks (self, work);
  show_risks (self, work);
  show_notes (self, work);
  show_plan (self, work);
  show_answers (self, work);
  show_escalation (self, work);
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      if (focus[i])
        bw_work_card_set_focus (cards[i], focus[i]);
      g_free (focus[i]);
    }
}
