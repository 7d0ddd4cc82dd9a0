/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum {
  TELCO_TENURE,
  TELCO_MONTHLY_CHARGES,
  TELCO_TOTAL_CHARGES,
} TelcoColumn;

GArray *telco_read_column (const char *file, guint column);
GArray *telco_column      (TelcoColumn column);
double  telco_stat        (TelcoColumn column, const char *stat);
