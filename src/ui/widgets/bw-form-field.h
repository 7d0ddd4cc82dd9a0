/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/widgets/bw-record-form.h"

G_BEGIN_DECLS

typedef enum {
  BW_FIELD_ENTRY,
  BW_FIELD_TEXT,
  BW_FIELD_DATE,
  BW_FIELD_NUMBER,
  BW_FIELD_CHOICE,
  BW_FIELD_STEPS,
} BwFieldKind;

/**
 * BwFormField:
 * @row: what the person fills in
 * @input: what of it takes the keyboard
 * @message: the row below it, which says what is wrong
 * @start: what it said when the form was opened, to know whether it was touched
 *
 * A field of a form: a row, and what is said about it. For forms alone. What a field says is a
 * text: a date as 2026-11-21, of a list the word that is chosen, of steps which are done; empty is
 * null.
 */
typedef struct {
  const char    *column;
  BwFieldKind    kind;
  double         scale;   /* What a number is multiplied by to be shown: 100 for a percentage. */
  GtkWidget     *row;
  GtkWidget     *input;
  GtkWidget     *message;
  GtkLabel      *message_label;
  GtkTextBuffer *buffer;  /* Of a long text. */
  GPtrArray     *words;   /* (element-type utf8) (nullable): of a list; an empty one is nothing. */
  char          *start;
  gboolean       left;    /* Touched, so that what is wrong may be said. */
} BwFormField;

BwFormField *bw_form_field_new      (BwFieldKind kind, const char *column, const char *title,
                                     const char *start, const BwChoice *choices, guint n_choices);
void         bw_form_field_free     (BwFormField *field);
char        *bw_form_field_dup_text (BwFormField *field);
void         bw_form_field_set_text (BwFormField *field, const char *text);
void         bw_form_field_say      (BwFormField *field, const char *text, gboolean blocks);
void         bw_form_field_focus    (BwFormField *field);
void         bw_form_field_connect  (BwFormField *field, GCallback callback, gpointer data);

G_END_DECLS
