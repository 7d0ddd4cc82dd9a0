/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/view-account-work.h"

static const char *const applies_words[] = { "no", "yes", "unknown", "unreadable" };

/* A word of a record as the data has it. */
static void
add_word (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *column, const BwWorkLine *line)
{
  g_autofree char *word = bw_record_dup_text (line->record, column);

  bw_json_add_text (doc, object, column, word);
}

static yyjson_mut_val *
append_line (yyjson_mut_doc *doc, yyjson_mut_val *array, const BwWorkLine *line)
{
  yyjson_mut_val *object = bw_json_append_object (doc, array);

  bw_json_add_text (doc, object, "id", line->id);
  bw_json_add_bool (doc, object, "unsent", line->unsent);
  return object;
}

static void
add_steps (yyjson_mut_doc *doc, yyjson_mut_val *object, const BwPlayLine *play)
{
  yyjson_mut_val *array = bw_json_add_array (doc, object, "steps");

  for (guint i = 0; i < play->n_steps; i++)
    {
      yyjson_mut_val *step = bw_json_append_object (doc, array);

      bw_json_add_text (doc, step, "title", play->steps[i]);
      bw_json_add_date (doc, step, "done_on", play->done_on[i]);
    }
}

static void
add_plays (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwAccountWork *work)
{
  yyjson_mut_val *array = bw_json_add_array (doc, root, "plays");

  for (guint i = 0; i < work->n_plays; i++)
    {
      const BwPlayLine *play = &work->plays[i];
      yyjson_mut_val *object = append_line (doc, array, &play->line);

      bw_json_add_text (doc, object, "playbook", play->playbook_key);
      bw_json_add_text (doc, object, "title", play->title);
      bw_json_add_text (doc, object, "owner", play->owner);
      bw_json_add_date (doc, object, "opened_on", play->opened_on);
      bw_json_add_date (doc, object, "due_on", play->due_on);
      add_word (doc, object, "status", &play->line);
      bw_json_add_text (doc, object, "outcome", play->outcome);
      bw_json_add_bool (doc, object, "open", play->open);
      bw_json_add_bool (doc, object, "overdue", play->overdue);
      add_steps (doc, object, play);
    }
}

static void
add_risks (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwAccountWork *work)
{
  yyjson_mut_val *array = bw_json_add_array (doc, root, "risks");

  for (guint i = 0; i < work->n_risks; i++)
    {
      const BwRiskLine *risk = &work->risks[i];
      yyjson_mut_val *object = append_line (doc, array, &risk->line);

      bw_json_add_text (doc, object, "category", risk->category);
      bw_json_add_text (doc, object, "cause", risk->cause);
      add_word (doc, object, "severity", &risk->line);
      bw_json_add_text (doc, object, "owner", risk->owner);
      bw_json_add_date (doc, object, "first_signal_on", risk->first_signal_on);
      bw_json_add_date (doc, object, "opened_on", risk->opened_on);
      bw_json_add_date (doc, object, "closed_on", risk->closed_on);
      add_word (doc, object, "outcome", &risk->line);
      bw_json_add_real (doc, object, "forecast_probability", risk->forecast);
      bw_json_add_bool (doc, object, "open", risk->open);
    }
}

static void
add_notes_and_answers (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwAccountWork *work)
{
  yyjson_mut_val *array = bw_json_add_array (doc, root, "notes");

  for (guint i = 0; i < work->n_notes; i++)
    {
      const BwNoteLine *note = &work->notes[i];
      yyjson_mut_val *object = append_line (doc, array, &note->line);

      bw_json_add_text (doc, object, "author", note->author);
      bw_json_add_date (doc, object, "written_on", note->written_on);
      bw_json_add_text (doc, object, "text", note->text);
    }
  array = bw_json_add_array (doc, root, "answers");
  for (guint i = 0; i < BW_N_QUESTIONS; i++)
    {
      const BwAnswerLine *answer = &work->answers[i];
      yyjson_mut_val *object = append_line (doc, array, &answer->line);

      bw_json_add_text (doc, object, "question", answer->word);
      bw_json_add_date (doc, object, "answered_on", answer->answered_on);
      bw_json_add_text (doc, object, "text", answer->text);
    }
  if (work->questions_asked >= 0)
    bw_json_add_count (doc, root, "questions_asked", work->questions_asked);
  else
    bw_json_add_text (doc, root, "questions_asked", NULL);
}

static void
add_playbooks (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwAccountWork *work)
{
  yyjson_mut_val *array = bw_json_add_array (doc, root, "playbooks");

  for (guint i = 0; i < work->n_playbooks; i++)
    {
      const BwPlaybookLine *playbook = &work->playbooks[i];
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "key", playbook->key);
      bw_json_add_text (doc, object, "name", playbook->name);
      bw_json_add_text (doc, object, "kind", playbook->kind);
      bw_json_add_text (doc, object, "applies_to", playbook->rule);
      bw_json_add_text (doc, object, "applies", applies_words[playbook->applies]);
      bw_json_add_bool (doc, object, "running", playbook->running);
    }
  array = bw_json_add_array (doc, root, "escalation");
  for (guint i = 0; i < work->n_escalation; i++)
    {
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "name", work->escalation[i].name);
      bw_json_add_text (doc, object, "detail", work->escalation[i].detail);
    }
}

static void
add_items (yyjson_mut_doc *doc, yyjson_mut_val *plan, const char *key, const BwPlanItem *items,
           guint n)
{
  yyjson_mut_val *array = bw_json_add_array (doc, plan, key);

  for (guint i = 0; i < n; i++)
    {
      yyjson_mut_val *object = append_line (doc, array, &items[i].line);

      bw_json_add_text (doc, object, "text", items[i].text);
    }
}

/**
 * bw_view_add_work:
 * @root: the account; gets its plays, risks, notes, answers, playbooks and escalation path
 * @plan: (nullable): its plan; gets its milestones and roles
 * @work: what the team does there
 */
void
bw_view_add_work (yyjson_mut_doc *doc, yyjson_mut_val *root, yyjson_mut_val *plan,
                  const BwAccountWork *work)
{
  add_plays (doc, root, work);
  add_risks (doc, root, work);
  add_notes_and_answers (doc, root, work);
  add_playbooks (doc, root, work);
  if (plan != NULL)
    {
      bw_json_add_bool (doc, plan, "unsent", work->plan.unsent);
      add_items (doc, plan, "milestones", work->milestones, work->n_milestones);
      add_items (doc, plan, "roles", work->roles, work->n_roles);
    }
}
