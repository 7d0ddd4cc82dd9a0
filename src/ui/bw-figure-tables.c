/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-figure-tables.h"

#include <glib/gi18n.h>
#include <math.h>

/* The data of the charts as tables: the same numbers, for who would rather read them. */

typedef struct {
  union {
    const BwDistributionFigure *distribution;
    const BwQuadrantsFigure    *quadrants;
    const BwTiersFigure        *tiers;
    const BwSeriesFigure       *series;
  };
  BwSnapshot     *snapshot; /* (nullable) */
  gpointer        owner;
  GDestroyNotify  release;
} Source;

typedef struct {
  const char *title;
  BwTableKind kind;
} Column;

static void
source_free (Source *source)
{
  if (source->release)
    source->release (source->owner);
  g_clear_pointer (&source->snapshot, bw_snapshot_unref);
  g_free (source);
}

static BwTable *
table_new (Source *source, const char *currency, guint n_rows, BwTableTextFunc text,
           BwTableValueFunc value, const Column *columns, guint n_columns)
{
  BwTable *table = bw_table_new (n_rows, text, value, source, (GDestroyNotify) source_free);

  bw_table_set_currency (table, currency);
  for (guint i = 0; i < n_columns; i++)
    bw_table_add_column (table, _(columns[i].title), columns[i].kind);
  return table;
}

static Source *
source_new (gpointer owner, GDestroyNotify release)
{
  Source *source = g_new0 (Source, 1);

  source->owner = owner;
  source->release = release;
  return source;
}

static char *
money_text (BwMoney amount, const char *currency)
{
  return amount == BW_MONEY_NONE ? NULL : bw_money_format (amount, currency);
}

static double
money_value (BwMoney amount)
{
  return amount == BW_MONEY_NONE ? NAN : (double) amount;
}

static char *
number_text (double value, int decimals)
{
  return isnan (value) ? NULL : bw_number_format (value, decimals);
}

static char *
share_text (double share, int decimals)
{
  return isnan (share) ? NULL : bw_share_format (share, decimals);
}

/* Distribution --------------------------------------------------------------------------------- */

static const Column distribution_columns[] = {
  { N_("From"), BW_TABLE_NUMBER },
  { N_("To"), BW_TABLE_NUMBER },
  { N_("Accounts"), BW_TABLE_NUMBER },
  { N_("ARR"), BW_TABLE_MONEY },
};

static double
distribution_value (guint row, guint column, gpointer data)
{
  const Source *source = data;
  const BwDistributionBin *bin = &source->distribution->result->bins[row];

  return column == 0 ? bin->from : column == 1 ? bin->to : column == 2 ? bin->accounts
                                                                       : money_value (bin->arr);
}

static int
decimals_of (double step)
{
  return step > 0 && step < 1 ? MIN (8, (int) ceil (-log10 (step))) : step == floor (step) ? 0 : 1;
}

static char *
distribution_text (guint row, guint column, gpointer data)
{
  const Source *source = data;
  const BwDistributionBin *bin = &source->distribution->result->bins[row];

  /* All marks alike, with as many decimals as the width of a bar calls for. */
  if (column < 2)
    return bw_number_format (distribution_value (row, column, data),
                             decimals_of (bin->to - bin->from));
  if (column == 2)
    return bw_number_format (distribution_value (row, column, data), 0);
  return money_text (bin->arr, source->distribution->currency);
}

/**
 * bw_distribution_table_new:
 * @figure: what the table shows; it lives at least as long as @owner
 * @owner: (transfer full): what keeps @figure
 * @release: called with @owner when the table is gone
 *
 * Returns: (transfer full): the bins of the histogram
 */
BwTable *
bw_distribution_table_new (const BwDistributionFigure *figure, gpointer owner,
                           GDestroyNotify release)
{
  Source *source = source_new (owner, release);

  source->distribution = figure;
  return table_new (source, figure->currency, (guint) figure->result->n_bins, distribution_text,
                    distribution_value, distribution_columns, G_N_ELEMENTS (distribution_columns));
}

/* Quadrants ------------------------------------------------------------------------------------ */

enum {
  QUADRANTS_NAME,
  QUADRANTS_QUADRANT,
  QUADRANTS_HAPPINESS,
  QUADRANTS_MARGIN,
  QUADRANTS_PROFIT,
  QUADRANTS_ARR,
  QUADRANTS_LEVEL,
};

static const Column quadrants_columns[] = {
  { N_("Account"), BW_TABLE_TEXT },
  { N_("Quadrant"), BW_TABLE_TEXT },
  { N_("Happiness"), BW_TABLE_NUMBER },
  { N_("Margin"), BW_TABLE_SHARE },
  { N_("Profit"), BW_TABLE_MONEY },
  { N_("ARR"), BW_TABLE_MONEY },
  { N_("Level of Success"), BW_TABLE_NUMBER },
};

static double
quadrants_value (guint row, guint column, gpointer data)
{
  const Source *source = data;
  const BwQuadrantsInput *input = &source->quadrants->input;

  switch (column)
    {
    case QUADRANTS_HAPPINESS:
      return input->happiness[row];
    case QUADRANTS_MARGIN:
      return input->margin[row];
    case QUADRANTS_PROFIT:
      return money_value (input->profit[row]);
    case QUADRANTS_ARR:
      return money_value (input->arr[row]);
    default:
      return bw_quadrant_level (input->happiness[row], input->margin[row]);
    }
}

static char *
quadrants_text (guint row, guint column, gpointer data)
{
  const Source *source = data;
  const BwQuadrantsFigure *figure = source->quadrants;

  switch (column)
    {
    case QUADRANTS_NAME:
      return g_strdup (bw_snapshot_name (source->snapshot, figure->rows[row]));
    case QUADRANTS_QUADRANT:
      return g_strdup (bw_quadrant_title (figure->result->quadrant[row]));
    case QUADRANTS_MARGIN:
      return share_text (figure->input.margin[row], 0);
    case QUADRANTS_PROFIT:
      return money_text (figure->input.profit[row], figure->currency);
    case QUADRANTS_ARR:
      return money_text (figure->input.arr[row], figure->currency);
    default:
      return number_text (quadrants_value (row, column, data), 2);
    }
}

/**
 * bw_quadrants_table_new:
 * @figure: what the table shows; it lives at least as long as @owner
 * @snapshot: (nullable): where the accounts have their names; %NULL with a figure from the memo
 * @owner: (transfer full): what keeps @figure
 * @release: called with @owner when the table is gone
 *
 * Returns: (transfer full): an account a row; without rows when there are no names
 */
BwTable *
bw_quadrants_table_new (const BwQuadrantsFigure *figure, BwSnapshot *snapshot, gpointer owner,
                        GDestroyNotify release)
{
  Source *source = source_new (owner, release);
  gboolean named = snapshot != NULL && figure->rows != NULL;

  source->quadrants = figure;
  source->snapshot = snapshot ? bw_snapshot_ref (snapshot) : NULL;
  return table_new (source, figure->currency, named ? (guint) figure->input.n : 0, quadrants_text,
                    quadrants_value, quadrants_columns, G_N_ELEMENTS (quadrants_columns));
}

/* Tiers ---------------------------------------------------------------------------------------- */

static const Column tiers_columns[] = {
  { N_("Tier"), BW_TABLE_TEXT },
  { N_("Accounts"), BW_TABLE_NUMBER },
  { N_("ARR"), BW_TABLE_MONEY },
  { N_("Share of Accounts"), BW_TABLE_SHARE },
  { N_("Share of ARR"), BW_TABLE_SHARE },
  { N_("Hours Needed a Year"), BW_TABLE_NUMBER },
  { N_("Hours There Are"), BW_TABLE_NUMBER },
};

static double
tiers_value (guint row, guint column, gpointer data)
{
  const Source *source = data;
  const BwTierTotal *total = &source->tiers->result->totals[row];
  const double values[] = {
    row,                   total->accounts,     money_value (total->arr), total->share_accounts,
    total->share_arr,      total->hours_needed, total->hours_available,
  };

  return values[column];
}

static char *
tiers_text (guint row, guint column, gpointer data)
{
  const Source *source = data;
  double value = tiers_value (row, column, data);

  if (column == 0)
    return g_strdup (bw_tier_title (row));
  if (column == 2)
    return money_text (source->tiers->result->totals[row].arr, source->tiers->currency);
  return column == 3 || column == 4 ? share_text (value, 1) : number_text (value, 0);
}

/**
 * bw_tiers_table_new:
 * @figure: what the table shows; it lives at least as long as @owner
 * @owner: (transfer full): what keeps @figure
 * @release: called with @owner when the table is gone
 *
 * Returns: (transfer full): a tier a row
 */
BwTable *
bw_tiers_table_new (const BwTiersFigure *figure, gpointer owner, GDestroyNotify release)
{
  Source *source = source_new (owner, release);

  source->tiers = figure;
  return table_new (source, figure->currency, BW_N_TIERS, tiers_text, tiers_value, tiers_columns,
                    G_N_ELEMENTS (tiers_columns));
}

/* Series --------------------------------------------------------------------------------------- */

/* The last three are there when the chart has peers in it. */
static const Column series_columns[] = {
  { N_("From"), BW_TABLE_DATE },
  { N_("Value"), BW_TABLE_NUMBER },
  { N_("Peers, median"), BW_TABLE_NUMBER },
  { N_("Lower Quartile"), BW_TABLE_NUMBER },
  { N_("Upper Quartile"), BW_TABLE_NUMBER },
};

#define SERIES_COLUMNS_ALONE 2

static const Column peers_columns[] = {
  { N_("Months Since Go-Live"), BW_TABLE_NUMBER },
  { N_("Median"), BW_TABLE_NUMBER },
  { N_("Lower Quartile"), BW_TABLE_NUMBER },
  { N_("Upper Quartile"), BW_TABLE_NUMBER },
  { N_("Accounts"), BW_TABLE_NUMBER },
};

/* What the peers had when a bucket began. Theirs may begin on other days, since go-live. */
static const BwPeerPoint *
peers_at (const BwSeriesFigure *figure, BwDate date)
{
  gsize low = 0, high = figure->n_peers;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (figure->peers[middle].start <= date)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0
      || date >= bw_date_bucket_next (figure->peers[low - 1].start, figure->result->bucket))
    return NULL;
  return &figure->peers[low - 1];
}

static double
series_value (guint row, guint column, gpointer data)
{
  const Source *source = data;
  const BwSeriesPoint *point = &source->series->result->points[row];
  const BwPeerPoint *peers;

  if (column < SERIES_COLUMNS_ALONE)
    return column == 0 ? point->start : point->value;
  peers = peers_at (source->series, point->start);
  if (peers == NULL)
    return NAN;
  return column == 2 ? peers->median : column == 3 ? peers->q1 : peers->q3;
}

static char *
series_text (guint row, guint column, gpointer data)
{
  double value = series_value (row, column, data);

  if (column == 0)
    return bw_date_format_long ((BwDate) value);
  return isnan (value) ? NULL : bw_number_format_auto (value);
}

static double
peers_value (guint row, guint column, gpointer data)
{
  const Source *source = data;
  const BwPeerPoint *point = &source->series->peers[row];
  const double values[] = { round (point->start / BW_DAYS_PER_MONTH), point->median, point->q1,
                            point->q3, point->accounts };

  return values[column];
}

static char *
peers_text (guint row, guint column, gpointer data)
{
  double value = peers_value (row, column, data);

  if (column == 0 || column == 4)
    return bw_number_format (value, 0);
  return isnan (value) ? NULL : bw_number_format_auto (value);
}

/**
 * bw_series_table_new:
 * @figure: what the table shows; it lives at least as long as @owner
 * @owner: (transfer full): what keeps @figure
 * @release: called with @owner when the table is gone
 *
 * Returns: (transfer full): of an account a bucket a row, with its peers beside it when it has any;
 *   of a portfolio a month since go-live
 */
BwTable *
bw_series_table_new (const BwSeriesFigure *figure, gpointer owner, GDestroyNotify release)
{
  Source *source = source_new (owner, release);

  source->series = figure;
  if (figure->account_id == NULL)
    return table_new (source, NULL, (guint) figure->n_peers, peers_text, peers_value,
                      peers_columns, G_N_ELEMENTS (peers_columns));
  return table_new (source, NULL, (guint) figure->result->n_points, series_text, series_value,
                    series_columns,
                    figure->n_peers > 0 ? G_N_ELEMENTS (series_columns) : SERIES_COLUMNS_ALONE);
}
