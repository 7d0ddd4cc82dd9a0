/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-export.h"
#include "export/bw-slide-layout.h"

G_BEGIN_DECLS

/**
 * BwDeckWatch:
 * @cancellable: (nullable): is looked at between slides
 * @on_slide: (nullable): told how many of all slides are made, on whichever thread makes them
 * @data: for @on_slide
 *
 * Who waits for a deck to be written. What is cancelled leaves no file behind.
 */
typedef struct {
  GCancellable *cancellable;
  void        (*on_slide) (guint done, guint all, gpointer data);
  gpointer      data;
} BwDeckWatch;

/* Every function writes the shown slides to a file that is there whole or not at all; errors are
 * %BW_EXPORT_ERROR and name the file and the remedy, or %G_IO_ERROR_CANCELLED. The watch may be
 * %NULL. */

/* Real text, vector charts, a bookmark a slide, tagged, with title and language. */
gboolean bw_deck_write_pdf      (const BwDeck *deck, const BwSlideTheme *theme, BwSlideSize size,
                                 const BwDeckWatch *watch, const char *path, GError **error);

/* Text that can be edited, notes, charts as SVG with PNG behind them. */
gboolean bw_deck_write_pptx     (const BwDeck *deck, const BwSlideTheme *theme, BwSlideSize size,
                                 const BwDeckWatch *watch, const char *path, GError **error);

/* A file a slide, "01 Title.png" or ".svg", into a folder that is there: all of them or none. */
gboolean bw_deck_write_pictures (const BwDeck *deck, const BwSlideTheme *theme, BwSlideSize size,
                                 BwExportFormat format, const BwDeckWatch *watch,
                                 const char *folder, GError **error);

/* What the charts show: a spreadsheet of a sheet a chart, or CSV files in a folder that is there. */
gboolean bw_deck_write_workbook (const BwDeck *deck, const char *path, GError **error);
gboolean bw_deck_write_csv      (const BwDeck *deck, const char *folder, GError **error);

/* By the ending of the path: .pdf, .pptx, or .xlsx for what the charts show. Whether the ending is
 * one of them can be asked before there is a deck. */
gboolean bw_deck_can_write      (const char *path, GError **error);
gboolean bw_deck_write          (const BwDeck *deck, const BwSlideTheme *theme, BwSlideSize size,
                                 const char *path, GError **error);

/* For those who write: tells who waits, if anybody does, that so many slides are made, and returns
 * whether to go on. */
gboolean bw_deck_watch_tell     (const BwDeckWatch *watch, guint done, guint all, GError **error);

G_END_DECLS
