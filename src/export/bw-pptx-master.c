/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>

#include "export/bw-pptx-private.h"
#include "export/bw-xml.h"

/* Where slides that a person adds have their title and text, unless a slide of the deck shows it. */
#define MARGIN 48
#define TITLE_HEIGHT 72
#define TITLE_SIZE 30

/* Levels of a list: their sizes of text, and how far each is set in. */
#define N_LEVELS 5
#define INDENT 18
static const int level_sizes[N_LEVELS] = { 2000, 1800, 1600, 1400, 1400 };

typedef struct {
  cairo_rectangle_t title;
  cairo_rectangle_t body;
  double            title_size;
  const char       *title_anchor;
} Places;

/* Helpers -------------------------------------------------------------------------------------- */

static const BwSlideBox *
find_title (const BwSlideLayout *layout)
{
  for (guint i = 0; i < layout->boxes->len; i++)
    {
      const BwSlideBox *box = layout->boxes->pdata[i];

      if (box->kind == BW_BOX_TEXT && box->role == BW_TEXT_ROLE_TITLE && box->texts != NULL
          && box->texts->len > 0)
        return box;
    }
  return NULL;
}

/* As the first slide has them that is no cover. */
static void
find_places (const BwPptx *pptx, Places *places)
{
  double top;

  places->title = (cairo_rectangle_t) { MARGIN, MARGIN, pptx->width - 2 * MARGIN, TITLE_HEIGHT };
  places->title_size = TITLE_SIZE;
  places->title_anchor = "t";
  for (guint i = 0; i < pptx->slides->len; i++)
    {
      const BwPptxSlide *slide = &g_array_index (pptx->slides, BwPptxSlide, i);
      const BwSlideBox *box = find_title (slide->layout);

      if (box == NULL || slide->slide->kind == BW_SLIDE_COVER)
        continue;
      places->title = box->area;
      places->title_size = g_array_index (box->texts, BwSlideText, 0).size;
      places->title_anchor = box->down < 0.25 ? "t" : box->down < 0.75 ? "ctr" : "b";
      break;
    }
  top = places->title.y + places->title.height + MARGIN / 2.0;
  places->body = (cairo_rectangle_t) { MARGIN, top, pptx->width - 2 * MARGIN,
                                       MAX (pptx->height - top - 1.5 * MARGIN, MARGIN) };
}

/* A placeholder; @body is the attributes of its text. */
static void
append_placeholder (GString                 *xml,
                    guint                    id,
                    const char              *name,
                    const char              *placeholder,
                    const cairo_rectangle_t *area,
                    const char              *body,
                    const char              *text)
{
  bw_xml_append (xml,
                 "<p:sp><p:nvSpPr><p:cNvPr id=\"%u\" name=\"%s\"/>"
                 "<p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr>",
                 id, name);
  g_string_append_printf (xml, "<p:ph %s/></p:nvPr></p:nvSpPr><p:spPr>", placeholder);
  if (area != NULL)
    {
      bw_pptx_append_place (xml, "a:xfrm", area);
      g_string_append (xml, "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>");
    }
  g_string_append_printf (xml, "</p:spPr><p:txBody><a:bodyPr%s%s/><a:lstStyle/>",
                          *body != '\0' ? " " : "", body);
  bw_xml_append (xml, "<a:p><a:r><a:rPr/><a:t>%s</a:t></a:r></a:p></p:txBody></p:sp>", text);
}

#define BODY_FLAT "lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\""

static void
append_slide_placeholders (GString *xml, const Places *places, gboolean with_body,
                           gboolean with_areas)
{
  g_autofree char *title = g_strdup_printf (BODY_FLAT " anchor=\"%s\"", places->title_anchor);

  append_placeholder (xml, 2, _("Title"), "type=\"title\"", with_areas ? &places->title : NULL,
                      with_areas ? title : "", _("Title"));
  if (with_body)
    append_placeholder (xml, 3, _("Text"), with_areas ? "type=\"body\" idx=\"1\"" : "idx=\"1\"",
                        with_areas ? &places->body : NULL, with_areas ? BODY_FLAT : "", _("Text"));
}

/**
 * bw_pptx_append_level:
 * @xml: (inout): what is written so far
 * @pptx: the presentation
 * @level: of a list, from 0
 * @size: in hundredths of a point
 * @bold: whether it is
 * @with_bullet: whether a bullet stands before it
 * @font: "mj" for the theme's font of titles, "mn" for that of text
 *
 * Appends what all texts of a level share.
 */
void
bw_pptx_append_level (GString *xml, const BwPptx *pptx, int level, int size, gboolean bold,
                      gboolean with_bullet, const char *font)
{
  gint64 indent = with_bullet ? bw_pptx_units (INDENT) : 0;

  bw_xml_append (xml,
                 "<a:lvl%dpPr marL=\"%" G_GINT64_FORMAT "\" indent=\"%" G_GINT64_FORMAT
                 "\" algn=\"%s\" rtl=\"%d\">",
                 level + 1, indent * (level + 1), -indent, pptx->rtl ? "r" : "l",
                 pptx->rtl ? 1 : 0);
  if (with_bullet)
    g_string_append (xml, "<a:spcBef><a:spcPts val=\"600\"/></a:spcBef>"
                          "<a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/>");
  else
    g_string_append (xml, "<a:buNone/>");
  bw_xml_append (xml,
                 "<a:defRPr sz=\"%d\" b=\"%d\" kern=\"1200\"><a:solidFill>"
                 "<a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+%s-lt\"/>"
                 "<a:ea typeface=\"+%s-ea\"/><a:cs typeface=\"+%s-cs\"/></a:defRPr></a:lvl%dpPr>",
                 size, bold ? 1 : 0, font, font, font, level + 1);
}

/* The ground is of the light slots unless the theme is dark; notes are always printed on white. */
static void
append_color_map (GString *xml, gboolean dark)
{
  bw_xml_append (xml,
                 "<p:clrMap bg1=\"%s1\" tx1=\"%s1\" bg2=\"%s2\" tx2=\"%s2\" accent1=\"accent1\" "
                 "accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" "
                 "accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>",
                 dark ? "dk" : "lt", dark ? "lt" : "dk", dark ? "dk" : "lt", dark ? "lt" : "dk");
}

#define GROUND                                                                      \
  "<p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/>" \
  "</p:bgPr></p:bg>"

/* Parts ---------------------------------------------------------------------------------------- */

static void
add_layout (BwPptx *pptx, const char *part, const char *type, const char *name,
            const Places *places, gboolean with_body)
{
  GString *xml = g_string_new (NULL);

  bw_xml_append (xml,
                 "<p:sldLayout" BW_PPTX_NAMESPACES " type=\"%s\" preserve=\"1\">"
                 "<p:cSld name=\"%s\"><p:spTree>",
                 type, name);
  bw_pptx_append_tree (xml);
  append_slide_placeholders (xml, places, with_body, FALSE);
  g_string_append (xml, "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
                        "</p:sldLayout>");
  bw_package_relate (pptx->package, part, BW_PPTX_RELATIONSHIP "slideMaster", BW_PPTX_MASTER);
  bw_package_add_xml (pptx->package, part, BW_PPTX_TYPE "slideLayout+xml", xml);
}

static void
add_slide_master (BwPptx *pptx, const Places *places)
{
  GString *xml = g_string_new ("<p:sldMaster" BW_PPTX_NAMESPACES "><p:cSld>" GROUND "<p:spTree>");
  guint layout = bw_package_relate (pptx->package, BW_PPTX_MASTER,
                                    BW_PPTX_RELATIONSHIP "slideLayout", BW_PPTX_LAYOUT);
  guint body = bw_package_relate (pptx->package, BW_PPTX_MASTER,
                                  BW_PPTX_RELATIONSHIP "slideLayout", BW_PPTX_BODY_LAYOUT);

  bw_package_relate (pptx->package, BW_PPTX_MASTER, BW_PPTX_RELATIONSHIP "theme",
                     "/ppt/theme/theme1.xml");
  bw_pptx_append_tree (xml);
  append_slide_placeholders (xml, places, TRUE, TRUE);
  g_string_append (xml, "</p:spTree></p:cSld>");
  append_color_map (xml, pptx->theme->dark);
  /* The numbers of masters and layouts are of one sequence, which begins at 2^31. */
  bw_xml_append (xml,
                 "<p:sldLayoutIdLst><p:sldLayoutId id=\"2147483649\" r:id=\"rId%u\"/>"
                 "<p:sldLayoutId id=\"2147483650\" r:id=\"rId%u\"/></p:sldLayoutIdLst>",
                 layout, body);
  g_string_append (xml, "<p:txStyles><p:titleStyle>");
  bw_pptx_append_level (xml, pptx, 0, (int) lround (places->title_size * 100), TRUE, FALSE, "mj");
  g_string_append (xml, "</p:titleStyle><p:bodyStyle>");
  for (int level = 0; level < N_LEVELS; level++)
    bw_pptx_append_level (xml, pptx, level, level_sizes[level], FALSE, TRUE, "mn");
  g_string_append (xml, "</p:bodyStyle><p:otherStyle>");
  bw_pptx_append_level (xml, pptx, 0, BW_PPTX_TEXT_SIZE, FALSE, FALSE, "mn");
  g_string_append (xml, "</p:otherStyle></p:txStyles></p:sldMaster>");
  bw_package_add_xml (pptx->package, BW_PPTX_MASTER, BW_PPTX_TYPE "slideMaster+xml", xml);
}

static void
add_notes_master (BwPptx *pptx)
{
  const cairo_rectangle_t body = { 54, 360, BW_PPTX_NOTES_WIDTH - 108, 306 };
  const double height = 432 * pptx->height / pptx->width;
  const cairo_rectangle_t image = { 54, 342 - height, 432, height };
  GString *xml = g_string_new ("<p:notesMaster" BW_PPTX_NAMESPACES "><p:cSld>" GROUND
                               "<p:spTree>");

  bw_package_relate (pptx->package, BW_PPTX_NOTES_MASTER, BW_PPTX_RELATIONSHIP "theme",
                     "/ppt/theme/theme2.xml");
  bw_pptx_append_tree (xml);
  bw_xml_append (xml,
                 "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"%s\"/><p:cNvSpPr>"
                 "<a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr>"
                 "<p:nvPr><p:ph type=\"sldImg\" idx=\"2\"/></p:nvPr></p:nvSpPr><p:spPr>",
                 _("Slide"));
  bw_pptx_append_place (xml, "a:xfrm", &image);
  g_string_append (xml, "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/>"
                        "<a:ln w=\"12700\"><a:solidFill><a:prstClr val=\"black\"/></a:solidFill>"
                        "</a:ln></p:spPr></p:sp>");
  append_placeholder (xml, 3, _("Notes"), "type=\"body\" sz=\"quarter\" idx=\"3\"", &body, "",
                      _("Notes"));
  g_string_append (xml, "</p:spTree></p:cSld>");
  append_color_map (xml, FALSE);
  g_string_append (xml, "<p:notesStyle>");
  bw_pptx_append_level (xml, pptx, 0, 1200, FALSE, FALSE, "mn");
  g_string_append (xml, "</p:notesStyle></p:notesMaster>");
  bw_package_add_xml (pptx->package, BW_PPTX_NOTES_MASTER, BW_PPTX_TYPE "notesMaster+xml", xml);
}

/**
 * bw_pptx_add_masters:
 * @pptx: the presentation
 *
 * Adds what slides and notes are made after: their masters, the layouts and the themes. Slides
 * that a person adds have their title where those of the deck have it.
 */
void
bw_pptx_add_masters (BwPptx *pptx)
{
  Places places;

  find_places (pptx, &places);
  add_slide_master (pptx, &places);
  /* Translators: a layout of slides that a person can choose for a new one. */
  add_layout (pptx, BW_PPTX_LAYOUT, "titleOnly", _("Title Only"), &places, FALSE);
  /* Translators: a layout of slides that a person can choose for a new one. */
  add_layout (pptx, BW_PPTX_BODY_LAYOUT, "obj", _("Title and Text"), &places, TRUE);
  bw_pptx_add_theme (pptx, "/ppt/theme/theme1.xml");
  add_notes_master (pptx);
  bw_pptx_add_theme (pptx, "/ppt/theme/theme2.xml");
}
