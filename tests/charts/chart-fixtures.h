/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-bars-chart.h"
#include "charts/bw-distribution-chart.h"
#include "charts/bw-quadrants-chart.h"
#include "charts/bw-roles-chart.h"
#include "charts/bw-series-chart.h"
#include "charts/bw-tiers-chart.h"
#include "charts/bw-waterfall-chart.h"

/* Which company is drawn. */
typedef enum {
  FIXTURE_NORMAL,
  FIXTURE_NOBODY,
  FIXTURE_ONE,
  FIXTURE_EQUAL,
  FIXTURE_MILLION,
  N_FIXTURES
} FixtureKind;

#define N_CHARTS 7

/* Everything the charts draw, made by hand and not by the analytics under test elsewhere. */
typedef struct {
  BwDistribution    distribution;
  BwQuadrants       quadrants;
  BwQuadrantsInput  quadrants_input;
  BwTiers           tiers;
  BwSeries          series;
  BwPeerPoint      *peers;
  gsize             n_peers;

  BwDistributionChart distribution_chart;
  BwQuadrantsChart    quadrants_chart;
  BwTiersChart        tiers_chart;
  BwSeriesChart       series_chart;
  BwWaterfallChart    waterfall_chart;
  BwRolesInput        roles_input;
  BwRolesChart        roles_chart;
  BwBarsChart         bars_chart;
  BwChart            *charts[N_CHARTS];

  GPtrArray          *memory;
} Fixture;

extern const char *const fixture_names[N_FIXTURES];
extern const char *const fixture_chart_names[N_CHARTS];

Fixture *fixture_new  (FixtureKind kind);
void     fixture_free (Fixture *fixture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)
