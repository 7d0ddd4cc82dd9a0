/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-account-figure.h"
#include "portfolio/bw-query.h"

G_BEGIN_DECLS

/* What the account's page and its health read the same way. */

gboolean       bw_readings_read  (BwReading *readings, BwMirror *mirror,
                                  const BwAccountTable *table, const char *account_id, BwDate date,
                                  GError **error);
BwMetricScale *bw_scales_list    (const BwAccountTable *table);
char          *bw_stale_describe (const BwMetricScale *scale, BwDate observed_on, BwDate date);
BwWhyLine     *bw_why_list       (const BwAccountTable *table, const BwMetricScale *scales,
                                  const BwReading *from, BwDate from_date, const BwReading *to,
                                  BwDate to_date, guint *n_lines);
void           bw_why_free       (BwWhyLine *lines, guint n_lines);

/* The parts of the account's page, each read by a file of its own into the figure. */

gboolean bw_account_read_scorecard (BwAccountFigure *figure, const BwFigureScope *scope,
                                    GError **error);
gboolean bw_account_read_contacts  (BwAccountFigure *figure, BwMirror *mirror, GError **error);
gboolean bw_account_read_timeline  (BwAccountFigure *figure, BwMirror *mirror,
                                    const char *currency, GError **error);
gboolean bw_account_read_moments   (BwAccountFigure *figure, const BwFigureScope *scope,
                                    GError **error);
gboolean bw_account_read_plan      (BwAccountFigure *figure, const BwFigureScope *scope,
                                    GError **error);
char   **bw_account_list_reasons   (const BwAccountFigure *figure, const BwFigureScope *scope);

/* The success plan of a day. */
typedef struct {
  char      *id;
  char      *purpose;
  char      *next;
  BwPlanPart parts[BW_N_PLAN_PARTS];
} BwPlanFound;

gboolean bw_plan_find              (const BwFigureScope *scope, const char *account_id,
                                    BwPlanFound *found, GError **error);
void     bw_plan_found_clear       (BwPlanFound *found);

char    *bw_days_format            (int days);

G_END_DECLS
