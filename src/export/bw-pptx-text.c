/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "export/bw-pptx-private.h"
#include "export/bw-xml.h"
#include "model/bw-money.h"

/**
 * bw_pptx_units:
 * @points: a length
 *
 * Returns: the same in English Metric Units, a whole number of them
 */
gint64
bw_pptx_units (double points)
{
  return llround (points * BW_PPTX_UNITS);
}

static guint
byte_of (double part)
{
  return (guint) CLAMP (lround (part * 255), 0, 255);
}

static guint
color_code (BwColor color)
{
  return byte_of (color.red) << 16 | byte_of (color.green) << 8 | byte_of (color.blue);
}

/**
 * bw_pptx_append_color:
 * @xml: (inout): what is written so far
 * @theme: of the presentation
 * @color: a colour
 *
 * Appends a fill. A colour of the theme is named, so that it changes with the theme.
 */
void
bw_pptx_append_color (GString *xml, const BwSlideTheme *theme, BwColor color)
{
  const struct {
    const char *name;
    BwColor     color;
  } named[] = {
    { "tx1", theme->text },       { "bg1", theme->surface },   { "tx2", theme->dim },
    { "accent1", theme->accent }, { "accent2", theme->second },
  };

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      if (color_code (named[i].color) == color_code (color))
        {
          bw_xml_append (xml, "<a:solidFill><a:schemeClr val=\"%s\"/></a:solidFill>",
                         named[i].name);
          return;
        }
    }
  bw_xml_append (xml, "<a:solidFill><a:srgbClr val=\"%06X\"/></a:solidFill>", color_code (color));
}

/**
 * bw_pptx_append_place:
 * @xml: (inout): what is written so far
 * @element: "a:xfrm" or "p:xfrm"
 * @area: in points
 */
void
bw_pptx_append_place (GString *xml, const char *element, const cairo_rectangle_t *area)
{
  bw_xml_append (xml,
                 "<%s><a:off x=\"%" G_GINT64_FORMAT "\" y=\"%" G_GINT64_FORMAT
                 "\"/><a:ext cx=\"%" G_GINT64_FORMAT "\" cy=\"%" G_GINT64_FORMAT "\"/></%s>",
                 element, bw_pptx_units (area->x), bw_pptx_units (area->y),
                 bw_pptx_units (MAX (area->width, 0)), bw_pptx_units (MAX (area->height, 0)),
                 element);
}

/**
 * bw_pptx_append_tree:
 * @xml: (inout): what is written so far
 *
 * Appends how every tree of shapes begins: with the group that all of them are in.
 */
void
bw_pptx_append_tree (GString *xml)
{
  g_string_append (xml, "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/>"
                        "</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"
                        "<a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/>"
                        "<a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>");
}

/* The look of a run; @element is that of a run, of a break, or of the end of a paragraph. */
static void
append_look (GString *xml, const BwPptx *pptx, const char *element, const BwSlideText *text)
{
  bw_xml_append (xml, "<%s lang=\"%s\" sz=\"%d\" b=\"%d\" dirty=\"0\">", element, pptx->language,
                 (int) CLAMP (lround (text->size * 100), 100, 400000), text->bold ? 1 : 0);
  bw_pptx_append_color (xml, pptx->theme, text->color);
  bw_xml_append (xml, "</%s>", element);
}

static const char *
alignment_of (BwTextAlign align, gboolean rtl)
{
  switch (align)
    {
    case BW_ALIGN_CENTER:
      return "ctr";
    case BW_ALIGN_END:
      return rtl ? "l" : "r";
    case BW_ALIGN_START:
    default:
      return rtl ? "r" : "l";
    }
}

static void
begin_paragraph (GString *xml, const BwPptx *pptx, const BwSlideBox *box, const BwSlideText *text,
                 const char *clean)
{
  bw_xml_append (xml, "<a:p><a:pPr algn=\"%s\" rtl=\"%d\">", alignment_of (box->align, pptx->rtl),
                 bw_text_is_rtl (clean, pptx->rtl) ? 1 : 0);
  if (text->space_before > 0)
    bw_xml_append (xml, "<a:spcBef><a:spcPts val=\"%d\"/></a:spcBef>",
                   (int) MIN (lround (text->space_before * 100), 158400));
  g_string_append (xml, "</a:pPr>");
}

/* A line that was broken by hand stays in its paragraph. */
static void
append_runs (GString *xml, const BwPptx *pptx, const BwSlideText *text, const char *clean)
{
  g_auto (GStrv) lines = g_strsplit (clean, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        {
          g_string_append (xml, "<a:br>");
          append_look (xml, pptx, "a:rPr", text);
          g_string_append (xml, "</a:br>");
        }
      if (*lines[i] == '\0')
        continue;
      g_string_append (xml, "<a:r>");
      append_look (xml, pptx, "a:rPr", text);
      bw_xml_append (xml, "<a:t>%s</a:t></a:r>", lines[i]);
    }
}

/* The number of the slide is a field: it is right still when slides are moved. */
static gboolean
is_number (const BwSlideBox *box, const char *clean, guint number)
{
  g_autofree char *written = bw_number_format (number, 0);
  g_autofree char *plain = g_strdup_printf ("%u", number);

  return box->role == BW_TEXT_ROLE_FOOTER
         && (g_str_equal (clean, written) || g_str_equal (clean, plain));
}

static void
append_number (GString *xml, const BwPptx *pptx, const BwSlideText *text, const char *clean)
{
  g_string_append (xml, "<a:fld id=\"{5B0B7C1C-9C53-4F6C-9D1B-6E9E5A1F0B77}\" type=\"slidenum\">");
  append_look (xml, pptx, "a:rPr", text);
  bw_xml_append (xml, "<a:t>%s</a:t></a:fld>", clean);
}

/**
 * bw_pptx_append_text:
 * @xml: (inout): what is written so far
 * @pptx: the presentation
 * @box: a box of text
 * @number: of its slide
 *
 * Appends the text of a shape. It was laid out to fit its box; where a reader has other fonts it
 * may set it smaller.
 */
void
bw_pptx_append_text (GString *xml, const BwPptx *pptx, const BwSlideBox *box, guint number)
{
  const char *anchor = box->down < 0.25 ? "t" : box->down < 0.75 ? "ctr" : "b";
  const BwSlideText *last = NULL;

  bw_xml_append (xml,
                 "<p:txBody><a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" "
                 "rtlCol=\"%d\" anchor=\"%s\"><a:normAutofit/></a:bodyPr><a:lstStyle/>",
                 pptx->rtl ? 1 : 0, anchor);
  for (guint i = 0; box->texts != NULL && i < box->texts->len; i++)
    {
      const BwSlideText *text = &g_array_index (box->texts, BwSlideText, i);
      g_autofree char *clean = bw_xml_clean (text->text);

      if (last == NULL || !text->continues)
        {
          if (last != NULL)
            {
              append_look (xml, pptx, "a:endParaRPr", last);
              g_string_append (xml, "</a:p>");
            }
          begin_paragraph (xml, pptx, box, text, clean);
        }
      if (is_number (box, clean, number))
        append_number (xml, pptx, text, clean);
      else
        append_runs (xml, pptx, text, clean);
      last = text;
    }
  if (last == NULL)
    g_string_append (xml, "<a:p/>");
  else
    {
      append_look (xml, pptx, "a:endParaRPr", last);
      g_string_append (xml, "</a:p>");
    }
  g_string_append (xml, "</p:txBody>");
}

/**
 * bw_pptx_append_notes:
 * @xml: (inout): what is written so far
 * @pptx: the presentation
 * @notes: paragraphs, a line each
 *
 * Appends the text of a shape in the look that the master of the notes gives it.
 */
void
bw_pptx_append_notes (GString *xml, const BwPptx *pptx, const char *notes)
{
  g_autofree char *clean = bw_xml_clean (notes);
  g_auto (GStrv) lines = g_strsplit (clean, "\n", -1);

  g_string_append (xml, "<p:txBody><a:bodyPr/><a:lstStyle/>");
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean rtl = bw_text_is_rtl (lines[i], pptx->rtl);

      bw_xml_append (xml, "<a:p><a:pPr algn=\"%s\" rtl=\"%d\"/>", rtl ? "r" : "l", rtl ? 1 : 0);
      if (*lines[i] != '\0')
        bw_xml_append (xml, "<a:r><a:rPr lang=\"%s\" dirty=\"0\"/><a:t>%s</a:t></a:r>",
                       pptx->language, lines[i]);
      g_string_append (xml, "</a:p>");
    }
  g_string_append (xml, "</p:txBody>");
}
