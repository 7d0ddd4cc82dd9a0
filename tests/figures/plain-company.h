/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../portfolio/fixture.h"
#include "figures/bw-distribution-figure.h"

#define NOW 20600
#define THEN 20500

/* By SQL: the latest reading on a date of the account in row a, its ARR, and what it is asked. */
#define INDEX_ON(date) \
  "(SELECT value FROM observations o WHERE o.account_id = a.id AND metric_key = 'depth' " \
  "AND observed_on <= " date " ORDER BY observed_on DESC LIMIT 1)"
#define ARR "12 * (SELECT mrr_delta FROM revenue_events e WHERE e.account_id = a.id)"
#define COST "(SELECT sum(amount) FROM service_costs s WHERE s.account_id = a.id)"
#define HAPPY \
  "(SELECT value > 3 FROM observations o WHERE o.account_id = a.id AND metric_key = 'csat')"

Fixture              *plain_company      (void);
Fixture              *plain_company_60   (int shift);
void                  plain_account      (Fixture *fixture, guint i, int then, int now,
                                          int happiness, int mrr, int cost);
BwSnapshot           *plain_load         (Fixture *fixture, BwDate date);
BwDistributionFigure *plain_distribution (Fixture *fixture, BwSnapshot *now, BwSnapshot *then,
                                          const char *measure_word, const char *filter_text);
