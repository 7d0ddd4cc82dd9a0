/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/bw-date.h"

G_BEGIN_DECLS

/**
 * BwColumnFile:
 *
 * Arrays of fixed width in one piece of memory that can be written to a file and mapped again, so
 * that opening it costs nothing but looking at its head. What is kept this way can be made anew
 * from the mirror at any time: a file that is damaged, of another kind, of another version or of
 * another machine is as good as none.
 *
 * Columns that are made to be kept can be made in the file itself, so that they need no memory of
 * the program's own, however many dates are made at a time.
 */
typedef struct _BwColumnFile BwColumnFile;

/* What is kept, what for, and how many rows it has. */
typedef struct {
  guint32 kind;
  BwDate  as_of;
  gint64  generation;
  guint64 rules;
  guint64 n;
} BwColumnHead;

typedef struct {
  guint32 id;
  guint32 width; /* Bytes of an element. */
  guint64 count;
} BwColumnSpec;

BwColumnFile       *bw_column_file_new   (const BwColumnHead *head, const BwColumnSpec *specs,
                                          guint n_specs);
BwColumnFile       *bw_column_file_new_at (const BwColumnHead *head, const BwColumnSpec *specs,
                                           guint n_specs, const char *path, GError **error);
BwColumnFile       *bw_column_file_map   (const char *path, guint32 kind);
BwColumnFile       *bw_column_file_ref   (BwColumnFile *file);
void                bw_column_file_unref (BwColumnFile *file);
const BwColumnHead *bw_column_file_head  (const BwColumnFile *file);
gpointer            bw_column_file_get   (const BwColumnFile *file, guint32 id, guint32 width,
                                          guint64 *count);
gboolean            bw_column_file_write (BwColumnFile *file, const char *path, GError **error);
void                bw_column_file_let_go (BwColumnFile *file);
void                bw_column_file_remove_abandoned (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwColumnFile, bw_column_file_unref)

G_END_DECLS
