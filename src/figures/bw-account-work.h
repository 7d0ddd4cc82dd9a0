/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-account-figure.h"
#include "portfolio/bw-playbook.h"
#include "store/bw-edit.h"

G_BEGIN_DECLS

/**
 * BwWorkLine:
 * @record: all its columns, with the edits that are not sent: what an editor begins with
 * @id: its key
 * @unsent: whether the backend has not got all of it
 * @state: of an unsent record, whether it waits, is in conflict or was refused
 *
 * What every line of the team's work begins with.
 */
typedef struct {
  BwRecord    *record;
  char        *id;
  gboolean     unsent;
  BwEditState  state;
} BwWorkLine;

typedef struct {
  BwWorkLine  line;
  char       *playbook_key; /* (nullable) */
  char       *title;        /* The playbook's name; of none what it is in words. */
  char      **steps;        /* Of its playbook. */
  guint       n_steps;
  BwDate     *done_on;      /* (array length=n_steps): BW_DATE_NONE for a step that is not done. */
  guint       n_done;       /* Steps that are. */
  char       *owner;        /* (nullable): name */
  char       *status_title; /* (nullable) */
  char       *outcome;      /* (nullable); of a snoozed account why it can wait */
  BwDate      opened_on;
  BwDate      due_on;
  gboolean    open;
  gboolean    snoozed;      /* Until @due_on, which is still to come. */
  gboolean    overdue;
} BwPlayLine;

typedef struct {
  BwWorkLine  line;
  char       *author;  /* (nullable): name */
  char       *text;    /* (nullable) */
  BwDate      written_on;
} BwNoteLine;

typedef struct {
  BwWorkLine  line;
  char       *category_title; /* (nullable), as the next three */
  char       *cause_title;
  char       *severity_title;
  char       *outcome_title;
  char       *cause;          /* (nullable): the word */
  char       *category;       /* (nullable): the word */
  char       *owner;          /* (nullable): name */
  BwDate      first_signal_on;
  BwDate      opened_on;
  BwDate      closed_on;
  double      forecast;       /* 0..1, NaN when nobody said. */
  int         noticed_after;  /* Days from the first signal until it was identified; -1 unknown. */
  gboolean    open;
} BwRiskLine;

/* A target, a milestone or a role of the plan. */
typedef struct {
  BwWorkLine  line;
  char       *text;
} BwPlanItem;

/* The latest answer to one of the five questions. */
typedef struct {
  BwWorkLine  line;     /* Its record is NULL when nobody has answered. */
  const char *word;
  char       *title;
  char       *text;     /* (nullable) */
  BwDate      answered_on;
  guint       n_before; /* Answers before this one. */
} BwAnswerLine;

#define BW_N_QUESTIONS 5

typedef struct {
  char      *key;
  char      *name;
  char      *kind;       /* (nullable): the word */
  char      *kind_title; /* (nullable) */
  char      *rule;       /* (nullable): as the company wrote it */
  char     **steps;
  BwApplies  applies;
  gboolean   running;    /* A play of it is open. */
} BwPlaybookLine;

/* A step of the escalation path: whom to go to, and why. */
typedef struct {
  char *id;     /* (nullable): of a person */
  char *name;
  char *detail;
} BwEscalationStep;

typedef struct {
  char   *id;
  char   *title; /* "Léa Fournier, VP Operations" */
  BwDate  left_on;
} BwContactChoice;

/**
 * BwAccountWork:
 *
 * What the team does at one account: plays, risks, notes, the success plan with its six parts, the
 * answers to the five questions, the playbooks that are for it, and whom to escalate to. Reads the
 * relations by the names that bw_mirror_show_edits() puts the edits behind, so that a line which is
 * not sent yet is there and says so.
 *
 * The data keeps no history of these records: on an earlier day stand those that had begun by then,
 * as they are now.
 */
typedef struct {
  char             *account_id;
  char             *account_name;
  char             *owner_id;       /* (nullable) */
  BwDate            as_of;
  BwSnapshot       *snapshot;       /* For the people and the metrics that records name. */
  guint             n_plays;
  BwPlayLine       *plays;          /* Open ones first, by the day they are due. */
  guint             n_open_plays;
  gboolean          lacks_steps;    /* The backend cannot say which steps of a play are done. */
  guint             n_notes;
  BwNoteLine       *notes;          /* The latest first. */
  guint             n_risks;
  BwRiskLine       *risks;          /* Open ones first, the latest first. */
  guint             n_open_risks;
  BwWorkLine        plan;           /* Its record is NULL without a plan. */
  BwPlanPart        plan_parts[BW_N_PLAN_PARTS];
  guint             n_missing;      /* Parts that the plan lacks; all six without a plan. */
  guint             n_targets;
  BwPlanItem       *targets;
  guint             n_milestones;
  BwPlanItem       *milestones;
  guint             n_roles;
  BwPlanItem       *roles;
  BwAnswerLine      answers[BW_N_QUESTIONS];
  guint             n_answered;
  gint64            questions_asked; /* -1 when nobody counted. */
  guint             n_playbooks;
  BwPlaybookLine   *playbooks;      /* Those that apply first. */
  guint             n_applying;
  guint             n_escalation;
  BwEscalationStep *escalation;
  guint             n_contacts;
  BwContactChoice  *contacts;       /* Those who are there first. */
} BwAccountWork;

BwAccountWork *bw_account_work_compute (const BwFigureScope *scope, const char *account_id,
                                        GError **error);
void           bw_account_work_free    (BwAccountWork *work);
void           bw_plan_find_parts      (const BwRecord *plan, GPtrArray *items,
                                        gboolean present[BW_N_PLAN_PARTS]);
char          *bw_plan_describe_missing (const gboolean present[BW_N_PLAN_PARTS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAccountWork, bw_account_work_free)

G_END_DECLS
