/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "export/bw-pptx-private.h"
#include "export/bw-xml.h"

/* How much of the text's colour is in a second ground. */
#define GROUND_TINT 0.08

static guint
byte_of (double part)
{
  return (guint) CLAMP (lround (part * 255), 0, 255);
}

static void
append_slot (GString *xml, const char *slot, BwColor color)
{
  bw_xml_append (xml, "<a:%s><a:srgbClr val=\"%02X%02X%02X\"/></a:%s>", slot, byte_of (color.red),
                 byte_of (color.green), byte_of (color.blue), slot);
}

static BwColor
mix (BwColor ground, BwColor other, double share)
{
  return (BwColor) { ground.red + (other.red - ground.red) * share,
                     ground.green + (other.green - ground.green) * share,
                     ground.blue + (other.blue - ground.blue) * share };
}

/* A dark theme has its dark colours in the dark slots; the master says that they are the ground. */
static void
append_colors (GString *xml, const BwSlideTheme *theme)
{
  static const struct {
    const char *slot;
    BwColorRole role;
  } charts[] = {
    { "accent3", BW_COLOR_ADVOCATES },
    { "accent4", BW_COLOR_PLAN },
    { "accent5", BW_COLOR_BEFORE },
    { "accent6", BW_COLOR_PEERS },
  };
  BwColor second_ground = mix (theme->surface, theme->text, GROUND_TINT);
  BwChartStyle style;

  bw_slide_theme_style (theme, &style);
  g_string_append (xml, "<a:clrScheme name=\"Bellwether\">");
  append_slot (xml, "dk1", theme->dark ? theme->surface : theme->text);
  append_slot (xml, "lt1", theme->dark ? theme->text : theme->surface);
  append_slot (xml, "dk2", theme->dark ? second_ground : theme->dim);
  append_slot (xml, "lt2", theme->dark ? theme->dim : second_ground);
  append_slot (xml, "accent1", theme->accent);
  append_slot (xml, "accent2", theme->second);
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    append_slot (xml, charts[i].slot, bw_chart_style_color (&style, charts[i].role));
  append_slot (xml, "hlink", theme->accent);
  append_slot (xml, "folHlink", theme->second);
  g_string_append (xml, "</a:clrScheme>");
}

static void
append_font (GString *xml, const char *element, const char *font)
{
  bw_xml_append (xml,
                 "<a:%s><a:latin typeface=\"%s\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/></a:%s>",
                 element, font, element);
}

/* Plain fills, lines and no effects, thrice each as the format asks for. */
#define FILL "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>"
#define LINE(width)                                                                    \
  "<a:ln w=\"" width "\" cap=\"flat\" cmpd=\"sng\" algn=\"ctr\">" FILL                 \
  "<a:prstDash val=\"solid\"/><a:miter lim=\"800000\"/></a:ln>"
#define EFFECT "<a:effectStyle><a:effectLst/></a:effectStyle>"

static const char formats[]
  = "<a:fmtScheme name=\"Bellwether\"><a:fillStyleLst>" FILL FILL FILL "</a:fillStyleLst>"
    "<a:lnStyleLst>" LINE ("6350") LINE ("12700") LINE ("19050") "</a:lnStyleLst>"
    "<a:effectStyleLst>" EFFECT EFFECT EFFECT "</a:effectStyleLst>"
    "<a:bgFillStyleLst>" FILL FILL FILL "</a:bgFillStyleLst></a:fmtScheme>";

/**
 * bw_pptx_add_theme:
 * @pptx: the presentation
 * @part: its name; each master has a theme part of its own
 */
void
bw_pptx_add_theme (BwPptx *pptx, const char *part)
{
  GString *xml = g_string_new (NULL);

  g_string_append (xml, "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
                        " name=\"Bellwether\"><a:themeElements>");
  append_colors (xml, pptx->theme);
  g_string_append (xml, "<a:fontScheme name=\"Bellwether\">");
  append_font (xml, "majorFont", pptx->font);
  append_font (xml, "minorFont", pptx->font);
  g_string_append (xml, "</a:fontScheme>");
  g_string_append (xml, formats);
  g_string_append (xml, "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>");
  bw_package_add_xml (pptx->package, part,
                      "application/vnd.openxmlformats-officedocument.theme+xml", xml);
}
