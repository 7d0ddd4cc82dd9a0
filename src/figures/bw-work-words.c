/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-work-words.h"

#include <glib/gi18n.h>

#include "model/bw-reason.h"
#include "portfolio/bw-work-check.h"

/* The words of the team's work that the program has titles for. The enumerations are open: another
 * word is shown as it is. */

static const BwWord play_statuses[] = {
  { BW_PLAY_OPEN, N_("Open") },
  { BW_PLAY_DONE, N_("Done") },
  { BW_PLAY_CANCELLED, N_("Given up") },
  { BW_PLAY_SNOOZED, N_("Put off") },
};

static const BwWord playbook_kinds[] = {
  { "activation", N_("Activation") },
  { "growth", N_("Growth") },
  { "advocacy", N_("Advocacy") },
  { "retention", N_("Retention") },
};

/* The six categories of the risks; the ten causes of a drift apart are the first reasons. */
static const BwWord risk_categories[] = {
  { "implementation", N_("Implementation") },
  { "sentiment", N_("Sentiment") },
  { "support", N_("Support") },
  { "product", N_("Product") },
  { "company", N_("Company") },
  { "renewal", N_("Renewal") },
};

static const BwWord risk_severities[] = {
  { "low", N_("Low") },
  { "medium", N_("Medium") },
  { "high", N_("High") },
};

static const BwWord ticket_severities[] = {
  { "low", N_("Low") },           { "medium", N_("Medium") }, { "normal", N_("Normal") },
  { "high", N_("High") },         { "urgent", N_("Urgent") }, { "critical", N_("Critical") },
};

static const BwWord risk_outcomes[] = {
  { "open", N_("Open") },
  { "mitigated", N_("Mitigated") },
  { "lost", N_("Lost") },
};

static const BwWord plan_statuses[] = {
  { "active", N_("Active") },
  { "done", N_("Done") },
  { "cancelled", N_("Given up") },
};

static const BwWord plan_next_kinds[] = {
  { "improvement", N_("More improvement") },
  { "targets", N_("More targets") },
  { "services", N_("More services") },
  { "expansion", N_("More teams") },
  { "technology", N_("More functions") },
};

static const BwWord questions[] = {
  { "why", N_("Why: what they want it for") },
  { "how", N_("How: how they go about it") },
  { "what", N_("What: how success is measured") },
  { "who", N_("Who: who decides and takes part") },
  { "when", N_("When: by when it has to be there") },
};

#define WORDS(relation, column, words) { relation, column, words, G_N_ELEMENTS (words) }

static const struct {
  BwRelationId  relation;
  const char   *column;
  const BwWord *words;
  guint         n_words;
} lists[] = {
  WORDS (BW_RELATION_PLAYS, "status", play_statuses),
  WORDS (BW_RELATION_PLAYBOOKS, "kind", playbook_kinds),
  WORDS (BW_RELATION_RISKS, "category", risk_categories),
  WORDS (BW_RELATION_RISKS, "severity", risk_severities),
  WORDS (BW_RELATION_TICKETS, "severity", ticket_severities),
  WORDS (BW_RELATION_RISKS, "outcome", risk_outcomes),
  WORDS (BW_RELATION_PLANS, "status", plan_statuses),
  WORDS (BW_RELATION_PLANS, "next_kind", plan_next_kinds),
  WORDS (BW_RELATION_ANSWERS, "question", questions),
};

/* The causes as words of this kind, made once. */
static const BwWord *
list_causes (void)
{
  static BwWord causes[BW_N_CAUSES];
  static gsize made = 0;

  if (g_once_init_enter (&made))
    {
      for (guint i = 0; i < BW_N_CAUSES; i++)
        causes[i] = (BwWord) { bw_reason_word (i), bw_reason_title (i) };
      g_once_init_leave (&made, 1);
    }
  return causes;
}

/**
 * bw_work_words:
 * @relation: a relation
 * @column: one of its columns
 * @n_words: (out): how many words there are
 *
 * Returns: (transfer none) (nullable) (array length=n_words): the words that are known for the
 *   column, %NULL when there are none
 */
const BwWord *
bw_work_words (BwRelationId relation, const char *column, guint *n_words)
{
  if (relation == BW_RELATION_RISKS && g_str_equal (column, "cause"))
    {
      *n_words = BW_N_CAUSES;
      return list_causes ();
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (lists[i].relation == relation && g_str_equal (lists[i].column, column))
        {
          *n_words = lists[i].n_words;
          return lists[i].words;
        }
    }
  *n_words = 0;
  return NULL;
}

/**
 * bw_work_word_title:
 * @relation: a relation
 * @column: one of its columns
 * @word: (nullable): a value of it
 *
 * Returns: (transfer full) (nullable): what people call it, the word itself when it is not known
 */
char *
bw_work_word_title (BwRelationId relation, const char *column, const char *word)
{
  guint n;
  const BwWord *words = bw_work_words (relation, column, &n);

  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (words[i].word, word) == 0)
        return g_strdup (_(words[i].title));
    }
  return g_strdup (word);
}
