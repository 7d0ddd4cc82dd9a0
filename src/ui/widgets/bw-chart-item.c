/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-chart-item.h"

#include <math.h>

/**
 * BwChartItem:
 *
 * One item of a chart, such as a bar, to somebody who does not see it. It is no widget: it is
 * neither laid out nor drawn, it has a name, a place and whether the keyboard is at it.
 */
struct _BwChartItem {
  GObject            parent_instance;

  GtkWidget         *chart;   /* (nullable): borrowed; it lets go of its items before it goes. */
  GtkAccessible     *next;    /* (nullable): borrowed: what comes after it in the chart. */
  GtkATContext      *context; /* (nullable): made when it is first asked for. */
  char              *text;
  cairo_rectangle_t  area;    /* In the coordinates of the chart. */
  gboolean           selected;
};

enum {
  PROP_ACCESSIBLE_ROLE = 1,
};

static GtkATContext *
get_at_context (GtkAccessible *accessible)
{
  BwChartItem *self = BW_CHART_ITEM (accessible);

  if (self->context == NULL && self->chart)
    self->context = gtk_at_context_create (GTK_ACCESSIBLE_ROLE_LIST_ITEM, accessible,
                                           gtk_widget_get_display (self->chart));
  return self->context ? g_object_ref (self->context) : NULL;
}

/* The focus stays at the chart, whose active descendant the item is. */
static gboolean
get_platform_state (GtkAccessible *accessible, GtkAccessiblePlatformState state)
{
  return FALSE;
}

static GtkAccessible *
get_accessible_parent (GtkAccessible *accessible)
{
  BwChartItem *self = BW_CHART_ITEM (accessible);

  return self->chart ? GTK_ACCESSIBLE (g_object_ref (self->chart)) : NULL;
}

static GtkAccessible *
get_first_accessible_child (GtkAccessible *accessible)
{
  return NULL;
}

static GtkAccessible *
get_next_accessible_sibling (GtkAccessible *accessible)
{
  BwChartItem *self = BW_CHART_ITEM (accessible);

  return self->next ? g_object_ref (self->next) : NULL;
}

static gboolean
get_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  BwChartItem *self = BW_CHART_ITEM (accessible);

  *x = (int) floor (self->area.x);
  *y = (int) floor (self->area.y);
  *width = (int) ceil (self->area.x + self->area.width) - *x;
  *height = (int) ceil (self->area.y + self->area.height) - *y;
  return self->chart != NULL;
}

static void
accessible_init (GtkAccessibleInterface *iface)
{
  iface->get_at_context = get_at_context;
  iface->get_platform_state = get_platform_state;
  iface->get_accessible_parent = get_accessible_parent;
  iface->get_first_accessible_child = get_first_accessible_child;
  iface->get_next_accessible_sibling = get_next_accessible_sibling;
  iface->get_bounds = get_bounds;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BwChartItem, bw_chart_item, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, accessible_init))

static void
bw_chart_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACCESSIBLE_ROLE)
    g_value_set_enum (value, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* The role of an item is always the same; the interface wants it to be writable. */
static void
bw_chart_item_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id != PROP_ACCESSIBLE_ROLE)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* The context takes its leave of the reader by asking the item for its role, which it has to be alive
 * to say. */
static void
bw_chart_item_dispose (GObject *object)
{
  BwChartItem *self = BW_CHART_ITEM (object);

  bw_chart_item_detach (self);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (bw_chart_item_parent_class)->dispose (object);
}

static void
bw_chart_item_finalize (GObject *object)
{
  BwChartItem *self = BW_CHART_ITEM (object);

  g_free (self->text);
  G_OBJECT_CLASS (bw_chart_item_parent_class)->finalize (object);
}

static void
bw_chart_item_class_init (BwChartItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bw_chart_item_get_property;
  object_class->set_property = bw_chart_item_set_property;
  object_class->dispose = bw_chart_item_dispose;
  object_class->finalize = bw_chart_item_finalize;
  g_object_class_override_property (object_class, PROP_ACCESSIBLE_ROLE, "accessible-role");
}

static void
bw_chart_item_init (BwChartItem *self)
{
}

/**
 * bw_chart_item_new:
 * @chart: the chart that it belongs to, which has to detach it before it goes
 */
BwChartItem *
bw_chart_item_new (GtkWidget *chart)
{
  BwChartItem *self = g_object_new (BW_TYPE_CHART_ITEM, NULL);

  self->chart = chart;
  return self;
}

/**
 * bw_chart_item_set_pick:
 * @pick: what the item says and where it is
 */
void
bw_chart_item_set_pick (BwChartItem *self, const BwChartPick *pick)
{
  self->area = pick->area;
  if (g_set_str (&self->text, pick->text ? pick->text : ""))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->text, -1);
}

/**
 * bw_chart_item_set_next:
 * @next: (nullable): what comes after it in the chart, which is there as long as the item is
 */
void
bw_chart_item_set_next (BwChartItem *self, GtkAccessible *next)
{
  self->next = next;
}

/**
 * bw_chart_item_set_selected:
 * @selected: whether the keyboard is at it
 */
void
bw_chart_item_set_selected (BwChartItem *self, gboolean selected)
{
  if (self->selected == selected)
    return;
  self->selected = selected;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

/**
 * bw_chart_item_detach:
 *
 * Takes the item out of its chart. Whoever still holds it has an item that is nowhere.
 */
void
bw_chart_item_detach (BwChartItem *self)
{
  self->chart = NULL;
  self->next = NULL;
}
