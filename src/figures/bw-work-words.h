/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-relation.h"

G_BEGIN_DECLS

/* A word of an enumeration of the data, and what people call it. */
typedef struct {
  const char *word;
  const char *title; /* Untranslated, marked with N_(). */
} BwWord;

const BwWord *bw_work_words      (BwRelationId relation, const char *column, guint *n_words);
char         *bw_work_word_title (BwRelationId relation, const char *column, const char *word);

G_END_DECLS
