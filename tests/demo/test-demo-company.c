/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-csv.h"

#include <math.h>

/* What a key's cell says, whatever its type. */
static void
append_cell (GString *text, const BwDemoValue *value)
{
  if (value->kind == BW_DEMO_TEXT)
    g_string_append (text, value->text);
  else if (value->kind == BW_DEMO_INTEGER)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, value->integer);
  g_string_append_c (text, '\x1f');
}

static BwDemoCompany *
company_of (guint64 seed, guint accounts)
{
  BwDemoOptions options = BW_DEMO_OPTIONS_DEFAULT;

  options.seed = seed;
  options.accounts = accounts;
  return bw_demo_company_new (&options);
}

typedef struct {
  GChecksum *checksum;
  GString *line;
  const BwRelation *relation;
} Digest;

static gboolean
add_to_digest (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  Digest *digest = data;

  g_string_truncate (digest->line, 0);
  bw_demo_append_csv_row (digest->line, digest->relation, values, updated_at);
  g_checksum_update (digest->checksum, (const guchar *) digest->line->str, digest->line->len);
  return TRUE;
}

/* The digest of everything, or of the rows of the first @n accounts alone. */
static char *
digest_of (const BwDemoCompany *company, guint n)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) line = g_string_new (NULL);

  for (BwRelationId id = 0; id < BW_N_RELATIONS; id++)
    {
      Digest digest = { checksum, line, bw_relation_get (id) };

      if (n > 0)
        bw_demo_company_each_row_of_accounts (company, id, 0, n, add_to_digest, &digest);
      else
        bw_demo_company_each_row (company, id, add_to_digest, &digest);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static void
test_same_seed_same_bytes (void)
{
  g_autoptr (BwDemoCompany) one = company_of (7, 120);
  g_autoptr (BwDemoCompany) two = company_of (7, 120);
  g_autoptr (BwDemoCompany) other = company_of (8, 120);
  g_autofree char *a = digest_of (one, 0);
  g_autofree char *b = digest_of (two, 0);
  g_autofree char *c = digest_of (other, 0);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
}

static void
test_account_is_same_in_any_company (void)
{
  g_autoptr (BwDemoCompany) small = company_of (7, 60);
  g_autoptr (BwDemoCompany) large = company_of (7, 1000000);
  g_autofree char *a = digest_of (small, 60);
  g_autofree char *b = digest_of (large, 60);

  g_assert_cmpstr (a, ==, b);
}

/* Keys of every relation, and what has to be among them. */
typedef struct {
  const BwRelation *relation;
  GHashTable *keys[BW_N_RELATIONS];
  gint64 last;
  guint n;
} Integrity;

static gboolean
is_text (BwColumnType type)
{
  return type == BW_COLUMN_ID || type == BW_COLUMN_TEXT || type == BW_COLUMN_WORD
         || type == BW_COLUMN_JSON;
}

static void
check_cell (const Integrity *integrity, const BwColumn *column, const BwDemoValue *value)
{
  g_autoptr (GString) target = g_string_new (NULL);

  if (is_text (column->type))
    {
      g_assert_cmpint (value->kind, ==, BW_DEMO_TEXT);
      g_assert_cmpstr (value->text, !=, "");
      g_assert_true (g_utf8_validate (value->text, -1, NULL));
    }
  else if (column->type == BW_COLUMN_DOUBLE)
    {
      g_assert_cmpint (value->kind, ==, BW_DEMO_DOUBLE);
      g_assert_true (isfinite (value->real));
    }
  else
    g_assert_cmpint (value->kind, ==, BW_DEMO_INTEGER);

  if (column->refers_to == NULL || g_str_equal (column->refers_to, integrity->relation->name))
    return;
  append_cell (target, value);
  if (!g_hash_table_contains (integrity->keys[bw_relation_find (column->refers_to)->id],
                              target->str))
    g_error ("%s.%s: there is no %s in %s", integrity->relation->name, column->name, target->str,
             column->refers_to);
}

static gboolean
check_row (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  Integrity *integrity = data;
  const BwRelation *relation = integrity->relation;
  g_autoptr (GString) key = g_string_new (NULL);

  g_assert_cmpuint (n_values, ==, relation->n_columns);
  g_assert_cmpint (updated_at, >, integrity->last);
  integrity->last = updated_at;
  integrity->n++;
  for (guint i = 0; i < n_values; i++)
    {
      const BwColumn *column = &relation->columns[i];

      if (values[i].kind == BW_DEMO_NULL)
        g_assert_false (column->flags & BW_COLUMN_REQUIRED);
      else
        check_cell (integrity, column, &values[i]);
      if (column->flags & BW_COLUMN_KEY)
        append_cell (key, &values[i]);
    }
  if (!g_hash_table_add (integrity->keys[relation->id], g_strdup (key->str)))
    g_error ("%s: %s is there twice", relation->name, key->str);
  return TRUE;
}

static gboolean
check_boss (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  g_autoptr (GString) boss = g_string_new (NULL);
  int place = bw_relation_find_column (bw_relation_get (BW_RELATION_CONTACTS), "reports_to");

  append_cell (boss, &values[place]);
  if (values[place].kind != BW_DEMO_NULL)
    g_assert_true (g_hash_table_contains (data, boss->str));
  return TRUE;
}

static void
test_references_hold (void)
{
  g_autoptr (BwDemoCompany) company = company_of (1, 700);
  Integrity integrity = { 0 };

  for (BwRelationId id = 0; id < BW_N_RELATIONS; id++)
    {
      integrity.relation = bw_relation_get (id);
      integrity.keys[id] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      integrity.last = G_MININT64;
      integrity.n = 0;
      bw_demo_company_each_row (company, id, check_row, &integrity);
      g_assert_cmpuint (integrity.n, >, 0);
    }
  bw_demo_company_each_row (company, BW_RELATION_CONTACTS, check_boss,
                            integrity.keys[BW_RELATION_CONTACTS]);
  for (BwRelationId id = 0; id < BW_N_RELATIONS; id++)
    g_hash_table_unref (integrity.keys[id]);
}

typedef struct {
  gint64 from;
  gint64 first;
  guint n;
} Tail;

static gboolean
count_tail (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  Tail *tail = data;

  if (updated_at >= tail->from && tail->n++ == 0)
    tail->first = updated_at;
  return TRUE;
}

static gboolean
stop_at_tenth (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  guint *n = data;

  return ++*n < 10;
}

static void
test_seek (void)
{
  g_autoptr (BwDemoCompany) company = company_of (5, 40);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (BwRelationId id = 0; id < BW_N_RELATIONS; id++)
    {
      Tail all = { .from = G_MININT64 };

      bw_demo_company_each_row (company, id, count_tail, &all);
      for (int i = 0; i < 12; i++)
        {
          /* Every third cut is likely to fall on a row, the others between two. */
          gint64 cut = all.first + (gint64) g_rand_int_range (rand, -1, 370) * G_USEC_PER_SEC
                       + (i % 3 == 0 ? 0 : g_rand_int_range (rand, 0, 300000));
          Tail whole = { .from = cut }, sought = { .from = G_MININT64 };

          bw_demo_company_each_row (company, id, count_tail, &whole);
          bw_demo_company_each_row_from (company, id, cut, count_tail, &sought);
          g_assert_cmpuint (sought.n, ==, whole.n);
          g_assert_cmpint (sought.first, ==, whole.first);
        }
    }
}

static void
test_stop (void)
{
  g_autoptr (BwDemoCompany) company = company_of (5, 1000000);
  guint n = 0;

  g_assert_false (bw_demo_company_each_row (company, BW_RELATION_OBSERVATIONS, stop_at_tenth, &n));
  g_assert_cmpuint (n, ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/company/same-seed-same-bytes", test_same_seed_same_bytes);
  g_test_add_func ("/demo/company/same-account-in-any", test_account_is_same_in_any_company);
  g_test_add_func ("/demo/company/references", test_references_hold);
  g_test_add_func ("/demo/company/seek", test_seek);
  g_test_add_func ("/demo/company/stop", test_stop);
  return g_test_run ();
}
