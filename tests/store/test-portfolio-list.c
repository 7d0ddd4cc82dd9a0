/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-portfolio-list.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static void
test_add_find_remove (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = bw_portfolio_list (&error);
  g_autoptr (BwPortfolioInfo) acme = NULL;
  g_autoptr (BwPortfolioInfo) found = NULL;
  g_autoptr (BwPortfolioInfo) gone = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autofree char *folder = NULL, *cache = NULL, *states = NULL, *kept = NULL;
  g_autofree char *reviews = NULL;
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);

  acme = bw_portfolio_add ("  Ácme & Söhne ", BW_PORTFOLIO_HTTP, "https://acme.example/api", NULL,
                           &error);
  g_assert_no_error (error);
  g_assert_cmpstr (acme->name, ==, "Ácme & Söhne");
  g_assert_cmpstr (acme->slug, ==, "acme-sohne");
  folder = g_path_get_dirname (acme->outbox_path);
  reviews = g_path_get_dirname (acme->reviews_path);
  g_assert_cmpstr (reviews, ==, folder);
  g_assert_true (g_file_set_contents (acme->reviews_path, "x", 1, &error));
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  found = bw_portfolio_find ("ÁCME & söhne", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->url, ==, "https://acme.example/api");
  g_assert_cmpstr (found->mirror_path, ==, acme->mirror_path);
  g_assert_cmpstr (found->reviews_path, ==, acme->reviews_path);

  one = bw_portfolio_list (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->len, ==, 1);

  /* What is made of the data stands beside it, and goes with it. */
  states = g_strconcat (acme->mirror_path, "-states", NULL);
  cache = g_path_get_dirname (acme->mirror_path);
  g_assert_cmpint (g_mkdir_with_parents (states, 0700), ==, 0);
  kept = g_build_filename (states, "2026-10-31", NULL);
  g_assert_true (g_file_set_contents (kept, "x", 1, &error));
  g_assert_true (bw_portfolio_remove (acme, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (cache, G_FILE_TEST_EXISTS));
  gone = bw_portfolio_find ("acme-sohne", &error);
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
  g_assert_null (gone);
}

static void
test_names (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwPortfolioInfo) one = bw_portfolio_add ("A b", BW_PORTFOLIO_DEMO, NULL, "seed=1",
                                                      &error);
  g_autoptr (BwPortfolioInfo) two = bw_portfolio_add ("A, b", BW_PORTFOLIO_CSV, NULL, NULL, &error);
  g_autoptr (BwPortfolioInfo) found = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (one->slug, ==, "a-b");
  g_assert_cmpstr (two->slug, ==, "a-b-2");

  g_assert_null (bw_portfolio_add ("a B", BW_PORTFOLIO_CSV, NULL, NULL, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DUPLICATE);
  g_clear_error (&error);
  g_assert_null (bw_portfolio_add (" \t", BW_PORTFOLIO_CSV, NULL, NULL, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (bw_portfolio_rename (two, "A B", &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DUPLICATE);
  g_clear_error (&error);

  /* A change of case is a new name for the same portfolio. */
  g_assert_true (bw_portfolio_rename (one, "A B", &error));
  g_assert_no_error (error);
  found = bw_portfolio_find ("a-b", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->name, ==, "A B");
  g_assert_cmpstr (found->options, ==, "seed=1");
  g_assert_cmpint (found->source, ==, BW_PORTFOLIO_DEMO);

  g_assert_true (bw_portfolio_remove (one, NULL));
  g_assert_true (bw_portfolio_remove (two, NULL));
}

static void
test_last_used (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwPortfolioInfo) none = bw_portfolio_last_used (&error);
  g_autoptr (BwPortfolioInfo) one = NULL;
  g_autoptr (BwPortfolioInfo) two = NULL;
  g_autoptr (BwPortfolioInfo) last = NULL;

  g_assert_null (none);
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  one = bw_portfolio_add ("One", BW_PORTFOLIO_DEMO, NULL, NULL, &error);
  two = bw_portfolio_add ("Two", BW_PORTFOLIO_DEMO, NULL, NULL, &error);
  g_assert_true (bw_portfolio_set_used (two, &error));
  g_assert_true (bw_portfolio_set_used (one, &error));
  g_assert_no_error (error);
  last = bw_portfolio_last_used (&error);
  g_assert_no_error (error);
  g_assert_cmpstr (last->name, ==, "One");

  g_assert_true (bw_portfolio_remove (one, NULL));
  g_assert_true (bw_portfolio_remove (two, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/portfolio-list/add-find-remove", test_add_find_remove);
  g_test_add_func ("/store/portfolio-list/names", test_names);
  g_test_add_func ("/store/portfolio-list/last-used", test_last_used);
  return g_test_run ();
}
