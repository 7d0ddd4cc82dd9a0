/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-account-table.h"
#include "portfolio/bw-history.h"
#include "portfolio/bw-query.h"

G_BEGIN_DECLS

/**
 * BwAccountRows:
 *
 * Reads relations once, all of a mirror or only what belongs to wanted accounts, and hands their
 * rows out by account. For the passes that make what is kept beside the mirror.
 */
typedef struct {
  BwMirror             *mirror;
  const BwAccountTable *table;
  const guint8         *wanted;         /* One an account; NULL: all accounts. */
  guint                 n_wanted;
  BwStatesProgress      progress;       /* (nullable): told when all are read. */
  gpointer              user_data;      /* Of @progress. */
  guint64               total;          /* For @progress: how many rows there are. */
  void                (*let_go) (gpointer receiver); /* (nullable): now and then, in order. */
  GCancellable         *cancellable;

  gboolean              in_transaction; /* The caller has one open, and keeps it. */
  gpointer              receiver;
  guint64               done;           /* Rows. */
  guint32               last_account;   /* Rows come by account; the last look-up is kept. */
  char                 *last_id;
} BwAccountRows;

/* A relation to read. Those that lie by account have an order. */
typedef struct {
  const char *select; /* Without a condition; its first column is the account's id. */
  const char *order;
  void      (*row) (gpointer receiver, guint32 account, BwQuery *query);
} BwAccountSource;

void     bw_account_rows_begin            (BwAccountRows *self);
void     bw_account_rows_next_transaction (BwAccountRows *self, guint done);
gboolean bw_account_rows_read             (BwAccountRows *self, const BwAccountSource *source,
                                           gpointer receiver, GError **error);
void     bw_account_rows_end              (BwAccountRows *self);

G_END_DECLS
