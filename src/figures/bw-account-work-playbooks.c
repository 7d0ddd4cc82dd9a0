/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-account-work-private.h"

#include <glib/gi18n.h>

#include "figures/bw-work-words.h"

/* Which playbooks are for an account, and whom to go to when they do not help. */

/* The words of the open risks, for the rules of the playbooks. */
static char **
list_open (const BwAccountWork *work, gboolean causes)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < work->n_risks; i++)
    {
      const char *word = causes ? work->risks[i].cause : work->risks[i].category;

      if (work->risks[i].open && word != NULL)
        g_strv_builder_add (words, word);
    }
  return g_strv_builder_end (words);
}

static int
compare_playbooks (gconstpointer a, gconstpointer b)
{
  static const int ranks[] = {
    [BW_APPLIES_YES] = 0, [BW_APPLIES_UNKNOWN] = 1, [BW_APPLIES_UNREADABLE] = 2,
    [BW_APPLIES_NO] = 3,
  };
  const BwPlaybookLine *one = a, *two = b;

  if (one->applies != two->applies)
    return ranks[one->applies] - ranks[two->applies];
  return g_utf8_collate (one->name, two->name);
}

/**
 * bw_work_read_playbooks:
 *
 * Returns: whether the playbooks could be read; the risks must have been
 */
gboolean
bw_work_read_playbooks (BwWorkReader *reader, GError **error)
{
  BwAccountWork *work = reader->work;
  g_auto (GStrv) causes = list_open (work, TRUE);
  g_auto (GStrv) categories = list_open (work, FALSE);
  g_autoptr (GArray) lines = g_array_new (TRUE, TRUE, sizeof (BwPlaybookLine));
  g_autoptr (BwQuery) query
    = bw_query_new (reader->scope->mirror,
                    "SELECT key, coalesce (name, key), kind, steps, applies_to FROM playbooks"
                    " ORDER BY key",
                    NULL, error);
  BwRuleFacts facts = {
    .snapshot = reader->scope->snapshot,
    .row = bw_snapshot_find_account (reader->scope->snapshot, work->account_id),
    .causes = (const char *const *) causes,
    .categories = (const char *const *) categories,
  };

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      BwPlaybookLine line = {
        .key = g_strdup (bw_query_text (query, 0)),
        .name = g_strdup (bw_query_text (query, 1)),
        .kind = g_strdup (bw_query_text (query, 2)),
        .kind_title = bw_work_word_title (BW_RELATION_PLAYBOOKS, "kind", bw_query_text (query, 2)),
        .steps = bw_playbook_read_steps (bw_query_text (query, 3)),
        .rule = g_strdup (bw_query_text (query, 4)),
        .applies = BW_APPLIES_UNKNOWN,
      };

      /* Nothing is known of an account without a contract on the day. */
      if (facts.row != BW_INDEX_NONE)
        line.applies = bw_playbook_rule_applies (line.rule, &facts);
      work->n_applying += line.applies == BW_APPLIES_YES;
      g_array_append_val (lines, line);
    }
  work->n_playbooks = lines->len;
  work->playbooks = (BwPlaybookLine *) g_array_steal (lines, NULL);
  qsort (work->playbooks, work->n_playbooks, sizeof (BwPlaybookLine), compare_playbooks);
  return bw_query_finish (query, error);
}

/* Escalation ----------------------------------------------------------------------------------- */

static gboolean
has_step (GArray *steps, const char *name)
{
  for (guint i = 0; i < steps->len; i++)
    {
      if (g_str_equal (g_array_index (steps, BwEscalationStep, i).name, name))
        return TRUE;
    }
  return FALSE;
}

static void
add_step (GArray *steps, const char *id, const char *name, char *detail)
{
  BwEscalationStep step = { g_strdup (id), g_strdup (name), detail };

  if (has_step (steps, name))
    {
      g_free (step.id);
      g_free (step.name);
      g_free (detail);
      return;
    }
  g_array_append_val (steps, step);
}

static const BwPerson *
find_person (const BwAccountTable *table, const char *id)
{
  for (guint i = 0; id != NULL && i < table->n_people; i++)
    {
      if (g_str_equal (table->people[i].id, id))
        return &table->people[i];
    }
  return NULL;
}

/* Those to whom tickets of this account went before, the latest first. */
static gboolean
add_earlier (BwWorkReader *reader, GArray *steps, GError **error)
{
  const BwAccountTable *table = reader->scope->snapshot->table;
  g_autoptr (BwQuery) query
    = bw_query_new (reader->scope->mirror,
                    "SELECT escalated_to, count(*), max(opened_at) FROM tickets"
                    " WHERE account_id = ?1 AND escalated_to IS NOT NULL"
                    " AND opened_at < (?2 + 1) * 86400000000"
                    " GROUP BY escalated_to ORDER BY 3 DESC LIMIT 3",
                    NULL, error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, reader->work->account_id);
  bw_query_bind_int (query, 2, reader->work->as_of);
  while (bw_query_next (query))
    {
      const char *word = bw_query_text (query, 0);
      const BwPerson *person = find_person (table, word);
      guint n = bw_query_int (query, 1, 0);
      BwDate date = bw_query_timestamp_date (query, 2);
      g_autofree char *day = bw_date_format_short (date, reader->work->as_of);

      /* What is no person is the name of a queue. */
      add_step (steps, person != NULL ? person->id : NULL, person != NULL ? person->name : word,
                g_strdup_printf (ngettext ("took %1$u ticket of this account, last on %2$s",
                                           "took %1$u tickets of this account, last on %2$s", n),
                                 n, day));
    }
  return bw_query_finish (query, error);
}

/* The executives, those of the owner's own team first; the data does not say who leads a team. */
static void
add_executives (const BwAccountTable *table, const BwPerson *owner, GArray *steps)
{
  guint before = steps->len;

  for (guint pass = 0; pass < 2 && steps->len == before; pass++)
    {
      for (guint i = 0; i < table->n_people && steps->len < before + 2; i++)
        {
          const BwPerson *person = &table->people[i];
          gboolean same = owner != NULL && owner->team != NULL
                          && g_strcmp0 (person->team, owner->team) == 0;

          if (g_strcmp0 (person->role, "executive") != 0 || (pass == 0 && !same))
            continue;
          if (person->team != NULL)
            add_step (steps, person->id, person->name,
                      g_strdup_printf (_("executive, %s"), person->team));
          else
            add_step (steps, person->id, person->name, g_strdup (_("executive")));
        }
    }
}

/**
 * bw_work_read_escalation:
 *
 * Whom to go to: the account's owner, whoever took tickets of this account before, and the
 * executives. The data has no team leads, so the path has none.
 *
 * Returns: whether it could be read
 */
gboolean
bw_work_read_escalation (BwWorkReader *reader, GError **error)
{
  const BwAccountTable *table = reader->scope->snapshot->table;
  const BwPerson *owner = find_person (table, reader->work->owner_id);
  g_autoptr (GArray) steps = g_array_new (TRUE, TRUE, sizeof (BwEscalationStep));
  gboolean read;

  if (owner != NULL && owner->team != NULL)
    add_step (steps, owner->id, owner->name, g_strdup_printf (_("owner, %s"), owner->team));
  else if (owner != NULL)
    add_step (steps, owner->id, owner->name, g_strdup (_("owner")));
  read = add_earlier (reader, steps, error);
  add_executives (table, owner, steps);
  reader->work->n_escalation = steps->len;
  reader->work->escalation = (BwEscalationStep *) g_array_steal (steps, NULL);
  return read;
}

void
bw_work_clear_playbooks (BwAccountWork *work)
{
  for (guint i = 0; i < work->n_playbooks; i++)
    {
      g_free (work->playbooks[i].key);
      g_free (work->playbooks[i].name);
      g_free (work->playbooks[i].kind);
      g_free (work->playbooks[i].kind_title);
      g_free (work->playbooks[i].rule);
      g_strfreev (work->playbooks[i].steps);
    }
  g_free (work->playbooks);
  for (guint i = 0; i < work->n_escalation; i++)
    {
      g_free (work->escalation[i].id);
      g_free (work->escalation[i].name);
      g_free (work->escalation[i].detail);
    }
  g_free (work->escalation);
}
