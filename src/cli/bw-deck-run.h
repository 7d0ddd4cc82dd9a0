/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli-deck.h"
#include "cli/bw-deck-folder.h"

G_BEGIN_DECLS

typedef enum {
  BW_DECK_JOB_WAITING,
  BW_DECK_JOB_KEPT,   /* An earlier run made it. */
  BW_DECK_JOB_MADE,
  BW_DECK_JOB_FAILED,
} BwDeckJobState;

/* One deck of a run. */
typedef struct {
  char           *account_id;
  char           *title;     /* What the account is called. */
  char           *name;      /* Of its file. */
  char           *made_from;
  BwReview       *review;
  BwDeckJobState  state;
  GError         *error;
} BwDeckJob;

/**
 * BwDeckRun:
 * @jobs: (element-type BwDeckJob)
 * @n_left: jobs that were not begun, because nothing more can be written
 *
 * Many decks, written into a folder.
 */
typedef struct {
  const BwCliDecks *decks;
  BwDeckFolder     *folder;
  const char       *path;
  GPtrArray        *jobs;
  guint             n_kept;
  guint             n_made;
  guint             n_failed;
  guint             n_left;
} BwDeckRun;

BwDeckRun *bw_deck_run_new   (const BwCliDecks *decks, const char *path, const char *ending,
                              char **account_ids, GError **error);
void       bw_deck_run_do    (BwDeckRun *self);
void       bw_deck_run_free  (BwDeckRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDeckRun, bw_deck_run_free)

G_END_DECLS
