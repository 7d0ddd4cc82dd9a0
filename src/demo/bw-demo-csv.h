/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-company.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void     bw_demo_append_csv_cell  (GString           *text,
                                   const BwRelation  *relation,
                                   guint              column,
                                   const BwDemoValue *values,
                                   gint64             updated_at,
                                   gint64             deleted_at);
void     bw_demo_append_json_cell (GString           *text,
                                   const BwRelation  *relation,
                                   guint              column,
                                   const BwDemoValue *values,
                                   gint64             updated_at,
                                   gint64             deleted_at);
void     bw_demo_append_csv_row   (GString           *text,
                                   const BwRelation  *relation,
                                   const BwDemoValue *values,
                                   gint64             updated_at);
gboolean bw_demo_write_csv        (const BwDemoCompany *company,
                                   const char          *directory,
                                   GError             **error);

G_END_DECLS
