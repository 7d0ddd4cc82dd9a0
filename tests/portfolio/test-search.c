/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fixture.h"
#include "portfolio/bw-account-search.h"

#define TODAY 20600

static Fixture *
make_company (void)
{
  Fixture *fixture = fixture_new ();

  fixture_exec (fixture,
                "INSERT INTO accounts (id, name, contract_started_on, churned_on, "
                "updated_at) VALUES "
                "('a-1', 'Northern Lights', 20000, NULL, 0),"
                "('a-2', 'Great Northern', 20000, NULL, 0),"
                "('a-3', 'Farnorth', 20000, NULL, 0),"
                "('a-4', 'North Gone', 20000, 20100, 0),"
                "('a-5', 'North To Come', 20700, NULL, 0),"
                "('a-6', 'Žižka Ørsted', 20000, NULL, 0),"
                "('a-7', 'Northern Lights', 20000, NULL, 0),"
                "('a-8', NULL, 20000, NULL, 0)");
  for (guint i = 1; i <= 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("a-%u", i);

      fixture_touch (fixture, id);
    }
  fixture_next (fixture);
  return fixture;
}

static char *
search (const BwAccountTable *table, const char *typed, guint most)
{
  g_auto (GStrv) terms = g_strsplit (typed, " ", -1);
  g_autoptr (GArray) found = bw_account_search (table, (const char *const *) terms, TODAY, most);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            bw_account_table_id (table, g_array_index (found, guint32, i)));
  return g_string_free_and_steal (ids);
}

static void
test_search (void)
{
  static const struct {
    const char *typed;
    guint       most;
    const char *ids;
  } cases[] = {
    { "north", 20, "a-1 a-7 a-2 a-3" },
    { "NORTH", 20, "a-1 a-7 a-2 a-3" },
    { "north", 2, "a-1 a-7" },
    { "great north", 20, "a-2" },
    { "north great", 20, "a-2" },
    { "zizka", 20, "a-6" },
    { "orsted", 20, "a-6" },
    { "a-8", 20, "a-8" },
    { "ern", 20, "a-2 a-1 a-7" },
    { "gone", 20, "" },
    { "come", 20, "" },
    { "nothing", 20, "" },
    { "", 20, "" },
    { "  ", 20, "" },
    { "north ", 20, "a-1 a-7 a-2 a-3" },
  };
  g_autoptr (Fixture) fixture = make_company ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAccountTable) table = bw_account_table_load (fixture->mirror, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ids = search (table, cases[i].typed, cases[i].most);

      g_test_message ("“%s”", cases[i].typed);
      g_assert_cmpstr (ids, ==, cases[i].ids);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portfolio/search", test_search);
  return g_test_run ();
}
