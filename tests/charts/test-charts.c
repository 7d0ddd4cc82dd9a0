/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chart-fixtures.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "charts/bw-label.h"
#include "charts/bw-sparkline.h"

/* The sizes that the program shows charts in: card, phone, small card, page, slide. */
static const struct {
  double        width;
  double        height;
  BwChartDetail detail;
} sizes[] = {
  { 560, 260, BW_CHART_COMPACT }, { 360, 300, BW_CHART_COMPACT }, { 300, 200, BW_CHART_COMPACT },
  { 1200, 800, BW_CHART_PAGE },   { 1152, 400, BW_CHART_SLIDE },  { 120, 60, BW_CHART_COMPACT },
};

typedef enum {
  LOOK_LIGHT,
  LOOK_DARK,
  LOOK_CONTRAST,
  LOOK_RTL,
  N_LOOKS
} Look;

static const char *const look_names[N_LOOKS] = { "light", "dark", "contrast", "rtl" };

static BwChartStyle
make_style (Look look, BwChartDetail detail)
{
  BwChartStyle style;

  bw_chart_style_init (&style);
  style.detail = detail;
  style.dark = look == LOOK_DARK;
  style.high_contrast = look == LOOK_CONTRAST;
  style.rtl = look == LOOK_RTL;
  style.currency = "EUR";
  if (detail == BW_CHART_SLIDE)
    style.font_size = 18;
  return style;
}

/* Draws a chart on its ground; the picture is kept beside the test for people to look at. */
static cairo_surface_t *
paint (const BwChart      *chart,
       const BwChartStyle *style,
       double              width,
       double              height,
       const BwChartPick  *hover,
       const char         *name)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width,
                                                         (int) height);
  cairo_t *cr = cairo_create (surface);

  bw_chart_style_set_source (style, cr, BW_COLOR_SURFACE, 1);
  cairo_paint (cr);
  bw_chart_draw (chart, style, cr, width, height);
  if (hover != NULL)
    bw_chart_draw_hover (chart, style, cr, width, height, hover);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  if (name != NULL)
    {
      g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "charts", "pictures", NULL);
      g_autofree char *file = g_strconcat (name, ".png", NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
      g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
    }
  return surface;
}

static gboolean
overlap (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  return a->x + a->width > b->x + 0.01 && b->x + b->width > a->x + 0.01
         && a->y + a->height > b->y + 0.01 && b->y + b->height > a->y + 0.01;
}

/* Whether a line, followed in small steps, enters a rectangle: on purpose not how the labeller
 * finds it out. */
static gboolean
crosses (const cairo_rectangle_t *line, const cairo_rectangle_t *area)
{
  double length = hypot (line->width, line->height);
  int steps = (int) ceil (length) + 1;

  for (int i = 0; i <= steps; i++)
    {
      double x = line->x + line->width * i / steps, y = line->y + line->height * i / steps;

      if (x > area->x && x < area->x + area->width && y > area->y && y < area->y + area->height)
        return TRUE;
    }
  return FALSE;
}

static void
check_labels (const GArray *log, double width, double height, const char *where)
{
  for (guint i = 0; i < log->len; i++)
    {
      const BwLabelRecord *label = &g_array_index (log, BwLabelRecord, i);

      if (label->kind != BW_LABEL_RECORD_LABEL)
        continue;
      if (label->area.x < 0 || label->area.y < 0 || label->area.x + label->area.width > width
          || label->area.y + label->area.height > height)
        g_error ("%s: “%s” leaves the surface", where, label->text);
      for (guint k = 0; k < log->len; k++)
        {
          const BwLabelRecord *other = &g_array_index (log, BwLabelRecord, k);

          if (k == i)
            continue;
          if (other->kind == BW_LABEL_RECORD_LINE ? crosses (&other->area, &label->area)
                                                  : overlap (&label->area, &other->area))
            g_error ("%s: “%s” lies on %s “%s”", where, label->text,
                     other->kind == BW_LABEL_RECORD_LABEL ? "the label" : "a mark", other->text);
        }
    }
}

/* Every chart of every company in every size and look: nothing warns, no label lies on another
 * or on a mark or leaves the surface. */
static void
test_drawing (gconstpointer data)
{
  FixtureKind kind = GPOINTER_TO_INT (data);
  g_autoptr (Fixture) fixture = fixture_new (kind);

  for (guint chart = 0; chart < 4; chart++)
    {
      for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
        {
          for (Look look = 0; look < N_LOOKS; look++)
            {
              BwChartStyle style = make_style (look, sizes[size].detail);
              g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (BwLabelRecord));
              g_autofree char *name = g_strdup_printf (
                "%s-%s-%.0fx%.0f-%s", fixture_chart_names[chart], fixture_names[kind],
                sizes[size].width, sizes[size].height, look_names[look]);

              style.log = log;
              cairo_surface_destroy (paint (fixture->charts[chart], &style, sizes[size].width,
                                            sizes[size].height, NULL, name));
              check_labels (log, sizes[size].width, sizes[size].height, name);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (FixtureKind kind = 0; kind < N_FIXTURES; kind++)
    {
      g_autofree char *path = g_strconcat ("/charts/drawing/", fixture_names[kind], NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (kind), test_drawing);
    }
  return g_test_run ();
}
