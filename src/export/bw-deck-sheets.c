/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-deck-sheets.h"

#include <glib/gi18n.h>
#include <math.h>

#include "export/bw-deck-export.h"
#include "export/bw-file-name.h"

/* Bytes of the name of a file that was made of a title; with its ending it can be kept anywhere. */
#define LONGEST_NAME 120

/* Columns of the series of an account. */
enum {
  SERIES_START,
  SERIES_VALUE,
  SERIES_PLAN,
  SERIES_MEDIAN,
  SERIES_LOWER,
  SERIES_UPPER,
  SERIES_PEERS,
  N_SERIES
};

#define MOST_COLUMNS N_SERIES

/* What a sheet is made from; the member that the chart is of is set. */
typedef struct {
  const BwSeriesFigure       *series;
  const BwDistributionFigure *distribution;
  const BwQuadrantsFigure    *quadrants;
  const BwTiersFigure        *tiers;
  GArray                     *rows; /* (nullable): SeriesRow */
  char                       *name;
  const char                 *titles[MOST_COLUMNS];
} Source;

/* A bucket in which the account, its peers, or its plan have something to say. */
typedef struct {
  BwDate             start;
  double             value;
  double             plan;
  const BwPeerPoint *peers;
} SeriesRow;

typedef BwCell (*CellFunc) (gsize row, guint column, gpointer source);

/* Helpers -------------------------------------------------------------------------------------- */

static void
source_free (Source *source)
{
  g_clear_pointer (&source->rows, g_array_unref);
  g_free (source->name);
  g_free (source);
}

static BwCell
optional_count (const guint *count)
{
  return count != NULL ? bw_cell_number (*count) : bw_cell_text (NULL);
}

/* Series --------------------------------------------------------------------------------------- */

/* The straight path of the plan on a day; NaN beyond its ends. */
static double
plan_on (const BwSeries *result, BwDate day)
{
  BwDate from = result->plan_baseline_on, to = result->plan_due_on;

  if (from == BW_DATE_NONE || to == BW_DATE_NONE || to <= from || day < from || day > to)
    return NAN;
  return result->plan_baseline
         + (result->plan_target - result->plan_baseline) * (day - from) / (double) (to - from);
}

/* The buckets of the account and those of its peers, each once, and the end of the plan. */
static GArray *
list_series_rows (const BwSeriesFigure *figure)
{
  const BwSeries *result = figure->result;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (SeriesRow));
  BwDate last = BW_DATE_NONE;
  gsize i = 0, k = 0;

  while (i < result->n_points || k < figure->n_peers)
    {
      const BwSeriesPoint *point = i < result->n_points ? &result->points[i] : NULL;
      const BwPeerPoint *peers = k < figure->n_peers ? &figure->peers[k] : NULL;
      SeriesRow row = { .value = NAN };

      row.start = point == NULL || (peers != NULL && peers->start < point->start) ? peers->start
                                                                                 : point->start;
      if (point != NULL && point->start == row.start)
        {
          row.value = point->value;
          i++;
        }
      if (peers != NULL && peers->start == row.start)
        {
          row.peers = peers;
          k++;
        }
      row.plan = plan_on (result, row.start);
      last = row.start;
      g_array_append_val (rows, row);
    }
  if (!isnan (plan_on (result, result->plan_due_on))
      && (rows->len == 0 || result->plan_due_on > last))
    {
      SeriesRow row = { result->plan_due_on, NAN, result->plan_target, NULL };

      g_array_append_val (rows, row);
    }
  return rows;
}

static BwCell
series_cell (gsize row, guint column, gpointer data)
{
  const Source *source = data;
  const SeriesRow *at = &g_array_index (source->rows, SeriesRow, row);
  const BwPeerPoint *peers = at->peers;

  switch (column)
    {
    case SERIES_START:
      return bw_cell_date (at->start);
    case SERIES_VALUE:
      return bw_cell_number (at->value);
    case SERIES_PLAN:
      return bw_cell_number (at->plan);
    case SERIES_MEDIAN:
      return bw_cell_number (peers != NULL ? peers->median : NAN);
    case SERIES_LOWER:
      return bw_cell_number (peers != NULL ? peers->q1 : NAN);
    case SERIES_UPPER:
      return bw_cell_number (peers != NULL ? peers->q3 : NAN);
    case SERIES_PEERS:
    default:
      return optional_count (peers != NULL ? &peers->accounts : NULL);
    }
}

/* A portfolio has no line of its own: its accounts are its peers, by their months of use. */
static BwCell
medians_cell (gsize row, guint column, gpointer data)
{
  const Source *source = data;
  const BwPeerPoint *point = &source->series->peers[row];
  const double values[] = { round (point->start / BW_DAYS_PER_MONTH), point->median, point->q1,
                            point->q3, point->accounts };

  return bw_cell_number (values[column]);
}

/* Charts of a portfolio ------------------------------------------------------------------------ */

static BwCell
curve_cell (gsize row, guint column, gpointer data)
{
  const Source *source = data;
  const BwDistribution *result = source->distribution->result;

  if (column == 0)
    return bw_cell_number (result->x[row]);
  if (column == 1)
    return bw_cell_number (result->density[row]);
  return bw_cell_number (result->compared_density[row]);
}

static BwCell
bins_cell (gsize row, guint column, gpointer data)
{
  const Source *source = data;
  const BwDistributionBin *bin = &source->distribution->result->bins[row];

  if (column == 3)
    return bw_cell_money (bin->arr);
  return bw_cell_number (column == 0 ? bin->from : column == 1 ? bin->to : bin->accounts);
}

static BwCell
quadrants_cell (gsize row, guint column, gpointer data)
{
  const Source *source = data;
  const BwQuadrants *result = source->quadrants->result;
  const BwQuadrantTotal *total = row < BW_N_QUADRANTS ? &result->totals[row] : &result->unknown;

  if (column == 0)
    return bw_cell_text (bw_quadrant_title ((BwQuadrant) row));
  if (column == 1)
    return bw_cell_number (total->accounts);
  /* Where one of the two is unknown, so is what their profits add up to. */
  return column == 2 ? bw_cell_money (total->arr)
                     : bw_cell_money (row < BW_N_QUADRANTS ? total->profit : BW_MONEY_NONE);
}

static BwCell
tiers_cell (gsize row, guint column, gpointer data)
{
  const Source *source = data;
  const BwTierTotal *total = &source->tiers->result->totals[row];

  switch (column)
    {
    case 0:
      return bw_cell_text (bw_tier_title ((BwTier) row));
    case 1:
      return bw_cell_number (total->accounts);
    case 2:
      return bw_cell_money (total->arr);
    case 3:
      return bw_cell_share (total->share_accounts);
    case 4:
      return bw_cell_share (total->share_arr);
    case 5:
      return bw_cell_number (total->hours_needed);
    default:
      return bw_cell_number (total->hours_available);
    }
}

static BwCell
concentration_cell (gsize row, guint column, gpointer data)
{
  const Source *source = data;
  const BwLorenzPoint *point = &source->tiers->result->concentration[row];

  return bw_cell_share (column == 0 ? point->accounts_share : point->arr_share);
}

/* Sheets --------------------------------------------------------------------------------------- */

/* Takes the source over; its columns are those that have a title, from the first. */
static void
add_sheet (BwDeckSheets *self, Source *source, const char *currency, guint number, gsize n_rows,
           CellFunc cell)
{
  BwSheet sheet = { .name = source->name, .currency = currency, .titles = source->titles,
                    .n_rows = n_rows, .cell = cell, .user_data = source };

  while (sheet.n_columns < MOST_COLUMNS && source->titles[sheet.n_columns] != NULL)
    sheet.n_columns++;
  g_ptr_array_add (self->sources, source);
  g_array_append_val (self->sheets, sheet);
  g_array_append_val (self->numbers, number);
}

static Source *
source_new (const char *name)
{
  Source *source = g_new0 (Source, 1);

  source->name = g_strdup (name);
  return source;
}

static void
add_series (BwDeckSheets *self, const BwSeriesFigure *figure, const char *currency, guint number)
{
  Source *source = source_new (figure->metric_name);
  guint n = 0;

  source->series = figure;
  if (figure->account_id == NULL)
    {
      source->titles[n++] = _("Months Since Go-Live");
      source->titles[n++] = _("Median");
      source->titles[n++] = _("Lower Quartile");
      source->titles[n++] = _("Upper Quartile");
      source->titles[n++] = _("Accounts");
      add_sheet (self, source, currency, number, figure->n_peers, medians_cell);
      return;
    }
  source->rows = list_series_rows (figure);
  source->titles[n++] = _("From");
  source->titles[n++] = _("Value");
  source->titles[n++] = _("Plan");
  if (figure->n_peers > 0)
    {
      source->titles[n++] = _("Peers, Median");
      source->titles[n++] = _("Peers, Lower Quartile");
      source->titles[n++] = _("Peers, Upper Quartile");
      source->titles[n++] = _("Peers");
    }
  add_sheet (self, source, currency, number, source->rows->len, series_cell);
}

static void
add_distribution (BwDeckSheets *self, const BwDistributionFigure *figure, guint number)
{
  const BwDistribution *result = figure->result;
  Source *curve = source_new (_("Distribution"));
  Source *bins = source_new (_("Distribution, Bars"));

  curve->distribution = bins->distribution = figure;
  curve->titles[0] = figure->measure_title;
  curve->titles[1] = _("Density");
  if (result->has_comparison && result->compared_density != NULL)
    curve->titles[2] = _("Density Before");
  add_sheet (self, curve, figure->currency, number, result->n_points, curve_cell);

  bins->titles[0] = _("From");
  bins->titles[1] = _("To");
  bins->titles[2] = _("Accounts");
  bins->titles[3] = _("ARR");
  add_sheet (self, bins, figure->currency, number, result->n_bins, bins_cell);
}

static void
add_quadrants (BwDeckSheets *self, const BwQuadrantsFigure *figure, guint number)
{
  Source *source = source_new (_("Quadrants"));

  source->quadrants = figure;
  source->titles[0] = _("Quadrant");
  source->titles[1] = _("Accounts");
  source->titles[2] = _("ARR");
  source->titles[3] = _("Profit");
  add_sheet (self, source, figure->currency, number, BW_N_QUADRANTS + 1, quadrants_cell);
}

static void
add_tiers (BwDeckSheets *self, const BwTiersFigure *figure, guint number)
{
  Source *tiers = source_new (_("Tiers"));
  Source *concentration = source_new (_("Tiers, Concentration"));
  guint n = 0;

  tiers->tiers = concentration->tiers = figure;
  tiers->titles[n++] = _("Tier");
  tiers->titles[n++] = _("Accounts");
  tiers->titles[n++] = _("ARR");
  tiers->titles[n++] = _("Share of Accounts");
  tiers->titles[n++] = _("Share of ARR");
  tiers->titles[n++] = _("Hours Needed a Year");
  tiers->titles[n++] = _("Hours There Are");
  add_sheet (self, tiers, figure->currency, number, BW_N_TIERS, tiers_cell);

  concentration->titles[0] = _("Share of Accounts");
  concentration->titles[1] = _("Share of ARR");
  add_sheet (self, concentration, figure->currency, number, figure->result->n_lorenz,
             concentration_cell);
}

/**
 * bw_deck_sheets_init:
 * @self: (out caller-allocates): the sheets to set up
 * @deck: whose charts they are; it must outlive them
 *
 * Makes a sheet or two of each chart on the slides that are shown.
 */
void
bw_deck_sheets_init (BwDeckSheets *self, const BwDeck *deck)
{
  g_autoptr (GPtrArray) shown = bw_deck_list_shown (deck);

  self->sheets = g_array_new (FALSE, FALSE, sizeof (BwSheet));
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) source_free);
  for (guint i = 0; i < shown->len; i++)
    {
      const BwSlide *slide = shown->pdata[i];

      if (slide->series != NULL)
        add_series (self, slide->series, deck->currency, i + 1);
      else if (slide->distribution != NULL)
        add_distribution (self, slide->distribution, i + 1);
      else if (slide->quadrants != NULL)
        add_quadrants (self, slide->quadrants, i + 1);
      else if (slide->tiers != NULL)
        add_tiers (self, slide->tiers, i + 1);
    }
}

void
bw_deck_sheets_clear (BwDeckSheets *self)
{
  g_clear_pointer (&self->sheets, g_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
}

static gboolean
has_sheets (const BwDeckSheets *sheets, const char *path, GError **error)
{
  g_autofree char *name = NULL;

  if (sheets->sheets->len > 0)
    return TRUE;
  name = g_filename_display_name (path);
  g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_NOTHING,
               _("“%s” was not written: no slide of the review has a chart."), name);
  return FALSE;
}

gboolean
bw_deck_write_workbook (const BwDeck *deck, const char *path, GError **error)
{
  g_auto (BwDeckSheets) sheets = { NULL };

  bw_deck_sheets_init (&sheets, deck);
  return has_sheets (&sheets, path, error)
         && bw_workbook_write ((const BwSheet *) sheets.sheets->data, sheets.sheets->len, path,
                               error);
}

gboolean
bw_deck_write_csv (const BwDeck *deck, const char *folder, GError **error)
{
  g_auto (BwDeckSheets) sheets = { NULL };

  bw_deck_sheets_init (&sheets, deck);
  if (!has_sheets (&sheets, folder, error))
    return FALSE;
  for (guint i = 0; i < sheets.sheets->len; i++)
    {
      const BwSheet *sheet = &g_array_index (sheets.sheets, BwSheet, i);
      g_autofree char *title = bw_file_name_make (sheet->name, LONGEST_NAME);
      g_autofree char *name
        = g_strdup_printf ("%02u %s.csv", g_array_index (sheets.numbers, guint, i), title);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!bw_sheet_write (sheet, path, error))
        return FALSE;
    }
  return TRUE;
}
