/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * A disk for SQLite that fails when it is told to, and that does not wait for the real one: a test
 * of thousands of commits is about their order, and no power goes away in it.
 */

typedef enum {
  FAULT_NONE,
  FAULT_FULL,
  FAULT_IO,
} Fault;

void  fault_vfs_install (void);
void  fault_vfs_arm     (Fault fault, guint after, gboolean lasting);
guint fault_vfs_disarm  (void);
