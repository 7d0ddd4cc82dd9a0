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
      if (label->area.x < -0.01 || label->area.y < -0.01
          || label->area.x + label->area.width > width + 0.01
          || label->area.y + label->area.height > height + 0.01)
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

  for (guint chart = 0; chart < N_CHARTS; chart++)
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

/* The pixels that differ between two pictures, within a rectangle and all over. */
static void
count_changes (cairo_surface_t         *before,
               cairo_surface_t         *after,
               const cairo_rectangle_t *area,
               guint                   *within,
               guint                   *all)
{
  int width = cairo_image_surface_get_width (before);
  int height = cairo_image_surface_get_height (before);
  int stride = cairo_image_surface_get_stride (before);

  *within = *all = 0;
  cairo_surface_flush (before);
  cairo_surface_flush (after);
  for (int y = 0; y < height; y++)
    {
      const guint32 *a = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (before)
                                                            + (gsize) y * stride);
      const guint32 *b = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (after)
                                                            + (gsize) y * stride);

      for (int x = 0; x < width; x++)
        {
          if ((a[x] & 0xffffff) == (b[x] & 0xffffff))
            continue;
          ++*all;
          *within += x >= area->x - 8 && x <= area->x + area->width + 8 && y >= area->y - 8
                     && y <= area->y + area->height + 8;
        }
    }
}

/* Every item has a text; where it has a place, pointing at its middle finds something, and the
 * hover of what is found changes pixels. */
static void
test_items (gconstpointer data)
{
  g_autoptr (Fixture) fixture = fixture_new (GPOINTER_TO_INT (data));

  for (guint c = 0; c < N_CHARTS; c++)
    {
      const BwChart *chart = fixture->charts[c];

      for (Look look = LOOK_LIGHT; look <= LOOK_RTL; look += LOOK_RTL)
        {
          BwChartStyle style = make_style (look, BW_CHART_PAGE);
          cairo_surface_t *plain = paint (chart, &style, 700, 420, NULL, NULL);
          guint n = bw_chart_n_items (chart);

          for (guint i = 0; i < n; i += 1 + n / 40)
            {
              g_auto (BwChartPick) item = { 0 };
              g_auto (BwChartPick) picked = { 0 };
              cairo_surface_t *hovered;
              guint within, all;

              g_assert_true (bw_chart_item (chart, &style, 700, 420, i, &item));
              g_assert_cmpint (item.kind, !=, BW_PICK_NONE);
              g_assert_true (item.text != NULL && *item.text != '\0');
              g_assert_true (g_utf8_validate (item.text, -1, NULL));
              if (item.area.width < 1 || item.area.height < 1)
                continue;
              g_assert_true (bw_chart_pick (chart, &style, 700, 420,
                                            item.area.x + item.area.width / 2,
                                            item.area.y + item.area.height / 2, &picked)
                             || item.kind == BW_PICK_PLAN || item.kind == BW_PICK_TIER
                             || item.kind == BW_PICK_BIN || item.kind == BW_PICK_SELLER);
              hovered = paint (chart, &style, 700, 420, &item, NULL);
              count_changes (plain, hovered, &item.area, &within, &all);
              g_assert_cmpuint (all, >, 0);
              if (item.kind == BW_PICK_ACCOUNT || item.kind == BW_PICK_EVENT)
                g_assert_cmpuint (within, ==, all);
              cairo_surface_destroy (hovered);
            }
          cairo_surface_destroy (plain);
          {
            g_auto (BwChartPick) beyond = { 0 };

            g_assert_false (bw_chart_item (chart, &style, 700, 420, n, &beyond));
          }
        }
    }
}

/* Pointing at the middle of a mark that stands alone finds that account, with the grid and
 * without. */
static void
test_pick_accounts (void)
{
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_NORMAL);
  BwQuadrantsChart *chart = &fixture->quadrants_chart;
  const BwQuadrantsInput *input = &fixture->quadrants_input;
  g_autoptr (BwPointGrid) grid = bw_point_grid_new (input->happiness, input->margin, input->n, -1,
                                                    1);
  guint found = 0;

  for (Look look = LOOK_LIGHT; look <= LOOK_RTL; look += LOOK_RTL)
    {
      BwChartStyle style = make_style (look, BW_CHART_PAGE);

      for (guint i = BW_N_QUADRANTS; i < bw_chart_n_items (&chart->parent); i++)
        {
          g_auto (BwChartPick) item = { 0 };
          g_auto (BwChartPick) with = { 0 };
          g_auto (BwChartPick) without = { 0 };
          double x, y;

          bw_chart_item (&chart->parent, &style, 900, 600, i, &item);
          x = item.area.x + item.area.width / 2;
          y = item.area.y + item.area.height / 2;
          chart->grid = NULL;
          g_assert_true (bw_chart_pick (&chart->parent, &style, 900, 600, x, y, &without));
          chart->grid = grid;
          g_assert_true (bw_chart_pick (&chart->parent, &style, 900, 600, x, y, &with));
          g_assert_cmpint (with.kind, ==, BW_PICK_ACCOUNT);
          g_assert_cmpint (with.index, ==, without.index);
          g_assert_cmpstr (with.text, ==, without.text);
          found += with.index == item.index;
        }
    }
  /* Some lie on others; most do not. */
  g_assert_cmpuint (found, >, bw_chart_n_items (&chart->parent));
}

/* A rectangle and a lasso around the left half hold the unhappy accounts. */
static void
test_lasso (void)
{
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_NORMAL);
  const BwQuadrantsInput *input = &fixture->quadrants_input;
  BwChartStyle style = make_style (LOOK_LIGHT, BW_CHART_PAGE);
  BwChartFrame frame;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) none = NULL;
  gsize expected = 0;

  g_assert_true (bw_chart_frame (&fixture->quadrants_chart.parent, &style, 800, 600, &frame));
  {
    double middle = frame.plot.x + frame.plot.width / 2;
    double corners[] = { 0, 0, middle, 0, middle, 600, 0, 600 };

    found = bw_quadrants_chart_within (&fixture->quadrants_chart, &style, 800, 600, corners, 4);
    none = bw_quadrants_chart_within (&fixture->quadrants_chart, &style, 800, 600, corners, 2);
  }
  for (gsize i = 0; i < input->n; i++)
    expected += input->happiness[i] < 0 && !isnan (input->margin[i]);
  g_assert_cmpuint (found->len, ==, expected);
  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpfloat (input->happiness[g_array_index (found, guint32, i)], <, 0);
}

static void
note_found (guint32 index, gpointer user_data)
{
  ((guint8 *) user_data)[index]++;
}

/* Every point of a rectangle is visited once, whatever the rectangle. */
static void
test_grid (void)
{
  enum { N = 5000 };
  g_autofree double *x = g_new (double, N);
  g_autofree double *y = g_new (double, N);
  g_autofree guint8 *seen = g_new (guint8, N);
  g_autoptr (BwPointGrid) grid = NULL;

  for (int i = 0; i < N; i++)
    {
      x[i] = i % 97 == 0 ? NAN : g_test_rand_double_range (-1.2, 1.2);
      y[i] = i % 89 == 0 ? NAN : g_test_rand_double_range (-1, 1);
    }
  grid = bw_point_grid_new (x, y, N, -1, 1);
  for (int k = 0; k < 50; k++)
    {
      double x_from = g_test_rand_double_range (-1.2, 1.2);
      double y_from = g_test_rand_double_range (-1, 1);
      double x_to = x_from + g_test_rand_double (), y_to = y_from + g_test_rand_double ();

      memset (seen, 0, N);
      bw_point_grid_foreach (grid, x_from, x_to, y_from, y_to, note_found, seen);
      for (int i = 0; i < N; i++)
        {
          g_assert_cmpint (seen[i], <=, 1);
          if (x[i] >= x_from && x[i] <= x_to && y[i] >= y_from && y[i] <= y_to)
            g_assert_cmpint (seen[i], ==, 1);
          if (isnan (x[i]) || isnan (y[i]))
            g_assert_cmpint (seen[i], ==, 0);
        }
    }
}

/* Zooming keeps the place under the pointer, panning moves by what it is told, and both stay
 * within the whole. */
static void
test_window (void)
{
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_NORMAL);

  for (guint c = 0; c < N_CHARTS; c++)
    {
      BwChart *chart = fixture->charts[c];

      for (Look look = LOOK_LIGHT; look <= LOOK_RTL; look += LOOK_RTL)
        {
          BwChartStyle style = make_style (look, BW_CHART_PAGE);
          BwChartFrame before, after;
          double share, x;

          bw_chart_show_all (chart);
          if (!bw_chart_frame (chart, &style, 800, 500, &before))
            {
              g_assert_false (bw_chart_zoom (chart, &style, 800, 500, 400, 200, 2));
              continue;
            }
          g_assert_false (bw_chart_is_zoomed (chart));
          g_assert_false (bw_chart_pan (chart, &style, 800, 500, 10, 0));
          x = before.plot.x + before.plot.width * 0.6;
          g_assert_true (bw_chart_zoom (chart, &style, 800, 500, x, 200, 4));
          g_assert_true (bw_chart_is_zoomed (chart));
          g_assert_true (bw_chart_frame (chart, &style, 800, 500, &after));
          g_assert_cmpfloat_with_epsilon (after.shown.x_to - after.shown.x_from,
                                          (before.shown.x_to - before.shown.x_from) / 4, 1e-9);
          share = look == LOOK_RTL ? 0.4 : 0.6;
          g_assert_cmpfloat_with_epsilon (
            after.shown.x_from + share * (after.shown.x_to - after.shown.x_from),
            before.shown.x_from + share * (before.shown.x_to - before.shown.x_from), 1e-6);
          cairo_surface_destroy (paint (chart, &style, 800, 500, NULL, NULL));

          g_assert_true (bw_chart_pan (chart, &style, 800, 500, 1e6, 1e6));
          g_assert_true (bw_chart_frame (chart, &style, 800, 500, &before));
          g_assert_cmpfloat (before.shown.x_from, >=, before.whole.x_from - 1e-9);
          g_assert_cmpfloat (before.shown.x_to, <=, before.whole.x_to + 1e-9);
          g_assert_true (bw_chart_zoom (chart, &style, 800, 500, 300, 200, 1e-3));
          g_assert_false (bw_chart_is_zoomed (chart));
        }
    }
}

/* The area of the ink of a colour tells that a million points fill where they are dense and
 * still show where they are few. */
static void
test_raster (void)
{
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_MILLION);
  BwChartStyle style = make_style (LOOK_LIGHT, BW_CHART_PAGE);
  cairo_surface_t *image = paint (&fixture->quadrants_chart.parent, &style, 600, 400, NULL, NULL);
  const guchar *pixels = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);
  guint blue = 0, orange = 0, right = 0;

  for (int y = 60; y < 180; y++)
    {
      for (int x = 40; x < 590; x++)
        {
          const guchar *p = pixels + y * stride + 4 * x;

          blue += p[0] > p[2] + 60;
          orange += p[2] > p[0] + 60;
          right += x > 310;
        }
    }
  g_assert_cmpuint (blue, >, right * 0.95);
  g_assert_cmpuint (orange, >, 5000);
  cairo_surface_destroy (image);
}

/* The line of a million points covers what a path through them would: both ends of its range in
 * most columns, and the gap stays empty. */
static void
test_columns (void)
{
  enum { N = 200000 };
  g_autofree BwSeriesPoint *points = g_new (BwSeriesPoint, N);
  BwSeries series = { .bucket = BW_BUCKET_WEEK, .n_points = N, .points = points,
                      .last = NAN, .last_on = BW_DATE_NONE, .baseline = { .value = NAN },
                      .plan_baseline = NAN, .plan_target = NAN,
                      .plan_baseline_on = BW_DATE_NONE, .plan_due_on = BW_DATE_NONE };
  BwChartStyle style = make_style (LOOK_LIGHT, BW_CHART_PAGE);
  BwSeriesChart chart;
  BwChartFrame frame;
  BwColor color = bw_chart_style_color (&style, BW_COLOR_ACTUAL);
  cairo_surface_t *image;
  const guchar *pixels;
  int stride;
  guint top = 0, bottom = 0, in_gap = 0, columns = 0;

  for (int i = 0; i < N; i++)
    points[i] = (BwSeriesPoint) { i / 100, i > N * 0.4 && i < N * 0.6 ? NAN : (i % 2 ? 10 : 20) };
  bw_series_chart_init (&chart, &series, NULL);
  image = paint (&chart.parent, &style, 600, 300, NULL, NULL);
  g_assert_true (bw_chart_frame (&chart.parent, &style, 600, 300, &frame));
  pixels = cairo_image_surface_get_data (image);
  stride = cairo_image_surface_get_stride (image);
  for (int x = (int) frame.plot.x + 2; x < frame.plot.x + frame.plot.width - 2; x++)
    {
      double share = (x - frame.plot.x) / frame.plot.width;
      int first = -1, last = -1;

      for (int y = 0; y < 300; y++)
        {
          const guchar *p = pixels + y * stride + 4 * x;

          if (p[2] == (int) round (color.red * 255) && p[0] == (int) round (color.blue * 255))
            {
              first = first < 0 ? y : first;
              last = y;
            }
        }
      columns++;
      if (share > 0.41 && share < 0.59)
        in_gap += first >= 0;
      else if (share < 0.39 || share > 0.61)
        {
          top += first >= 0 && first < frame.plot.y + frame.plot.height * 0.15;
          bottom += last > frame.plot.y + frame.plot.height * 0.85;
        }
    }
  g_assert_cmpuint (in_gap, ==, 0);
  g_assert_cmpuint (top, >, columns * 0.75);
  g_assert_cmpuint (bottom, >, columns * 0.75);
  cairo_surface_destroy (image);
}

/* Whatever the size, the bars of a waterfall add up to the change, and where all steps have a bar,
 * each has its own. */
static void
test_waterfall (void)
{
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_MILLION);
  const BwWaterfallChart *chart = &fixture->waterfall_chart;
  BwChartStyle style = make_style (LOOK_LIGHT, BW_CHART_PAGE);
  g_autofree double *amounts = g_new (double, chart->n_steps);
  gsize fewest = chart->n_steps;

  for (double height = 30; height < 9000; height *= 1.31)
    {
      gsize n = bw_waterfall_chart_bars (chart, &style, 480, height, amounts);
      double sum = 0;

      for (gsize i = 0; i < n; i++)
        {
          sum += amounts[i];
          if (i + 1 < n || n == chart->n_steps)
            g_assert_cmpfloat (amounts[i], ==, chart->steps[i].amount);
        }
      g_assert_cmpfloat_with_epsilon (sum, chart->to - chart->from, 1e-9);
      fewest = MIN (fewest, n);
    }
  g_assert_cmpuint (fewest, <, 3);
  g_assert_cmpuint (bw_waterfall_chart_bars (chart, &style, 480,
                                             bw_chart_height (&chart->parent, &style, 480),
                                             amounts),
                    ==, chart->n_steps);
}

/* Where the surface is as high as the bars ask for, or a little less, each has its name and how much
 * it is. */
static void
test_bars (void)
{
  static const double widths[] = { 260, 307, 320, 560, 900 };
  static const double shares[] = { 1, 0.8 };

  for (FixtureKind kind = FIXTURE_ONE; kind < FIXTURE_MILLION; kind++)
    {
      g_autoptr (Fixture) fixture = fixture_new (kind);
      const BwBarsChart *chart = &fixture->bars_chart;

      for (guint i = 0; i < G_N_ELEMENTS (widths) * G_N_ELEMENTS (shares); i++)
        {
          BwChartStyle style = make_style (LOOK_LIGHT, BW_CHART_PAGE);
          g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (BwLabelRecord));
          double width = widths[i / G_N_ELEMENTS (shares)];
          double height = bw_chart_height (&chart->parent, &style, width)
                          * shares[i % G_N_ELEMENTS (shares)];
          guint names = 0, details = 0;

          style.log = log;
          cairo_surface_destroy (paint (&chart->parent, &style, width, height, NULL, NULL));
          for (guint k = 0; k < log->len; k++)
            {
              const BwLabelRecord *record = &g_array_index (log, BwLabelRecord, k);

              for (guint row = 0; row < MIN (chart->n_rows, 4); row++)
                names += strncmp (record->text, chart->rows[row].name, 11) == 0;
              details += strncmp (record->text, chart->rows[0].detail, 4) == 0;
            }
          g_assert_cmpuint (names, ==, chart->n_rows);
          g_assert_cmpuint (details, ==, chart->n_rows);
        }
    }
}

/* A line whose points are summed up in blocks looks like one whose points are looked at one by
 * one, whatever part of it is in sight and wherever it has gaps. */
static void
test_blocks (void)
{
  enum { N = 30000, DAYS = 3000 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autofree BwSeriesPoint *points = g_new (BwSeriesPoint, N);
  BwSeries series = { .bucket = BW_BUCKET_WEEK, .n_points = N, .points = points,
                      .last = NAN, .last_on = BW_DATE_NONE, .baseline = { .value = NAN },
                      .plan_baseline = NAN, .plan_target = NAN,
                      .plan_baseline_on = BW_DATE_NONE, .plan_due_on = BW_DATE_NONE };
  g_autoptr (BwSeriesBlocks) blocks = NULL;
  BwSeriesChart chart;
  double level = 0;

  for (int i = 0; i < N;)
    {
      gboolean gap = g_rand_int_range (rand, 0, 12) == 0;

      for (int run = g_rand_int_range (rand, 1, 300); run > 0 && i < N; run--, i++)
        {
          level += g_rand_double_range (rand, -1, 1);
          points[i] = (BwSeriesPoint) { i * DAYS / N, gap ? NAN : level };
        }
    }
  blocks = bw_series_blocks_new (points, N);
  g_assert_nonnull (blocks);
  bw_series_chart_init (&chart, &series, NULL);
  for (guint round = 0; round < 40; round++)
    {
      BwChartStyle style = make_style (round % 2 ? LOOK_RTL : LOOK_LIGHT, BW_CHART_PAGE);
      cairo_surface_t *summed, *single;
      double from = g_rand_double_range (rand, 0, DAYS / 2);

      if (round > 0)
        chart.parent.window = (BwChartWindow) {
          from, from + g_rand_double_range (rand, 40, DAYS / 2), NAN, NAN
        };
      chart.blocks = NULL;
      single = paint (&chart.parent, &style, 500, 200, NULL, NULL);
      chart.blocks = blocks;
      summed = paint (&chart.parent, &style, 500, 200, NULL, NULL);
      g_assert_cmpmem (cairo_image_surface_get_data (summed), 200 * 500 * 4,
                       cairo_image_surface_get_data (single), 200 * 500 * 4);
      cairo_surface_destroy (single);
      cairo_surface_destroy (summed);
    }
}

/* The dark picture is dark, and its mirror image in a right-to-left style has its weight on the
 * other side. */
static void
test_mirrored (void)
{
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_NORMAL);
  double weight[2] = { 0, 0 };

  for (int k = 0; k < 2; k++)
    {
      BwChartStyle style = make_style (k == 0 ? LOOK_LIGHT : LOOK_RTL, BW_CHART_PAGE);
      cairo_surface_t *image = paint (fixture->charts[1], &style, 600, 400, NULL, NULL);
      const guchar *pixels = cairo_image_surface_get_data (image);
      int stride = cairo_image_surface_get_stride (image);
      double blue = 0, sum = 0;

      for (int y = 60; y < 180; y++)
        {
          for (int x = 0; x < 600; x++)
            {
              const guchar *p = pixels + y * stride + 4 * x;
              double ink = MAX (p[0] - p[2] - 40, 0);

              blue += ink * x;
              sum += ink;
            }
        }
      g_assert_cmpfloat (sum, >, 0);
      weight[k] = blue / sum;
      cairo_surface_destroy (image);
    }
  g_assert_cmpfloat (weight[0], >, 350);
  g_assert_cmpfloat (weight[1], <, 250);
}

/* Text in a colour of data can be read on its ground (WCAG 2.1, 1.4.3: 4.5 to 1; 7 to 1 with high
 * contrast). */
static double
luminance (BwColor color)
{
  const double channel[] = { color.red, color.green, color.blue };
  const double weight[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    sum += weight[i] * (channel[i] <= 0.03928 ? channel[i] / 12.92
                                              : pow ((channel[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static void
test_contrast (void)
{
  static const BwColorRole written[] = {
    BW_COLOR_TEXT, BW_COLOR_DIM, BW_COLOR_AT_RISK, BW_COLOR_ADVOCATES, BW_COLOR_SUCCESS,
    BW_COLOR_FIX_EXPECTATIONS, BW_COLOR_FIX_COST, BW_COLOR_REVIEW, BW_COLOR_OVER, BW_COLOR_ACTUAL,
    BW_COLOR_BEFORE, BW_COLOR_PLAN, BW_COLOR_PEERS, BW_COLOR_GHOST,
  };

  for (int scheme = 0; scheme < 4; scheme++)
    {
      BwChartStyle style;
      double ground;

      bw_chart_style_init (&style);
      style.dark = scheme & 1;
      style.high_contrast = scheme & 2;
      ground = luminance (bw_chart_style_color (&style, BW_COLOR_SURFACE));
      for (guint i = 0; i < G_N_ELEMENTS (written); i++)
        {
          double text = luminance (bw_chart_style_color (&style, written[i]));
          double ratio = (MAX (text, ground) + 0.05) / (MIN (text, ground) + 0.05);

          if (ratio < (style.high_contrast ? 7 : 4.5))
            g_error ("role %d of scheme %d has a contrast of %.2f", written[i], scheme, ratio);
        }
    }
}

static void
test_small (void)
{
  const double values[] = { 3, NAN, 4, 6, 5 }, nothing[] = { NAN, NAN }, flat[] = { 2, 2 };
  BwChartStyle style = make_style (LOOK_LIGHT, BW_CHART_COMPACT);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 80, 60);
  cairo_t *cr = cairo_create (surface);
  const guchar *pixels;

  bw_sparkline_draw (nothing, 2, BW_COLOR_ACTUAL, &style, cr, 80, 20);
  bw_sparkline_draw (NULL, 0, BW_COLOR_ACTUAL, &style, cr, 80, 20);
  bw_score_bar_draw (50, BW_COLOR_BAD, FALSE, &style, cr, 0, 10);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int i = 0; i < 60 * cairo_image_surface_get_stride (surface); i++)
    g_assert_cmpint (pixels[i], ==, 0);

  bw_sparkline_draw (values, G_N_ELEMENTS (values), BW_COLOR_ACTUAL, &style, cr, 80, 20);
  bw_sparkline_draw (flat, G_N_ELEMENTS (flat), BW_COLOR_ACTUAL, &style, cr, 80, 20);
  cairo_translate (cr, 0, 24);
  bw_score_bar_draw (50, BW_COLOR_BAD, FALSE, &style, cr, 80, 10);
  cairo_translate (cr, 0, 12);
  bw_score_bar_draw (NAN, BW_COLOR_BAD, FALSE, &style, cr, 80, 10);
  cairo_translate (cr, 0, 12);
  bw_score_bar_draw (120, BW_COLOR_GOOD, TRUE, &style, cr, 80, 10);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  /* Half of the bar is in the colour of its band, the other half is empty. */
  {
    const guchar *row = pixels + 29 * cairo_image_surface_get_stride (surface);

    g_assert_cmpint (row[4 * 20 + 2], >, row[4 * 20] + 100);
    g_assert_cmpint (ABS (row[4 * 60 + 2] - row[4 * 60]), <, 10);
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* The value at the end of a line is told in every look, however wide the line and its dot. */
static void
test_line_end (void)
{
  BwSeriesPoint points[] = { { 0, 20 }, { 31, 16 }, { 59, 11 } };
  BwSeries series = { .bucket = BW_BUCKET_MONTH, .n_points = G_N_ELEMENTS (points),
                      .points = points, .baseline = { .value = NAN }, .plan_target = NAN,
                      .plan_baseline_on = BW_DATE_NONE, .plan_due_on = BW_DATE_NONE };

  for (Look look = 0; look < N_LOOKS; look++)
    {
      BwChartStyle style = make_style (look, BW_CHART_PAGE);
      BwColor ground = bw_chart_style_color (&style, BW_COLOR_SURFACE);
      BwSeriesChart chart;
      BwChartFrame frame;
      cairo_surface_t *image;
      const guchar *pixels;
      guint ink = 0;
      int from, to;

      bw_series_chart_init (&chart, &series, "h");
      image = paint (&chart.parent, &style, 600, 300, NULL, NULL);
      g_assert_true (bw_chart_frame (&chart.parent, &style, 600, 300, &frame));
      pixels = cairo_image_surface_get_data (image);
      from = style.rtl ? 0 : (int) (frame.plot.x + frame.plot.width + 2 * style.font_size);
      to = style.rtl ? (int) (frame.plot.x - 2 * style.font_size) : 600;
      for (int y = 0; y < 300; y++)
        for (int x = from; x < to; x++)
          ink += abs (pixels[y * cairo_image_surface_get_stride (image) + 4 * x + 2]
                      - (int) (ground.red * 255)) > 60;
      if (ink < 100)
        g_error ("in the look %s nothing stands at the end of the line", look_names[look]);
      cairo_surface_destroy (image);
    }
}

/* The name of a line is told whole at every width, on two lines where the chart is narrow. */
static void
test_line_name (void)
{
  static const char *const names[] = { "after 51 months", "nach 51 Monaten", NULL };
  BwSeriesPoint points[] = { { 0, 20 }, { 31, 16 }, { 59, 5.5 } };
  BwSeries series = { .bucket = BW_BUCKET_MONTH, .n_points = G_N_ELEMENTS (points),
                      .points = points, .baseline = { .value = 9.4 }, .plan_target = NAN,
                      .plan_baseline_on = BW_DATE_NONE, .plan_due_on = BW_DATE_NONE };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (int width = 260; width < 1200; width += 7)
      {
        BwChartStyle style = make_style (LOOK_LIGHT, BW_CHART_PAGE);
        g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (BwLabelRecord));
        BwSeriesChart chart;
        guint n_labels = 0;

        style.log = log;
        bw_series_chart_init (&chart, &series, "h");
        chart.line_name = names[i];
        cairo_surface_destroy (paint (&chart.parent, &style, width, 300, NULL, NULL));
        for (guint k = 0; k < log->len; k++)
          {
            const BwLabelRecord *record = &g_array_index (log, BwLabelRecord, k);

            if (record->kind != BW_LABEL_RECORD_LABEL)
              continue;
            n_labels++;
            if (record->cut)
              g_error ("at a width of %d, “%s” is cut", width, record->text);
          }
        g_assert_cmpuint (n_labels, >=, 4);
      }
}

/* A plan that runs on beyond the chart does not take the room of the names beside it, nor is its
 * end told where the line is not there yet, and what is written over the plot is not cut at its
 * edge. */
static void
test_line_plan (void)
{
  BwSeriesPoint points[] = { { 0, 6.8 }, { 90, 7 }, { 180, 6.9 }, { 270, 5.6 } };
  BwSeries series = { .bucket = BW_BUCKET_MONTH, .n_points = G_N_ELEMENTS (points),
                      .points = points, .baseline = { .value = 7 }, .plan_target = 4.3,
                      .plan_baseline = 7, .plan_baseline_on = 10, .plan_due_on = 640 };

  for (int width = 300; width < 1200; width += 25)
    {
      BwChartStyle style = make_style (LOOK_LIGHT, BW_CHART_PAGE);
      g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (BwLabelRecord));
      gboolean today = FALSE, target = FALSE, go_live = FALSE;
      BwSeriesChart chart;

      style.log = log;
      bw_series_chart_init (&chart, &series, "EUR");
      chart.go_live_on = 130;
      cairo_surface_destroy (paint (&chart.parent, &style, width, 300, NULL, NULL));
      for (guint k = 0; k < log->len; k++)
        {
          const BwLabelRecord *record = &g_array_index (log, BwLabelRecord, k);

          today |= g_str_has_prefix (record->text, "5.6");
          target |= g_str_has_prefix (record->text, "path to 4.3");
          go_live |= g_str_has_prefix (record->text, "go-live");
        }
      if (!today || !target || !go_live)
        g_error ("at a width of %d today, target or go-live is not told", width);
    }
}

/* The value of a line that ends well before the axis does is told where the line ends, not at the
 * edge, where it would stand for what the plan says. */
static void
test_line_inside (void)
{
  BwSeriesPoint points[] = { { 0, 20 }, { 31, 16 }, { 61, 11 }, { 92, NAN } };
  BwSeries series = { .bucket = BW_BUCKET_MONTH, .n_points = G_N_ELEMENTS (points),
                      .points = points, .baseline = { .value = NAN }, .plan_target = 9,
                      .plan_baseline = 20, .plan_baseline_on = 0, .plan_due_on = 122 };

  for (Look look = 0; look < N_LOOKS; look++)
    {
      BwChartStyle style = make_style (look, BW_CHART_SLIDE);
      g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (BwLabelRecord));
      gboolean told = FALSE, month = FALSE;
      BwSeriesChart chart;
      BwChartFrame frame;
      double x;

      bw_series_chart_init (&chart, &series, "h");
      g_assert_true (bw_chart_frame (&chart.parent, &style, 900, 400, &frame));
      g_assert_cmpfloat (frame.shown.x_to, ==, 122);
      x = frame.plot.x + frame.plot.width * (style.rtl ? 122 - 61 : 61) / 122;
      style.log = log;
      cairo_surface_destroy (paint (&chart.parent, &style, 900, 400, NULL, NULL));
      check_labels (log, 900, 400, look_names[look]);
      for (guint i = 0; i < log->len; i++)
        {
          const BwLabelRecord *record = &g_array_index (log, BwLabelRecord, i);
          double near = CLAMP (x, record->area.x, record->area.x + record->area.width);

          /* Between months nothing is measured that could be read off. */
          month |= g_str_equal (record->text, "Mar");
          if (record->kind != BW_LABEL_RECORD_LABEL || !g_str_has_prefix (record->text, "11"))
            continue;
          told = TRUE;
          g_assert_cmpfloat (fabs (near - x), <, 2 * style.font_size);
        }
      g_assert_true (told);
      g_assert_true (month);
    }
}

/* What a plan began with, long after go-live, is not told as the value from before go-live. */
static void
test_line_late_plan (void)
{
  BwSeriesPoint points[] = { { 0, 9.4 }, { 90, 7 }, { 180, 6.9 }, { 270, 5.6 } };
  BwSeries series = { .bucket = BW_BUCKET_MONTH, .n_points = G_N_ELEMENTS (points),
                      .points = points, .plan_target = 4.3, .plan_baseline = 6.9,
                      .plan_due_on = 300, .baseline = { .value = 6.9 } };

  series.baseline.source = BW_BASELINE_PLAN;
  for (int begun = 10; begun < 270; begun += 160)
    {
      BwChartStyle style = make_style (LOOK_LIGHT, BW_CHART_SLIDE);
      g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (BwLabelRecord));
      gboolean before = FALSE, began = FALSE, today = FALSE;
      BwSeriesChart chart;

      series.plan_baseline_on = begun;
      style.log = log;
      bw_series_chart_init (&chart, &series, "h");
      chart.go_live_on = 60;
      /* The lowest value of all, at the corner of the words of both axes. */
      series.points[3].value = begun > 60 ? 2 : 5.6;
      cairo_surface_destroy (paint (&chart.parent, &style, 900, 400, NULL, NULL));
      for (guint i = 0; i < log->len; i++)
        {
          const BwLabelRecord *record = &g_array_index (log, BwLabelRecord, i);

          before |= g_str_has_prefix (record->text, "before: 6.9");
          began |= g_str_has_prefix (record->text, "plan began");
          today |= g_str_has_prefix (record->text, begun > 60 ? "2.0" : "5.6");
        }
      g_assert_cmpint (before, ==, begun < 60);
      g_assert_cmpint (began, ==, begun > 60);
      g_assert_true (today);
    }
}

/* Peers who were measured long before the line begins stay within the plot: nothing of their band
 * lies over the words of the axis. */
static void
test_line_peers (void)
{
  BwSeriesPoint points[] = { { 0, 9.4 }, { 31, 9.1 } };
  BwSeries series = { .bucket = BW_BUCKET_MONTH, .n_points = G_N_ELEMENTS (points),
                      .points = points, .baseline = { .value = 9.3 }, .plan_target = NAN,
                      .plan_baseline_on = BW_DATE_NONE, .plan_due_on = BW_DATE_NONE };
  BwPeerPoint peers[] = { { -31, 2, -60, 60, 9 }, { 1, 9, 8.9, 9.1, 9 }, { 30, 9, 8.9, 9.1, 9 },
                          { 60, 2, -60, 60, 9 } };
  BwChartStyle style = make_style (LOOK_LIGHT, BW_CHART_SLIDE);
  BwSeriesChart chart;
  BwChartFrame frame;
  cairo_surface_t *image;

  bw_series_chart_init (&chart, &series, "h");
  chart.peers = peers;
  chart.n_peers = G_N_ELEMENTS (peers);
  image = paint (&chart.parent, &style, 900, 400, NULL, NULL);
  g_assert_true (bw_chart_frame (&chart.parent, &style, 900, 400, &frame));
  for (int y = 0; y < 400; y++)
    {
      const guint32 *row = (const guint32 *) (const void *) (
        cairo_image_surface_get_data (image) + y * cairo_image_surface_get_stride (image));
      int run = 0;

      if (y >= frame.plot.y - 2 && y <= frame.plot.y + frame.plot.height + 2)
        continue;
      /* The widest letter is far from so wide. */
      for (int x = 1; x < 900; x++)
        {
          run = row[x] != row[0] && row[x] == row[x - 1] ? run + 1 : 0;
          g_assert_cmpint (run, <, 60);
        }
    }
  cairo_surface_destroy (image);
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
  for (FixtureKind kind = 0; kind < FIXTURE_MILLION; kind++)
    {
      g_autofree char *path = g_strconcat ("/charts/items/", fixture_names[kind], NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (kind), test_items);
    }
  g_test_add_func ("/charts/pick-accounts", test_pick_accounts);
  g_test_add_func ("/charts/lasso", test_lasso);
  g_test_add_func ("/charts/grid", test_grid);
  g_test_add_func ("/charts/window", test_window);
  g_test_add_func ("/charts/raster", test_raster);
  g_test_add_func ("/charts/columns", test_columns);
  g_test_add_func ("/charts/waterfall", test_waterfall);
  g_test_add_func ("/charts/bars", test_bars);
  g_test_add_func ("/charts/blocks", test_blocks);
  g_test_add_func ("/charts/mirrored", test_mirrored);
  g_test_add_func ("/charts/contrast", test_contrast);
  g_test_add_func ("/charts/small", test_small);
  g_test_add_func ("/charts/line-end", test_line_end);
  g_test_add_func ("/charts/line-name", test_line_name);
  g_test_add_func ("/charts/line-plan", test_line_plan);
  g_test_add_func ("/charts/line-inside", test_line_inside);
  g_test_add_func ("/charts/line-peers", test_line_peers);
  g_test_add_func ("/charts/line-late-plan", test_line_late_plan);
  return g_test_run ();
}
