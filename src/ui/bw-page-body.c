/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-page-body.h"

#include "ui/widgets/bw-measure.h"
#include "ui/widgets/bw-sentence.h"

/*
 * Filling a page, styling what it has been filled with, measuring and painting it each take a good
 * part of the time for which the main loop may be held, and the next frame would do all but the
 * first in one go. So a body that is not seen yet stays hidden for the frame that styles it, is
 * measured when that is over, and then finds its sizes known when it is shown.
 */

static gboolean
on_shown_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  BwPageBody *self = data;

  if (self->frames++ == 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
count_frames (BwPageBody *self, GtkTickCallback callback)
{
  self->frames = 0;
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->stack), callback, self, NULL);
}

static gboolean
measure_body (gpointer data)
{
  BwPageBody *self = data;

  self->measuring = 0;
  bw_measure_ahead (self->body, gtk_widget_get_width (GTK_WIDGET (self->stack)));
  if (self->is_hidden)
    {
      self->is_hidden = FALSE;
      gtk_stack_set_visible_child (self->stack, self->body);
      count_frames (self, on_shown_frame);
    }
  return G_SOURCE_REMOVE;
}

static void
measure_before_frame (BwPageBody *self)
{
  if (self->measuring == 0)
    self->measuring = g_idle_add_full (GTK_PRIORITY_RESIZE, measure_body, self, NULL);
}

static gboolean
on_hidden_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  BwPageBody *self = data;

  /* The first time the frame that styles the body is only about to begin. */
  if (self->frames++ == 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  measure_before_frame (self);
  return G_SOURCE_REMOVE;
}

/**
 * bw_page_body_show:
 * @stack: where @body is to be seen; both outlive what is under way, or bw_page_body_stop() ends it
 * @body: what has just been filled
 */
void
bw_page_body_show (BwPageBody *self, GtkStack *stack, GtkWidget *body)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (stack));

  self->stack = stack;
  self->body = body;
  bw_sentences_ease (body);
  if (gtk_stack_get_visible_child (stack) == body && gtk_widget_get_width (body) > 0)
    {
      measure_before_frame (self);
      return;
    }
  /* Before the first frame of the window there is nobody who would be held up, but somebody who
   * waits. */
  if (root == NULL || gtk_widget_get_width (GTK_WIDGET (root)) == 0
      || !gtk_widget_get_mapped (GTK_WIDGET (stack)))
    {
      bw_page_body_stop (self);
      gtk_stack_set_visible_child (stack, body);
      return;
    }
  if (self->is_hidden)
    return;
  self->is_hidden = TRUE;
  if (self->tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (stack), self->tick);
  count_frames (self, on_hidden_frame);
}

/* Something else is shown, or the page goes. */
void
bw_page_body_stop (BwPageBody *self)
{
  self->is_hidden = FALSE;
  if (self->tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->stack), self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->measuring, g_source_remove);
}

/**
 * bw_page_body_is_awaited:
 *
 * Returns: whether the body has been filled and has not been painted yet
 */
gboolean
bw_page_body_is_awaited (const BwPageBody *self)
{
  return self->is_hidden || self->tick != 0;
}
