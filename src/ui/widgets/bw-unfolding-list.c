/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-unfolding-list.h"

/* A list of the toolkit makes the widgets of so many rows, however few of them are in sight. */
#define ROWS_MADE 210

/* Rows that are made in a frame: what a window of columns takes a third of a frame's time for. */
#define ROWS_A_FRAME 6

/**
 * BwUnfoldingList:
 *
 * A list that shows the rows in sight at once and the rest over the next frames, because making
 * two hundred rows of a table at a time holds the main loop for longer than a person who types
 * should have to wait. Rows that were made before cost little and are shown again at once.
 */
struct _BwUnfoldingList {
  GObject            parent_instance;

  GtkSliceListModel *slice;
  GtkWidget         *widget; /* Not owned: it owns this, and its frames are counted. */
  guint              tick;
};

G_DEFINE_FINAL_TYPE (BwUnfoldingList, bw_unfolding_list, G_TYPE_OBJECT)

static gboolean
unfold (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  BwUnfoldingList *self = data;
  guint size = gtk_slice_list_model_get_size (self->slice) + ROWS_A_FRAME;
  gboolean whole = size >= ROWS_MADE
                   || size >= g_list_model_get_n_items (bw_unfolding_list_get_model (self));

  if (whole)
    self->tick = 0;
  gtk_slice_list_model_set_size (self->slice, whole ? G_MAXUINT : size);
  return whole ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
stop (BwUnfoldingList *self)
{
  if (self->tick)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  self->tick = 0;
}

static void
bw_unfolding_list_dispose (GObject *object)
{
  BwUnfoldingList *self = BW_UNFOLDING_LIST (object);

  stop (self);
  g_clear_object (&self->slice);
  G_OBJECT_CLASS (bw_unfolding_list_parent_class)->dispose (object);
}

static void
bw_unfolding_list_class_init (BwUnfoldingListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_unfolding_list_dispose;
}

static void
bw_unfolding_list_init (BwUnfoldingList *self)
{
  self->slice = gtk_slice_list_model_new (NULL, 0, ROWS_A_FRAME);
}

/**
 * bw_unfolding_list_new:
 * @widget: where the list is shown; it has to dispose of this before it is gone
 */
BwUnfoldingList *
bw_unfolding_list_new (GtkWidget *widget)
{
  BwUnfoldingList *self = g_object_new (BW_TYPE_UNFOLDING_LIST, NULL);

  self->widget = widget;
  return self;
}

/**
 * bw_unfolding_list_set_model:
 * @model: what to show
 * @least: how many of its rows are to be there when this returns, because one of them is going to be
 *   scrolled to; %G_MAXUINT for all
 */
void
bw_unfolding_list_set_model (BwUnfoldingList *self, GListModel *model, guint least)
{
  guint made = g_list_model_get_n_items (bw_unfolding_list_get_shown (self));
  guint n = g_list_model_get_n_items (model);
  gboolean whole = FALSE;

  stop (self);
  if (MAX (made, least) < MIN (ROWS_MADE, n))
    {
      gtk_slice_list_model_set_size (self->slice, MAX (MAX (made, least), ROWS_A_FRAME));
      self->tick = gtk_widget_add_tick_callback (self->widget, unfold, self, NULL);
    }
  else
    {
      whole = TRUE;
    }
  gtk_slice_list_model_set_model (self->slice, model);
  if (whole)
    gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
}

/**
 * bw_unfolding_list_get_model:
 *
 * Returns: (nullable) (transfer none): all that there is to show
 */
GListModel *
bw_unfolding_list_get_model (BwUnfoldingList *self)
{
  return gtk_slice_list_model_get_model (self->slice);
}

/**
 * bw_unfolding_list_get_shown:
 *
 * Returns: (transfer none): what is shown of it
 */
GListModel *
bw_unfolding_list_get_shown (BwUnfoldingList *self)
{
  return G_LIST_MODEL (self->slice);
}
