/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-crew.h"

/* More threads than these would wait for the memory that they share. */
#define MOST_THREADS 4

typedef struct {
  guint     n_jobs;
  guint     next; /* (atomic) */
  BwCrewJob job;
  gpointer  user_data;
} Crew;

static gpointer
work (gpointer data)
{
  Crew *crew = data;
  guint i;

  while ((i = (guint) g_atomic_int_add ((int *) &crew->next, 1)) < crew->n_jobs)
    crew->job (i, crew->user_data);
  return NULL;
}

/**
 * bw_crew_run:
 * @n_jobs: how many there are
 * @job: (scope call): does the job of a number; any thread may call it, several at a time
 * @user_data: for @job
 *
 * Does jobs that have nothing to do with each other on as many threads as the machine can run, this
 * one among them. Returns when all are done.
 */
void
bw_crew_run (guint n_jobs, BwCrewJob job, gpointer user_data)
{
  Crew crew = { n_jobs, 0, job, user_data };
  GThread *helpers[MOST_THREADS - 1];
  guint n_helpers = MIN (MIN (g_get_num_processors (), MOST_THREADS), MAX (n_jobs, 1)) - 1;

  for (guint i = 0; i < n_helpers; i++)
    helpers[i] = g_thread_new ("bw-crew", work, &crew);
  work (&crew);
  for (guint i = 0; i < n_helpers; i++)
    g_thread_join (helpers[i]);
}
