/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <cairo.h>
#include <gio/gio.h>
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

/* The colour of a PNG at a place from 0 to 1, as 0xAARRGGBB. */
static guint32
color_at (GBytes *png, double across, double down)
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
                    + (int) (height * down) * cairo_image_surface_get_stride (image)
                    + (int) (width * across) * 4, 4);
  cairo_surface_destroy (image);
  return pixel;
}

static guint32
middle_of (GBytes *png)
{
  return color_at (png, 0.5, 0.5);
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

/* A PNG that comes in several passes is the same as one that comes row by row; every pixel is the
 * mean of those that it takes the place of. */
static void
test_means (void)
{
  static const char *const forms[] = { "", "-interlace PNG", "-depth 16", "-interlace PNG -depth 16" };
  g_autofree char *grid = make_picture ("grid.png", "-size 4000x200 pattern:gray50");
  g_autofree char *faint = make_picture ("faint.png", "-size 2400x240 xc:'#c0103080'");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = NULL, mean = NULL, opaque = NULL;
  int width, height;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *name = g_strdup_printf ("form-%u.png", i);
      g_autofree char *arguments
        = g_strdup_printf ("-size 2300x170 gradient:'#c01030-#2060f0' -define png:color-type=2 %s",
                           forms[i]);
      g_autofree char *path = make_picture (name, arguments);
      g_autoptr (GBytes) png = bw_picture_load (path, &width, &height, &error);

      g_assert_no_error (error);
      g_assert_cmpint (width, ==, 2000);
      g_assert_cmpint (height, ==, 148);
      assert_near (color_at (png, 0.5, 0.01), 0xc0, 0x10, 0x30);
      assert_near (color_at (png, 0.5, 0.99), 0x20, 0x60, 0xf0);
      if (i == 1)
        g_assert_true (g_bytes_equal (png, first));
      if (i == 0)
        first = g_bytes_ref (png);
    }
  /* Of four pixels two are black and two are white. */
  mean = bw_picture_load (grid, &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpint (width, ==, 2000);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (ABS ((int) (color_at (mean, 0.3, 0.7) >> 8 * i & 0xff) - 128), <=, 1);
  opaque = bw_picture_load (faint, NULL, NULL, &error);
  g_assert_no_error (error);
  /* Half as strong, as it is half transparent. */
  g_assert_cmpint (middle_of (opaque) >> 24, ==, 0x80);
  assert_near (middle_of (opaque), 0x60, 0x08, 0x18);
}

#define ENORMOUS 30000

/* Lines of the PNG, which would be more memory than is allowed; as many again only take longer. */
#define LINES 3000

static guint32
sum_of (const guint8 *data, gsize length)
{
  guint32 sum = ~0u;

  for (gsize i = 0; i < length; i++)
    {
      sum ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        sum = sum >> 1 ^ (sum & 1 ? 0xedb88320u : 0);
    }
  return ~sum;
}

static void
append_32 (GByteArray *bytes, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big, 4);
}

static void
append_chunk (GByteArray *png, const char *kind, const GByteArray *content)
{
  gsize start = png->len + 4;

  append_32 (png, content->len);
  g_byte_array_append (png, (const guint8 *) kind, 4);
  g_byte_array_append (png, content->data, content->len);
  append_32 (png, sum_of (png->data + start, png->len - start));
}

/* A PNG of a bit a pixel, black above and white below. */
static char *
make_enormous_png (void)
{
  g_autoptr (GByteArray) png = g_byte_array_new (), content = g_byte_array_new ();
  g_autoptr (GOutputStream) packed = g_memory_output_stream_new_resizable ();
  g_autoptr (GZlibCompressor) compressor
    = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 1);
  g_autoptr (GOutputStream) stream
    = g_converter_output_stream_new (packed, G_CONVERTER (compressor));
  guint8 row[1 + ENORMOUS / 8] = { 0 };
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (packed);

  for (int y = 0; y < LINES; y++)
    {
      memset (row + 1, y < LINES / 2 ? 0 : 0xff, sizeof row - 1);
      g_assert_true (g_output_stream_write_all (stream, row, sizeof row, NULL, NULL, NULL));
    }
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_32 (content, ENORMOUS);
  append_32 (content, LINES);
  g_byte_array_append (content, (const guint8 *) "\1\0\0\0\0", 5);
  append_chunk (png, "IHDR", content);
  g_byte_array_set_size (content, 0);
  g_byte_array_append (content, g_memory_output_stream_get_data (memory),
                       (guint) g_memory_output_stream_get_data_size (memory));
  append_chunk (png, "IDAT", content);
  g_byte_array_set_size (content, 0);
  append_chunk (png, "IEND", content);
  return write_file ("enormous.png", png->data, png->len);
}

/* A grey JPEG whose blocks are two bits each: no change of the mean, and nothing else. With another
 * mark for its frame it says that it comes in several scans. */
static char *
make_enormous_jpeg (const char *name, guint8 frame)
{
  static const guint8 tables[] = {
    0xff, 0xc4, 0, 20, 0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0xff, 0xc4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0xff, 0xda, 0, 8, 1, 1, 0x00, 0, 63, 0,
  };
  const guint8 head[] = { 0xff, frame, 0, 11, 8, ENORMOUS >> 8, ENORMOUS & 0xff, ENORMOUS >> 8,
                          ENORMOUS & 0xff, 1, 1, 0x11, 0 };
  g_autoptr (GByteArray) jpeg = g_byte_array_new ();
  gsize blocks = (gsize) ((ENORMOUS + 7) / 8) * ((ENORMOUS + 7) / 8), start;

  g_byte_array_append (jpeg, (const guint8 *) "\xff\xd8\xff\xdb\0\x43\0", 7);
  g_byte_array_set_size (jpeg, jpeg->len + 64);
  memset (jpeg->data + jpeg->len - 64, 1, 64);
  g_byte_array_append (jpeg, head, sizeof head);
  g_byte_array_append (jpeg, tables, sizeof tables);
  start = jpeg->len;
  g_byte_array_set_size (jpeg, (guint) (start + (blocks + 3) / 4));
  memset (jpeg->data + start, 0, jpeg->len - start);
  g_byte_array_append (jpeg, (const guint8 *) "\xff\xd9", 2);
  return write_file (name, jpeg->data, jpeg->len);
}

/* Pictures that are too large to be in memory are scaled while they are read: one of nine hundred
 * million pixels is. */
static void
test_enormous (void)
{
  g_autofree char *png_path = make_enormous_png ();
  g_autofree char *jpeg_path = make_enormous_jpeg ("enormous.jpg", 0xc0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = NULL, jpeg = NULL;
  int width, height;

  png = bw_picture_load (png_path, &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpint (width, ==, BW_PICTURE_MOST_PIXELS);
  g_assert_cmpint (height, ==, BW_PICTURE_MOST_PIXELS * LINES / ENORMOUS);
  assert_near (color_at (png, 0.5, 0.25), 0, 0, 0);
  assert_near (color_at (png, 0.5, 0.75), 255, 255, 255);
  jpeg = bw_picture_load (jpeg_path, &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpint (width, ==, BW_PICTURE_MOST_PIXELS);
  g_assert_cmpint (height, ==, BW_PICTURE_MOST_PIXELS);
  assert_near (middle_of (jpeg), 128, 128, 128);
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

/* A header that says 300,000 x 300,000 is refused before anything is read, and so is a JPEG that
 * would have to be in memory as a whole; one that breaks off is not taken for a picture. */
static void
test_refused (void)
{
  static const guint8 bomb[] = {
    0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R',
    0, 4, 0x93, 0xe0, 0, 4, 0x93, 0xe0, 8, 6, 0, 0, 0, 0x4b, 0x2c, 0x6c, 0xac,
  };
  g_autofree char *huge = write_file ("huge.png", bomb, sizeof bomb);
  g_autofree char *scans = make_enormous_jpeg ("scans.jpg", 0xc2);
  g_autofree char *large = make_picture ("whole.png", "-size 3000x300 gradient:red-blue");
  g_autofree char *content = NULL;
  g_autofree char *cut = NULL;
  gsize length;
  g_autofree char *broken = write_file ("broken.png", bomb, 16);
  g_autofree char *text = write_file ("notes.png", "no picture at all", -1);
  g_autofree char *empty = write_file ("empty.png", "", 0);
  g_autofree char *bad = write_file ("bad.svg", "<svg xmlns='http://www.w3.org/2000/svg'><rect", -1);
  g_autofree char *missing = path_of ("missing.png");

  g_assert_true (g_file_get_contents (large, &content, &length, NULL));
  cut = write_file ("cut.png", content, (gssize) length / 2);
  assert_refused (cut, "cut.png");
  assert_refused (scans, "scans.jpg");
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
  g_test_add_func ("/picture/means", test_means);
  g_test_add_func ("/picture/enormous", test_enormous);
  g_test_add_func ("/picture/refused", test_refused);
  g_test_add_func ("/picture/drawing", test_drawing);
  g_test_add_func ("/picture/theme", test_theme);
  result = g_test_run ();
  clean = g_strdup_printf ("rm -rf %s", folder);
  g_spawn_command_line_sync (clean, NULL, NULL, NULL, NULL);
  g_free (folder);
  return result;
}
