/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* The deck that is proposed for an account: what its slides share, and in which order they stand. */

static void
free_target (BwDeckTarget *target)
{
  g_free (target->name);
  g_free (target->how_measured);
  g_free (target);
}

static void
free_milestone (BwDeckMilestone *milestone)
{
  g_free (milestone->title);
  g_free (milestone);
}

static void
free_role (BwDeckRole *role)
{
  g_free (role->id);
  g_free (role->name);
  g_free (role->responsibility);
  g_free (role);
}

static void
free_contact (BwDeckContact *contact)
{
  g_free (contact->id);
  g_free (contact->name);
  g_free (contact->title);
  g_free (contact->role);
  g_free (contact);
}

/**
 * bw_deck_account_query:
 * @self: the account
 * @sql: may name ?1, the account, ?2, the day, and ?3, the last day of the team's own work
 *
 * Returns: (transfer full) (nullable): the query with these bound
 */
BwQuery *
bw_deck_account_query (const BwDeckAccount *self, const char *sql, GError **error)
{
  BwQuery *query = bw_query_new (self->scope->mirror, sql, NULL, error);
  int n;

  if (query == NULL)
    return NULL;
  n = sqlite3_bind_parameter_count (query->statement);
  if (n >= 1)
    bw_query_bind_text (query, 1, self->id);
  if (n >= 2)
    bw_query_bind_int (query, 2, self->as_of);
  if (n >= 3)
    bw_query_bind_int (query, 3, self->until);
  return query;
}

/* Of the plan, ?1, and maybe the day, ?2. */
static BwQuery *
query_plan (const BwDeckAccount *self, const char *sql, GError **error)
{
  BwQuery *query = bw_query_new (self->scope->mirror, sql, NULL, error);

  if (query == NULL)
    return NULL;
  bw_query_bind_text (query, 1, self->plan_id);
  if (sqlite3_bind_parameter_count (query->statement) >= 2)
    bw_query_bind_int (query, 2, self->as_of);
  return query;
}

static gboolean
read_contacts (BwDeckAccount *self, GError **error)
{
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self,
    "SELECT id, coalesce (name, id), title, role FROM contacts"
    " WHERE account_id = ?1 AND coalesce (arrived_on, ?2) <= ?2"
    " AND (left_on IS NULL OR left_on > ?2)"
    " ORDER BY role IS NOT 'sponsor', influence DESC, name, id",
    error);

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      BwDeckContact *contact = g_new0 (BwDeckContact, 1);

      contact->id = g_strdup (bw_query_text (query, 0));
      contact->name = g_strdup (bw_query_text (query, 1));
      contact->title = g_strdup (bw_query_text (query, 2));
      contact->role = g_strdup (bw_query_text (query, 3));
      g_ptr_array_add (self->contacts, contact);
    }
  return bw_query_finish (query, error);
}

static gboolean
read_answers (BwDeckAccount *self, GError **error)
{
  const struct {
    const char  *word;
    char       **text;
  } places[] = {
    { "why", &self->answers.why }, { "how", &self->answers.how }, { "what", &self->answers.what },
    { "who", &self->answers.who }, { "when", &self->answers.when },
  };
  g_autoptr (BwQuery) query = bw_deck_account_query (
    self,
    "SELECT question, text FROM answers WHERE account_id = ?1 AND text IS NOT NULL"
    " AND coalesce (answered_on, ?2) <= ?3 ORDER BY answered_on, id",
    error);

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        {
          /* The latest comes last. */
          if (g_strcmp0 (bw_query_text (query, 0), places[i].word) == 0)
            g_set_str (places[i].text, bw_query_text (query, 1));
        }
    }
  return bw_query_finish (query, error);
}

static gboolean
read_targets (BwDeckAccount *self, GError **error)
{
  g_autoptr (BwQuery) query = query_plan (
    self,
    "SELECT metric_key, how_measured, target_value, due_on FROM plan_targets"
    " WHERE plan_id = ?1 AND metric_key IS NOT NULL"
    " ORDER BY due_on, id",
    error);

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      BwDeckTarget *target = g_new0 (BwDeckTarget, 1);

      target->metric = bw_account_table_find_metric (self->table, bw_query_text (query, 0));
      target->name = g_strdup (target->metric != NULL ? target->metric->name
                                                      : bw_query_text (query, 0));
      target->how_measured = g_strdup (bw_query_text (query, 1));
      target->target = bw_query_double (query, 2);
      target->due_on = bw_query_date (query, 3);
      g_ptr_array_add (self->targets, target);
    }
  return bw_query_finish (query, error);
}

static gboolean
read_milestones (BwDeckAccount *self, GError **error)
{
  g_autoptr (BwQuery) query = query_plan (
    self,
    "SELECT title, due_on, done_on FROM plan_milestones"
    " WHERE plan_id = ?1 AND title IS NOT NULL"
    " ORDER BY coalesce (due_on, done_on), id",
    error);

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      BwDeckMilestone *milestone = g_new0 (BwDeckMilestone, 1);
      BwDate done_on = bw_query_date (query, 2);

      milestone->title = g_strdup (bw_query_text (query, 0));
      milestone->due_on = bw_query_date (query, 1);
      milestone->done_on = done_on <= self->until ? done_on : BW_DATE_NONE;
      g_ptr_array_add (self->milestones, milestone);
    }
  return bw_query_finish (query, error);
}

/* Who left has no part in the plan any more, whatever it says. */
static gboolean
read_roles (BwDeckAccount *self, GError **error)
{
  g_autoptr (BwQuery) query = query_plan (
    self,
    "SELECT coalesce (r.contact_id, r.person_id), coalesce (c.name, p.name, c.id, p.id),"
    " r.responsibility, r.contact_id IS NULL FROM plan_roles AS r"
    " LEFT JOIN contacts AS c ON c.id = r.contact_id"
    " LEFT JOIN people AS p ON p.id = r.person_id"
    " WHERE r.plan_id = ?1 AND coalesce (c.id, p.id) IS NOT NULL"
    " AND (c.left_on IS NULL OR c.left_on > ?2) ORDER BY r.id",
    error);

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      BwDeckRole *role = g_new0 (BwDeckRole, 1);

      role->id = g_strdup (bw_query_text (query, 0));
      role->name = g_strdup (bw_query_text (query, 1));
      role->responsibility = g_strdup (bw_query_text (query, 2));
      role->ours = bw_query_int (query, 3, 0) != 0;
      g_ptr_array_add (self->roles, role);
    }
  return bw_query_finish (query, error);
}

static gboolean
read_plan (BwDeckAccount *self, GError **error)
{
  g_autoptr (BwQuery) query = NULL;
  BwPlanFound found;
  gboolean read = bw_plan_find (self->scope, self->id, &found, error);

  self->plan_id = g_steal_pointer (&found.id);
  self->purpose = g_steal_pointer (&found.purpose);
  self->next_phase = g_steal_pointer (&found.next);
  bw_plan_found_clear (&found);
  if (!read || self->plan_id == NULL)
    return read;

  query = query_plan (self, "SELECT next_kind FROM plans WHERE id = ?1", error);
  if (query == NULL)
    return FALSE;
  if (bw_query_next (query))
    self->next_kind = g_strdup (bw_query_text (query, 0));
  return bw_query_finish (query, error) && read_targets (self, error)
         && read_milestones (self, error) && read_roles (self, error);
}

/**
 * bw_deck_account_init:
 * @self: (out caller-allocates): to be cleared by bw_deck_account_clear(), also on an error
 * @scope: with a mirror
 * @request: with an account
 * @deck: what the slides are added to
 * @error: set when there is no such account or the mirror cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
bw_deck_account_init (BwDeckAccount *self, const BwFigureScope *scope,
                      const BwDeckRequest *request, BwDeck *deck, GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;

  *self = (BwDeckAccount) {
    .scope = scope,
    .request = request,
    .table = snapshot->table,
    .deck = deck,
    .as_of = snapshot->as_of,
    .until = bw_snapshot_work_until (snapshot),
    .last_held = request->review != NULL ? request->review->last_held : BW_DATE_NONE,
    .contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) free_contact),
    .targets = g_ptr_array_new_with_free_func ((GDestroyNotify) free_target),
    .milestones = g_ptr_array_new_with_free_func ((GDestroyNotify) free_milestone),
    .roles = g_ptr_array_new_with_free_func ((GDestroyNotify) free_role),
    .series = g_ptr_array_new (),
  };
  self->account = bw_account_table_find_account (self->table, request->account_id);
  if (self->account == BW_INDEX_NONE)
    {
      g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND,
                   _("There is no account “%s”; the Accounts page and “bellwetherctl show "
                     "accounts” list them"),
                   request->account_id);
      return FALSE;
    }
  self->id = bw_account_table_id (self->table, self->account);
  self->name = bw_account_table_name (self->table, self->account);
  self->row = bw_snapshot_find_account (snapshot, self->id);
  return read_contacts (self, error) && read_answers (self, error) && read_plan (self, error);
}

void
bw_deck_account_clear (BwDeckAccount *self)
{
  g_ptr_array_unref (self->contacts);
  g_ptr_array_unref (self->targets);
  g_ptr_array_unref (self->milestones);
  g_ptr_array_unref (self->roles);
  g_ptr_array_unref (self->series);
  g_free (self->answers.why);
  g_free (self->answers.how);
  g_free (self->answers.what);
  g_free (self->answers.who);
  g_free (self->answers.when);
  g_free (self->plan_id);
  g_free (self->purpose);
  g_free (self->next_phase);
  g_free (self->next_kind);
}

/* (nullable): the figure of a metric that has a slide. */
const BwSeriesFigure *
bw_deck_account_find_series (const BwDeckAccount *self, const char *metric_key)
{
  for (guint i = 0; i < self->series->len; i++)
    {
      const BwSeriesFigure *figure = self->series->pdata[i];

      if (g_str_equal (figure->metric_key, metric_key))
        return figure;
    }
  return NULL;
}

/* (transfer full): paragraphs of notes, ended by NULL. */
char *
bw_deck_join_notes (const char *first, ...)
{
  GString *notes = g_string_new (first);
  const char *note;
  va_list list;

  va_start (list, first);
  while ((note = va_arg (list, const char *)) != NULL)
    g_string_append_printf (notes, "%s%s", notes->len > 0 ? "\n\n" : "", note);
  va_end (list);
  return g_string_free (notes, FALSE);
}

/* What is on the first slide, and how the time is meant to be spent. */
void
bw_deck_add_cover (BwDeckAccount *self)
{
  BwSlide *slide = bw_slide_new (BW_SLIDE_COVER, "cover");
  g_autofree char *day = bw_date_format_long (self->as_of);

  slide->kicker = g_strdup (_("Business review"));
  slide->title = g_strdup (self->name);
  slide->text = g_strdup_printf ("%s\n%s", self->table->company_name, day);
  slide->notes = g_strdup (
    _("Say what the hour is for: what you set out to do, what came of it, and what comes next. "
      "Ask what has changed at their end since you last met before you show anything, and let the "
      "answer decide which slides get the time."));
  slide->minutes = 2;
  bw_deck_add (self->deck, slide);
}

/* How old the latest thing known of the account may be. */
#define DAYS_UNTIL_OLD 30

static void
check_age (BwDeckAccount *self)
{
  BwDate heard_on = self->row != BW_INDEX_NONE
                      ? self->scope->snapshot->last_signal_on[self->row]
                      : BW_DATE_NONE;
  g_autofree char *age = NULL;
  g_autofree char *text = NULL;

  if (heard_on == BW_DATE_NONE || self->as_of - heard_on <= DAYS_UNTIL_OLD)
    return;
  age = bw_days_format (self->as_of - heard_on);
  text = g_strdup_printf (_("The latest that is known of this customer is %s old"), age);
  bw_deck_add_check (self->deck, "data", NULL, FALSE, text);
}

static gboolean
add_slides (BwDeckAccount *self, GError **error)
{
  bw_deck_add_cover (self);
  if (!bw_deck_add_people (self, error))
    return FALSE;
  bw_deck_add_success (self);
  if (!bw_deck_add_value (self, error) || !bw_deck_add_changes (self, error)
      || !bw_deck_add_adoption (self, error) || !bw_deck_add_feedback (self, error))
    return FALSE;
  bw_deck_add_actions (self);
  check_age (self);
  return bw_deck_add_next (self, error);
}

static gboolean
compute_account (BwDeck *deck, const BwFigureScope *scope, const BwDeckRequest *request,
                 GError **error)
{
  BwDeckAccount account;
  gboolean made = bw_deck_account_init (&account, scope, request, deck, error);

  if (made)
    {
      g_autofree char *month = bw_date_format_month (account.as_of, BW_DATE_NONE);

      deck->account_id = g_strdup (account.id);
      deck->subject = g_strdup (account.name);
      deck->title = g_strdup_printf (_("%s · business review"), account.name);
      /* Translators: a customer, and the month with its year. */
      deck->footer = g_strdup_printf (_("%1$s · business review, %2$s"), account.name, month);
      made = add_slides (&account, error);
    }
  bw_deck_account_clear (&account);
  return made;
}

/**
 * bw_deck_compute:
 * @scope: the portfolio of the day, with a mirror
 * @request: whose review, and what was chosen for it
 * @error: set when there is no such account or the mirror cannot be read
 *
 * An account of which nothing is known has a deck all the same, whose slides say what is missing.
 *
 * Returns: (transfer full): the deck that is proposed, with the choices laid over it
 */
BwDeck *
bw_deck_compute (const BwFigureScope *scope, const BwDeckRequest *request, GError **error)
{
  g_autoptr (BwDeck) deck = bw_deck_new ();

  deck->as_of = scope->snapshot->as_of;
  deck->company_name = g_strdup (scope->snapshot->table->company_name);
  deck->currency = g_strdup (scope->snapshot->table->currency);
  if (request->review != NULL)
    deck->last_held = request->review->last_held;
  if (request->account_id != NULL ? !compute_account (deck, scope, request, error)
                                  : !bw_deck_compute_portfolio (deck, scope, request, error))
    return NULL;
  bw_deck_apply_review (deck, request->review);
  return g_steal_pointer (&deck);
}
