/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-account-parts.h"
#include "figures/bw-work-words.h"
#include "model/bw-moments.h"

/* Older than the latest so many, nobody reads them here. */
#define TIMELINE_MOST 50

typedef char *(*DescribeRow) (BwQuery *query, const char *currency);

/* One source of the timeline: its rows are a date and what @describe makes of the other columns. */
typedef struct {
  BwEventKind  kind;
  const char  *date;
  const char  *columns;
  const char  *from; /* With the condition on the account, ?1. */
  DescribeRow  describe;
} Source;

static const struct {
  const char *word;
  const char *title;
} interaction_titles[] = {
  { "call", N_("Call") },
  { "email", N_("Email") },
  { "qbr", N_("Quarterly review") },
  { "ebr", N_("Executive business review") },
  { "onboarding", N_("Onboarding") },
  { "training", N_("Training") },
  { "site_visit", N_("Visit") },
  { "survey", N_("Survey") },
};

static const struct {
  const char *word;
  const char *title;
} revenue_titles[] = {
  { "new", N_("First contract, %s a month") },
  { "expansion", N_("Expansion, %s a month more") },
  { "contraction", N_("Contraction, %s a month less") },
  { "churn", N_("Churn, %s a month less") },
  { "reactivation", N_("Came back, %s a month") },
};

static const struct {
  const char *word;
  const char *title;
} instrument_titles[] = {
  { "nps", N_("NPS") },
  { "csat", N_("CSAT") },
  { "ces", N_("CES") },
  { "renewal", N_("Renewal survey") },
};

static const struct {
  const char *word;
  const char *title;
} role_titles[] = {
  { "sponsor", N_("Sponsor") },
  { "champion", N_("Champion") },
  { "decision_maker", N_("Decision maker") },
  { "admin", N_("Administrator") },
  { "user", N_("User") },
};

static const char *
role_title (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_titles); i++)
    {
      if (g_strcmp0 (role_titles[i].word, word) == 0)
        return _(role_titles[i].title);
    }
  return word != NULL ? word : _("Contact");
}

static char *
describe_interaction (BwQuery *query, const char *currency)
{
  const char *kind = bw_query_text (query, 1), *moment = bw_query_text (query, 2);
  const char *summary = bw_query_text (query, 3);
  gint64 questions = bw_query_int (query, 4, 0);
  g_autoptr (GString) text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (interaction_titles); i++)
    {
      if (g_strcmp0 (interaction_titles[i].word, kind) == 0)
        kind = _(interaction_titles[i].title);
    }
  text = g_string_new (moment != NULL ? bw_moment_describe (moment)
                                      : kind != NULL ? kind : _("Interaction"));
  if (questions > 0)
    {
      g_autofree char *asked = g_strdup_printf (
        ngettext ("%d question asked", "%d questions asked", questions), (int) questions);

      g_string_append_printf (text, ", %s", asked);
    }
  if (summary != NULL)
    g_string_append_printf (text, ": %s", summary);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_response (BwQuery *query, const char *currency)
{
  const char *instrument = bw_query_text (query, 1), *comment = bw_query_text (query, 3);
  double score = bw_query_double (query, 2);
  g_autofree char *number = bw_number_format (score, score == floor (score) ? 0 : 1);
  const char *name = instrument != NULL ? instrument : _("Survey");

  for (guint i = 0; i < G_N_ELEMENTS (instrument_titles); i++)
    {
      if (g_str_equal (instrument_titles[i].word, name))
        name = _(instrument_titles[i].title);
    }

  if (isnan (score))
    return g_strdup_printf (_("%s asked, no answer"), name);
  if (comment != NULL)
    return g_strdup_printf (_("%1$s %2$s, “%3$s”"), name, number, comment);
  return g_strdup_printf ("%s %s", name, number);
}

static char *
describe_ticket (BwQuery *query, const char *currency)
{
  const char *kind = bw_query_text (query, 1);
  g_autofree char *severity
    = bw_work_word_title (BW_RELATION_TICKETS, "severity", bw_query_text (query, 2));

  if (g_strcmp0 (kind, "complaint") == 0)
    return severity != NULL ? g_strdup_printf (_("Complaint, severity %s"), severity)
                            : g_strdup (_("Complaint"));
  return severity != NULL ? g_strdup_printf (_("Ticket, severity %s"), severity)
                          : g_strdup (_("Ticket"));
}

static char *
describe_revenue (BwQuery *query, const char *currency)
{
  const char *kind = bw_query_text (query, 1);
  BwMoney delta = bw_query_money (query, 2);
  g_autofree char *money = bw_money_format (ABS (delta), currency);

  for (guint i = 0; i < G_N_ELEMENTS (revenue_titles); i++)
    {
      if (g_strcmp0 (revenue_titles[i].word, kind) == 0)
        {
          g_auto (GStrv) around = g_strsplit (_(revenue_titles[i].title), "%s", 2);

          return g_strjoinv (money, around);
        }
    }
  return g_strdup_printf ("%s, %s", kind, money);
}

static char *
describe_request (BwQuery *query, const char *currency)
{
  const char *kind = bw_query_text (query, 1);

  if (g_strcmp0 (kind, "expansion") == 0)
    return g_strdup (_("Asked for more"));
  if (g_strcmp0 (kind, "reduction") == 0)
    return g_strdup (_("Asked for less"));
  return g_strdup_printf (_("Asked for a change: %s"), kind != NULL ? kind : "–");
}

static char *
describe_arrival (BwQuery *query, const char *currency)
{
  return g_strdup_printf (_("%1$s arrived: %2$s"), role_title (bw_query_text (query, 1)),
                          bw_query_text (query, 2));
}

static char *
describe_departure (BwQuery *query, const char *currency)
{
  return g_strdup_printf (_("%1$s left: %2$s"), role_title (bw_query_text (query, 1)),
                          bw_query_text (query, 2));
}

static char *
describe_milestone (BwQuery *query, const char *currency)
{
  return g_strdup_printf (_("Milestone reached: %s"), bw_query_text (query, 1));
}

static char *
describe_risk (BwQuery *query, const char *currency)
{
  g_autofree char *category
    = bw_work_word_title (BW_RELATION_RISKS, "category", bw_query_text (query, 1));
  g_autofree char *cause = bw_work_word_title (BW_RELATION_RISKS, "cause", bw_query_text (query, 2));

  if (cause != NULL)
    return g_strdup_printf (_("Risk identified: %s"), cause);
  return category != NULL ? g_strdup_printf (_("Risk identified: %s"), category)
                          : g_strdup (_("Risk identified"));
}

static char *
describe_note (BwQuery *query, const char *currency)
{
  return g_strdup_printf (_("Note: %s"), bw_query_text (query, 1));
}

/* Time stamps are read as days. */
static const Source sources[] = {
  { BW_EVENT_INTERACTION, "occurred_on", "kind, moment_of_truth, summary, questions_asked",
    "interactions WHERE account_id = ?1", describe_interaction },
  { BW_EVENT_RESPONSE, "responded_on", "instrument, score, comment",
    "responses WHERE account_id = ?1", describe_response },
  { BW_EVENT_TICKET, "opened_at / 86400000000", "kind, severity",
    "tickets WHERE account_id = ?1", describe_ticket },
  { BW_EVENT_REVENUE, "effective_on", "kind, mrr_delta",
    "revenue_events WHERE account_id = ?1", describe_revenue },
  { BW_EVENT_REQUEST, "requested_on", "kind",
    "change_requests WHERE account_id = ?1", describe_request },
  { BW_EVENT_CONTACT, "arrived_on", "role, coalesce (name, id)",
    "contacts WHERE account_id = ?1 AND role IN ('sponsor', 'champion', 'decision_maker')",
    describe_arrival },
  { BW_EVENT_CONTACT, "left_on", "role, coalesce (name, id)",
    "contacts WHERE account_id = ?1", describe_departure },
  { BW_EVENT_MILESTONE, "done_on", "coalesce (m.title, m.id)",
    "plans AS p JOIN plan_milestones AS m ON m.plan_id = p.id WHERE p.account_id = ?1",
    describe_milestone },
  { BW_EVENT_RISK, "opened_on", "category, cause",
    "risks WHERE account_id = ?1", describe_risk },
  /* A note may be a megabyte long; here stands how it begins. */
  { BW_EVENT_NOTE, "written_at / 86400000000",
    "CASE WHEN length (text) > 280 THEN substr (text, 1, 280) || '…' ELSE text END",
    "notes WHERE account_id = ?1 AND text IS NOT NULL", describe_note },
};

static int
compare_lines (const void *a, const void *b)
{
  BwDate date_a = ((const BwTimelineLine *) a)->date, date_b = ((const BwTimelineLine *) b)->date;

  return (date_a < date_b) - (date_a > date_b);
}

static void
clear_line (void *line)
{
  g_free (((BwTimelineLine *) line)->text);
}

static gboolean
read_source (const Source *source, BwAccountFigure *figure, BwMirror *mirror, const char *currency,
             GArray *lines, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT %s, %s FROM %s AND %s <= ?2 ORDER BY 1 DESC LIMIT ?3", source->date,
                       source->columns, source->from, source->date);
  g_autoptr (BwQuery) query = bw_query_new (mirror, sql, NULL, error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, figure->id);
  bw_query_bind_int (query, 2, figure->as_of);
  bw_query_bind_int (query, 3, TIMELINE_MOST);
  while (bw_query_next (query))
    {
      BwTimelineLine line = {
        bw_query_date (query, 0),
        source->kind,
        source->describe (query, currency),
      };

      g_array_append_val (lines, line);
    }
  return bw_query_finish (query, error);
}

/* How many rows there are up to the day, and after it. */
static gboolean
count_source (const Source *source, const BwAccountFigure *figure, BwMirror *mirror, guint *until,
              guint *later, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT count(*) FILTER (WHERE day <= ?2), count(*) FILTER (WHERE day > ?2)"
                       " FROM (SELECT %s AS day FROM %s)", source->date, source->from);
  g_autoptr (BwQuery) query = bw_query_new (mirror, sql, NULL, error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, figure->id);
  bw_query_bind_int (query, 2, figure->as_of);
  while (bw_query_next (query))
    {
      *until += bw_query_int (query, 0, 0);
      *later += bw_query_int (query, 1, 0);
    }
  return bw_query_finish (query, error);
}

/**
 * bw_account_read_timeline:
 * @figure: gets its timeline, the latest first, and how many rows there are that are not on it
 * @mirror: the mirror
 * @currency: (nullable): the company's currency
 * @error: set when the mirror cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
bw_account_read_timeline (BwAccountFigure *figure, BwMirror *mirror, const char *currency,
                          GError **error)
{
  g_autoptr (GArray) lines = g_array_new (TRUE, FALSE, sizeof (BwTimelineLine));
  guint until = 0, later = 0;

  g_array_set_clear_func (lines, clear_line);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (!read_source (&sources[i], figure, mirror, currency, lines, error)
          || !count_source (&sources[i], figure, mirror, &until, &later, error))
        return FALSE;
    }

  g_array_sort (lines, compare_lines);
  if (lines->len > TIMELINE_MOST)
    g_array_set_size (lines, TIMELINE_MOST);
  figure->n_timeline = lines->len;
  figure->n_timeline_older = until - lines->len;
  figure->n_timeline_later = later;
  g_array_set_clear_func (lines, NULL);
  figure->timeline = (BwTimelineLine *) g_array_steal (lines, NULL);
  return TRUE;
}

/**
 * bw_account_read_contacts:
 * @figure: gets its people: those who are there by influence, then those who left, the latest first
 * @mirror: the mirror
 * @error: set when the mirror cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
bw_account_read_contacts (BwAccountFigure *figure, BwMirror *mirror, GError **error)
{
  g_autoptr (GArray) contacts = g_array_new (TRUE, FALSE, sizeof (BwContactLine));
  g_autoptr (BwQuery) query = bw_query_new (
    mirror,
    "SELECT id, coalesce (name, id), title, role, influence, arrived_on, left_on FROM contacts"
    " WHERE account_id = ?1 AND coalesce (arrived_on, ?2) <= ?2"
    " ORDER BY left_on IS NOT NULL AND left_on <= ?2, left_on DESC, influence DESC, name",
    NULL, error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, figure->id);
  bw_query_bind_int (query, 2, figure->as_of);
  while (bw_query_next (query))
    {
      BwDate left_on = bw_query_date (query, 6);
      const char *role = bw_query_text (query, 3);
      BwContactLine line = {
        .id = g_strdup (bw_query_text (query, 0)),
        .name = g_strdup (bw_query_text (query, 1)),
        .title = g_strdup (bw_query_text (query, 2)),
        .role = g_strdup (role),
        .role_title = g_strdup (role_title (role)),
        .influence = bw_query_int (query, 4, 0),
        .arrived_on = bw_query_date (query, 5),
        .left_on = left_on <= figure->as_of ? left_on : BW_DATE_NONE,
      };

      g_array_append_val (contacts, line);
    }
  figure->n_contacts = contacts->len;
  figure->contacts = (BwContactLine *) g_array_steal (contacts, NULL);
  return bw_query_finish (query, error);
}
