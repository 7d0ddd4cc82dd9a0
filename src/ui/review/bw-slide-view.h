/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-slide-layout.h"
#include "ui/widgets/bw-chart-view.h"

G_BEGIN_DECLS

#define BW_TYPE_SLIDE_VIEW (bw_slide_view_get_type ())
G_DECLARE_FINAL_TYPE (BwSlideView, bw_slide_view, BW, SLIDE_VIEW, GtkWidget)

GtkWidget   *bw_slide_view_new         (void);
void         bw_slide_view_set_look    (BwSlideView *self, const BwSlideTheme *theme,
                                        BwSlideSize size);
void         bw_slide_view_set_live    (BwSlideView *self, gboolean live);
void         bw_slide_view_set_slide   (BwSlideView *self, const BwDeck *deck,
                                        const BwSlide *slide, guint number);
void         bw_slide_view_prepare     (BwSlideView *self, GObject *owner, const BwDeck *deck,
                                        const BwSlide *slide, guint number);
gboolean     bw_slide_view_is_prepared (BwSlideView *self);
void         bw_slide_view_set_twin    (BwSlideView *self, BwSlideView *twin);
BwChartView *bw_slide_view_get_chart   (BwSlideView *self);
char        *bw_slide_view_describe    (BwSlideView *self);
gboolean     bw_slide_view_locate      (BwSlideView *self, double x, double y, double *across,
                                        double *down);
void         bw_slide_view_set_laser   (BwSlideView *self, double across, double down);
guint        bw_slide_view_get_n_draws (BwSlideView *self);

G_END_DECLS
