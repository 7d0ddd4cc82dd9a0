/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "telco.h"

#include <string.h>

/* The names that the reference values go by; customers without a total were left out of them. */
static const char *const variables[] = { "tenure", "MonthlyCharges",
                                         "TotalCharges_blanks_dropped" };

static char **
read_lines (const char *file)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "analytics", "data", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (g_strchomp (text), "\n", -1);
}

/* The numbers of one column of a file with a header, without those that are absent. */
GArray *
telco_read_column (const char *file, guint column)
{
  g_auto (GStrv) lines = read_lines (file);
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

      g_assert_cmpuint (g_strv_length (fields), >, column);
      if (fields[column][0] != '\0')
        {
          double value = g_ascii_strtod (fields[column], NULL);
          g_array_append_val (values, value);
        }
    }
  return values;
}

GArray *
telco_column (TelcoColumn column)
{
  return telco_read_column ("telco.csv", column);
}

/* A reference value, by the name that the file gives it. */
double
telco_stat (TelcoColumn column, const char *stat)
{
  g_auto (GStrv) lines = read_lines ("telco_stats.csv");
  const char *variable = variables[column];

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", 4);

      if (g_str_equal (fields[1], variable) && g_str_equal (fields[2], stat))
        return g_ascii_strtod (fields[3], NULL);
    }
  g_error ("telco_stats.csv has no %s of %s", stat, variable);
}
