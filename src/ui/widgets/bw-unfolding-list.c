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
 * should have to wait. The toolkit makes rows anew for every other model. Where somebody has
 * scrolled, all rows that were there are shown at once, or else the place would be lost.
 */
struct _BwUnfoldingList {
  GObject            parent_instance;

  GtkSliceListModel *slice;
  GtkWidget         *widget; /* Not owned: it owns this, and its frames are counted. */
  gboolean           is_folded; /* There are rows still to be shown. */
  guint              tick;
};

G_DEFINE_FINAL_TYPE (BwUnfoldingList, bw_unfolding_list, G_TYPE_OBJECT)

static guint
count_rows (GtkWidget *widget)
{
  gboolean is_list = GTK_IS_LIST_VIEW (widget);
  guint most = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && most < ROWS_MADE;
       child = gtk_widget_get_next_sibling (child))
    {
      guint rows = is_list ? most + 1 : count_rows (child);

      most = MAX (most, rows);
    }
  return most;
}

/* The list in @widget that is seen, (nullable): its first one. */
static GtkScrollable *
find_list (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_COLUMN_VIEW (widget) || GTK_IS_LIST_VIEW (widget))
    return GTK_SCROLLABLE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkScrollable *found = find_list (child);

      if (found)
        return found;
    }
  return NULL;
}

/* How many of the rows that are shown have to be there again at once. A list that was not seen may
 * have made none of those it was given; one that was scrolled has made about half of them. */
static guint
count_needed (BwUnfoldingList *self)
{
  guint shown = g_list_model_get_n_items (bw_unfolding_list_get_shown (self));
  guint rows = count_rows (self->widget);
  GtkScrollable *list = find_list (self->widget);
  GtkAdjustment *scroll = list ? gtk_scrollable_get_vadjustment (list) : NULL;

  if (rows < MIN (shown, ROWS_MADE) / 3)
    return rows;
  if (scroll == NULL || gtk_adjustment_get_value (scroll) > 0
      || gtk_adjustment_get_upper (scroll) <= 0)
    return shown;
  return (guint) (shown * MIN (1.0, gtk_adjustment_get_page_size (scroll)
                                      / gtk_adjustment_get_upper (scroll))) + 1;
}

static gboolean
unfold (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  BwUnfoldingList *self = data;
  guint size = gtk_slice_list_model_get_size (self->slice) + ROWS_A_FRAME;

  self->is_folded = size < ROWS_MADE
                    && size < g_list_model_get_n_items (bw_unfolding_list_get_model (self));
  if (!self->is_folded)
    self->tick = 0;
  gtk_slice_list_model_set_size (self->slice, self->is_folded ? size : G_MAXUINT);
  return self->is_folded ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
stop (BwUnfoldingList *self)
{
  if (self->tick)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  self->tick = 0;
}

/* Rows that are made while nobody sees them would all be styled in the frame in which they are seen. */
static void
go_on (BwUnfoldingList *self)
{
  if (self->is_folded && self->tick == 0 && gtk_widget_get_mapped (self->widget))
    self->tick = gtk_widget_add_tick_callback (self->widget, unfold, self, NULL);
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
  g_signal_connect_object (widget, "map", G_CALLBACK (go_on), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (stop), self, G_CONNECT_SWAPPED);
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
  guint made = count_needed (self);

  stop (self);
  made = MAX (made, MAX (least, ROWS_A_FRAME));
  self->is_folded = made < MIN (ROWS_MADE, g_list_model_get_n_items (model));
  if (self->is_folded)
    gtk_slice_list_model_set_size (self->slice, made);
  gtk_slice_list_model_set_model (self->slice, model);
  if (!self->is_folded)
    gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  go_on (self);
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
