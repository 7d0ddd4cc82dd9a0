/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-review-print.h"

#include "export/bw-slide-layout.h"
#include "ui/bw-window.h"

/* How a review comes to paper, through the print dialog of the desktop: a slide a page. */

/* Paper that is wider than this for its height is A4, else Letter. */
#define A4_ASPECT 1.35

typedef struct {
  BwDeck       *deck;
  GPtrArray    *shown;
  BwSlideTheme *theme;
} Job;

static void
job_free (gpointer data, GClosure *closure)
{
  Job *job = data;

  g_ptr_array_unref (job->shown);
  bw_deck_free (job->deck);
  bw_slide_theme_free (job->theme);
  g_free (job);
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  const BwSlide *slide = job->shown->pdata[page];
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);
  g_autoptr (BwSlideLayout) layout
    = bw_slide_layout_new (job->deck, slide, (guint) page + 1, job->theme,
                           width / height > A4_ASPECT ? BW_SLIDE_A4 : BW_SLIDE_LETTER);
  double scale = MIN (width / layout->width, height / layout->height);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  cairo_save (cr);
  cairo_translate (cr, (width - layout->width * scale) / 2, (height - layout->height * scale) / 2);
  cairo_scale (cr, scale, scale);
  bw_slide_layout_draw (layout, slide, job->theme, TRUE, cr);
  cairo_restore (cr);
}

/**
 * bw_review_print:
 * @widget: in the window that the print dialog belongs to
 * @deck: (transfer full): what is printed; a slide of it is not hidden
 * @theme: how it looks; on a white ground
 *
 * Asks for a printer and prints the slides that are not hidden.
 */
void
bw_review_print (GtkWidget *widget, BwDeck *deck, const BwSlideTheme *theme)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (widget);
  Job *job = g_new0 (Job, 1);

  job->deck = deck;
  job->shown = bw_deck_list_shown (deck);
  job->theme = bw_slide_theme_copy (theme);
  bw_slide_theme_set_dark (job->theme, FALSE);
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, (int) job->shown->len);
  gtk_print_operation_set_job_name (operation, deck->title);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page), job, job_free, 0);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (root), &error)
        == GTK_PRINT_OPERATION_RESULT_ERROR
      && BW_IS_WINDOW (root))
    bw_window_say (BW_WINDOW (root), error->message);
}
