/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../../export/slide-fixtures.h"
#include "export/bw-deck-export.h"

/* A review of twelve slides, ten of which have a chart of a thousand buckets, written as a PDF; and
 * beside it cairo drawing the same text and charts into pictures of as many pixels as points. */

#define RUNS 15
#define N_CHARTS 10
#define N_BUCKETS 1000

typedef struct {
  double clock;
  double processor;
} Times;

static double
seconds (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

static Times
now (void)
{
  return (Times) { seconds (CLOCK_MONOTONIC) * 1000, seconds (CLOCK_PROCESS_CPUTIME_ID) * 1000 };
}

static Times
since (Times start)
{
  Times end = now ();

  return (Times) { end.clock - start.clock, end.processor - start.processor };
}

static int
compare (const void *a, const void *b)
{
  double x = ((const Times *) a)->processor, y = ((const Times *) b)->processor;

  return (x > y) - (x < y);
}

static void
write_pdf (const BwDeck *deck, const BwSlideTheme *theme, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!bw_deck_write_pdf (deck, theme, BW_SLIDE_WIDE, NULL, path, &error))
    g_error ("%s", error->message);
}

static void
draw_pictures (const BwDeck *deck, const BwSlideTheme *theme)
{
  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSlide *slide = g_ptr_array_index (deck->slides, i);
      g_autoptr (BwSlideLayout) layout
        = bw_slide_layout_new (deck, slide, i + 1, theme, BW_SLIDE_WIDE);
      cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 960, 540);
      cairo_t *cr = cairo_create (image);

      bw_slide_layout_draw (layout, slide, theme, TRUE, cr);
      cairo_destroy (cr);
      cairo_surface_destroy (image);
    }
}

int
main (void)
{
  g_autoptr (BwDeck) deck = slide_fixture_review (N_CHARTS, N_BUCKETS);
  g_autoptr (BwSlideTheme) theme = bw_slide_theme_new (BW_THEME_LIGHT, NULL);
  g_autofree char *folder = g_dir_make_tmp ("bellwether-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "deck.pdf", NULL);
  Times first, pdf[RUNS], pictures[RUNS], start = now ();
  GStatBuf status;

  write_pdf (deck, theme, path);
  first = since (start);
  for (int i = 0; i < RUNS; i++)
    {
      start = now ();
      draw_pictures (deck, theme);
      pictures[i] = since (start);
      start = now ();
      write_pdf (deck, theme, path);
      pdf[i] = since (start);
    }
  qsort (pdf, RUNS, sizeof (Times), compare);
  qsort (pictures, RUNS, sizeof (Times), compare);
  if (g_stat (path, &status) != 0)
    return 1;
  printf ("%u slides, %d charts of %d buckets, %.0f kB\n", deck->slides->len, N_CHARTS, N_BUCKETS,
          status.st_size / 1000.0);
  printf ("first PDF of the process, fonts and all: %.0f ms, %.0f of the processor\n", first.clock,
          first.processor);
  printf ("PDF, median: %.0f ms, %.0f of the processor\n", pdf[RUNS / 2].clock,
          pdf[RUNS / 2].processor);
  printf ("the same into pictures by cairo: %.0f ms, %.0f of the processor\n",
          pictures[RUNS / 2].clock, pictures[RUNS / 2].processor);
  printf ("PDF / pictures: %.2f of the processor\n",
          pdf[RUNS / 2].processor / pictures[RUNS / 2].processor);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
