/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-slide-theme.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

#include "export/bw-picture.h"

#define GROUP "Theme"
#define FILE_NAME "slides.conf"
#define LOGO_NAME "slides-logo.png"

/* What text needs on its ground to be read (WCAG 2, level AA). */
#define LEAST_CONTRAST 4.5

/* The ground of a dark slide is darker than a card of the window: a projector lights it up. */
static const BwColor light_surface = { 1, 1, 1 };
static const BwColor dark_surface = { 0x22 / 255.0, 0x22 / 255.0, 0x26 / 255.0 };

static BwColor
scheme_color (gboolean dark, BwColorRole role)
{
  BwChartStyle style;

  bw_chart_style_init (&style);
  style.dark = dark;
  return bw_chart_style_color (&style, role);
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (BwColor color)
{
  return 0.2126 * linear (color.red) + 0.7152 * linear (color.green)
         + 0.0722 * linear (color.blue);
}

static BwColor
mix (BwColor a, BwColor b, double share)
{
  return (BwColor) { a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
                     a.blue + (b.blue - a.blue) * share };
}

static char *
config_path (const char *name)
{
  return g_build_filename (g_get_user_config_dir (), "bellwether", name, NULL);
}

static gboolean
load_logo (BwSlideTheme *theme, GError **error)
{
  g_autofree char *path = config_path (LOGO_NAME), *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    {
      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_THEME,
                   _("The logo of the company theme cannot be read from “%s”. Choose it again in "
                     "Preferences."), path);
      return FALSE;
    }
  theme->logo = g_bytes_new_take (g_steal_pointer (&contents), length);
  if (bw_picture_png_size (theme->logo, &theme->logo_width, &theme->logo_height))
    return TRUE;
  g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_THEME,
               _("The logo of the company theme, “%s”, is damaged. Choose it again in "
                 "Preferences."), path);
  return FALSE;
}

static gboolean
load_color (GKeyFile *file, const char *path, const char *key, BwColor *color, GError **error)
{
  g_autofree char *text = g_key_file_get_string (file, GROUP, key, NULL);

  if (text != NULL && bw_color_parse (text, color))
    return TRUE;
  g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_THEME,
               /* Translators: a file, then a word in it such as "accent". */
               _("The company theme in “%1$s” has no colour “%2$s” like #1a6bcc. Choose the colours "
                 "again in Preferences."), path, key);
  return FALSE;
}

static gboolean
load_company (BwSlideTheme *theme, GError **error)
{
  g_autofree char *path = config_path (FILE_NAME), *family = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local))
    {
      if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_set_error_literal (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_THEME,
                             _("No company theme is set. Choose a logo, colours and a font in "
                               "Preferences, or use the light or the dark theme."));
      else
        g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_THEME,
                     /* Translators: a file, then what the system says. */
                     _("The company theme cannot be read from “%1$s”: %2$s. Set it again in "
                       "Preferences."), path, local->message);
      return FALSE;
    }
  bw_slide_theme_set_dark (theme, g_key_file_get_boolean (file, GROUP, "dark", NULL));
  if (!load_color (file, path, "accent", &theme->accent, error)
      || !load_color (file, path, "second", &theme->second, error))
    return FALSE;
  family = g_key_file_get_string (file, GROUP, "font", NULL);
  if (family != NULL && *family != '\0')
    theme->font_family = g_intern_string (family);
  return !g_key_file_get_boolean (file, GROUP, "logo", NULL) || load_logo (theme, error);
}

/**
 * bw_slide_theme_new:
 * @kind: which
 * @error: (out) (optional): %BW_EXPORT_ERROR_THEME: the company's was never set, or is damaged;
 *   the plain themes never fail
 *
 * Returns: (transfer full) (nullable): the theme
 */
BwSlideTheme *
bw_slide_theme_new (BwThemeKind kind, GError **error)
{
  g_autoptr (BwSlideTheme) theme = g_new0 (BwSlideTheme, 1);
  BwChartStyle style;

  bw_chart_style_init (&style);
  theme->kind = kind;
  theme->font_family = style.font_family;
  bw_slide_theme_set_dark (theme, kind == BW_THEME_DARK);
  theme->accent = scheme_color (theme->dark, BW_COLOR_ACTUAL);
  theme->second = theme->dim;
  if (kind == BW_THEME_COMPANY && !load_company (theme, error))
    return NULL;
  return g_steal_pointer (&theme);
}

/**
 * bw_slide_theme_set_dark:
 * @theme: a theme
 * @dark: whether its ground is dark
 *
 * Sets the colours of ground and text; those of the company stay.
 */
void
bw_slide_theme_set_dark (BwSlideTheme *theme, gboolean dark)
{
  theme->dark = dark;
  theme->surface = dark ? dark_surface : light_surface;
  theme->text = scheme_color (dark, BW_COLOR_TEXT);
  theme->dim = scheme_color (dark, BW_COLOR_DIM);
}

/**
 * bw_slide_theme_parse:
 * @word: "light", "dark" or "company"
 * @kind: (out): which theme it names
 *
 * Returns: whether it names one
 */
gboolean
bw_slide_theme_parse (const char *word, BwThemeKind *kind)
{
  static const char *const words[] = { "light", "dark", "company" };

  for (BwThemeKind i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (word, words[i]))
        {
          *kind = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * bw_slide_theme_copy:
 * @theme: a theme
 *
 * Returns: (transfer full): one like it
 */
BwSlideTheme *
bw_slide_theme_copy (const BwSlideTheme *theme)
{
  BwSlideTheme *copy = g_memdup2 (theme, sizeof *theme);

  if (copy->logo != NULL)
    g_bytes_ref (copy->logo);
  return copy;
}

/**
 * bw_slide_theme_save_company:
 * @theme: a theme; its colours, font, ground and logo are kept
 * @error: (out) (optional): %BW_EXPORT_ERROR
 *
 * Keeps a theme as the company's. The logo is written before the file that says there is one.
 *
 * Returns: whether it was
 */
gboolean
bw_slide_theme_save_company (const BwSlideTheme *theme, GError **error)
{
  g_autofree char *folder = config_path (NULL), *path = config_path (FILE_NAME);
  g_autofree char *logo = config_path (LOGO_NAME), *accent = bw_color_format (theme->accent);
  g_autofree char *second = bw_color_format (theme->second), *contents = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  gsize length;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      bw_export_file_error (path, errno, error);
      return FALSE;
    }
  g_key_file_set_string (file, GROUP, "accent", accent);
  g_key_file_set_string (file, GROUP, "second", second);
  g_key_file_set_string (file, GROUP, "font", theme->font_family != NULL ? theme->font_family : "");
  g_key_file_set_boolean (file, GROUP, "dark", theme->dark);
  g_key_file_set_boolean (file, GROUP, "logo", theme->logo != NULL);
  if (theme->logo != NULL
      && !bw_export_file_write (logo, g_bytes_get_data (theme->logo, NULL),
                                g_bytes_get_size (theme->logo), error))
    return FALSE;
  contents = g_key_file_to_data (file, &length, NULL);
  if (!bw_export_file_write (path, contents, length, error))
    return FALSE;
  if (theme->logo == NULL)
    g_unlink (logo);
  return TRUE;
}

/**
 * bw_slide_theme_style:
 * @theme: a theme
 * @style: (out caller-allocates): the style of the charts on its slides; the caller sets
 *   direction, currency and size of text
 */
void
bw_slide_theme_style (const BwSlideTheme *theme, BwChartStyle *style)
{
  bw_chart_style_init (style);
  style->detail = BW_CHART_SLIDE;
  style->dark = theme->dark;
  style->font_family = theme->font_family;
  style->has_surface = TRUE;
  style->surface = theme->surface;
  style->has_accent = theme->kind == BW_THEME_COMPANY;
  style->accent = bw_slide_theme_readable (theme, theme->accent);
}

/**
 * bw_slide_theme_readable:
 * @theme: a theme
 * @color: a colour that was chosen
 *
 * Returns: the colour for text: as it is, or so much nearer to that of plain text that it can be
 *   read on the ground (a contrast of at least 4.5 to 1)
 */
BwColor
bw_slide_theme_readable (const BwSlideTheme *theme, BwColor color)
{
  double low = 0, high = 1;

  if (bw_color_contrast (color, theme->surface) >= LEAST_CONTRAST)
    return color;
  for (int i = 0; i < 12; i++)
    {
      double share = (low + high) / 2;

      if (bw_color_contrast (mix (color, theme->text, share), theme->surface) >= LEAST_CONTRAST)
        high = share;
      else
        low = share;
    }
  return mix (color, theme->text, high);
}

/**
 * bw_slide_theme_hairline:
 * @theme: a theme
 *
 * Returns: the colour of thin lines that part what stands beside each other
 */
BwColor
bw_slide_theme_hairline (const BwSlideTheme *theme)
{
  return scheme_color (theme->dark, BW_COLOR_GRID);
}

/**
 * bw_slide_theme_free:
 * @theme: (transfer full) (nullable): a theme
 */
void
bw_slide_theme_free (BwSlideTheme *theme)
{
  if (theme == NULL)
    return;
  g_clear_pointer (&theme->logo, g_bytes_unref);
  g_free (theme);
}

/**
 * bw_color_contrast:
 * @a: a colour
 * @b: another
 *
 * Returns: the contrast ratio of WCAG 2.1, section 1.4.3: 1 to 21
 */
double
bw_color_contrast (BwColor a, BwColor b)
{
  double x = luminance (a), y = luminance (b);

  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}

/**
 * bw_color_format:
 * @color: a colour
 *
 * Returns: (transfer full): "#1a6bcc"
 */
char *
bw_color_format (BwColor color)
{
  return g_strdup_printf ("#%02x%02x%02x", (guint) lround (CLAMP (color.red, 0, 1) * 255),
                          (guint) lround (CLAMP (color.green, 0, 1) * 255),
                          (guint) lround (CLAMP (color.blue, 0, 1) * 255));
}

/**
 * bw_color_parse:
 * @text: "#1a6bcc"
 * @color: (out): the colour
 *
 * Returns: whether the text is one
 */
gboolean
bw_color_parse (const char *text, BwColor *color)
{
  guint64 value;

  if (*text != '#' || strlen (text) != 7
      || !g_ascii_string_to_unsigned (text + 1, 16, 0, 0xffffff, &value, NULL))
    return FALSE;
  *color = (BwColor) { (value >> 16 & 0xff) / 255.0, (value >> 8 & 0xff) / 255.0,
                       (value & 0xff) / 255.0 };
  return TRUE;
}
