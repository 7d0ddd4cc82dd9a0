/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "figures/bw-front-page.h"
#include "plain-company.h"
#include "portfolio/bw-states.h"

static void
assert_same_key_figures (const BwKeyFigures *was, const BwKeyFigures *is)
{
  for (guint i = 0; i < BW_N_KEY_FIGURES; i++)
    {
      g_assert_cmpstr (is->figures[i].word, ==, was->figures[i].word);
      g_assert_cmpstr (is->figures[i].value, ==, was->figures[i].value);
      g_assert_cmpstr (is->figures[i].change, ==, was->figures[i].change);
      g_assert_cmpstr (is->figures[i].rule->definition, ==, was->figures[i].rule->definition);
      g_assert_true (bw_account_filter_equal (is->figures[i].filter, was->figures[i].filter));
    }
}

static void
assert_same_quadrants (const BwQuadrantsFigure *was, const BwQuadrantsFigure *is)
{
  g_assert_cmpuint (is->result->n, ==, 60);
  for (guint i = 0; i < 60; i++)
    {
      double a = was->input.happiness[i], b = is->input.happiness[i];

      g_assert_true (isnan (a) ? isnan (b) : fabs (a - b) < 1e-4);
      g_assert_cmpint (is->input.arr[i], ==, was->input.arr[i]);
    }
  g_assert_cmpmem (was->result->quadrant, 60, is->result->quadrant, 60);
}

static void
assert_same_tiers (const BwTiersFigure *was, const BwTiersFigure *is)
{
  g_assert_cmpmem (was->result->concentration,
                   was->result->n_concentration * sizeof (BwLorenzPoint), is->result->concentration,
                   is->result->n_concentration * sizeof (BwLorenzPoint));
  g_assert_cmpuint (is->n_csms, ==, was->n_csms);
  g_assert_cmpstr (is->csms[0].name, ==, was->csms[0].name);
  g_assert_true (is->csms[0].mark == was->csms[0].mark);
  g_assert_cmpuint (is->n_cadence, ==, was->n_cadence);
}

static void
test_memo (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (5);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW), then = plain_load (fixture, THEN);
  BwFigureScope scope = { .snapshot = now, .compare = then, .mirror = fixture->mirror };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwFrontPage) page = NULL, read = NULL;
  g_autoptr (BwSelection) none = NULL;
  const BwDistribution *a, *b;

  for (guint i = 0; i < 20; i++)
    fixture_exec (fixture,
                  "INSERT INTO observations VALUES ('a%03u', 'hours', 20250, 9, 0), "
                  "('a%03u', 'hours', 20550, 6, 0)",
                  i, i);
  g_assert_null (bw_front_page_read (fixture->path));
  page = bw_front_page_compute (&scope, &error);
  g_assert_no_error (error);
  g_assert_nonnull (page->series);
  g_assert_true (bw_front_page_write (page, fixture->path, &error));
  g_assert_no_error (error);
  read = bw_front_page_read (fixture->path);
  g_assert_nonnull (read);
  g_assert_true (read->from_memo);
  g_assert_cmpint (read->as_of, ==, NOW);
  g_assert_cmpint (read->compared_as_of, ==, THEN);
  g_assert_cmpstr (read->company_name, ==, "Plain");

  a = page->distribution->result;
  b = read->distribution->result;
  g_assert_cmpstr (read->distribution->head.title, ==, page->distribution->head.title);
  g_assert_cmpstr (read->distribution->sentence, ==, page->distribution->sentence);
  g_assert_cmpmem (a->density, a->n_points * 8, b->density, b->n_points * 8);
  g_assert_cmpmem (a->compared_density, a->n_points * 8, b->compared_density, b->n_points * 8);
  g_assert_cmpmem (a->bins, a->n_bins * sizeof *a->bins, b->bins, b->n_bins * sizeof *b->bins);
  g_assert_cmpuint (b->into_at_risk.accounts, ==, a->into_at_risk.accounts);
  assert_same_quadrants (page->quadrants, read->quadrants);
  assert_same_tiers (page->tiers, read->tiers);
  assert_same_key_figures (page->key_figures, read->key_figures);
  g_assert_cmpstr (read->series->head.title, ==, page->series->head.title);
  g_assert_cmpuint (read->series->n_peers, ==, page->series->n_peers);

  /* It cannot be opened into lists before there is a snapshot, and is no good after a refresh. */
  none = bw_quadrants_figure_quadrant (read->quadrants, BW_QUADRANT_SUCCESS);
  g_assert_cmpuint (none->n, ==, 0);
  fixture_next (fixture);
  g_assert_null (bw_front_page_read (fixture->path));
}

static void
test_damaged (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (5);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  BwFigureScope scope = { .snapshot = now };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwFrontPage) page = bw_front_page_compute (&scope, &error);
  g_autofree char *path = bw_states_file_path (fixture->path, "front-page");
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_no_error (error);
  g_assert_null (page->series);
  g_assert_true (bw_front_page_write (page, fixture->path, &error));
  g_assert_true (g_file_get_contents (path, &contents, &length, &error));
  for (gsize at = 0; at < length; at += 397)
    {
      g_autofree char *damaged = g_memdup2 (contents, length);

      damaged[at] ^= 0x41;
      g_assert_true (g_file_set_contents (path, damaged, length, &error));
      g_assert_null (bw_front_page_read (fixture->path));
      g_assert_true (g_file_set_contents (path, contents, at, &error));
      g_assert_null (bw_front_page_read (fixture->path));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/front-page/memo", test_memo);
  g_test_add_func ("/front-page/damaged", test_damaged);
  return g_test_run ();
}
