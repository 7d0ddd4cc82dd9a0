/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "cli/bw-view.h"
#include "cli/view-account-work.h"

static const char *const freshness_words[] = { "fresh", "stale", "missing" };
static const char *const contribution_words[] = { "value", "new", "stale", "weight" };
static const char *const event_words[] = {
  "interaction", "response", "ticket", "revenue", "request", "contact", "milestone", "risk", "note",
};
static const char *const moment_words[] = { "done", "due", "overdue", "not_due" };

static void
add_texts (yyjson_mut_doc *doc, yyjson_mut_val *root, const char *key, char **texts)
{
  yyjson_mut_val *array = bw_json_add_array (doc, root, key);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    yyjson_mut_arr_add_strcpy (doc, array, texts[i]);
}

static void
add_health (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwAccountFigure *figure)
{
  yyjson_mut_val *array;

  bw_json_add_real (doc, root, "success_index", figure->health.success_index);
  bw_json_add_real (doc, root, "outcome", figure->health.outcome);
  bw_json_add_real (doc, root, "experience", figure->health.experience);
  bw_json_add_real (doc, root, "happiness", figure->health.happiness);
  bw_json_add_real (doc, root, "index_change", figure->index_change);
  array = bw_json_add_array (doc, root, "dimensions");
  for (guint i = 0; i < figure->n_lines; i++)
    {
      const BwScorecardLine *line = &figure->lines[i];
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "dimension", bw_dimension_word (line->dimension));
      bw_json_add_real (doc, object, "score", line->score);
      bw_json_add_real (doc, object, "compared_score", line->compared_score);
      bw_json_add_text (doc, object, "freshness", freshness_words[line->freshness]);
      bw_json_add_date (doc, object, "observed_on", line->observed_on);
    }
  array = bw_json_add_array (doc, root, "why");
  for (guint i = 0; i < figure->n_why; i++)
    {
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "metric", figure->why[i].metric_name);
      bw_json_add_text (doc, object, "kind", contribution_words[figure->why[i].kind]);
      bw_json_add_real (doc, object, "points", figure->why[i].points);
      bw_json_add_text (doc, object, "text", figure->why[i].text);
    }
}

static void
add_people (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwAccountFigure *figure)
{
  yyjson_mut_val *array = bw_json_add_array (doc, root, "contacts");

  for (guint i = 0; i < figure->n_contacts; i++)
    {
      const BwContactLine *contact = &figure->contacts[i];
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "id", contact->id);
      bw_json_add_text (doc, object, "name", contact->name);
      bw_json_add_text (doc, object, "title", contact->title);
      bw_json_add_text (doc, object, "role", contact->role);
      if (contact->influence > 0)
        bw_json_add_count (doc, object, "influence", contact->influence);
      else
        bw_json_add_text (doc, object, "influence", NULL);
      bw_json_add_date (doc, object, "arrived_on", contact->arrived_on);
      bw_json_add_date (doc, object, "left_on", contact->left_on);
    }
}

static void
add_events (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwAccountFigure *figure)
{
  yyjson_mut_val *array = bw_json_add_array (doc, root, "timeline");

  for (guint i = 0; i < figure->n_timeline; i++)
    {
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_date (doc, object, "date", figure->timeline[i].date);
      bw_json_add_text (doc, object, "kind", event_words[figure->timeline[i].kind]);
      bw_json_add_text (doc, object, "text", figure->timeline[i].text);
    }
  bw_json_add_count (doc, root, "timeline_older", figure->n_timeline_older);
  bw_json_add_count (doc, root, "timeline_later", figure->n_timeline_later);
  array = bw_json_add_array (doc, root, "moments_of_truth");
  for (guint i = 0; i < figure->n_moments; i++)
    {
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "moment", figure->moments[i].word);
      bw_json_add_text (doc, object, "status", moment_words[figure->moments[i].status]);
      bw_json_add_date (doc, object, "date", figure->moments[i].date);
    }
}

static void
add_plan (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwAccountFigure *figure)
{
  yyjson_mut_val *plan, *array;

  if (!figure->has_plan)
    {
      bw_json_add_text (doc, root, "plan", NULL);
      return;
    }
  plan = bw_json_add_object (doc, root, "plan");
  bw_json_add_text (doc, plan, "purpose", figure->plan_purpose);
  bw_json_add_text (doc, plan, "next", figure->plan_next);
  array = bw_json_add_array (doc, plan, "missing");
  for (guint i = 0; i < BW_N_PLAN_PARTS; i++)
    {
      if (!figure->plan_parts[i].present)
        yyjson_mut_arr_add_strcpy (doc, array, figure->plan_parts[i].word);
    }
  array = bw_json_add_array (doc, plan, "targets");
  for (guint i = 0; i < figure->n_targets; i++)
    {
      const BwPlanTargetLine *target = &figure->targets[i];
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "metric", target->metric_key);
      bw_json_add_text (doc, object, "status", bw_plan_status_word (target->status));
      bw_json_add_real (doc, object, "target_value", target->target_value);
      bw_json_add_real (doc, object, "expected", target->expected);
      bw_json_add_real (doc, object, "last", target->last);
      bw_json_add_date (doc, object, "due_on", target->due_on);
    }
}

static gboolean
fill (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
      yyjson_mut_val *root, GError **error)
{
  g_autoptr (BwAccountFigure) figure
    = bw_account_figure_compute (scope, options->words[0], error);
  g_autoptr (BwAccountWork) work = NULL;
  yyjson_mut_val *array;

  if (figure != NULL)
    work = bw_account_work_compute (scope, options->words[0], error);
  if (work == NULL)
    return FALSE;

  bw_json_add_text (doc, root, "id", figure->id);
  bw_json_add_text (doc, root, "name", figure->name);
  bw_json_add_date (doc, root, "as_of", figure->as_of);
  bw_json_add_date (doc, root, "compared_as_of", figure->compared_as_of);
  bw_json_add_text (doc, root, "title", figure->head.title);
  add_texts (doc, root, "chips", figure->chips);
  add_texts (doc, root, "reasons", figure->reasons);
  add_health (doc, root, figure);
  array = bw_json_add_array (doc, root, "metrics");
  for (guint i = 0; i < figure->n_metrics; i++)
    {
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "key", figure->metrics[i].metric->key);
      bw_json_add_text (doc, object, "name", figure->metrics[i].metric->name);
      bw_json_add_count (doc, object, "observations", figure->metrics[i].observations);
      bw_json_add_bool (doc, object, "has_target", figure->metrics[i].has_target);
    }
  add_plan (doc, root, figure);
  bw_view_add_work (doc, root, figure->has_plan ? yyjson_mut_obj_get (root, "plan") : NULL, work);
  add_people (doc, root, figure);
  add_events (doc, root, figure);
  return TRUE;
}

static const BwViewField fields[] = {
  { "id", N_("id of the account") },
  { "name", N_("its name") },
  { "as_of", N_("the day that is shown") },
  { "compared_as_of", N_("the earlier day; null without one") },
  { "title", N_("what it shows, in a sentence") },
  { "chips[]", N_("what it is, in a few words each") },
  { "reasons[]", N_("why it needs attention, in sentences") },
  { "success_index", N_("0 to 100") },
  { "outcome", N_("outcome health, 0 to 100") },
  { "experience", N_("experience health, 0 to 100") },
  { "happiness", N_("from -1 (angry) to 1 (promoter)") },
  { "index_change", N_("the success index, less that of the earlier day") },
  { "dimensions[].dimension", N_("a dimension of the scorecards") },
  { "dimensions[].score", N_("0 to 100; null unless fresh") },
  { "dimensions[].compared_score", N_("the same on the earlier day") },
  { "dimensions[].freshness", N_("fresh, stale or missing") },
  { "dimensions[].observed_on", N_("day of the latest reading") },
  { "why[].metric", N_("a metric that moved the index") },
  { "why[].kind", N_("value, new, stale or weight") },
  { "why[].points", N_("its part of the change; all add up to it") },
  { "why[].text", N_("the same in words") },
  { "metrics[].key", N_("a success metric of the account") },
  { "metrics[].name", N_("its name") },
  { "metrics[].observations", N_("readings of it") },
  { "metrics[].has_target", N_("whether the plan has a target for it") },
  { "plan.purpose", N_("what the plan is for") },
  { "plan.next", N_("what comes next") },
  { "plan.missing[]", N_("parts that it lacks, of six") },
  { "plan.targets[].metric", N_("a metric to reach") },
  { "plan.targets[].status", N_("achieved, ahead, on_track, behind or none") },
  { "plan.targets[].target_value", N_("value to reach") },
  { "plan.targets[].expected", N_("where the straight path stands today") },
  { "plan.targets[].last", N_("the latest value") },
  { "plan.targets[].due_on", N_("by when") },
  { "plan.unsent", N_("whether the backend has not got all of the plan") },
  { "plan.milestones[].id", N_("a milestone") },
  { "plan.milestones[].unsent", N_("whether the backend has not got all of it") },
  { "plan.milestones[].text", N_("what is reached, and when") },
  { "plan.roles[].id", N_("a role") },
  { "plan.roles[].unsent", N_("whether the backend has not got all of it") },
  { "plan.roles[].text", N_("who has it, and what they answer for") },
  { "plays[].id", N_("a play, the open ones first") },
  { "plays[].unsent", N_("whether the backend has not got all of it") },
  { "plays[].playbook", N_("key of its playbook; null without one") },
  { "plays[].title", N_("name of its playbook, or what it is") },
  { "plays[].owner", N_("who does it") },
  { "plays[].opened_on", N_("when it began") },
  { "plays[].due_on", N_("by when it is done; of a snoozed one until when it waits") },
  { "plays[].status", N_("open, done, cancelled, snoozed or another word") },
  { "plays[].outcome", N_("what came of it; of a snoozed one why it waits") },
  { "plays[].open", N_("whether there is still something to do") },
  { "plays[].overdue", N_("whether it is open past its day") },
  { "plays[].steps[].title", N_("a step of its playbook") },
  { "plays[].steps[].done_on", N_("when it was done; null while it is not") },
  { "risks[].id", N_("a risk, the open ones first") },
  { "risks[].unsent", N_("whether the backend has not got all of it") },
  { "risks[].category", N_("implementation, sentiment, support, product, company or renewal") },
  { "risks[].cause", N_("one of the ten causes of drift") },
  { "risks[].severity", N_("low, medium or high") },
  { "risks[].owner", N_("who looks after it") },
  { "risks[].first_signal_on", N_("when it could first be seen") },
  { "risks[].opened_on", N_("when it was identified") },
  { "risks[].closed_on", N_("when it was decided") },
  { "risks[].outcome", N_("open, mitigated or lost") },
  { "risks[].forecast_probability", N_("forecast that it is lost, 0 to 1") },
  { "risks[].open", N_("whether it was open on the day") },
  { "notes[].id", N_("a note, the latest first") },
  { "notes[].unsent", N_("whether the backend has not got all of it") },
  { "notes[].author", N_("who wrote it") },
  { "notes[].written_on", N_("when, in UTC") },
  { "notes[].text", N_("the note") },
  { "answers[].id", N_("the latest answer; null when there is none") },
  { "answers[].unsent", N_("whether the backend has not got all of it") },
  { "answers[].question", N_("why, how, what, who or when") },
  { "answers[].answered_on", N_("when it was given") },
  { "answers[].text", N_("the answer") },
  { "questions_asked", N_("questions asked in interactions; null when nobody counted") },
  { "playbooks[].key", N_("a playbook, those that are for the account first") },
  { "playbooks[].name", N_("its name") },
  { "playbooks[].kind", N_("activation, growth, advocacy or retention") },
  { "playbooks[].applies_to", N_("its rule, as the company wrote it") },
  { "playbooks[].applies", N_("yes, no, unknown, or unreadable when the rule cannot be read") },
  { "playbooks[].running", N_("whether a play of it is open") },
  { "escalation[].name", N_("whom to go to, in this order") },
  { "escalation[].detail", N_("why them") },
  { "contacts[].id", N_("a contact") },
  { "contacts[].name", N_("name") },
  { "contacts[].title", N_("title") },
  { "contacts[].role", N_("sponsor, champion, decision_maker, admin or user") },
  { "contacts[].influence", N_("1 to 5") },
  { "contacts[].arrived_on", N_("since when") },
  { "contacts[].left_on", N_("until when") },
  { "timeline[].date", N_("day of an event, the latest first") },
  { "timeline[].kind",
    N_("interaction, response, ticket, revenue, request, contact, milestone, risk or note") },
  { "timeline[].text", N_("what it was") },
  { "timeline_older", N_("rows that lie further back than all of these") },
  { "timeline_later", N_("rows that are left out since they are dated after the day") },
  { "moments_of_truth[].moment", N_("one of the eight moments") },
  { "moments_of_truth[].status", N_("done, due, overdue or not_due") },
  { "moments_of_truth[].date", N_("when it was done, or is due") },
  { NULL },
};

static const char *const option_names[] = { "compare", NULL };

const BwView bw_view_account = {
  .name = "account",
  .usage = "ID [--compare DATE]",
  .summary = N_("everything that the page of an account shows"),
  .options = option_names,
  .n_words = 1,
  .rows_key = "timeline",
  .fields = fields,
  .fill = fill,
};
