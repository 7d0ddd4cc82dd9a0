/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-card-grid.h"

/**
 * BwCardGrid:
 *
 * Lays cards out in columns of one width: as many as fit and are allowed. Rows are as high as
 * their highest card; what height is left over goes to the rows that expand, in equal parts.
 */
struct _BwCardGrid {
  GtkWidget parent_instance;

  int       min_column_width;
  int       max_columns;
  int       spacing;
};

G_DEFINE_FINAL_TYPE (BwCardGrid, bw_card_grid, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_MIN_COLUMN_WIDTH,
  PROP_MAX_COLUMNS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

#define SPACING 12

static GPtrArray *
list_children (BwCardGrid *self)
{
  GPtrArray *children = g_ptr_array_new ();

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      g_ptr_array_add (children, child);
  return children;
}

/* Cards fill whole rows where they can: six cards are three and three, not five and one. */
static guint
count_columns (BwCardGrid *self, int width, guint n)
{
  int fit = (width + self->spacing) / (self->min_column_width + self->spacing);
  guint columns = (guint) CLAMP (fit, 1, self->max_columns);

  if (n == 0)
    return 1;
  columns = MIN (columns, n);
  return (n + (n + columns - 1) / columns - 1) / ((n + columns - 1) / columns);
}

static int
column_width (BwCardGrid *self, int width, guint columns)
{
  return MAX (1, (width - (int) (columns - 1) * self->spacing) / (int) columns);
}

/* Measures each row; returns the sum with the gaps between them. */
static int
measure_rows (BwCardGrid *self, GPtrArray *children, guint columns, int width, int *heights,
              gboolean *expands)
{
  guint rows = (children->len + columns - 1) / columns;
  int sum = rows > 0 ? (int) (rows - 1) * self->spacing : 0;

  for (guint row = 0; row < rows; row++)
    {
      heights[row] = 0;
      expands[row] = FALSE;
      for (guint i = row * columns; i < MIN ((row + 1) * columns, children->len); i++)
        {
          GtkWidget *child = g_ptr_array_index (children, i);
          int minimum, natural;

          gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL,
                              NULL);
          expands[row] |= gtk_widget_compute_expand (child, GTK_ORIENTATION_VERTICAL);
          heights[row] = MAX (heights[row], expands[row] ? minimum : natural);
        }
      sum += heights[row];
    }
  return sum;
}

static GtkSizeRequestMode
bw_card_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
bw_card_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  BwCardGrid *self = BW_CARD_GRID (widget);
  g_autoptr (GPtrArray) children = list_children (self);

  *minimum = *natural = 0;
  if (children->len == 0)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      for (guint i = 0; i < children->len; i++)
        {
          int child_minimum;

          gtk_widget_measure (g_ptr_array_index (children, i), orientation, -1, &child_minimum,
                              NULL, NULL, NULL);
          *minimum = MAX (*minimum, child_minimum);
        }
      *natural = MAX (*minimum, self->min_column_width * 2 + self->spacing);
    }
  else
    {
      int width = for_size > 0 ? for_size : self->min_column_width;
      guint columns = count_columns (self, width, children->len);
      g_autofree int *heights = g_new0 (int, children->len);
      g_autofree gboolean *expands = g_new0 (gboolean, children->len);

      *minimum = *natural = measure_rows (self, children, columns,
                                          column_width (self, width, columns), heights, expands);
    }
}

static void
bw_card_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BwCardGrid *self = BW_CARD_GRID (widget);
  g_autoptr (GPtrArray) children = list_children (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint columns = count_columns (self, width, children->len);
  int card_width = column_width (self, width, columns);
  g_autofree int *heights = g_new0 (int, children->len + 1);
  g_autofree gboolean *expands = g_new0 (gboolean, children->len + 1);
  int left_over = height - measure_rows (self, children, columns, card_width, heights, expands);
  guint rows = (children->len + columns - 1) / columns;
  guint growing = 0;
  int y = 0;

  for (guint row = 0; row < rows; row++)
    growing += expands[row];
  for (guint row = 0; row < rows; row++)
    {
      int x = 0;

      if (expands[row] && left_over > 0)
        {
          int more = left_over / (int) growing--;

          heights[row] += more;
          left_over -= more;
        }
      for (guint i = row * columns; i < MIN ((row + 1) * columns, children->len); i++)
        {
          /* The last card of a row takes the pixels that the division left over. */
          int w = i % columns == columns - 1 ? width - x : card_width;

          gtk_widget_size_allocate (g_ptr_array_index (children, i),
                                    &(GtkAllocation) { rtl ? width - x - w : x, y, w,
                                                       heights[row] }, -1);
          x += w + self->spacing;
        }
      y += heights[row] + self->spacing;
    }
}

static void
bw_card_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BwCardGrid *self = BW_CARD_GRID (object);

  switch (id)
    {
    case PROP_MIN_COLUMN_WIDTH:
      g_value_set_int (value, self->min_column_width);
      break;
    case PROP_MAX_COLUMNS:
      g_value_set_int (value, self->max_columns);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_card_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BwCardGrid *self = BW_CARD_GRID (object);

  switch (id)
    {
    case PROP_MIN_COLUMN_WIDTH:
      self->min_column_width = g_value_get_int (value);
      break;
    case PROP_MAX_COLUMNS:
      self->max_columns = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
bw_card_grid_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bw_card_grid_parent_class)->dispose (object);
}

static void
bw_card_grid_class_init (BwCardGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bw_card_grid_get_property;
  object_class->set_property = bw_card_grid_set_property;
  object_class->dispose = bw_card_grid_dispose;
  widget_class->get_request_mode = bw_card_grid_get_request_mode;
  widget_class->measure = bw_card_grid_measure;
  widget_class->size_allocate = bw_card_grid_size_allocate;

  props[PROP_MIN_COLUMN_WIDTH] = g_param_spec_int ("min-column-width", NULL, NULL, 1, G_MAXINT,
                                                   300, flags);
  props[PROP_MAX_COLUMNS] = g_param_spec_int ("max-columns", NULL, NULL, 1, G_MAXINT, 2, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
bw_card_grid_init (BwCardGrid *self)
{
  self->spacing = SPACING;
}

/**
 * bw_card_grid_new:
 * @min_column_width: a column is never narrower where more than one fits
 * @max_columns: at most so many columns
 */
GtkWidget *
bw_card_grid_new (int min_column_width, int max_columns)
{
  return g_object_new (BW_TYPE_CARD_GRID, "min-column-width", min_column_width, "max-columns",
                       max_columns, NULL);
}

void
bw_card_grid_append (BwCardGrid *self, GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
