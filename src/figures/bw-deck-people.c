/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck-private.h"

#include <glib/gi18n.h>

/* Who is who: the people of the customer and ours. Who left is not shown. */

/* More than so many on a side cannot be read from where the audience sits. */
#define MOST_PEOPLE 7

static const struct {
  const char *word;
  const char *title;
} contact_roles[] = {
  { "sponsor", N_("Sponsor") },   { "champion", N_("Champion") },
  { "decision_maker", N_("Decision maker") },
  { "admin", N_("Administrator") }, { "user", N_("User") },
};

/* What a person of ours is to a customer. */
static const struct {
  const char *word;
  const char *title;
} our_roles[] = {
  { "csm", N_("Customer success") }, { "sales", N_("Sales") },
  { "support", N_("Support") },      { "services", N_("Services") },
  { "executive", N_("Executive") },
};

static const char *
contact_role_title (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (contact_roles); i++)
    {
      if (g_strcmp0 (contact_roles[i].word, word) == 0)
        return _(contact_roles[i].title);
    }
  return word;
}

static const char *
our_role_title (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (our_roles); i++)
    {
      if (g_strcmp0 (our_roles[i].word, word) == 0)
        return _(our_roles[i].title);
    }
  return word;
}

/* (nullable): what somebody does in the plan. */
static const char *
find_responsibility (const BwDeckAccount *self, const char *id)
{
  for (guint i = 0; i < self->roles->len; i++)
    {
      const BwDeckRole *role = self->roles->pdata[i];

      if (g_str_equal (role->id, id))
        return role->responsibility;
    }
  return NULL;
}

/* (transfer full) (nullable): those that are there, beside each other. */
static char *
join_words (const char *a, const char *b, const char *c)
{
  GString *text = g_string_new (a);

  if (b != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", b);
  if (c != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", c);
  return g_string_free (text, text->len == 0);
}

static void
add_rest (BwSlideList *list, guint n)
{
  g_autofree char *rest = NULL;

  if (n <= MOST_PEOPLE)
    return;
  rest = g_strdup_printf (ngettext ("and %u more", "and %u more", n - MOST_PEOPLE),
                          n - MOST_PEOPLE);
  bw_slide_list_add (list, rest, NULL, NULL);
}

static void
add_theirs (BwDeckAccount *self, BwSlide *slide)
{
  BwSlideList *list;

  if (self->contacts->len == 0)
    return;
  list = bw_slide_add_list (slide, self->name);
  for (guint i = 0; i < self->contacts->len && i < MOST_PEOPLE; i++)
    {
      const BwDeckContact *contact = self->contacts->pdata[i];
      g_autofree char *detail = join_words (contact->title, contact_role_title (contact->role),
                                            find_responsibility (self, contact->id));

      bw_slide_list_add (list, contact->name, detail, NULL);
    }
  add_rest (list, self->contacts->len);
}

/* The owner, the sales representative, who has a part in the plan, and who of support and services
 * was in touch within a year. */
static gboolean
add_ours (BwDeckAccount *self, BwSlide *slide, char **owner, GError **error)
{
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self,
    "SELECT p.id, coalesce (p.name, p.id), p.role, p.id IS a.owner_id FROM accounts AS a, people"
    " AS p WHERE a.id = ?1 AND (p.id = a.owner_id OR p.id = a.sales_rep_id"
    "  OR p.id IN (SELECT r.person_id FROM plans JOIN plan_roles AS r ON r.plan_id = plans.id"
    "    WHERE plans.account_id = ?1 AND (plans.closed_on IS NULL OR plans.closed_on > ?2)"
    "    AND coalesce (plans.started_on, ?2) <= ?3)"
    "  OR (p.role IN ('services', 'support') AND p.id IN (SELECT person_id FROM interactions"
    "    WHERE account_id = ?1 AND occurred_on <= ?2 AND occurred_on > ?2 - 365)))"
    " ORDER BY p.id IS NOT a.owner_id, p.id IS NOT a.sales_rep_id, 2, 1",
    error);
  BwSlideList *list = NULL;
  guint n = 0;

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      g_autofree char *detail
        = join_words (our_role_title (bw_query_text (query, 2)),
                      find_responsibility (self, bw_query_text (query, 0)), NULL);

      if (list == NULL)
        list = bw_slide_add_list (slide, self->table->company_name);
      if (bw_query_int (query, 3, 0) != 0)
        *owner = g_strdup (bw_query_text (query, 1));
      if (n++ < MOST_PEOPLE)
        bw_slide_list_add (list, bw_query_text (query, 1), detail, NULL);
    }
  if (list != NULL)
    add_rest (list, n);
  return bw_query_finish (query, error);
}

static const BwDeckContact *
find_sponsor (const BwDeckAccount *self)
{
  for (guint i = 0; i < self->contacts->len; i++)
    {
      const BwDeckContact *contact = self->contacts->pdata[i];

      if (g_strcmp0 (contact->role, "sponsor") == 0)
        return contact;
    }
  return NULL;
}

static char *
describe_people (const BwDeckContact *sponsor, const char *owner)
{
  if (sponsor != NULL && owner != NULL)
    /* Translators: the sponsor at the customer, and our customer success manager. */
    return g_strdup_printf (_("%1$s and %2$s lead our work together"), sponsor->name, owner);
  if (sponsor != NULL)
    return g_strdup_printf (_("%s leads our work together on your side"), sponsor->name);
  if (owner != NULL)
    return g_strdup_printf (_("%s leads our work together: who leads it on your side?"), owner);
  return g_strdup (_("Who leads our work together, on your side and on ours?"));
}

static void
check_people (BwDeckAccount *self, const BwDeckContact *sponsor, const char *owner)
{
  BwDeck *deck = self->deck;

  if (sponsor != NULL)
    bw_deck_add_check (deck, "sponsor", "people", TRUE, _("The sponsor is known"));
  else
    bw_deck_add_check (deck, "sponsor", "people", FALSE,
                       _("No sponsor is known: who decides about what comes next?"));
  if (self->contacts->len == 0)
    bw_deck_add_check (deck, "contacts", "people", FALSE,
                       _("Nobody of the customer is known by name"));
  if (owner == NULL)
    bw_deck_add_check (deck, "owner", "people", FALSE, _("Nobody of ours owns this account"));
}

/* Adds the slide with the people of both sides. */
gboolean
bw_deck_add_people (BwDeckAccount *self, GError **error)
{
  g_autoptr (BwSlide) slide = bw_slide_new (BW_SLIDE_PEOPLE, "people");
  const BwDeckContact *sponsor = find_sponsor (self);
  g_autofree char *owner = NULL;

  add_theirs (self, slide);
  if (!add_ours (self, slide, &owner, error))
    return FALSE;
  slide->kicker = g_strdup (_("Who is who"));
  slide->title = describe_people (sponsor, owner);
  if (slide->lists->len == 0)
    slide->missing = g_strdup (_("We have not written down yet who works on this together. Let us do it "
                                 "today."));
  slide->notes = bw_deck_join_notes (
    _("Ask who: who decides, who uses it every day, who else should have been here today. Ask what "
      "each of them would call a success."),
    sponsor == NULL ? _("There is no sponsor in our records. Do not leave the room without a name.")
                    : NULL,
    NULL);
  slide->minutes = 3;
  check_people (self, sponsor, owner);
  bw_deck_add (self->deck, g_steal_pointer (&slide));
  return TRUE;
}
