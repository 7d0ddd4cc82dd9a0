/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-paper.h"

#include <math.h>
#include <pango/pangocairo.h>

/* Sizes of text as multiples of the body's. */
#define SHEET_TITLE 1.7
#define CHART_TITLE 1.12
#define SUBTITLE 0.92
#define SOURCE 0.82
#define FIGURE 1.5

/* Values give way to this share of their size before they take another row. */
#define SMALLEST_FIGURE 0.85

/* Writes paragraphs, the width of which is given and the height of which follows. */
typedef struct {
  const BwChartStyle *style;
  cairo_t            *cr;
  PangoContext       *context;
} Writer;

static void
writer_init (Writer *writer, const BwChartStyle *style, cairo_t *cr)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  writer->style = style;
  writer->cr = cr;
  writer->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_font_options (writer->context, options);
  pango_context_set_round_glyph_positions (writer->context, FALSE);
  pango_context_set_base_dir (writer->context,
                              style->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  cairo_font_options_destroy (options);
}

static void
writer_clear (Writer *writer)
{
  g_object_unref (writer->context);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* A paragraph of at most @lines lines; without a width, one line as long as it is. */
static PangoLayout *
make_layout (Writer *writer, const char *text, double size, gboolean bold, int lines, double width)
{
  PangoLayout *layout = pango_layout_new (writer->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (
    writer->style->font_family != NULL ? writer->style->font_family : "sans-serif");

  pango_font_description_set_absolute_size (font, writer->style->font_size * size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, -lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_text (layout, text != NULL ? text : "", -1);
  return layout;
}

static double
text_width (Writer *writer, const char *text, double size, gboolean bold)
{
  g_autoptr (PangoLayout) layout = make_layout (writer, text, size, bold, 1, 0);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

static double
text_height (Writer *writer, const char *text, double size, int lines, double width)
{
  g_autoptr (PangoLayout) layout = make_layout (writer, text, size, FALSE, lines, width);
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* Writes a paragraph of at most @lines lines; returns its height, 0 without text. */
static double
write_text (Writer     *writer,
            const char *text,
            BwColorRole role,
            double      size,
            gboolean    bold,
            int         lines,
            double      x,
            double      y,
            double      width)
{
  g_autoptr (PangoLayout) layout = NULL;
  int height;

  if (text == NULL || *text == '\0' || !(width > 0))
    return 0;
  layout = make_layout (writer, text, size, bold, lines, width);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (writer->cr, x, y);
  bw_chart_style_set_source (writer->style, writer->cr, role, 1);
  pango_cairo_show_layout (writer->cr, layout);
  cairo_new_path (writer->cr);
  return (double) height / PANGO_SCALE;
}

/* How the key figures are laid out: no number is ever cut. */
typedef struct {
  gsize  columns;
  gsize  rows;
  double width; /* Of each. */
  double size;  /* Of the values. */
} FigureGrid;

/* As few rows as leave the widest value nearly its full size; beyond one column it shrinks. */
static FigureGrid
arrange_figures (Writer *writer, const BwPaper *paper, double width)
{
  double gap = writer->style->font_size * 1.2, widest = 0;
  FigureGrid grid = { 0 };

  for (gsize i = 0; i < paper->n_figures; i++)
    widest = MAX (widest, text_width (writer, paper->figures[i].value, FIGURE, TRUE));
  do
    {
      grid.rows++;
      grid.columns = (paper->n_figures + grid.rows - 1) / grid.rows;
      grid.width = (width - gap * (grid.columns - 1)) / grid.columns;
    }
  while (grid.columns > 1 && grid.width < widest * SMALLEST_FIGURE);
  grid.size = widest > grid.width ? FIGURE * grid.width / widest * 0.99 : FIGURE;
  return grid;
}

/* Draws a row of key figures, their values on one line; returns the height that it takes. */
static double
draw_figure_row (Writer           *writer,
                 const BwPaper    *paper,
                 const FigureGrid *grid,
                 gsize             first,
                 double            x,
                 double            y)
{
  double gap = writer->style->font_size * 1.2, label = 0, tallest = 0;
  gsize end = MIN (first + grid->columns, paper->n_figures);

  for (gsize i = first; i < end; i++)
    label = MAX (label, text_height (writer, paper->figures[i].label, SUBTITLE, 2, grid->width));
  for (gsize i = first; i < end; i++)
    {
      const BwPaperFigure *figure = &paper->figures[i];
      gsize place = writer->style->rtl ? grid->columns - 1 - (i - first) : i - first;
      double left = x + place * (grid->width + gap), top = y + label;

      write_text (writer, figure->label, BW_COLOR_DIM, SUBTITLE, FALSE, 2, left,
                  top - text_height (writer, figure->label, SUBTITLE, 2, grid->width),
                  grid->width);
      top += write_text (writer, figure->value, BW_COLOR_TEXT, grid->size, TRUE, 1, left, top,
                         grid->width);
      top += write_text (writer, figure->change, BW_COLOR_DIM, SUBTITLE, FALSE, 3, left, top,
                         grid->width);
      tallest = MAX (tallest, top - y);
    }
  return tallest;
}

/* Draws the key figures; returns the height that they take. */
static double
draw_figures (Writer *writer, const BwPaper *paper, double x, double y, double width)
{
  FigureGrid grid = arrange_figures (writer, paper, width);
  double top = y;

  for (gsize row = 0; row < grid.rows; row++)
    {
      top += row > 0 ? writer->style->font_size * 0.7 : 0;
      top += draw_figure_row (writer, paper, &grid, row * grid.columns, x, top);
    }
  return top - y;
}

static void
draw_chart (Writer            *writer,
            const BwChart     *chart,
            const BwChartText *text,
            double             title_size,
            double             x,
            double             y,
            double             width,
            double             height)
{
  double unit = writer->style->font_size, top = y, bottom = y + height;

  top += write_text (writer, text->title, BW_COLOR_TEXT, title_size, TRUE, 2, x, top, width);
  top += write_text (writer, text->subtitle, BW_COLOR_DIM, SUBTITLE, FALSE, 2, x, top + unit * 0.15,
                     width);
  top += unit * 0.9;
  if (text->source != NULL)
    {
      bottom -= unit * 1.3;
      write_text (writer, text->source, BW_COLOR_DIM, SOURCE, FALSE, 1, x, bottom, width);
      bottom -= unit * 0.5;
    }
  cairo_save (writer->cr);
  cairo_translate (writer->cr, x, top);
  bw_chart_draw (chart, writer->style, writer->cr, width, bottom - top);
  cairo_restore (writer->cr);
}

/**
 * bw_paper_init_chart:
 * @paper: (out caller-allocates): the paper to set up
 * @chart: the only chart on it; borrowed
 * @text: its sentences; borrowed
 */
void
bw_paper_init_chart (BwPaper *paper, const BwChart *chart, const BwChartText *text)
{
  *paper = (BwPaper) { .n_charts = 1, .charts = { chart }, .chart_texts = { *text } };
}

/**
 * bw_paper_draw:
 * @paper: what stands on it
 * @style: how it looks; the size of text is taken from it
 * @cr: where to draw
 * @width: of the sheet
 * @height: of the sheet
 *
 * Draws a whole sheet with its ground. One chart fills it under its title; more stand in two
 * columns under the title of the sheet and the key figures.
 */
void
bw_paper_draw (const BwPaper      *paper,
               const BwChartStyle *style,
               cairo_t            *cr,
               double              width,
               double              height)
{
  double unit = style->font_size, margin = unit * 2, gap = unit * 2.2;
  double inner = width - 2 * margin, top = margin, bottom = height - margin, each, room;
  gsize n_rows = (paper->n_charts + 1) / 2;
  g_auto (Writer) writer = { 0 };

  writer_init (&writer, style, cr);
  cairo_save (cr);
  bw_chart_style_set_source (style, cr, BW_COLOR_SURFACE, 1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);

  if (paper->text.title != NULL)
    {
      top += write_text (&writer, paper->text.title, BW_COLOR_TEXT, SHEET_TITLE, TRUE, 2, margin,
                         top, inner);
      top += write_text (&writer, paper->text.subtitle, BW_COLOR_DIM, 1, FALSE, 2, margin, top,
                         inner);
      top += unit;
    }
  if (paper->n_figures > 0)
    {
      top += draw_figures (&writer, paper, margin, top, inner);
      top += unit * 0.9;
      cairo_set_line_width (cr, bw_chart_style_hairline (style));
      bw_chart_style_set_source (style, cr, BW_COLOR_GRID, 1);
      cairo_move_to (cr, margin, top);
      cairo_line_to (cr, margin + inner, top);
      cairo_stroke (cr);
      top += unit * 1.2;
    }
  if (paper->text.source != NULL)
    {
      bottom -= unit * 1.3;
      write_text (&writer, paper->text.source, BW_COLOR_DIM, SOURCE, FALSE, 1, margin, bottom,
                  inner);
      bottom -= unit;
    }

  if (paper->n_charts == 1)
    draw_chart (&writer, paper->charts[0], &paper->chart_texts[0],
                paper->text.title != NULL ? CHART_TITLE : SHEET_TITLE, margin, top, inner,
                bottom - top);
  each = (inner - gap) / 2;
  room = n_rows > 0 ? (bottom - top - (n_rows - 1) * gap) / n_rows : 0;
  for (gsize i = 0; paper->n_charts > 1 && i < paper->n_charts; i++)
    {
      gsize column = style->rtl ? 1 - i % 2 : i % 2;

      draw_chart (&writer, paper->charts[i], &paper->chart_texts[i], CHART_TITLE,
                  margin + column * (each + gap), top + (i / 2) * (room + gap), each, room);
    }
  cairo_restore (cr);
}
