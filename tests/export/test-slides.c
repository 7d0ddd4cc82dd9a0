/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <math.h>

#include "export/bw-deck-export.h"
#include "export/bw-typesetter.h"
#include "charts/bw-label.h"
#include "slide-fixtures.h"

static const char *const size_names[] = { "wide", "classic", "a4", "letter" };
static const char *const theme_names[] = { "light", "dark", "company" };

/* The themes; the company's with a logo, a pale colour and a ground of either kind. */
static BwSlideTheme *
make_theme (BwThemeKind kind)
{
  g_autoptr (GError) error = NULL;
  BwSlideTheme *theme = bw_slide_theme_new (kind == BW_THEME_COMPANY ? BW_THEME_LIGHT : kind,
                                            &error);

  g_assert_no_error (error);
  if (kind != BW_THEME_COMPANY)
    return theme;
  theme->kind = BW_THEME_COMPANY;
  theme->accent = (BwColor) { 0.06, 0.45, 0.42 };
  theme->second = (BwColor) { 0.96, 0.76, 0.2 };
  theme->logo = slide_fixture_png (600, 200);
  theme->logo_width = 600;
  theme->logo_height = 200;
  return theme;
}

static char *
out_path (const char *name)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "export", "slides", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  return g_build_filename (folder, name, NULL);
}

static gboolean
overlap (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  const double slack = 0.05;

  return a->x + slack < b->x + b->width && b->x + slack < a->x + a->width
         && a->y + slack < b->y + b->height && b->y + slack < a->y + a->height;
}

/* The lines of a text box are within it. */
static void
check_text (BwTypesetter *type, const BwSlideBox *box, const char *where)
{
  double height;
  g_autoptr (GArray) paragraphs = bw_typesetter_set (type, box->texts, box->align,
                                                     box->area.width, &height);

  g_assert_cmpuint (box->texts->len, >, 0);
  if (height > box->area.height + 0.05)
    g_error ("%s: “%s” is %.1f high in a box of %.1f", where,
             g_array_index (box->texts, BwSlideText, 0).text, height, box->area.height);
  for (guint i = 0; i < paragraphs->len; i++)
    {
      PangoRectangle logical;

      pango_layout_get_extents (g_array_index (paragraphs, BwParagraph, i).layout, NULL, &logical);
      if (logical.x < -PANGO_SCALE / 10
          || logical.x + logical.width > (box->area.width + 0.1) * PANGO_SCALE)
        g_error ("%s: “%s” is wider than its box", where,
                 g_array_index (box->texts, BwSlideText, 0).text);
    }
  for (guint i = 0; i < box->texts->len; i++)
    g_assert_cmpfloat (g_array_index (box->texts, BwSlideText, i).size, >=,
                       box->role == BW_TEXT_ROLE_FOOTER ? 8.5 : 11.9);
}

/* No label of a chart lies on another one or leaves the chart's box. */
static void
check_chart (const BwSlideLayout *layout, const BwSlideBox *box, const BwSlide *slide,
             const BwSlideTheme *theme, const char *where)
{
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (BwLabelRecord));
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  g_auto (BwSlideChart) chart = { 0 };
  BwChartStyle style;
  guint n_labels = 0;

  bw_slide_chart_init (&chart, slide);
  bw_slide_layout_style (layout, box, theme, &style);
  style.log = log;
  bw_chart_draw (chart.chart, &style, cr, box->area.width, box->area.height);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  for (guint i = 0; i < log->len; i++)
    {
      const BwLabelRecord *a = &g_array_index (log, BwLabelRecord, i);

      if (a->kind != BW_LABEL_RECORD_LABEL)
        continue;
      n_labels++;
      g_assert_cmpfloat (a->area.x, >=, -0.1);
      g_assert_cmpfloat (a->area.x + a->area.width, <=, box->area.width + 0.1);
      for (guint k = i + 1; k < log->len; k++)
        {
          const BwLabelRecord *b = &g_array_index (log, BwLabelRecord, k);

          if (b->kind == BW_LABEL_RECORD_LABEL && overlap (&a->area, &b->area))
            g_error ("%s: the labels “%s” and “%s” overlap", where, a->text, b->text);
        }
    }
  g_assert_cmpuint (n_labels, >=, 4);
}

static void
check_layout (const BwDeck *deck, const BwSlide *slide, guint number, const BwSlideTheme *theme,
              BwSlideSize size, const char *where)
{
  g_autoptr (BwSlideLayout) layout = bw_slide_layout_new (deck, slide, number, theme, size);
  g_auto (BwTypesetter) type = { 0 };
  gboolean has_title = FALSE;

  bw_typesetter_init (&type, theme, layout->rtl);
  for (guint i = 0; i < layout->boxes->len; i++)
    {
      const BwSlideBox *box = g_ptr_array_index (layout->boxes, i);
      const cairo_rectangle_t *area = &box->area;

      g_assert_true (area->width > 0 && area->height > 0);
      if (area->x < -0.01 || area->y < -0.01 || area->x + area->width > layout->width + 0.01
          || area->y + area->height > layout->height + 0.01)
        g_error ("%s: box %u leaves the slide", where, i);
      for (guint k = i + 1; k < layout->boxes->len; k++)
        {
          const BwSlideBox *other = g_ptr_array_index (layout->boxes, k);

          if (overlap (area, &other->area))
            g_error ("%s: boxes %u (%d/%d: %.0f %.0f %.0f %.0f) and %u (%d/%d: %.0f %.0f %.0f %.0f) "
                     "overlap", where, i, box->kind, box->role, area->x, area->y, area->width,
                     area->height, k, other->kind, other->role, other->area.x, other->area.y,
                     other->area.width, other->area.height);
        }
      if (box->kind == BW_BOX_TEXT)
        check_text (&type, box, where);
      if (box->kind == BW_BOX_CHART)
        {
          g_assert_cmpfloat (area->width, >=, 300);
          g_assert_cmpfloat (area->height, >=, 180);
          check_chart (layout, box, slide, theme, where);
        }
      has_title = has_title || (box->kind == BW_BOX_TEXT && box->role == BW_TEXT_ROLE_TITLE);
    }
  g_assert_true (has_title);
  g_assert_cmpint (bw_slide_has_chart (slide), ==,
                   bw_slide_layout_find (layout, BW_BOX_CHART) != NULL);
}

/* Every kind of slide in every size, theme and kind of words: nothing leaves its box or the slide,
 * and nothing lies on anything else. */
static void
test_layout (gconstpointer data)
{
  Words words = GPOINTER_TO_INT (data);
  g_autoptr (BwDeck) deck = slide_fixture_deck (words);

  for (BwThemeKind kind = BW_THEME_LIGHT; kind <= BW_THEME_COMPANY; kind++)
    {
      g_autoptr (BwSlideTheme) theme = make_theme (kind);

      for (BwSlideSize size = BW_SLIDE_WIDE; size <= BW_SLIDE_LETTER; size++)
        {
          for (guint i = 0; i < deck->slides->len; i++)
            {
              g_autofree char *where
                = g_strdup_printf ("%s slide %u, %s, %s", words_names[words], i + 1,
                                   theme_names[kind], size_names[size]);

              check_layout (deck, g_ptr_array_index (deck->slides, i), i + 1, theme, size, where);
            }
        }
    }
}

static void
test_pdf (void)
{
  for (BwThemeKind kind = BW_THEME_LIGHT; kind <= BW_THEME_COMPANY; kind++)
    {
      g_autoptr (BwSlideTheme) theme = make_theme (kind);

      for (Words words = 0; words < N_WORDS; words++)
        {
          g_autoptr (BwDeck) deck = slide_fixture_deck (words);

          for (BwSlideSize size = BW_SLIDE_WIDE; size <= BW_SLIDE_LETTER; size++)
            {
              g_autofree char *name = g_strdup_printf ("%s-%s-%s.pdf", words_names[words],
                                                       theme_names[kind], size_names[size]);
              g_autofree char *path = out_path (name);
              g_autoptr (GError) error = NULL;

              if ((int) size != (int) kind && words != WORDS_PLAIN)
                continue;
              bw_deck_write_pdf (deck, theme, size, path, &error);
              g_assert_no_error (error);
            }
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (Words words = 0; words < N_WORDS; words++)
    {
      g_autofree char *path = g_strdup_printf ("/slides/layout/%s", words_names[words]);

      g_test_add_data_func (path, GINT_TO_POINTER (words), test_layout);
    }
  g_test_add_func ("/slides/pdf", test_pdf);
  return g_test_run ();
}
