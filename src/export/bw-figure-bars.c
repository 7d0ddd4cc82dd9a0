/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-figure-bars.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-chart-text.h"
#include "charts/bw-scale.h"

/* The figures that are drawn as bars. */

static BwFigureBars *
bars_new (guint n_rows, guint n_parts)
{
  BwFigureBars *bars = g_new0 (BwFigureBars, 1);

  bars->rows = g_new0 (BwBarsRow, n_rows + 1);
  bars->parts = g_new0 (BwBarsPart, n_rows * n_parts + 1);
  bars->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_rows; i++)
    {
      bars->rows[i].before = NAN;
      bars->rows[i].parts = &bars->parts[i * n_parts];
    }
  bw_bars_chart_init (&bars->chart, bars->rows, n_rows, n_parts);
  return bars;
}

/* Takes over @text and lends it. */
static const char *
keep (BwFigureBars *bars, char *text)
{
  g_ptr_array_add (bars->texts, text);
  return text;
}

/* Renewals ------------------------------------------------------------------------------------- */

static const struct {
  BwColorRole role;
  BwBarsFill  fill;
} forecast_looks[BW_N_FORECASTS] = {
  [BW_FORECAST_COMMITTED] = { BW_COLOR_GOOD, BW_BARS_FULL },
  [BW_FORECAST_LIKELY] = { BW_COLOR_GOOD, BW_BARS_LIGHT },
  [BW_FORECAST_AT_RISK] = { BW_COLOR_BAD, BW_BARS_HATCHED },
  [BW_FORECAST_UNKNOWN] = { BW_COLOR_DIM, BW_BARS_EMPTY },
};

/**
 * bw_figure_bars_of_renewals:
 * @figure: a figure
 *
 * Returns: (transfer full): a bar a month, as long as the ARR that ends in it, with a part for each
 *   forecast; a part's index is that of the month times %BW_N_FORECASTS, plus the forecast
 */
BwFigureBars *
bw_figure_bars_of_renewals (const BwRenewalsFigure *figure)
{
  BwFigureBars *bars = bars_new (figure->n_months, BW_N_FORECASTS);

  for (guint i = 0; i < figure->n_months; i++)
    {
      const BwRenewalMonth *month = &figure->months[i];
      BwBarsRow *row = &bars->rows[i];

      row->name = keep (bars, bw_chart_date (month->month, BW_DATE_MONTH_FULL));
      row->detail = keep (bars, bw_chart_text_group (month->n, month->arr, figure->currency));
      for (BwForecast k = 0; k < BW_N_FORECASTS; k++)
        {
          const BwRenewalTotal *total = &month->forecast[k];
          g_autofree char *size
            = bw_chart_text_accounts (total->accounts, total->arr, figure->currency);

          row->parts[k] = (BwBarsPart) {
            .name = bw_forecast_title (k),
            .label = keep (bars, bw_money_format_short (total->arr, figure->currency)),
            /* Translators: a forecast, a month, and how many accounts with what revenue, as in
             * "At risk, November 2026: 12 accounts · €1.2 M". */
            .text = keep (bars, g_strdup_printf (C_("renewals", "%1$s, %2$s: %3$s"),
                                                 bw_forecast_title (k), row->name, size)),
            .amount = MAX ((double) total->arr, 0),
            .role = forecast_looks[k].role,
            .fill = forecast_looks[k].fill,
          };
        }
    }
  return bars;
}

/* Bands ---------------------------------------------------------------------------------------- */

static char *
describe_change (const BwHealthBands *figure, const BwBandTotal *now, const BwBandTotal *before)
{
  int change = (int) now->accounts - (int) before->accounts;
  guint n = (guint) ABS (change);

  if (figure->compared_as_of == BW_DATE_NONE)
    return NULL;
  if (change == 0)
    return g_strdup (C_("accounts", "as many"));
  return change > 0 ? g_strdup_printf (ngettext ("%u more", "%u more", n), n)
                    : g_strdup_printf (ngettext ("%u fewer", "%u fewer", n), n);
}

static void
fill_band (BwFigureBars *bars, const BwHealthBands *figure, guint row, int band)
{
  const BwPolicy *policy = figure->snapshot->table->policy;
  const BwBandTotal *now = band < 0 ? &figure->unknown : &figure->bands[band];
  const BwBandTotal *before = band < 0 ? &figure->unknown_before : &figure->before[band];
  gboolean is_worst = band == 0, is_best = band == (int) figure->n_bands - 1;
  g_autofree char *size = bw_chart_text_accounts (now->accounts, now->arr, figure->currency);
  g_autofree char *group = bw_chart_text_group (now->accounts, now->arr, figure->currency);
  g_autofree char *share = bw_share_format (now->share_accounts, 0);
  g_autofree char *change = describe_change (figure, now, before);
  g_autofree char *day = change ? bw_date_format_short (figure->compared_as_of, figure->as_of)
                                : NULL;
  BwBarsRow *line = &bars->rows[row];
  char *text;

  line->name = band < 0 ? C_("band", "unknown") : bw_policy_band_title (policy, band);
  /* Translators: how many accounts with what revenue, and how many more or fewer than before. */
  line->detail = keep (bars, change ? g_strdup_printf (C_("band", "%1$s · %2$s"), group, change)
                                    : g_strdup (group));
  line->before = change ? before->accounts : NAN;
  if (change)
    /* Translators: a band, how many accounts with what revenue, their share of all accounts, and how
     * many there were on an earlier day. */
    text = g_strdup_printf (C_("band", "%1$s: %2$s, %3$s of the accounts; %4$u on %5$s"),
                            line->name, size, share, before->accounts, day);
  else
    text = g_strdup_printf (C_("band", "%1$s: %2$s, %3$s of the accounts"), line->name, size,
                            share);
  line->parts[0] = (BwBarsPart) {
    .name = line->name,
    .text = keep (bars, text),
    .amount = now->accounts,
    .role = band < 0 ? BW_COLOR_DIM
            : is_worst ? BW_COLOR_BAD
            : is_best  ? BW_COLOR_GOOD
                       : BW_COLOR_MIDDLING,
    .fill = band < 0 ? BW_BARS_EMPTY
            : is_worst ? BW_BARS_HATCHED
            : is_best  ? BW_BARS_FULL
                       : BW_BARS_LIGHT,
  };
}

/**
 * bw_figure_bars_of_bands:
 * @figure: a figure
 *
 * Returns: (transfer full): a bar a band, the lowest first, as long as it has accounts; the last is
 *   of the accounts without an index
 */
BwFigureBars *
bw_figure_bars_of_bands (const BwHealthBands *figure)
{
  BwFigureBars *bars = bars_new (figure->n_bands + 1, 1);

  for (guint i = 0; i < figure->n_bands; i++)
    fill_band (bars, figure, i, (int) i);
  fill_band (bars, figure, figure->n_bands, -1);
  return bars;
}

void
bw_figure_bars_free (BwFigureBars *bars)
{
  if (bars == NULL)
    return;
  g_free (bars->rows);
  g_free (bars->parts);
  g_ptr_array_unref (bars->texts);
  g_free (bars);
}
