/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-record.h"

G_BEGIN_DECLS

/*
 * A company backend that has notes and nothing else, on loopback, in the main loop of a test. It
 * keeps versions as the real one does, and refuses any text that begins with "bad".
 */
typedef struct _NotesBackend NotesBackend;

NotesBackend   *notes_backend_new       (void);
void            notes_backend_free      (NotesBackend *self);
const char     *notes_backend_get_url   (NotesBackend *self);
void            notes_backend_set_down  (NotesBackend *self, gboolean down);
void            notes_backend_set_token (NotesBackend *self, const char *token);
const BwRecord *notes_backend_get       (NotesBackend *self, const char *id);
void            notes_backend_write     (NotesBackend *self, const char *id, const char *text);
guint           notes_backend_n_writes  (NotesBackend *self);
guint           notes_backend_n_rows    (NotesBackend *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NotesBackend, notes_backend_free)

G_END_DECLS
