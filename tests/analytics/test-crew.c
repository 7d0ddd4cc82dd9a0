/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-crew.h"

#define MOST_JOBS 3000

typedef struct {
  int done[MOST_JOBS];
} Work;

static void
count (guint job, gpointer data)
{
  Work *work = data;

  g_assert_cmpuint (job, <, MOST_JOBS);
  g_atomic_int_inc (&work->done[job]);
}

/* Each job is done once, however many there are, and all are when it returns. */
static void
test_each_once (void)
{
  static const guint numbers[] = { 0, 1, 2, 3, 7, 64, MOST_JOBS };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree Work *work = g_new0 (Work, 1);

      bw_crew_run (numbers[i], count, work);
      for (guint job = 0; job < MOST_JOBS; job++)
        g_assert_cmpint (work->done[job], ==, job < numbers[i] ? 1 : 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crew/each-once", test_each_once);
  return g_test_run ();
}
