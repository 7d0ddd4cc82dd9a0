/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-account-work.h"
#include "portfolio/bw-query.h"

G_BEGIN_DECLS

/* For the files of the account's work alone. */

/**
 * BwWorkReader:
 * @work: what is read into
 * @scope: with a mirror
 * @until: the last day that counts; what begins later is left out
 */
typedef struct {
  BwAccountWork       *work;
  const BwFigureScope *scope;
  BwDate               until;
} BwWorkReader;

/* Fills @line, which is @lines' new last element, from its record. */
typedef void (*BwReadLine) (BwWorkReader *reader, gpointer line, const BwRecord *record);

gpointer bw_work_read_lines    (BwWorkReader *reader, BwRelationId relation, const char *where,
                                const char *parameter, gsize size, BwReadLine read,
                                guint *n_lines, GError **error);
void     bw_work_line_clear    (BwWorkLine *line);
char    *bw_work_person_name   (const BwWorkReader *reader, const char *id);
gboolean bw_work_read_plan     (BwWorkReader *reader, GError **error);
gboolean bw_work_read_answers  (BwWorkReader *reader, GError **error);
gboolean bw_work_read_playbooks (BwWorkReader *reader, GError **error);
gboolean bw_work_read_escalation (BwWorkReader *reader, GError **error);
void     bw_work_clear_plan    (BwAccountWork *work);
void     bw_work_clear_playbooks (BwAccountWork *work);

G_END_DECLS
