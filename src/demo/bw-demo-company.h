/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-date.h"
#include "model/bw-relation.h"

G_BEGIN_DECLS

typedef enum {
  BW_DEMO_NULL,
  BW_DEMO_TEXT,
  BW_DEMO_INTEGER,
  BW_DEMO_DOUBLE,
} BwDemoValueKind;

/**
 * BwDemoValue:
 *
 * One cell. Dates are days since 1970, time stamps microseconds since 1970 UTC, money minor
 * units and truth values 0 or 1, all as integers; the column's type in the schema table says
 * which. Text belongs to the generator and lasts until the callback returns.
 */
typedef struct {
  BwDemoValueKind kind;
  union {
    const char *text;
    gint64      integer;
    double      real;
  };
} BwDemoValue;

/**
 * BwDemoOptions:
 * @seed: what everything is drawn from
 * @accounts: how many accounts, 1 to 10 million, churned ones included
 * @months: how many months of readings, 6 to 120
 * @as_of: the last day, or %BW_DATE_NONE for 2026-11-21
 */
typedef struct {
  guint64 seed;
  guint   accounts;
  guint   months;
  BwDate  as_of;
} BwDemoOptions;

#define BW_DEMO_OPTIONS_DEFAULT { 1, 500, 36, BW_DATE_NONE }

typedef struct _BwDemoCompany BwDemoCompany;

/**
 * BwDemoRowFunc:
 * @values: (array length=n_values): the row's cells in the order of the schema table
 * @updated_at: microseconds since 1970 UTC
 *
 * Returns: %FALSE to stop
 */
typedef gboolean (*BwDemoRowFunc) (const BwDemoValue *values,
                                   guint              n_values,
                                   gint64             updated_at,
                                   gpointer           data);

BwDemoCompany       *bw_demo_company_new         (const BwDemoOptions *options);
BwDemoCompany       *bw_demo_company_ref         (BwDemoCompany *company);
void                 bw_demo_company_unref       (BwDemoCompany *company);
const BwDemoOptions *bw_demo_company_get_options (const BwDemoCompany *company);

gboolean bw_demo_company_each_row             (const BwDemoCompany *company,
                                               BwRelationId         relation,
                                               BwDemoRowFunc        func,
                                               gpointer             data);
gboolean bw_demo_company_each_row_of_accounts (const BwDemoCompany *company,
                                               BwRelationId         relation,
                                               guint                first,
                                               guint                n,
                                               BwDemoRowFunc        func,
                                               gpointer             data);
gboolean bw_demo_company_each_row_from        (const BwDemoCompany *company,
                                               BwRelationId         relation,
                                               gint64               updated_at,
                                               BwDemoRowFunc        func,
                                               gpointer             data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDemoCompany, bw_demo_company_unref)

G_END_DECLS
