/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-drawing.h"

/*
 * Text that worker threads set while the program ends. The libraries that set it free what they share
 * when the program exits, whoever still reads it; so the program waits for the slide that is being
 * drawn, and nobody begins another one.
 */

static GMutex lock;
static GCond ended;
static guint n_drawing;
static gboolean is_closed;

/**
 * bw_drawing_begin:
 *
 * To be called by a worker thread before it sets text; may be called by several at once.
 *
 * Returns: whether it may draw, and then calls bw_drawing_end(); not when the program ends
 */
gboolean
bw_drawing_begin (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (!is_closed)
    n_drawing++;
  return !is_closed;
}

/**
 * bw_drawing_end:
 *
 * The worker thread that has begun has set its text.
 */
void
bw_drawing_end (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (--n_drawing == 0)
    g_cond_broadcast (&ended);
}

/**
 * bw_drawing_close:
 *
 * Lets nobody begin any more, and waits for those who have.
 */
void
bw_drawing_close (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  is_closed = TRUE;
  while (n_drawing > 0)
    g_cond_wait (&ended, &lock);
}
