/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/bw-csv-import.h"

G_BEGIN_DECLS

struct _BwCsvImport {
  GPtrArray *files;
  GPtrArray *ignored; /* Names in the folder that are no relation's. */
  GKeyFile  *map;     /* What the user says of columns, or NULL. */
};

/* Places after a relation's own columns. */
#define BW_CSV_UPDATED_AT(relation) ((relation)->n_columns)
#define BW_CSV_DELETED_AT(relation) ((relation)->n_columns + 1)

const BwRelation *bw_csv_guess_relation (const char *file_name);
void              bw_csv_guess_columns  (BwCsvFile *file);

G_END_DECLS
