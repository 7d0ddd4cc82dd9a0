/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <string.h>

#include "export/bw-deck-export.h"
#include "export/bw-pptx-private.h"
#include "export/bw-xml.h"

/* Readers know no "sans-serif": this is at hand everywhere, and no wider than what the text was
 * laid out with. */
#define PLAIN_FONT "Arial"

/* Characters of the name of a font that readers take. */
#define LONGEST_FONT 31

#define CORE "http://schemas.openxmlformats.org/package/2006/"
#define PRESENTATION "/ppt/presentation.xml"

/* Helpers -------------------------------------------------------------------------------------- */

/* Readers look a language up with its country. */
static const char *
full_language (const char *language)
{
  static const char *const countries[][2] = {
    { "en", "en-US" }, { "de", "de-DE" }, { "fr", "fr-FR" }, { "es", "es-ES" }, { "it", "it-IT" },
    { "nl", "nl-NL" }, { "pt", "pt-PT" }, { "ar", "ar-SA" }, { "he", "he-IL" }, { "fa", "fa-IR" },
    { "ja", "ja-JP" }, { "zh", "zh-CN" }, { "ko", "ko-KR" }, { "ru", "ru-RU" }, { "pl", "pl-PL" },
  };

  if (language == NULL || *language == '\0')
    return "en-US";
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      if (g_str_equal (language, countries[i][0]))
        return countries[i][1];
    }
  return language;
}

/* One name where the theme may have a list of them; those of the program itself are not at hand
 * elsewhere. */
static char *
find_font (const BwSlideTheme *theme)
{
  static const char *const generic[] = { "sans-serif", "sans", "system-ui", "serif", "monospace" };
  const char *family = theme->font_family != NULL ? theme->font_family : "";
  g_autofree char *first = g_strstrip (g_strndup (family, strcspn (family, ",")));
  BwChartStyle style;

  bw_chart_style_init (&style);
  if (*first == '\0' || g_strcmp0 (family, style.font_family) == 0)
    return g_strdup (PLAIN_FONT);
  for (guint i = 0; i < G_N_ELEMENTS (generic); i++)
    {
      if (g_ascii_strcasecmp (first, generic[i]) == 0)
        return g_strdup (PLAIN_FONT);
    }
  return g_utf8_substring (first, 0, MIN (g_utf8_strlen (first, -1), LONGEST_FONT));
}

static void
slide_clear (BwPptxSlide *slide)
{
  g_clear_pointer (&slide->layout, bw_slide_layout_free);
  g_clear_pointer (&slide->svg, bw_zip_data_free);
  g_clear_pointer (&slide->png, bw_zip_data_free);
}

static void
pptx_init (BwPptx *pptx, const BwDeck *deck, const BwSlideTheme *theme, BwSlideSize size)
{
  g_autoptr (GPtrArray) shown = bw_deck_list_shown (deck);

  *pptx = (BwPptx) { .deck = deck, .theme = theme, .language = full_language (deck->language),
                     .font = find_font (theme), .package = bw_package_new () };
  bw_slide_size_get (size, &pptx->width, &pptx->height);
  pptx->slides = g_array_sized_new (FALSE, TRUE, sizeof (BwPptxSlide), shown->len);
  g_array_set_clear_func (pptx->slides, (GDestroyNotify) slide_clear);
  for (guint i = 0; i < shown->len; i++)
    {
      BwPptxSlide slide = { .slide = shown->pdata[i] };

      slide.layout = bw_slide_layout_new (deck, slide.slide, i + 1, theme, size);
      pptx->rtl |= slide.layout->rtl;
      g_array_append_val (pptx->slides, slide);
    }
  bw_package_add_type (pptx->package, "png", "image/png");
  bw_package_add_type (pptx->package, "svg", "image/svg+xml");
}

static void
pptx_clear (BwPptx *pptx)
{
  g_array_unref (pptx->slides);
  bw_package_free (pptx->package);
  g_free (pptx->font);
  g_free (pptx->logo);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwPptx, pptx_clear)

/* Parts ---------------------------------------------------------------------------------------- */

static void
add_properties (BwPptx *pptx)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *title = bw_xml_clean (pptx->deck->title);
  g_autofree char *subject = bw_xml_clean (pptx->deck->subject);
  g_autofree char *company = bw_xml_clean (pptx->deck->company_name);
  GString *core = g_string_new (NULL), *more = g_string_new (NULL);
  guint n_notes = 0;

  for (guint i = 0; i < pptx->slides->len; i++)
    {
      const char *notes = g_array_index (pptx->slides, BwPptxSlide, i).slide->notes;

      n_notes += notes != NULL && *notes != '\0';
    }
  bw_xml_append (core,
                 "<cp:coreProperties xmlns:cp=\"" CORE "metadata/core-properties\""
                 " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                 " xmlns:dcterms=\"http://purl.org/dc/terms/\""
                 " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                 "<dc:title>%s</dc:title><dc:subject>%s</dc:subject><dc:creator>%s</dc:creator>"
                 "<dc:language>%s</dc:language>"
                 "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%s</dcterms:created>"
                 "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">%s</dcterms:modified>"
                 "</cp:coreProperties>",
                 title, subject, company, pptx->language, time, time);
  bw_xml_append (more,
                 "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                 "extended-properties\"><Application>Bellwether</Application>"
                 "<Slides>%u</Slides><Notes>%u</Notes><Company>%s</Company></Properties>",
                 pptx->slides->len, n_notes, company);
  bw_package_relate (pptx->package, "/", CORE "relationships/metadata/core-properties",
                     "/docProps/core.xml");
  bw_package_relate (pptx->package, "/", BW_PPTX_RELATIONSHIP "extended-properties",
                     "/docProps/app.xml");
  bw_package_add_xml (pptx->package, "/docProps/core.xml",
                      "application/vnd.openxmlformats-package.core-properties+xml", core);
  bw_package_add_xml (pptx->package, "/docProps/app.xml",
                      "application/vnd.openxmlformats-officedocument.extended-properties+xml",
                      more);
}

/* Parts that have nothing to say, and that programs expect. */
static void
add_settings (BwPptx *pptx)
{
  bw_package_relate (pptx->package, PRESENTATION, BW_PPTX_RELATIONSHIP "presProps",
                     "/ppt/presProps.xml");
  bw_package_relate (pptx->package, PRESENTATION, BW_PPTX_RELATIONSHIP "viewProps",
                     "/ppt/viewProps.xml");
  bw_package_relate (pptx->package, PRESENTATION, BW_PPTX_RELATIONSHIP "tableStyles",
                     "/ppt/tableStyles.xml");
  bw_package_add_xml (pptx->package, "/ppt/presProps.xml", BW_PPTX_TYPE "presProps+xml",
                      g_string_new ("<p:presentationPr" BW_PPTX_NAMESPACES "/>"));
  bw_package_add_xml (pptx->package, "/ppt/viewProps.xml", BW_PPTX_TYPE "viewProps+xml",
                      g_string_new ("<p:viewPr" BW_PPTX_NAMESPACES "/>"));
  bw_package_add_xml (pptx->package, "/ppt/tableStyles.xml", BW_PPTX_TYPE "tableStyles+xml",
                      g_string_new ("<a:tblStyleLst xmlns:a="
                                    "\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
                                    "def=\"{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}\"/>"));
}

static void
add_presentation (BwPptx *pptx)
{
  GString *xml = g_string_new (NULL);
  guint master = bw_package_relate (pptx->package, PRESENTATION,
                                    BW_PPTX_RELATIONSHIP "slideMaster", BW_PPTX_MASTER);
  guint notes = bw_package_relate (pptx->package, PRESENTATION,
                                   BW_PPTX_RELATIONSHIP "notesMaster", BW_PPTX_NOTES_MASTER);

  bw_package_relate (pptx->package, "/", BW_PPTX_RELATIONSHIP "officeDocument", PRESENTATION);
  bw_package_relate (pptx->package, PRESENTATION, BW_PPTX_RELATIONSHIP "theme",
                     "/ppt/theme/theme1.xml");
  bw_xml_append (xml,
                 "<p:presentation" BW_PPTX_NAMESPACES " saveSubsetFonts=\"1\" rtl=\"%d\">"
                 "<p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId%u\"/>"
                 "</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id=\"rId%u\"/>"
                 "</p:notesMasterIdLst>",
                 pptx->rtl ? 1 : 0, master, notes);
  g_string_append (xml, "<p:sldIdLst>");
  for (guint i = 0; i < pptx->slides->len; i++)
    {
      g_autofree char *part = bw_pptx_add_slide (pptx, i + 1);
      guint id = bw_package_relate (pptx->package, PRESENTATION, BW_PPTX_RELATIONSHIP "slide",
                                    part);

      bw_xml_append (xml, "<p:sldId id=\"%u\" r:id=\"rId%u\"/>", 256 + i, id);
    }
  g_string_append (xml, "</p:sldIdLst>");
  bw_xml_append (xml,
                 "<p:sldSz cx=\"%" G_GINT64_FORMAT "\" cy=\"%" G_GINT64_FORMAT "\"/>"
                 "<p:notesSz cx=\"%" G_GINT64_FORMAT "\" cy=\"%" G_GINT64_FORMAT "\"/>"
                 "<p:defaultTextStyle><a:defPPr><a:defRPr lang=\"%s\"/></a:defPPr>",
                 bw_pptx_units (pptx->width), bw_pptx_units (pptx->height),
                 bw_pptx_units (BW_PPTX_NOTES_WIDTH), bw_pptx_units (BW_PPTX_NOTES_HEIGHT),
                 pptx->language);
  bw_pptx_append_level (xml, pptx, 0, BW_PPTX_TEXT_SIZE, FALSE, FALSE, "mn");
  g_string_append (xml, "</p:defaultTextStyle></p:presentation>");
  bw_package_add_xml (pptx->package, PRESENTATION, BW_PPTX_TYPE "presentation.main+xml", xml);
}

/* Public --------------------------------------------------------------------------------------- */

gboolean
bw_deck_write_pptx (const BwDeck       *deck,
                    const BwSlideTheme *theme,
                    BwSlideSize         size,
                    const BwDeckWatch  *watch,
                    const char         *path,
                    GError            **error)
{
  g_auto (BwPptx) pptx = { NULL };
  g_autoptr (GBytes) file = NULL;
  gconstpointer data;
  gsize length;

  pptx_init (&pptx, deck, theme, size);
  if (pptx.slides->len == 0)
    {
      g_set_error_literal (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_NOTHING,
                           _("There is nothing to write: all slides are hidden. Show one first."));
      return FALSE;
    }
  pptx.watch = watch;
  if (!bw_pptx_draw_charts (&pptx, error))
    return FALSE;
  add_presentation (&pptx);
  bw_pptx_add_masters (&pptx);
  add_settings (&pptx);
  add_properties (&pptx);
  file = bw_package_finish (pptx.package, error);
  if (file == NULL)
    return FALSE;
  data = g_bytes_get_data (file, &length);
  return bw_export_file_write (path, data, length, error);
}
