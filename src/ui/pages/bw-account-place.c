/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-account-place.h"

#include <glib/gi18n.h>
#include <math.h>

#include "export/bw-figure-charts.h"

#define TRAIL_MONTHS 12

static void
draw_place (const BwChart *chart, const BwChartStyle *style, cairo_t *cr, double width,
            double height)
{
  const BwPlaceChart *self = (const BwPlaceChart *) chart;
  BwChartFrame frame;
  double across, x, bottom, radius = style->font_size * 0.36;

  self->parent_klass->draw (chart, style, cr, width, height);
  if (!self->parent_klass->frame (chart, style, width, height, &frame)
      || !(frame.shown.x_to > frame.shown.x_from))
    return;
  across = (self->value - frame.shown.x_from) / (frame.shown.x_to - frame.shown.x_from);
  x = frame.plot.x + (style->rtl ? 1 - across : across) * frame.plot.width;
  bottom = frame.plot.y + frame.plot.height;

  cairo_save (cr);
  bw_chart_style_set_source (style, cr, BW_COLOR_SELECTION, 1);
  cairo_set_line_width (cr, bw_chart_style_line_width (style));
  cairo_move_to (cr, x, bottom);
  cairo_line_to (cr, x, frame.plot.y + frame.plot.height * 0.35);
  cairo_stroke (cr);
  cairo_arc (cr, x, bottom, radius, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* How many of the others have a lower index. */
static double
share_below (const BwDistributionFigure *figure, double value, guint32 row)
{
  guint below = 0, known = 0;

  for (guint i = 0; i < figure->n; i++)
    if (!isnan (figure->values[i]) && figure->rows[i] != row)
      {
        known++;
        below += figure->values[i] < value;
      }
  return known > 0 ? (double) below / known : NAN;
}

static void
place_on_curve (BwAccountPlace *self, BwSnapshot *snapshot, guint32 row)
{
  double value = snapshot->success_index[row];
  double below = share_below (self->distribution, value, row);
  g_autofree char *share = NULL;

  if (isnan (value) || isnan (below) || self->distribution->too_few)
    return;
  share = bw_share_format (below, 0);
  /* Translators: %s is a share such as "54 %". */
  self->on_curve.title = g_strdup_printf (_("Its success index is above that of %s of the others"),
                                          share);
  self->on_curve.subtitle = g_strdup (self->distribution->head.subtitle);
  self->on_curve.rule = self->distribution->head.rule;
  bw_distribution_figure_chart (&self->curve_chart.curve, self->distribution);
  self->curve_chart.parent_klass = self->curve_chart.curve.parent.klass;
  self->curve_chart.klass = *self->curve_chart.parent_klass;
  self->curve_chart.klass.draw = draw_place;
  self->curve_chart.curve.parent.klass = &self->curve_chart.klass;
  self->curve_chart.value = value;
}

static void
place_in_quadrants (BwAccountPlace *self, BwSnapshot *snapshot, guint32 row,
                    const char *mirror_path)
{
  BwQuadrantsFigure *figure = self->quadrants;
  g_autofree char *happiness = NULL;
  g_autofree char *margin = NULL;

  if (snapshot->quadrant[row] == BW_QUADRANT_UNKNOWN || figure->rows == NULL)
    return;
  happiness = bw_number_format (snapshot->happiness[row], 2);
  margin = bw_share_format (snapshot->margin[row], 0);
  /* Translators: %s is the name of a quadrant, such as "Customer success". */
  self->in_quadrants.title = g_strdup_printf (_("It stands in “%s”"),
                                              bw_quadrant_title (snapshot->quadrant[row]));
  self->in_quadrants.subtitle = g_strdup_printf (
    _("Happiness %s, margin %s, and the way there in a year"), happiness, margin);
  self->in_quadrants.rule = figure->head.rule;
  self->selected = g_new0 (guint8, figure->input.n + 1);
  for (gsize i = 0; i < figure->input.n; i++)
    self->selected[i] = figure->rows[i] == row;
  self->states = bw_state_trail_load (mirror_path, snapshot, &row, 1, TRAIL_MONTHS);
  self->trail = (BwTrail) { self->states->n_dates, self->states->happiness, self->states->margin };
  bw_quadrants_chart_init (&self->quadrants_chart, figure->result, &figure->input);
  self->quadrants_chart.selected = self->selected;
  self->quadrants_chart.n_trails = 1;
  self->quadrants_chart.trails = &self->trail;
}

/**
 * bw_account_place_compute:
 * @row: of the account in @snapshot
 *
 * The account is compared with the whole portfolio, whatever the filter is.
 *
 * Returns: (transfer full): where it stands
 */
BwAccountPlace *
bw_account_place_compute (BwSnapshot *snapshot, guint32 row, const char *mirror_path)
{
  BwAccountPlace *self = g_new0 (BwAccountPlace, 1);
  BwFigureScope scope = { .snapshot = snapshot };
  BwDistributionRequest request = { .from = NAN, .to = NAN };

  self->distribution = bw_distribution_figure_compute (&scope, &request, NULL);
  self->quadrants = bw_quadrants_figure_compute (&scope);
  if (self->distribution)
    place_on_curve (self, snapshot, row);
  place_in_quadrants (self, snapshot, row, mirror_path);
  return self;
}

void
bw_account_place_free (BwAccountPlace *self)
{
  if (self == NULL)
    return;
  self->on_curve.rule = NULL;
  self->in_quadrants.rule = NULL;
  bw_figure_clear (&self->on_curve);
  bw_figure_clear (&self->in_quadrants);
  g_clear_pointer (&self->distribution, bw_distribution_figure_free);
  g_clear_pointer (&self->quadrants, bw_quadrants_figure_free);
  g_clear_pointer (&self->states, bw_state_trail_free);
  g_free (self->selected);
  g_free (self);
}
