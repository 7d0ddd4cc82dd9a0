/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-outbox.h"

G_BEGIN_DECLS

/**
 * BwEditField:
 * @column: the column
 * @label: what the column is called
 * @base: (nullable): its value when the person edited it, %NULL when there was none
 * @mine: (nullable): what the person has made it
 * @theirs: (nullable): what the backend has, of a conflict
 * @choices: (nullable) (element-type BwChoice): what else it may name, where the edit sets it to a
 *   contact or a playbook
 * @is_mine: whether the edit sets it
 * @is_theirs: whether somebody else has changed it
 */
typedef struct {
  const BwColumn *column;
  const char     *label;
  char           *base;
  char           *mine;
  char           *theirs;
  GArray         *choices;
  gboolean        is_mine;
  gboolean        is_theirs;
} BwEditField;

/**
 * BwEditWords:
 * @edit: the edit
 * @title: what was done ("Note changed")
 * @about: (nullable): the account it belongs to
 * @fields: (element-type BwEditField): what it sets, and of a conflict what somebody else has
 *   changed, in the order of the columns
 *
 * An edit as a person reads it: names in place of ids, dates as the locale writes them.
 */
typedef struct {
  BwEdit     *edit;
  const char *title;
  char       *about;
  GPtrArray  *fields;
} BwEditWords;

GPtrArray  *bw_edit_words_list       (BwOutbox *outbox, const char *mirror_path, GError **error);
void        bw_edit_words_free       (BwEditWords *words);
const char *bw_edit_words_state      (const BwEditWords *words);
char       *bw_edit_words_when       (const BwEditWords *words);

const char *bw_edit_title            (const BwEdit *edit);
const char *bw_edit_column_label     (const char *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEditWords, bw_edit_words_free)

G_END_DECLS
