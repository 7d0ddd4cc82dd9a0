/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-deck.h"
#include "ui/bw-session.h"

G_BEGIN_DECLS

/* What the audience sees. */
typedef enum {
  BW_SCREEN_SLIDE,
  BW_SCREEN_BLACK,
  BW_SCREEN_WHITE,
} BwScreen;

/**
 * BwPresentationChange:
 * @BW_PRESENTATION_SLIDE: another slide is shown
 * @BW_PRESENTATION_CHART: the slide that is shown has another chart
 * @BW_PRESENTATION_STATE: the screen, the laser pointer or the number that is typed
 * @BW_PRESENTATION_LASER: the spot of the laser pointer has moved
 */
typedef enum {
  BW_PRESENTATION_SLIDE = 1 << 0,
  BW_PRESENTATION_CHART = 1 << 1,
  BW_PRESENTATION_STATE = 1 << 2,
  BW_PRESENTATION_LASER = 1 << 3,
  BW_PRESENTATION_ALL = (1 << 4) - 1,
} BwPresentationChange;

#define BW_TYPE_PRESENTATION (bw_presentation_get_type ())
G_DECLARE_FINAL_TYPE (BwPresentation, bw_presentation, BW, PRESENTATION, GObject)

BwPresentation *bw_presentation_new            (BwSession *session, BwDeck *deck, guint first);
const char     *bw_presentation_get_title      (BwPresentation *self);
guint           bw_presentation_get_n_slides   (BwPresentation *self);
const BwSlide  *bw_presentation_get_slide      (BwPresentation *self, guint place);
const BwDeck   *bw_presentation_get_deck       (BwPresentation *self);

guint           bw_presentation_get_place      (BwPresentation *self);
void            bw_presentation_go_to          (BwPresentation *self, guint place);
void            bw_presentation_step           (BwPresentation *self, int steps);

BwScreen        bw_presentation_get_screen     (BwPresentation *self);
void            bw_presentation_set_screen     (BwPresentation *self, BwScreen screen);
gboolean        bw_presentation_get_laser      (BwPresentation *self, double *across,
                                                double *down);
void            bw_presentation_set_laser      (BwPresentation *self, gboolean laser);
void            bw_presentation_move_laser     (BwPresentation *self, double across, double down);

void            bw_presentation_type           (BwPresentation *self, int digit);
guint           bw_presentation_get_typed      (BwPresentation *self);
void            bw_presentation_clear_typed    (BwPresentation *self);
gboolean        bw_presentation_back_out       (BwPresentation *self);

gboolean        bw_presentation_can_rebucket   (BwPresentation *self);
BwBucket        bw_presentation_get_bucket     (BwPresentation *self);
void            bw_presentation_set_bucket     (BwPresentation *self, BwBucket bucket);
gboolean        bw_presentation_get_peers      (BwPresentation *self);
void            bw_presentation_set_peers      (BwPresentation *self, gboolean peers);
gboolean        bw_presentation_is_computing   (BwPresentation *self);

double          bw_presentation_get_elapsed    (BwPresentation *self);
double          bw_presentation_get_planned    (BwPresentation *self);
double          bw_presentation_get_lag        (BwPresentation *self, double elapsed);

G_END_DECLS
