/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "plain-company.h"

#include <math.h>

/*
 * A company in which the success index is one reading and happiness another, so that every count
 * can be had by a short statement of SQL.
 */
Fixture *
plain_company (void)
{
  Fixture *fixture = fixture_new ();

  fixture_exec (fixture,
                "INSERT INTO company VALUES ('c', 'Plain', 'EUR', 1, %d, 0);"
                "INSERT INTO people VALUES ('p1', 'Ada', NULL, 'csm', NULL, 100, 0),"
                " ('p2', 'Bo', NULL, 'csm', NULL, 100, 0), ('p3', 'Sal', NULL, 'sales', NULL, 9, "
                "0);INSERT INTO metrics (key, dimension, direction, aggregation, low, neutral,"
                " high, "
                " weight, updated_at) VALUES ('depth', 'adoption_depth', 1, 'last', 0, 50, 100, 1, "
                "0), ('csat', 'csat', 1, 'last', 1, 3, 5, 1, 0),"
                " ('hours', 'success', -1, 'mean', NULL, NULL, NULL, 1, 0)",
                NOW);
  return fixture;
}

/* An account with its index then and now (below 0: not read), happiness in steps of a hundredth
 * (-200: not read), MRR and the cost of a year in cents (below 0: unknown). */
void
plain_account (Fixture *fixture, guint i, int then, int now, int happiness, int mrr, int cost)
{
  g_autofree char *id = g_strdup_printf ("a%03u", i);

  fixture_touch (fixture, id);
  fixture_exec (fixture,
                "INSERT INTO accounts (id, name, owner_id, contract_started_on, updated_at) "
                "VALUES ('%s', 'Account %u', '%s', 19000, 0);"
                "INSERT INTO revenue_events VALUES ('e%u', '%s', NULL, 19000, 'new', %d, 0)",
                id, i, i % 3 == 0 ? "p1" : "p2", i, id, mrr);
  if (then >= 0)
    fixture_exec (fixture, "INSERT INTO observations VALUES ('%s', 'depth', %d, %d, 0)", id,
                  THEN - 5, then);
  if (now >= 0)
    fixture_exec (fixture, "INSERT INTO observations VALUES ('%s', 'depth', %d, %d, 0)", id,
                  NOW - 5, now);
  if (happiness > -200)
    fixture_exec (fixture,
                  "INSERT INTO observations VALUES ('%s', 'csat', %d, 3.0 + 2.0 * %d / 100, 0)", id,
                  NOW - 700, happiness);
  if (cost >= 0)
    fixture_exec (fixture, "INSERT INTO service_costs VALUES ('%s', %d, %d, 0)", id, NOW - 30,
                  cost);
}

/* Sixty accounts whose readings run through the whole scale. */
Fixture *
plain_company_60 (int shift)
{
  Fixture *fixture = plain_company ();

  fixture_exec (fixture, "BEGIN");
  for (guint i = 0; i < 60; i++)
    plain_account (fixture, i, i % 10 == 9 ? -1 : (int) (i * 37) % 101,
                   i % 12 == 11 ? -1 : CLAMP ((int) (i * 37) % 101 + shift, 0, 100),
                   i % 7 == 6 ? -200 : (int) (i * 53) % 201 - 100, 1000 * (i + 1),
                   i % 9 == 8 ? -1 : 12 * (int) ((i * 29) % 60) * 1000);
  fixture_exec (fixture, "COMMIT");
  fixture_next (fixture);
  return fixture;
}

BwSnapshot *
plain_load (Fixture *fixture, BwDate date)
{
  g_autoptr (GError) error = NULL;
  BwSnapshot *snapshot = bw_snapshot_load (fixture->mirror, date, NULL, &error);

  g_assert_no_error (error);
  return snapshot;
}

BwDistributionFigure *
plain_distribution (Fixture *fixture, BwSnapshot *now, BwSnapshot *then, const char *measure_word,
                    const char *filter_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMeasure) measure = bw_measure_parse (measure_word, &error);
  g_autoptr (BwAccountFilter) filter = bw_account_filter_parse (filter_text, &error);
  BwFigureScope scope = { .snapshot = now, .compare = then, .filter = filter,
                          .mirror = fixture->mirror };
  BwDistributionRequest request = { .measure = measure, .from = NAN, .to = NAN };
  BwDistributionFigure *figure;

  g_assert_no_error (error);
  figure = bw_distribution_figure_compute (&scope, &request, &error);
  g_assert_no_error (error);
  return figure;
}
