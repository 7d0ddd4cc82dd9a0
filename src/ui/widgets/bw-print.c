/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-print.h"

#include "export/bw-export.h"
#include "export/bw-front-paper.h"
#include "ui/bw-window.h"

/* How a sheet comes to paper, through the print dialog of the desktop. */

typedef struct {
  BwPrintFunc    func;
  gpointer       data;
  GDestroyNotify free_data;
} Job;

static void
job_free (gpointer data, GClosure *closure)
{
  Job *job = data;

  job->free_data (job->data);
  g_free (job);
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);
  const BwPaper *paper;
  BwChartStyle style;

  bw_chart_style_init (&style);
  if (!job->func (job->data, &paper, &style))
    return;
  /* Paper is white, whatever the window is. */
  style.dark = FALSE;
  bw_export_style_for_page (&style, paper, width, height);
  style.scale = gtk_print_context_get_dpi_x (context) / 72;
  bw_paper_draw (paper, &style, gtk_print_context_get_cairo_context (context), width, height);
}

/**
 * bw_print_operation_new:
 * @title: what the job is called
 *
 * Returns: (transfer full): prints on a sheet on its side, in points
 */
GtkPrintOperation *
bw_print_operation_new (const char *title)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();

  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, title);
  return operation;
}

/**
 * bw_print_run:
 * @widget: in the window that the print dialog belongs to
 * @operation: what to print
 *
 * Asks for a printer and prints.
 */
void
bw_print_run (GtkWidget *widget, GtkPrintOperation *operation)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_allow_async (operation, TRUE);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (root), &error)
        == GTK_PRINT_OPERATION_RESULT_ERROR
      && BW_IS_WINDOW (root))
    bw_window_say (BW_WINDOW (root), error->message);
}

/**
 * bw_print_source:
 * @widget: in the window that shows the data
 *
 * Returns: (transfer full) (nullable): of which company and day what is printed is, %NULL when
 *   that is not known
 */
char *
bw_print_source (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  BwSession *session = BW_IS_WINDOW (root) ? bw_window_get_session (BW_WINDOW (root)) : NULL;

  if (session == NULL || bw_session_get_company (session) == NULL
      || bw_session_get_as_of (session) == BW_DATE_NONE)
    return NULL;
  return bw_paper_source (bw_session_get_company (session), bw_session_get_as_of (session));
}

/**
 * bw_print:
 * @widget: in the window that the print dialog belongs to
 * @title: what the job is called
 * @func: gives the sheet when it is printed
 * @data: for @func
 * @free_data: frees @data
 *
 * Asks for a printer and prints one sheet, on its side.
 */
void
bw_print (GtkWidget *widget, const char *title, BwPrintFunc func, gpointer data,
          GDestroyNotify free_data)
{
  g_autoptr (GtkPrintOperation) operation = bw_print_operation_new (title);
  Job *job = g_new (Job, 1);

  *job = (Job) { func, data, free_data };
  gtk_print_operation_set_n_pages (operation, 1);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page), job, job_free, 0);
  bw_print_run (widget, operation);
}
