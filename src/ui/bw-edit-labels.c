/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/bw-edit-words.h"

#include <glib/gi18n.h>

/* What edits and their columns are called. */

typedef struct {
  BwRelationId  relation;
  const char   *titles[4]; /* By BwEditKind. */
} Title;

static const Title titles[] = {
  { BW_RELATION_NOTES,
    { N_("New note"), N_("Note changed"), N_("Note deleted"), N_("Note restored") } },
  { BW_RELATION_PLAYS,
    { N_("New play"), N_("Play changed"), N_("Play deleted"), N_("Play restored") } },
  { BW_RELATION_RISKS,
    { N_("New risk"), N_("Risk changed"), N_("Risk deleted"), N_("Risk restored") } },
  { BW_RELATION_PLANS,
    { N_("New success plan"), N_("Success plan changed"), N_("Success plan deleted"),
      N_("Success plan restored") } },
  { BW_RELATION_PLAN_TARGETS,
    { N_("New target of a plan"), N_("Target of a plan changed"), N_("Target of a plan deleted"),
      N_("Target of a plan restored") } },
  { BW_RELATION_PLAN_MILESTONES,
    { N_("New milestone"), N_("Milestone changed"), N_("Milestone deleted"),
      N_("Milestone restored") } },
  { BW_RELATION_PLAN_ROLES,
    { N_("New role in a plan"), N_("Role in a plan changed"), N_("Role in a plan deleted"),
      N_("Role in a plan restored") } },
  { BW_RELATION_ANSWERS,
    { N_("New answer"), N_("Answer changed"), N_("Answer deleted"), N_("Answer restored") } },
};

typedef struct {
  const char *column;
  const char *label;
} Label;

static const Label labels[] = {
  { "account_id", N_("Account") },
  { "answered_on", N_("Answered On") },
  { "author_id", N_("Author") },
  { "baseline_on", N_("Baseline On") },
  { "baseline_value", N_("Baseline") },
  { "category", N_("Category") },
  { "cause", N_("Cause") },
  { "closed_on", N_("Closed On") },
  { "contact_id", N_("Contact") },
  { "done_on", N_("Done On") },
  { "due_on", N_("Due On") },
  { "first_signal_on", N_("First Signal On") },
  { "forecast_probability", N_("Forecast Probability") },
  { "how_measured", N_("How It Is Measured") },
  { "metric_key", N_("Metric") },
  { "next_kind", N_("Kind of Next Phase") },
  { "next_phase", N_("Next Phase") },
  { "opened_on", N_("Opened On") },
  { "outcome", N_("Outcome") },
  { "owner_id", N_("Owner") },
  { "person_id", N_("Person") },
  { "plan_id", N_("Success Plan") },
  { "playbook_key", N_("Playbook") },
  { "purpose", N_("Purpose") },
  { "question", N_("Question") },
  { "responsibility", N_("Responsibility") },
  { "severity", N_("Severity") },
  { "started_on", N_("Started On") },
  { "status", N_("Status") },
  { "steps_done", N_("Steps Done") },
  { "target_value", N_("Target") },
  { "text", N_("Text") },
  { "title", N_("Title") },
  { "written_at", N_("Written") },
};

/**
 * bw_edit_title:
 *
 * Returns: what an edit does, in words; the relation's own name for one that has none
 */
const char *
bw_edit_title (const BwEdit *edit)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (titles[i].relation == edit->relation->id)
      return _(titles[i].titles[edit->kind]);
  return edit->relation->name;
}

/**
 * bw_edit_column_label:
 *
 * Returns: what a column is called; its own name for one that has none
 */
const char *
bw_edit_column_label (const char *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].column, column))
      return _(labels[i].label);
  return column;
}
