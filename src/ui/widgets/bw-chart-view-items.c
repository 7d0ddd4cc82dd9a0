/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-chart-view-private.h"

#include "ui/widgets/bw-chart-item.h"

/* What BwChartView offers to a screen reader: a list with the items of the chart, which is made
 * when somebody asks for it, so that a window that nobody reads aloud does not pay for it. */

/* More than a person goes through one by one; the table of the chart has all of them. */
#define MAX_ITEMS 220

static void
forget_item (gpointer item)
{
  bw_chart_item_detach (item);
  g_object_unref (item);
}

/* The objects stay and are told their new words: a screen reader keeps its place that way. */
static void
fill (BwChartView *self)
{
  BwChartStyle style;
  double width, height;
  guint n = 0;

  if (bw_chart_view_get_canvas (self, &style, &width, &height))
    n = MIN (bw_chart_n_items (self->chart), MAX_ITEMS);
  if (n < self->items->len)
    {
      if (n > 0)
        bw_chart_item_set_next (self->items->pdata[n - 1], NULL);
      if (self->selected >= (int) n)
        bw_chart_view_reflect_item (self, -1);
      g_ptr_array_set_size (self->items, (int) n);
    }
  for (guint i = 0; i < n; i++)
    {
      g_auto (BwChartPick) pick = { 0 };

      bw_chart_item (self->chart, &style, width, height, i, &pick);
      if (i == self->items->len)
        {
          g_ptr_array_add (self->items, bw_chart_item_new (GTK_WIDGET (self)));
          if (i > 0)
            bw_chart_item_set_next (self->items->pdata[i - 1], self->items->pdata[i]);
        }
      bw_chart_item_set_pick (self->items->pdata[i], &pick);
    }
}

static gboolean
on_refill (gpointer data)
{
  BwChartView *self = data;

  self->refill_source = 0;
  fill (self);
  bw_chart_view_reflect_item (self, self->item);
  return G_SOURCE_REMOVE;
}

/**
 * bw_chart_view_get_items:
 *
 * Returns: (element-type BwChartItem): the items, which are made now if they are not there yet;
 *   none while the chart has no size
 */
GPtrArray *
bw_chart_view_get_items (BwChartView *self)
{
  if (self->items == NULL)
    self->items = g_ptr_array_new_with_free_func (forget_item);
  if (self->items->len == 0)
    fill (self);
  return self->items;
}

/**
 * bw_chart_view_reflect_item:
 * @item: the item that the keyboard is at, -1 for none
 *
 * Says which item is the current one. Only the keyboard makes the items, the pointer does not.
 */
void
bw_chart_view_reflect_item (BwChartView *self, int item)
{
  if (self->items == NULL && item < 0)
    return;
  bw_chart_view_get_items (self);
  if (item >= (int) self->items->len)
    item = -1;
  if (item == self->selected)
    return;
  if (self->selected >= 0 && self->selected < (int) self->items->len)
    bw_chart_item_set_selected (self->items->pdata[self->selected], FALSE);
  self->selected = item;
  if (item < 0)
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (self),
                                     GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
      return;
    }
  bw_chart_item_set_selected (self->items->pdata[item], TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT,
                                  self->items->pdata[item], -1);
}

/**
 * bw_chart_view_refill_items:
 *
 * Gives the items their new words and places, when there is nothing better to do.
 */
void
bw_chart_view_refill_items (BwChartView *self)
{
  if (self->items && self->refill_source == 0)
    self->refill_source = g_idle_add_full (G_PRIORITY_LOW, on_refill, self, NULL);
}

void
bw_chart_view_forget_items (BwChartView *self)
{
  g_clear_handle_id (&self->refill_source, g_source_remove);
  if (self->items)
    bw_chart_view_reflect_item (self, -1);
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

/* The items, and after them what else is inside the chart. */
GtkAccessible *
bw_chart_view_get_first_accessible_child (GtkAccessible *accessible)
{
  BwChartView *self = BW_CHART_VIEW (accessible);
  GPtrArray *items = bw_chart_view_get_items (self);
  GtkAccessible *menu = self->menu ? GTK_ACCESSIBLE (self->menu) : NULL;

  if (items->len > 0)
    {
      bw_chart_item_set_next (items->pdata[items->len - 1], menu);
      return g_object_ref (items->pdata[0]);
    }
  return menu ? g_object_ref (menu) : NULL;
}
