/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

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

/* Every kind of slide in every size and kind of words, long ones on the widest and the narrowest
 * slide, and in each theme, of which only the company's has other places: nothing leaves its box or
 * the slide, and nothing lies on anything else. */
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
          if ((kind == BW_THEME_DARK && size != BW_SLIDE_A4)
              || (kind == BW_THEME_COMPANY && size != BW_SLIDE_CLASSIC)
              || (words == WORDS_LONG && size > BW_SLIDE_CLASSIC))
            continue;
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

/* Runs a program and returns what it prints. */
static char *
output_of (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s %s: %s %s", arguments[0], arguments[1], error->message, output);
  return output;
}

static char *
pdf_info (const char *program, const char *argument, const char *path)
{
  const char *const arguments[] = { program, argument, path, NULL };

  return output_of (arguments);
}

static char *
pdf_text (const char *path)
{
  const char *const arguments[] = { "pdftotext", "-raw", path, "-", NULL };

  return output_of (arguments);
}

/* The texts stand in the file in the order of reading. */
static void
assert_order (const char *text, const char *const *words)
{
  const char *place = text;

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *found = strstr (place, words[i]);

      if (found == NULL)
        g_error ("“%s” is not where it is read in: %s", words[i], text);
      place = found;
    }
}

/* Sound files by another program's judgement, with all sizes, themes and kinds of words. */
static void
test_pdf_sound (void)
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
              g_autofree char *path = out_path (name), *checked = NULL;
              g_autoptr (GError) error = NULL;

              /* Plain words in every size, and each other kind in one of each. */
              if (words == WORDS_PLAIN ? (int) size % 3 != (int) kind
                                       : (int) size != (int) kind || words % 3 != kind)
                continue;
              bw_deck_write_pdf (deck, theme, size, NULL, path, &error);
              g_assert_no_error (error);
              checked = pdf_info ("qpdf", "--check", path);
              g_assert_null (strstr (checked, "WARNING"));
            }
        }
    }
}

/* Text in the order of reading, a bookmark a slide, title, author, language, tags, and words for the
 * chart; what is hidden is not there. */
static void
test_pdf_content (void)
{
  static const char *const read[] = {
    "Business review · November 2026", "Aurelia Logistics", "Value delivered",
    "Cases close in 6.0 hours", "Aurelia Logistics", "Léa Fournier", "VP Operations · sponsor",
    "Northwind Cloud", "business review, November 2026", "Source: your service desk", NULL,
  };
  static const char *const tags[] = { "Document", "Sect", "H1", "Sect", "H1", "H2", "L ", "LI",
                                      "LBody", "P ", "Sect", "Figure", NULL };
  g_autoptr (BwDeck) deck = slide_fixture_deck (WORDS_PLAIN);
  g_autoptr (BwSlideTheme) theme = make_theme (BW_THEME_COMPANY);
  g_autofree char *path = out_path ("content.pdf"), *plain = out_path ("content-plain.pdf");
  g_autofree char *text = NULL, *info = NULL, *structure = NULL, *objects = NULL, *contents = NULL;
  const char *const unpack[] = { "qpdf", "--qdf", "--object-streams=disable", path, plain, NULL };
  g_autoptr (GError) error = NULL;
  guint n_bookmarks = 0;
  gsize length;

  ((BwSlide *) g_ptr_array_index (deck->slides, 16))->hidden = TRUE;
  g_free (deck->language);
  deck->language = g_strdup ("de-AT");
  bw_deck_write_pdf (deck, theme, BW_SLIDE_WIDE, NULL, path, &error);
  g_assert_no_error (error);

  text = pdf_text (path);
  assert_order (text, read);
  g_assert_null (strstr (text, "The first paragraph says what matters."));
  info = pdf_info ("pdfinfo", "-rawdates", path);
  g_assert_nonnull (strstr (info, "Title:           Aurelia Logistics · business review"));
  g_assert_nonnull (strstr (info, "Author:          Northwind Cloud"));
  g_assert_nonnull (strstr (info, "Tagged:          yes"));
  g_assert_nonnull (strstr (info, "Pages:           17"));
  structure = pdf_info ("pdfinfo", "-struct", path);
  assert_order (structure, tags);

  objects = output_of (unpack);
  g_assert_true (g_file_get_contents (plain, &contents, &length, &error));
  g_assert_nonnull (memmem (contents, length, "/Lang (de-AT)", 13));
  g_assert_nonnull (memmem (contents, length, "/DisplayDocTitle true", 21));
  g_assert_nonnull (memmem (contents, length, "/S /Figure", 10));
  for (const char *place = contents;
       (place = memmem (place, contents + length - place, "/Dest ", 6)) != NULL; place++)
    n_bookmarks++;
  g_assert_cmpuint (n_bookmarks, ==, 17);
  /* Each chart and picture has its words. */
  {
    guint n_figures = 0, n_words = 0;

    for (const char *place = contents;
         (place = memmem (place, contents + length - place, "/S /Figure", 10)) != NULL; place++)
      n_figures++;
    for (const char *place = contents;
         (place = memmem (place, contents + length - place, "/Alt ", 5)) != NULL; place++)
      n_words++;
    g_assert_cmpuint (n_figures, ==, 7);
    g_assert_cmpuint (n_words, ==, 7);
  }
}

static void
test_pdf_nothing (void)
{
  g_autoptr (BwDeck) deck = slide_fixture_review (1, 10);
  g_autoptr (BwSlideTheme) theme = make_theme (BW_THEME_LIGHT);
  g_autofree char *folder = g_dir_make_tmp ("bellwether-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "no", "deck.pdf", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (bw_deck_write_pdf (deck, theme, BW_SLIDE_WIDE, NULL, path, &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_NO_FOLDER);
  g_clear_error (&error);
  for (guint i = 0; i < deck->slides->len; i++)
    ((BwSlide *) g_ptr_array_index (deck->slides, i))->hidden = TRUE;
  g_free (path);
  path = g_build_filename (folder, "deck.pdf", NULL);
  g_assert_false (bw_deck_write_pdf (deck, theme, BW_SLIDE_WIDE, NULL, path, &error));
  g_assert_nonnull (strstr (error->message, "hidden"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A file larger than may be written fails as a full disk does: what was there stays whole. */
static void
test_pdf_full (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (BwDeck) deck = slide_fixture_review (1, 10);
      g_autoptr (BwSlideTheme) theme = make_theme (BW_THEME_LIGHT);
      const struct rlimit little = { 4096, 4096 };
      g_autoptr (GError) error = NULL;

      signal (SIGXFSZ, SIG_IGN);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &little), ==, 0);
      g_assert_false (bw_deck_write_pdf (deck, theme, BW_SLIDE_WIDE, NULL,
                                         g_getenv ("BW_TEST_PATH"), &error));
      g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FULL);
      return;
    }
  {
    g_autofree char *folder = g_dir_make_tmp ("bellwether-XXXXXX", NULL);
    g_autofree char *path = g_build_filename (folder, "deck.pdf", NULL), *kept = NULL;

    g_assert_true (g_file_set_contents (path, "as it was", -1, NULL));
    g_setenv ("BW_TEST_PATH", path, TRUE);
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_passed ();
    g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
    g_assert_cmpstr (kept, ==, "as it was");
    g_assert_cmpint (g_unlink (path), ==, 0);
    /* Nothing else was left beside it. */
    g_assert_cmpint (g_rmdir (folder), ==, 0);
  }
}

static void
test_pictures (void)
{
  g_autoptr (BwDeck) deck = slide_fixture_review (1, 28);
  g_autoptr (BwSlideTheme) theme = make_theme (BW_THEME_DARK);
  g_autofree char *folder = out_path ("pictures"), *png = NULL, *svg = NULL, *contents = NULL;
  g_autofree char *missing = g_build_filename (folder, "no", NULL);
  static const GMarkupParser nothing = { 0 };
  g_autoptr (GMarkupParseContext) parser
    = g_markup_parse_context_new (&nothing, G_MARKUP_DEFAULT_FLAGS, NULL, NULL);
  g_autoptr (GError) error = NULL;
  cairo_surface_t *image;
  gsize length;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  bw_deck_write_pictures (deck, theme, BW_SLIDE_WIDE, BW_EXPORT_PNG, NULL, folder, &error);
  g_assert_no_error (error);
  bw_deck_write_pictures (deck, theme, BW_SLIDE_CLASSIC, BW_EXPORT_SVG, NULL, folder, &error);
  g_assert_no_error (error);
  png = g_build_filename (folder, "02 Nine people carry this, on both sides.png", NULL);
  image = cairo_image_surface_create_from_png (png);
  g_assert_cmpint (cairo_image_surface_get_width (image), ==, 1920);
  g_assert_cmpint (cairo_image_surface_get_height (image), ==, 1080);
  cairo_surface_destroy (image);
  svg = g_build_filename (folder, "01 Aurelia Logistics.svg", NULL);
  g_assert_true (g_file_get_contents (svg, &contents, &length, &error));
  g_assert_true (g_markup_parse_context_parse (parser, contents, length, &error));
  g_assert_true (g_markup_parse_context_end_parse (parser, &error));
  g_assert_false (bw_deck_write_pictures (deck, theme, BW_SLIDE_WIDE, BW_EXPORT_PNG, NULL, missing,
                                          &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_NO_FOLDER);
}

/* A sentence reads as it is written, whatever the name reads that it begins with. */
static void
test_direction (void)
{
  g_assert_true (bw_text_is_rtl ("شركة الخليج", FALSE));
  g_assert_true (bw_text_is_rtl ("חברת הובלות הצפון 🚚", FALSE));
  g_assert_false (bw_text_is_rtl ("فاطمة and Ada lead our work together", FALSE));
  g_assert_false (bw_text_is_rtl ("Ada Lovelace · فاطمة", FALSE));
  g_assert_false (bw_text_is_rtl ("فاطمة and Ada lead our work together", TRUE));
  g_assert_true (bw_text_is_rtl ("Ada وفاطمة يقودان عملنا معا", FALSE));
  g_assert_true (bw_text_is_rtl ("\342\200\217 42", FALSE));
  g_assert_true (bw_text_is_rtl ("42 %", TRUE));
  g_assert_false (bw_text_is_rtl ("42 %", FALSE));
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
  g_test_add_func ("/slides/direction", test_direction);
  g_test_add_func ("/slides/pdf/sound", test_pdf_sound);
  g_test_add_func ("/slides/pdf/content", test_pdf_content);
  g_test_add_func ("/slides/pdf/nothing", test_pdf_nothing);
  g_test_add_func ("/slides/pdf/full", test_pdf_full);
  g_test_add_func ("/slides/pictures", test_pictures);
  return g_test_run ();
}
