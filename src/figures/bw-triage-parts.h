/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-triage-figure.h"

G_BEGIN_DECLS

/* What the words of reasons can say only when rows were read; all NULL without. */
typedef struct {
  char *person;    /* Who left, or who arrived. */
  char *milestone; /* The title of the oldest overdue milestone. */
} BwTriageNames;

/* For the triage figure alone. */
void    bw_triage_facts         (const BwSnapshot *snapshot, const BwSignals *signals, guint32 row,
                                 BwTriageFacts *facts);
char   *bw_triage_describe      (const BwTriageFigure *figure, const BwTriageRow *row,
                                 BwReason reason, const BwTriageNames *names);
BwDate  bw_triage_since         (const BwTriageFigure *figure, const BwTriageRow *row,
                                 BwReason reason);
BwRule *bw_triage_make_rule     (const BwTriageFigure *figure, guint whole);
char   *bw_triage_make_title    (const BwTriageFigure *figure);
char   *bw_triage_make_subtitle (const BwTriageFigure *figure);

G_END_DECLS
