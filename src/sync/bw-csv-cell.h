/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-relation.h"
#include "store/bw-staging.h"
#include "sync/bw-csv-reader.h"

G_BEGIN_DECLS

char *bw_csv_cell_parse (const BwColumn *column, const BwCsvField *field, char separator,
                         BwValue *value);

G_END_DECLS
