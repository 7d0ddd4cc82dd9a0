/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-date.h"
#include "store/bw-mirror.h"

/* A mirror in a folder of its own, filled by SQL alone. */
typedef struct {
  char     *folder;
  char     *path;
  BwMirror *mirror;
  gint64    generation;
} Fixture;

Fixture *fixture_new        (void);
Fixture *fixture_new_random (guint32 seed, guint accounts);
void     fixture_free       (Fixture *fixture);
void     fixture_exec       (Fixture *fixture, const char *format, ...) G_GNUC_PRINTF (2, 3);
void     fixture_touch      (Fixture *fixture, const char *account);
void     fixture_touch_all  (Fixture *fixture);
void     fixture_next       (Fixture *fixture);
double   fixture_double     (Fixture *fixture, const char *format, ...) G_GNUC_PRINTF (2, 3);
gint64   fixture_int        (Fixture *fixture, const char *format, ...) G_GNUC_PRINTF (2, 3);
void     fixture_forget     (Fixture *fixture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)
