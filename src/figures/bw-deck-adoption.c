/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck-private.h"

#include <glib/gi18n.h>

/* Adoption and footprint: licences, ways of working taken up, functions used in depth and breadth,
 * and what is not used yet. */

/* What is used most is so many; of the other lists a slide shows what it has room for and says how
 * many more there are. */
#define MOST_USED 4
#define MOST_LINES 40

/* Uses are counted over so many months that have ended. */
#define USE_MONTHS 3

typedef struct {
  char   *name;
  BwDate  adopted_on;  /* BW_DATE_NONE: not yet. */
  BwDate  expected_on; /* BW_DATE_NONE: nobody said. */
} Behaviour;

typedef struct {
  gint64     purchased;    /* -1: not known, as the next. */
  gint64     active;
  guint      n_behaviours; /* That the company records at all. */
  guint      n_adopted;
  GPtrArray *behaviours;   /* (element-type Behaviour) */
  guint      n_features;
  guint      n_used;
  char      *first_unused; /* (nullable): the valuable function that is not used. */
} Footprint;

static void
free_behaviour (Behaviour *behaviour)
{
  g_free (behaviour->name);
  g_free (behaviour);
}

/* The data keeps no history of licences: on an earlier day they are not known. */
static gboolean
read_licences (BwDeckAccount *self, Footprint *footprint, GError **error)
{
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self, "SELECT licences_purchased, licences_active FROM accounts WHERE id = ?1", error);

  footprint->purchased = footprint->active = -1;
  if (query == NULL)
    return FALSE;
  if (bw_query_next (query) && self->as_of >= self->table->data_until)
    {
      footprint->purchased = bw_query_int (query, 0, -1);
      footprint->active = bw_query_int (query, 1, -1);
    }
  return bw_query_finish (query, error);
}

/* Ways of working are expected so many days after go-live. */
static gboolean
read_behaviours (BwDeckAccount *self, Footprint *footprint, GError **error)
{
  BwDate go_live_on = self->table->go_live_on[self->account];
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self,
    "SELECT coalesce (b.name, b.key), b.expected_by_days, a.adopted_on FROM behaviours AS b"
    " LEFT JOIN behaviour_adoptions AS a ON a.behaviour_key = b.key AND a.account_id = ?1"
    "  AND a.adopted_on <= ?2"
    " ORDER BY a.adopted_on IS NULL, a.adopted_on DESC, b.expected_by_days, b.key",
    error);

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      Behaviour *behaviour = g_new0 (Behaviour, 1);
      gint64 days = CLAMP (bw_query_int (query, 1, -1), -1, 36500);

      behaviour->name = g_strdup (bw_query_text (query, 0));
      behaviour->adopted_on = bw_query_date (query, 2);
      behaviour->expected_on
        = go_live_on != BW_DATE_NONE && days >= 0 ? go_live_on + (BwDate) days : BW_DATE_NONE;
      footprint->n_adopted += behaviour->adopted_on != BW_DATE_NONE;
      g_ptr_array_add (footprint->behaviours, behaviour);
    }
  footprint->n_behaviours = footprint->behaviours->len;
  return bw_query_finish (query, error);
}

static void
add_behaviours (BwDeckAccount *self, BwSlide *slide, const Footprint *footprint)
{
  BwSlideList *list = bw_slide_add_list (slide, _("How you work with it"));

  for (guint i = 0; i < footprint->behaviours->len && i < MOST_LINES; i++)
    {
      const Behaviour *behaviour = footprint->behaviours->pdata[i];
      g_autofree char *day = NULL;
      g_autofree char *detail = NULL;

      if (behaviour->adopted_on != BW_DATE_NONE)
        {
          day = bw_date_format_short (behaviour->adopted_on, self->as_of);
          detail = g_strdup_printf (_("since %s"), day);
          bw_slide_list_add (list, behaviour->name, detail, "✓");
          continue;
        }
      if (behaviour->expected_on > self->as_of)
        {
          day = bw_date_format_short (behaviour->expected_on, self->as_of);
          detail = g_strdup_printf (_("expected by %s"), day);
        }
      bw_slide_list_add (list, behaviour->name, detail != NULL ? detail : _("still to come"), "○");
    }
}

/* Those that are used most, and those that are not used, valuable ones first. */
static gboolean
add_features (BwDeckAccount *self, BwSlide *slide, Footprint *footprint, GError **error)
{
  BwSlideList *used = NULL, *unused = NULL;
  BwDate from = bw_date_shift_months (bw_date_month_start (self->as_of), -USE_MONTHS);
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self,
    "SELECT coalesce (f.name, f.key), sum (u.uses) FROM features AS f"
    " LEFT JOIN feature_uses AS u ON u.feature_key = f.key AND u.account_id = ?1"
    "  AND u.month <= ?2 AND u.month >= ?3"
    " GROUP BY f.key ORDER BY 2 DESC, f.valuable IS NOT 1, 1",
    error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_int (query, 3, from);
  while (bw_query_next (query))
    {
      const char *name = bw_query_text (query, 0);
      gint64 uses = bw_query_int (query, 1, 0);

      footprint->n_features++;
      if (uses > 0)
        {
          g_autofree char *number = bw_number_format ((double) uses, 0);
          g_autofree char *detail = g_strdup_printf (
            ngettext ("used %s time", "used %s times", (gulong) uses), number);

          if (used == NULL)
            used = bw_slide_add_list (slide, _("What you use most"));
          if (footprint->n_used++ < MOST_USED)
            bw_slide_list_add (used, name, detail, NULL);
          continue;
        }
      if (footprint->n_used == 0)
        continue;
      if (unused == NULL)
        {
          unused = bw_slide_add_list (slide, _("Not used yet"));
          footprint->first_unused = g_strdup (name);
        }
      if (unused->lines->len < MOST_LINES)
        bw_slide_list_add (unused, name, NULL, NULL);
    }
  if (unused != NULL && footprint->n_features - footprint->n_used > MOST_LINES)
    {
      guint more = footprint->n_features - footprint->n_used - MOST_LINES;
      g_autofree char *rest = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);

      bw_slide_list_add (unused, rest, NULL, NULL);
    }
  return bw_query_finish (query, error);
}

static void
add_numbers (BwSlide *slide, const Footprint *footprint)
{
  if (footprint->purchased > 0 && footprint->active >= 0)
    {
      g_autofree char *share
        = bw_share_format ((double) footprint->active / (double) footprint->purchased, 0);
      g_autofree char *active = bw_number_format ((double) footprint->active, 0);
      g_autofree char *purchased = bw_number_format ((double) footprint->purchased, 0);
      g_autofree char *change = g_strdup_printf (_("%1$s of %2$s"), active, purchased);

      bw_slide_add_number (slide, share, _("of licences in use"), change);
    }
  if (footprint->n_behaviours > 0 && footprint->n_adopted > 0)
    {
      g_autofree char *value = g_strdup_printf (C_("part of a number", "%1$u of %2$u"),
                                                footprint->n_adopted, footprint->n_behaviours);

      bw_slide_add_number (slide, value, _("ways of working taken up"), NULL);
    }
  if (footprint->n_used > 0)
    {
      g_autofree char *value = g_strdup_printf (C_("part of a number", "%1$u of %2$u"),
                                                footprint->n_used, footprint->n_features);

      bw_slide_add_number (slide, value, _("functions used in the last three months"), NULL);
    }
}

static char *
describe_footprint (const Footprint *footprint)
{
  if (footprint->n_used > 0 && footprint->first_unused != NULL)
    return g_strdup_printf (ngettext ("You use %1$u of %2$u function; next could be: %3$s",
                                      "You use %1$u of %2$u functions; next could be: %3$s",
                                      footprint->n_features),
                            footprint->n_used, footprint->n_features, footprint->first_unused);
  if (footprint->n_used > 0)
    return g_strdup_printf (ngettext ("You use the one function that there is",
                                      "You use all %u functions", footprint->n_features),
                            footprint->n_features);
  if (footprint->n_adopted > 0)
    return g_strdup_printf (ngettext ("You have taken up %1$u of %2$u way of working",
                                      "You have taken up %1$u of %2$u ways of working",
                                      footprint->n_behaviours),
                            footprint->n_adopted, footprint->n_behaviours);
  if (footprint->purchased > 0 && footprint->active >= 0)
    {
      g_autofree char *active = bw_number_format ((double) footprint->active, 0);
      g_autofree char *purchased = bw_number_format ((double) footprint->purchased, 0);

      return g_strdup_printf (_("%1$s of %2$s licences are in use"), active, purchased);
    }
  return g_strdup (_("How you use it is not measured yet"));
}

/* Adds the slide on what is used and what is not. */
gboolean
bw_deck_add_adoption (BwDeckAccount *self, GError **error)
{
  g_autoptr (BwSlide) slide = bw_slide_new (BW_SLIDE_ADOPTION, "adoption");
  g_autoptr (GPtrArray) behaviours
    = g_ptr_array_new_with_free_func ((GDestroyNotify) free_behaviour);
  Footprint footprint = { .behaviours = behaviours };
  gboolean read = read_licences (self, &footprint, error)
                  && read_behaviours (self, &footprint, error);

  if (read && footprint.n_adopted > 0)
    add_behaviours (self, slide, &footprint);
  read = read && add_features (self, slide, &footprint, error);
  if (!read)
    {
      g_free (footprint.first_unused);
      return FALSE;
    }
  add_numbers (slide, &footprint);
  slide->kicker = g_strdup (_("How you use it"));
  slide->title = describe_footprint (&footprint);
  if (slide->lists->len == 0 && slide->numbers->len == 0)
    {
      slide->missing = g_strdup (_("We have no figures of how you use it yet"));
      bw_deck_add_check (self->deck, "adoption", "adoption", FALSE,
                         _("Nothing is known of how they use it"));
    }
  else
    slide->source = g_strdup (_("Source: our records of your use"));
  slide->notes = g_strdup (
    _("Ask how: which step of their day runs through it, and which runs round it. Use is not the "
      "aim: speak of what they could do differently, not of functions. What is not used may not be "
      "needed; ask before you offer it."));
  slide->minutes = 5;
  g_free (footprint.first_unused);
  bw_deck_add (self->deck, g_steal_pointer (&slide));
  return TRUE;
}
