/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-figure.h"
#include "ui/widgets/bw-table.h"

G_BEGIN_DECLS

/**
 * BwFinding:
 * @name: of the account; borrowed
 * @text: (transfer full): what was found of it
 * @amount: (transfer full): what stands at the end of its line
 */
typedef struct {
  const char *name;
  char       *text;
  char       *amount;
} BwFinding;

typedef BwFinding (*BwFindingFunc) (guint index, gpointer data);

#define BW_TYPE_FINDINGS (bw_findings_get_type ())
G_DECLARE_FINAL_TYPE (BwFindings, bw_findings, BW, FINDINGS, AdwBin)

void bw_findings_set (BwFindings *self, const BwFigure *figure, guint n, BwFindingFunc finding,
                      BwTableFunc table, gpointer data);

G_END_DECLS
