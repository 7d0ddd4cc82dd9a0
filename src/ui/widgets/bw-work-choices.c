/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-work-choices.h"

#include <glib/gi18n.h>

#include "figures/bw-work-words.h"

/* The lists that the fields of the team's work choose from. */

static void
choice_clear (gpointer data)
{
  BwChoice *choice = data;

  g_free (choice->word);
  g_free (choice->title);
}

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (((const BwChoice *) a)->title, ((const BwChoice *) b)->title);
}

/* Sorts all but the first, which stands for nothing. */
static void
sort (GArray *choices, guint first)
{
  qsort (choices->data + first * sizeof (BwChoice), choices->len - first, sizeof (BwChoice),
         compare_titles);
}

/**
 * bw_choices_new:
 * @nothing: (nullable): what stands for nothing, where nothing can be chosen
 *
 * Returns: (transfer full) (element-type BwChoice): a list
 */
GArray *
bw_choices_new (const char *nothing)
{
  GArray *choices = g_array_new (FALSE, TRUE, sizeof (BwChoice));

  g_array_set_clear_func (choices, choice_clear);
  if (nothing)
    bw_choices_add (choices, NULL, nothing);
  return choices;
}

void
bw_choices_add (GArray *choices, const char *word, const char *title)
{
  BwChoice choice = { g_strdup (word), g_strdup (title) };

  g_array_append_val (choices, choice);
}

/* The words that are known for a column. */
GArray *
bw_choices_new_words (BwRelationId relation, const char *column, const char *nothing)
{
  GArray *choices = bw_choices_new (nothing);
  guint n;
  const BwWord *words = bw_work_words (relation, column, &n);

  for (guint i = 0; i < n; i++)
    bw_choices_add (choices, words[i].word, _(words[i].title));
  return choices;
}

/* Everybody in the company, by name. */
GArray *
bw_choices_new_people (const BwAccountTable *table, const char *nothing)
{
  GArray *choices = bw_choices_new (nothing);

  for (guint i = 0; table && i < table->n_people; i++)
    {
      const BwPerson *person = &table->people[i];
      /* Translators: a person and their team. */
      g_autofree char *title = person->team
                                 ? g_strdup_printf (_("%1$s (%2$s)"), person->name, person->team)
                                 : g_strdup (person->name);

      bw_choices_add (choices, person->id, title);
    }
  sort (choices, nothing ? 1 : 0);
  return choices;
}

/* The success metrics first, as a plan is about them. */
GArray *
bw_choices_new_metrics (const BwAccountTable *table)
{
  GArray *choices = bw_choices_new (_("None"));

  for (guint pass = 0; pass < 2; pass++)
    {
      guint first = choices->len;

      for (guint i = 0; table && i < table->n_metrics; i++)
        {
          const BwMetric *metric = &table->metrics[i];

          if ((metric->scale.dimension == BW_DIMENSION_SUCCESS) == (pass == 0))
            bw_choices_add (choices, metric->key, metric->name);
        }
      sort (choices, first);
    }
  return choices;
}

/**
 * bw_record_form_add_choices:
 * @choices: (transfer full) (element-type BwChoice): what can be chosen
 */
GtkWidget *
bw_record_form_add_choices (BwRecordForm *form, const char *column, const char *title,
                            GArray *choices)
{
  GtkWidget *row = bw_record_form_add_choice (form, column, title,
                                              (const BwChoice *) choices->data, choices->len);

  g_array_unref (choices);
  return row;
}
