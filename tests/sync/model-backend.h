/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/bw-delivery.h"

/*
 * A backend in memory that keeps notes as the real one does (versions, tombstones, repeated
 * inserts), at the end of a network that loses, repeats, delays and cuts what goes through it. It
 * writes down every change that a request has made, and lets none replace what somebody else has
 * written and the person who sends it had not seen when it was made.
 */

typedef struct {
  char *record;
  char *text;   /* What the request has set. */
  char *before; /* What was there, or NULL. */
} ModelChange;

typedef struct {
  GHashTable *rows;    /* id to BwRecord */
  GPtrArray  *changes; /* ModelChange, in their order */
  GHashTable *touched; /* id to the last version that somebody else has made */
  GHashTable *seen;    /* what a request sets to the version that its author has seen */
  GPtrArray  *delayed; /* Requests that are still on their way. */
  GRand      *random;
  gboolean    faults;
  gboolean    answers_409; /* to an insert of what is there */
  gboolean    answers_412; /* to a version that is not there */
  guint       rivals;
} ModelBackend;

ModelBackend *model_backend_new    (guint32 seed);
void          model_backend_free   (ModelBackend *model);
void          model_backend_rival  (ModelBackend *model);
void          model_backend_saw    (ModelBackend *model, const char *id, const char *text,
                                    gint64 version);
void          model_backend_arrive (ModelBackend *model, gboolean all);
BwAnswer     *model_backend_ask    (const char *method, const char *path_and_query,
                                    const char *prefer, GBytes *json, gboolean *may_have_arrived,
                                    gpointer data, GCancellable *cancellable, GError **error);
