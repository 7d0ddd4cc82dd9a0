/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <cairo.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "export/bw-picture.h"
#include "export/bw-slide-theme.h"

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static char *
write_file (const char *name, const void *contents, gssize length)
{
  char *path = path_of (name);

  g_assert_true (g_file_set_contents (path, contents, length, NULL));
  return path;
}

/* Makes a picture with ImageMagick. */
static char *
make_picture (const char *name, const char *arguments)
{
  char *path = path_of (name);
  g_autofree char *line = g_strdup_printf ("convert %s %s", arguments, path);
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_command_line_sync (line, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return path;
}

typedef struct {
  const guint8 *data;
  gsize         left;
} Source;

static cairo_status_t
read_some (void *closure, unsigned char *data, unsigned int length)
{
  Source *source = closure;

  g_assert_cmpuint (length, <=, source->left);
  memcpy (data, source->data, length);
  source->data += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

/* The colour in the middle of a PNG, as 0xAARRGGBB. */
static guint32
middle_of (GBytes *png)
{
  Source source = { 0 };
  cairo_surface_t *image;
  guint32 pixel;
  int width, height;

  source.data = g_bytes_get_data (png, &source.left);
  image = cairo_image_surface_create_from_png_stream (read_some, &source);
  g_assert_cmpint (cairo_surface_status (image), ==, CAIRO_STATUS_SUCCESS);
  width = cairo_image_surface_get_width (image);
  height = cairo_image_surface_get_height (image);
  memcpy (&pixel, cairo_image_surface_get_data (image)
                    + height / 2 * cairo_image_surface_get_stride (image) + width / 2 * 4, 4);
  cairo_surface_destroy (image);
  return pixel;
}

static void
assert_near (guint32 pixel, int red, int green, int blue)
{
  g_assert_cmpint (ABS ((int) (pixel >> 16 & 0xff) - red), <=, 24);
  g_assert_cmpint (ABS ((int) (pixel >> 8 & 0xff) - green), <=, 24);
  g_assert_cmpint (ABS ((int) (pixel & 0xff) - blue), <=, 24);
}

static void
test_kinds (void)
{
  static const struct {
    const char *name;
    const char *arguments;
  } kinds[] = {
    { "rgb.png", "-size 300x200 xc:#c01030" },
    { "rgb.jpg", "-size 300x200 xc:#c01030" },
    { "cmyk.jpg", "-size 300x200 xc:#c01030 -colorspace CMYK" },
    { "rgb.gif", "-size 300x200 xc:#c01030" },
    { "rgb.webp", "-size 300x200 xc:#c01030" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = make_picture (kinds[i].name, kinds[i].arguments);
      g_autoptr (GError) error = NULL;
      int width, height;
      g_autoptr (GBytes) png = bw_picture_load (path, &width, &height, &error);

      g_assert_no_error (error);
      g_assert_cmpint (width, ==, 300);
      g_assert_cmpint (height, ==, 200);
      assert_near (middle_of (png), 0xc0, 0x10, 0x30);
    }
}

/* What is large is made smaller, and keeps its sides. */
static void
test_large (void)
{
  g_autofree char *path = make_picture ("large.png", "-size 6000x1500 xc:#c01030");
  g_autoptr (GError) error = NULL;
  int width, height;
  g_autoptr (GBytes) png = bw_picture_load (path, &width, &height, &error);

  g_assert_no_error (error);
  g_assert_cmpint (width, ==, BW_PICTURE_MOST_PIXELS);
  g_assert_cmpint (height, ==, BW_PICTURE_MOST_PIXELS / 4);
}

static void
assert_refused (const char *path, const char *word)
{
  g_autoptr (GError) error = NULL;
  int width, height;

  g_assert_null (bw_picture_load (path, &width, &height, &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_PICTURE);
  g_assert_nonnull (strstr (error->message, word));
}

/* A header that says 30,000 x 30,000 is refused before there is memory for it. */
static void
test_refused (void)
{
  static const guint8 bomb[] = {
    0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R',
    0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 6, 0, 0, 0, 0x4b, 0x2c, 0x6c, 0xac,
  };
  g_autofree char *huge = write_file ("huge.png", bomb, sizeof bomb);
  g_autofree char *broken = write_file ("broken.png", bomb, 16);
  g_autofree char *text = write_file ("notes.png", "no picture at all", -1);
  g_autofree char *empty = write_file ("empty.png", "", 0);
  g_autofree char *bad = write_file ("bad.svg", "<svg xmlns='http://www.w3.org/2000/svg'><rect", -1);
  g_autofree char *missing = path_of ("missing.png");

  assert_refused (broken, "broken.png");
  assert_refused (text, "notes.png");
  assert_refused (empty, "empty.png");
  assert_refused (bad, "bad.svg");
  assert_refused (missing, "missing.png");
  assert_refused (folder, "no file");
  assert_refused (huge, "huge.png");
}

/* A script does not run, and nothing outside of the file is looked at. */
static void
test_drawing (void)
{
  g_autofree char *other = make_picture ("other.png", "-size 100x100 xc:#ff0000");
  g_autofree char *text = g_strdup_printf (
    "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file://%s'>]>"
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
    "width='100' height='50'><script>while (true) {}</script>"
    "<rect width='100' height='50' fill='#00a000'/>"
    "<image width='100' height='50' xlink:href='file://%s'/>"
    "<image width='100' height='50' href='other.png'/></svg>", other, other);
  g_autofree char *path = write_file ("script.svg", text, -1);
  g_autoptr (GError) error = NULL;
  int width, height;
  g_autoptr (GBytes) png = bw_picture_load (path, &width, &height, &error);

  g_assert_no_error (error);
  g_assert_cmpint (width, ==, 2 * height);
  g_assert_cmpint (width, >=, 1000);
  assert_near (middle_of (png), 0x00, 0xa0, 0x00);
}

/* The company's theme: an error until it is set, then as it was set; readable whatever it is. */
static void
test_theme (void)
{
  g_autoptr (BwSlideTheme) theme = NULL, loaded = NULL;
  g_autofree char *logo = make_picture ("logo.png", "-size 300x100 xc:#c01030");
  static const char *const colors[] = { "#ffff00", "#ffffff", "#000000", "#808080", "#1a6bcc" };
  g_autoptr (GError) error = NULL;
  BwThemeKind kind;

  g_assert_null (bw_slide_theme_new (BW_THEME_COMPANY, &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_THEME);
  g_clear_error (&error);

  theme = bw_slide_theme_new (BW_THEME_LIGHT, &error);
  g_assert_true (bw_color_parse ("#fedc00", &theme->accent));
  g_assert_true (bw_color_parse ("#123456", &theme->second));
  theme->font_family = g_intern_static_string ("Source Sans 3");
  theme->logo = bw_picture_load (logo, &theme->logo_width, &theme->logo_height, &error);
  g_assert_no_error (error);
  g_assert_true (bw_slide_theme_save_company (theme, &error));
  loaded = bw_slide_theme_new (BW_THEME_COMPANY, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (loaded->font_family, ==, "Source Sans 3");
  g_assert_cmpint (loaded->logo_width, ==, 300);
  g_assert_true (g_bytes_equal (loaded->logo, theme->logo));
  g_assert_cmpfloat (fabs (loaded->accent.green - 0xdc / 255.0), <, 1e-6);

  for (int dark = 0; dark < 2; dark++)
    {
      bw_slide_theme_set_dark (loaded, dark);
      for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
        {
          BwColor color;

          g_assert_true (bw_color_parse (colors[i], &color));
          g_assert_cmpfloat (bw_color_contrast (bw_slide_theme_readable (loaded, color),
                                                loaded->surface), >=, 4.49);
        }
    }
  /* The ratios that WCAG gives: black on white 21, and #767676 the lightest grey that passes. */
  g_assert_cmpfloat (fabs (bw_color_contrast ((BwColor) { 0, 0, 0 }, (BwColor) { 1, 1, 1 }) - 21),
                     <, 1e-6);
  {
    const double grey = 0x76 / 255.0;

    g_assert_cmpfloat (fabs (bw_color_contrast ((BwColor) { grey, grey, grey },
                                                (BwColor) { 1, 1, 1 }) - 4.54), <, 0.01);
  }
  g_assert_true (bw_slide_theme_parse ("company", &kind));
  g_assert_cmpint (kind, ==, BW_THEME_COMPANY);
  g_assert_false (bw_slide_theme_parse ("pink", &kind));
}

int
main (int argc, char *argv[])
{
  g_autofree char *clean = NULL;
  int result;

  folder = g_dir_make_tmp ("bellwether-XXXXXX", NULL);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture/kinds", test_kinds);
  g_test_add_func ("/picture/large", test_large);
  g_test_add_func ("/picture/refused", test_refused);
  g_test_add_func ("/picture/drawing", test_drawing);
  g_test_add_func ("/picture/theme", test_theme);
  result = g_test_run ();
  clean = g_strdup_printf ("rm -rf %s", folder);
  g_spawn_command_line_sync (clean, NULL, NULL, NULL, NULL);
  g_free (folder);
  return result;
}
