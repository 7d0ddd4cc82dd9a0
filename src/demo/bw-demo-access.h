/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-writes.h"

G_BEGIN_DECLS

/**
 * BwDemoAccess:
 *
 * Who asks, and what they see, by the rules of data/backend/schema.sql: a leader sees everything, a
 * CSM and a reader the accounts of their team and what hangs on them, anybody else nothing.
 */
typedef struct _BwDemoAccess BwDemoAccess;

BwDemoAccess *bw_demo_access_new      (const BwDemoCompany  *company,
                                       BwDemoWrites         *writes,
                                       const char           *secret,
                                       const char           *authorization,
                                       GError              **error);
void          bw_demo_access_free     (BwDemoAccess *access);
gboolean      bw_demo_access_sees_all (const BwDemoAccess *access);
gboolean      bw_demo_access_sees     (BwDemoAccess      *access,
                                       const BwRelation  *relation,
                                       const BwDemoValue *values);
gboolean      bw_demo_access_may_write (const BwDemoAccess *access);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDemoAccess, bw_demo_access_free)

G_END_DECLS
