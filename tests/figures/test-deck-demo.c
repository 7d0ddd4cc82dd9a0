/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "../portfolio/fixture.h"
#include "demo/bw-demo-company.h"
#include "figures/bw-deck.h"

/* Every deck of the demo company: what a customer must never see is on none of its slides. */

#define N_ACCOUNTS 120

/* The company as a mirror holds it. */
typedef struct {
  Fixture      *fixture;
  sqlite3_stmt *insert;
} Filler;

static gboolean
insert_row (const BwDemoValue *values, guint n, gint64 updated_at, gpointer data)
{
  Filler *filler = data;
  int result;

  for (guint i = 0; i < n; i++)
    {
      switch (values[i].kind)
        {
        case BW_DEMO_TEXT:
          sqlite3_bind_text (filler->insert, (int) i + 1, values[i].text, -1, SQLITE_TRANSIENT);
          break;

        case BW_DEMO_INTEGER:
          sqlite3_bind_int64 (filler->insert, (int) i + 1, values[i].integer);
          break;

        case BW_DEMO_DOUBLE:
          sqlite3_bind_double (filler->insert, (int) i + 1, values[i].real);
          break;

        case BW_DEMO_NULL:
        default:
          sqlite3_bind_null (filler->insert, (int) i + 1);
        }
    }
  sqlite3_bind_int64 (filler->insert, (int) n + 1, updated_at);
  result = sqlite3_step (filler->insert);
  g_assert_cmpint (result, ==, SQLITE_DONE);
  sqlite3_reset (filler->insert);
  return TRUE;
}

static void
touch_accounts (Fixture *fixture)
{
  sqlite3_stmt *ids = NULL;

  sqlite3_prepare_v2 (bw_mirror_get_handle (fixture->mirror), "SELECT id FROM accounts", -1, &ids,
                      NULL);
  while (sqlite3_step (ids) == SQLITE_ROW)
    fixture_touch (fixture, (const char *) sqlite3_column_text (ids, 0));
  sqlite3_finalize (ids);
}

static Fixture *
demo_company (void)
{
  BwDemoOptions options = { 5, N_ACCOUNTS, 24, BW_DATE_NONE };
  BwDemoCompany *company = bw_demo_company_new (&options);
  Fixture *fixture = fixture_new ();
  Filler filler = { fixture, NULL };

  fixture_exec (fixture, "BEGIN");
  for (BwRelationId id = 0; id < BW_N_RELATIONS; id++)
    {
      const BwRelation *relation = bw_relation_get (id);
      g_autoptr (GString) sql = g_string_new (NULL);

      g_string_printf (sql, "INSERT INTO %s VALUES (?", relation->name);
      for (guint i = 0; i < relation->n_columns; i++)
        g_string_append (sql, ", ?");
      g_string_append (sql, ")");
      g_assert_cmpint (sqlite3_prepare_v2 (bw_mirror_get_handle (fixture->mirror), sql->str, -1,
                                           &filler.insert, NULL),
                       ==, SQLITE_OK);
      bw_demo_company_each_row (company, id, insert_row, &filler);
      sqlite3_finalize (filler.insert);
    }
  touch_accounts (fixture);
  fixture_exec (fixture, "COMMIT");
  fixture_next (fixture);
  bw_demo_company_unref (company);
  return fixture;
}

static void
add_text (GString *all, const char *text)
{
  if (text != NULL)
    g_string_append_printf (all, "%s\n", text);
}

/* Everything on the slides, without the notes. */
static char *
list_shown_texts (const BwDeck *deck)
{
  GString *all = g_string_new (NULL);

  add_text (all, deck->title);
  add_text (all, deck->footer);
  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSlide *slide = deck->slides->pdata[i];
      const BwSeriesFigure *series = slide->series;

      add_text (all, slide->kicker);
      add_text (all, slide->title);
      add_text (all, slide->missing);
      add_text (all, slide->text);
      add_text (all, slide->source);
      for (guint j = 0; j < slide->numbers->len; j++)
        {
          const BwSlideNumber *number = slide->numbers->pdata[j];

          add_text (all, number->value);
          add_text (all, number->label);
          add_text (all, number->change);
        }
      for (guint j = 0; j < slide->lists->len; j++)
        {
          const BwSlideList *list = slide->lists->pdata[j];

          add_text (all, list->title);
          for (guint k = 0; k < list->lines->len; k++)
            {
              const BwSlideLine *line = list->lines->pdata[k];

              add_text (all, line->text);
              add_text (all, line->detail);
              add_text (all, line->mark);
            }
        }
      if (series == NULL)
        continue;
      add_text (all, series->head.title);
      add_text (all, series->head.subtitle);
      add_text (all, series->kicker);
      add_text (all, series->detail);
      add_text (all, series->account_name);
      add_text (all, series->metric_name);
      add_text (all, series->peers_name);
      for (guint j = 0; j < series->n_marks; j++)
        add_text (all, series->marks[j].title);
    }
  return g_string_free (all, FALSE);
}

/* @all is in small letters, and so is what it is searched for. */
static void
assert_lacks (const char *all, const char *word, const char *whose)
{
  const char *found = strstr (all, word);

  if (found != NULL)
    g_error ("The deck of %s says “%s”: %.120s", whose, word, found);
}

static char **
list_names (const BwAccountTable *table)
{
  char **names = g_new0 (char *, table->n + 1);

  for (guint32 account = 0; account < table->n; account++)
    names[account] = g_utf8_casefold (bw_account_table_name (table, account), -1);
  return names;
}

static void
assert_peers (const BwDeck *deck, guint fewest)
{
  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSeriesFigure *series = ((const BwSlide *) deck->slides->pdata[i])->series;

      if (series == NULL)
        continue;
      g_assert_true (series->n_peer_accounts == 0 || series->n_peer_accounts >= fewest);
      for (gsize j = 0; j < series->n_peers; j++)
        g_assert_cmpuint (series->peers[j].accounts, >=, fewest);
    }
}

static void
test_nothing_internal (gconstpointer data)
{
  static const char *const words[] = {
    "tier",   "leveraged",    "scalable",      "arr ",     " arr", "mrr",           "churn",
    "health", "risk",         "success index", "renewal",  "€",    "work to keep",  "advocate",
    "upsell", "sentiment",    "margin",        "profit",   "play", "at stake",      "(null)",
    " nan",   "2147483648",   "-inf",          "handoff",  "%s",   "%1$",           "%u",
  };
  BwPeers peers = GPOINTER_TO_INT (data);
  g_autoptr (Fixture) fixture = demo_company ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) snapshot
    = bw_snapshot_load (fixture->mirror, bw_date_from_civil (2026, 11, 21), NULL, &error);
  BwFigureScope scope = { .snapshot = snapshot, .mirror = fixture->mirror };
  const BwAccountTable *table;
  g_auto (GStrv) names = NULL;
  guint with_series = 0, with_peers = 0;

  g_assert_no_error (error);
  table = snapshot->table;
  names = list_names (table);
  /* Those that left have a deck as well. */
  for (guint32 account = 0; account < table->n; account++)
    {
      const char *id = bw_account_table_id (table, account);
      const char *name = bw_account_table_name (table, account);
      g_autoptr (BwReview) review = bw_review_new (id);
      BwDeckRequest request = { id, BW_BUCKET_MONTH, peers, review, NULL };
      g_autoptr (BwDeck) deck = NULL;
      g_autofree char *shown = NULL;
      g_autofree char *all = NULL;

      review->last_held = account % 2 == 0 ? snapshot->as_of - 182 : BW_DATE_NONE;
      deck = bw_deck_compute (&scope, &request, &error);
      g_assert_no_error (error);
      g_assert_cmpint (bw_deck_find (deck, "changes") != NULL, ==, account % 2 == 0);
      shown = list_shown_texts (deck);
      all = g_utf8_casefold (shown, -1);
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        assert_lacks (all, words[i], name);
      for (int i = 0; i < table->policy->n_bands; i++)
        {
          g_autofree char *band = g_strdup_printf (" %s\n", table->policy->bands[i].name);

          assert_lacks (all, band, name);
        }
      for (guint32 other = 0; other < table->n; other++)
        {
          if (other != account)
            assert_lacks (all, names[other], name);
        }
      assert_peers (deck, (guint) table->policy->min_group);
      for (guint i = 0; i < deck->slides->len; i++)
        {
          const BwSlide *slide = deck->slides->pdata[i];

          g_assert_true (slide->title != NULL && *slide->title != '\0');
          g_assert_true (slide->missing == NULL || slide->lists->len == 0);
          with_series += slide->series != NULL;
          with_peers += slide->series != NULL && slide->series->n_peers > 0;
        }
      for (guint i = 0; i < deck->checks->len; i++)
        {
          const BwDeckCheck *check = deck->checks->pdata[i];

          g_assert_true (check->slide_key == NULL
                         || bw_deck_find (deck, check->slide_key) != NULL);
        }
    }
  g_assert_cmpuint (with_series, >, N_ACCOUNTS / 2);
  g_assert_cmpuint (with_peers, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/deck-demo/nothing-internal/industry",
                        GINT_TO_POINTER (BW_PEERS_INDUSTRY), test_nothing_internal);
  g_test_add_data_func ("/deck-demo/nothing-internal/tier", GINT_TO_POINTER (BW_PEERS_TIER),
                        test_nothing_internal);
  return g_test_run ();
}
