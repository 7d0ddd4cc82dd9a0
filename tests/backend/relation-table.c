/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Prints the program's table of relations for the test that compares it with schema.sql, a line a
 * column: relation, whether it is written back, column, type, place in the key from 1 or 0, whether
 * it is required, and the relation that it refers to.
 */

#include "model/bw-relation.h"

int
main (void)
{
  for (guint r = 0; r < BW_N_RELATIONS; r++)
    {
      const BwRelation *relation = bw_relation_get (r);
      guint in_key = 0;

      for (guint c = 0; c < relation->n_columns; c++)
        {
          const BwColumn *column = &relation->columns[c];
          gboolean key = (column->flags & BW_COLUMN_KEY) != 0;

          if (key)
            in_key++;
          g_print ("%s\t%d\t%s\t%s\t%u\t%d\t%s\n", relation->name, relation->writable, column->name,
                   bw_column_type_name (column->type), key ? in_key : 0,
                   (column->flags & BW_COLUMN_REQUIRED) != 0,
                   column->refers_to != NULL ? column->refers_to : "");
        }
    }
  return 0;
}
