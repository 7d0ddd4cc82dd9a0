/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-deck-export.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

#include "export/bw-pdf-finish.h"
#include "export/bw-slide-draw.h"

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
add_bookmark (cairo_surface_t *surface, const BwSlide *slide, guint number)
{
  g_autofree char *place = g_strdup_printf ("page=%u", number);
  g_autofree char *count = NULL;
  const char *name = slide->title != NULL && *slide->title != '\0' ? slide->title : slide->kicker;

  if (name == NULL || *name == '\0')
    name = count = g_strdup_printf ("%u", number);
  cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, name, place,
                                 CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

/* Draws the shown slides on pages of their own; notes the words for each figure. */
static gboolean
draw_pages (const BwDeck       *deck,
            GPtrArray          *slides,
            const BwSlideTheme *theme,
            BwSlideSize         size,
            cairo_surface_t    *surface,
            cairo_t            *cr,
            GPtrArray          *alternatives,
            const BwDeckWatch  *watch,
            GError            **error)
{
  g_auto (BwSlidePainter) painter = { 0 };
  gboolean is_wanted = bw_deck_watch_tell (watch, 0, slides->len, error);

  cairo_tag_begin (cr, "Document", NULL);
  for (guint i = 0; i < slides->len && is_wanted; i++)
    {
      const BwSlide *slide = g_ptr_array_index (slides, i);
      g_autoptr (BwSlideLayout) layout = bw_slide_layout_new (deck, slide, i + 1, theme, size);
      g_autofree char *label = g_strdup_printf ("%u", i + 1);

      if (i == 0)
        {
          bw_slide_painter_init (&painter, theme, layout->rtl);
          painter.is_tagged = TRUE;
        }
      cairo_tag_begin (cr, "Sect", NULL);
      bw_slide_painter_draw (&painter, layout, slide, TRUE, cr);
      cairo_tag_end (cr, "Sect");
      add_bookmark (surface, slide, i + 1);
      cairo_pdf_surface_set_page_label (surface, label);
      if (bw_slide_layout_find (layout, BW_BOX_CHART) != NULL
          || bw_slide_layout_find (layout, BW_BOX_PICTURE) != NULL)
        g_ptr_array_add (alternatives, g_steal_pointer (&layout->alternative));
      is_wanted = bw_deck_watch_tell (watch, i + 1, slides->len, error);
      if (i + 1 < slides->len)
        cairo_show_page (cr);
    }
  cairo_tag_end (cr, "Document");
  return is_wanted;
}

static GByteArray *
render (const BwDeck       *deck,
        const BwSlideTheme *theme,
        BwSlideSize         size,
        GPtrArray          *alternatives,
        const BwDeckWatch  *watch,
        GError            **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GPtrArray) slides = bw_deck_list_shown (deck);
  cairo_surface_t *surface;
  cairo_status_t status;
  double width, height;
  gboolean is_wanted;
  cairo_t *cr;

  if (slides->len == 0)
    {
      g_set_error_literal (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_IO,
                           _("There is nothing to write: all slides are hidden. Show one first."));
      return NULL;
    }
  bw_slide_size_get (size, &width, &height);
  surface = cairo_pdf_surface_create_for_stream (collect, bytes, width, height);
  /* Later versions pack the objects that are completed below into streams. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  if (deck->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, deck->title);
  if (deck->company_name != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, deck->company_name);
  if (deck->subject != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, deck->subject);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Bellwether");
  cr = cairo_create (surface);
  is_wanted = draw_pages (deck, slides, theme, size, surface, cr, alternatives, watch, error);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (!is_wanted)
    return NULL;
  if (status == CAIRO_STATUS_SUCCESS)
    return g_steal_pointer (&bytes);
  g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_IO, _("The slides cannot be drawn: %s"),
               cairo_status_to_string (status));
  return NULL;
}

gboolean
bw_deck_write_pdf (const BwDeck       *deck,
                   const BwSlideTheme *theme,
                   BwSlideSize         size,
                   const BwDeckWatch  *watch,
                   const char         *path,
                   GError            **error)
{
  g_autoptr (GPtrArray) alternatives = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GByteArray) bytes = render (deck, theme, size, alternatives, watch, error);

  if (bytes == NULL)
    return FALSE;
  if (!bw_pdf_finish (bytes, deck->language, alternatives))
    g_warning ("The file lacks its language: this cairo writes it in a way that is not known");
  return bw_export_file_write (path, bytes->data, bytes->len, error);
}
