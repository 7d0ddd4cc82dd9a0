/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "export/bw-pptx-private.h"
#include "export/bw-xml.h"

/* Marks what says nothing, so that screen readers pass over it. */
#define DECORATIVE                                                              \
  "<a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\">"            \
  "<adec:decorative xmlns:adec="                                                \
  "\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/>" \
  "</a:ext></a:extLst>"

/* A slide being written. */
typedef struct {
  BwPptx            *pptx;
  BwPptxSlide       *slide;
  const char        *part;
  guint              number;
  guint              last_id;
  gboolean           has_title; /* A slide has one; a second such text is a text like others. */
  GString           *xml;
} Writer;

/* Helpers -------------------------------------------------------------------------------------- */

/* "Chart 4": names are not unique by the format, and people find shapes by them. */
static guint
begin_shape (Writer *self, const char *element, const char *name, const char *description)
{
  g_autofree char *clean = bw_xml_clean (description);

  self->last_id++;
  bw_xml_append (self->xml, "<%s><p:cNvPr id=\"%u\" name=\"%s %u\"", element, self->last_id, name,
                 self->last_id - 1);
  if (*clean != '\0')
    bw_xml_append (self->xml, " descr=\"%s\"", clean);
  return self->last_id;
}

static void
write_text (Writer *self, const BwSlideBox *box)
{
  gboolean is_title = box->role == BW_TEXT_ROLE_TITLE && !self->has_title;

  self->has_title |= is_title;
  g_string_append (self->xml, "<p:sp>");
  begin_shape (self, "p:nvSpPr", is_title ? _("Title") : _("Text"), NULL);
  g_string_append (self->xml, is_title ? "/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>"
                                         "<p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr>"
                                       : "/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr>");
  g_string_append (self->xml, "<p:spPr>");
  bw_pptx_append_place (self->xml, "a:xfrm", &box->area);
  g_string_append (self->xml, "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/>"
                              "</p:spPr>");
  bw_pptx_append_text (self->xml, self->pptx, box, self->number);
  g_string_append (self->xml, "</p:sp>");
}

static void
write_rule (Writer *self, const BwSlideBox *box)
{
  g_string_append (self->xml, "<p:sp>");
  begin_shape (self, "p:nvSpPr", _("Line"), NULL);
  g_string_append (self->xml, ">" DECORATIVE "</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>");
  bw_pptx_append_place (self->xml, "a:xfrm", &box->area);
  g_string_append (self->xml, "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>");
  bw_pptx_append_color (self->xml, self->pptx->theme, box->color);
  g_string_append (self->xml, "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>");
}

/* A picture in PNG, before which a drawing stands where the reader knows SVG. */
static void
write_image (Writer                  *self,
             const char              *name,
             const char              *description,
             const cairo_rectangle_t *area,
             const char              *png,
             const char              *svg)
{
  guint id = bw_package_relate (self->pptx->package, self->part, BW_PPTX_RELATIONSHIP "image",
                                png);

  g_string_append (self->xml, "<p:pic>");
  begin_shape (self, "p:nvPicPr", name, description);
  bw_xml_append (self->xml,
                 "/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/>"
                 "</p:nvPicPr><p:blipFill><a:blip r:embed=\"rId%u\"",
                 id);
  if (svg != NULL)
    {
      id = bw_package_relate (self->pptx->package, self->part, BW_PPTX_RELATIONSHIP "image", svg);
      bw_xml_append (self->xml,
                     "><a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\">"
                     "<asvg:svgBlip xmlns:asvg="
                     "\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" "
                     "r:embed=\"rId%u\"/></a:ext></a:extLst></a:blip>",
                     id);
    }
  else
    {
      g_string_append (self->xml, "/>");
    }
  g_string_append (self->xml, "<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>");
  bw_pptx_append_place (self->xml, "a:xfrm", area);
  g_string_append (self->xml, "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>");
}

static void
write_chart (Writer *self, const BwSlideBox *box)
{
  g_autofree char *png = NULL, *svg = NULL;

  if (self->slide->png == NULL)
    return;
  png = bw_pptx_add_media (self->pptx, "png", g_steal_pointer (&self->slide->png));
  svg = bw_pptx_add_media (self->pptx, "svg", g_steal_pointer (&self->slide->svg));
  write_image (self, _("Chart"), self->slide->layout->alternative, &box->area, png, svg);
}

/* The logo is in the file once, however many slides show it. */
static void
write_picture (Writer *self, const BwSlideBox *box)
{
  GBytes *png = box->logo ? self->pptx->theme->logo : self->slide->slide->picture;
  g_autofree char *part = NULL;

  if (png == NULL)
    return;
  if (box->logo)
    part = g_strdup (self->pptx->logo);
  if (part == NULL)
    part = bw_pptx_add_media (self->pptx, "png", bw_zip_data_new (png, FALSE));
  if (box->logo && self->pptx->logo == NULL)
    self->pptx->logo = g_strdup (part);
  write_image (self, box->logo ? _("Logo") : _("Picture"),
               box->logo ? self->pptx->deck->company_name : self->slide->layout->alternative,
               &box->area, part, NULL);
}

static void
write_box (Writer *self, const BwSlideBox *box)
{
  switch (box->kind)
    {
    case BW_BOX_TEXT:
      write_text (self, box);
      break;
    case BW_BOX_CHART:
      write_chart (self, box);
      break;
    case BW_BOX_PICTURE:
      write_picture (self, box);
      break;
    case BW_BOX_RULE:
    default:
      write_rule (self, box);
      break;
    }
}

static char *
part_name (const char *kind, guint number)
{
  return g_strdup_printf ("/ppt/%ss/%s%u.xml", kind, kind, number);
}

static gboolean
same_color (BwColor a, BwColor b)
{
  return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

/* Parts ---------------------------------------------------------------------------------------- */

/* The notes show the slide, and stand under it. */
static void
add_notes (BwPptx *pptx, const char *slide_part, const char *notes, guint number)
{
  g_autofree char *part = g_strdup_printf ("/ppt/notesSlides/notesSlide%u.xml", number);
  GString *xml = g_string_new ("<p:notes" BW_PPTX_NAMESPACES "><p:cSld><p:spTree>");

  bw_pptx_append_tree (xml);
  bw_xml_append (xml,
                 "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"%s 1\"/><p:cNvSpPr>"
                 "<a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr>"
                 "<p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>"
                 "<p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"%s 2\"/><p:cNvSpPr>"
                 "<a:spLocks noGrp=\"1\"/></p:cNvSpPr>"
                 "<p:nvPr><p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr/>",
                 _("Slide"), _("Notes"));
  bw_pptx_append_notes (xml, pptx, notes);
  g_string_append (xml, "</p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/>"
                        "</p:clrMapOvr></p:notes>");
  bw_package_relate (pptx->package, part, BW_PPTX_RELATIONSHIP "notesMaster",
                     BW_PPTX_NOTES_MASTER);
  bw_package_relate (pptx->package, part, BW_PPTX_RELATIONSHIP "slide", slide_part);
  bw_package_relate (pptx->package, slide_part, BW_PPTX_RELATIONSHIP "notesSlide", part);
  bw_package_add_xml (pptx->package, part, BW_PPTX_TYPE "notesSlide+xml", xml);
}

/**
 * bw_pptx_add_slide:
 * @pptx: the presentation
 * @number: of the slide among those shown, from 1
 *
 * Adds a slide with its media and its notes.
 *
 * Returns: (transfer full): the name of its part
 */
char *
bw_pptx_add_slide (BwPptx *pptx, guint number)
{
  BwPptxSlide *slide = &g_array_index (pptx->slides, BwPptxSlide, number - 1);
  g_autofree char *part = part_name ("slide", number);
  GString *xml = g_string_new ("<p:sld" BW_PPTX_NAMESPACES "><p:cSld>");
  Writer writer = { .pptx = pptx, .slide = slide, .part = part, .number = number, .last_id = 1,
                    .xml = xml };

  bw_package_relate (pptx->package, part, BW_PPTX_RELATIONSHIP "slideLayout", BW_PPTX_LAYOUT);
  if (!same_color (slide->layout->surface, pptx->theme->surface))
    {
      g_string_append (xml, "<p:bg><p:bgPr>");
      bw_pptx_append_color (xml, pptx->theme, slide->layout->surface);
      g_string_append (xml, "<a:effectLst/></p:bgPr></p:bg>");
    }
  g_string_append (xml, "<p:spTree>");
  bw_pptx_append_tree (xml);
  for (guint i = 0; i < slide->layout->boxes->len; i++)
    write_box (&writer, slide->layout->boxes->pdata[i]);
  g_string_append (xml, "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
                        "</p:sld>");
  bw_package_add_xml (pptx->package, part, BW_PPTX_TYPE "slide+xml", xml);
  if (slide->slide->notes != NULL && *slide->slide->notes != '\0')
    add_notes (pptx, part, slide->slide->notes, number);
  return g_steal_pointer (&part);
}
