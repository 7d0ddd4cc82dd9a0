/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-segments-lists.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/widgets/bw-span-row.h"

/* What each CSM looks after beside what is usual elsewhere, and what was done for the customers
 * beside what they are due. */

/* The published spans of ARR are in this currency; amounts in another are not compared. */
#define MARK_CURRENCY "USD"

/* Coverage ------------------------------------------------------------------------------------- */

static const char *
mark_title (const BwCoverageMark *mark)
{
  return mark->tier == BW_TIER_TOP         ? _("enterprise")
         : mark->tier == BW_TIER_LEVERAGED ? _("mid-market")
                                           : _("small business");
}

static char *
count_and_money (guint accounts, BwMoney arr, const char *currency)
{
  g_autofree char *money = bw_money_format_short (arr, currency);

  /* Translators: the second is an amount of money, as in "512 accounts · €18.4 M". */
  return g_strdup_printf (ngettext ("%'u account · %s", "%'u accounts · %s", accounts), accounts,
                          money);
}

/* How the ARR compares, where the currency is that of the published span. */
static int
compare_arr (const BwTierCsm *csm, const char *currency)
{
  double arr;

  if (g_strcmp0 (currency, MARK_CURRENCY) != 0)
    return 0;
  arr = (double) csm->coverage.arr / pow (10, bw_currency_exponent (currency));
  return arr > csm->mark->arr_high ? 1 : arr < csm->mark->arr_low ? -1 : 0;
}

static char *
say_coverage (const BwTierCsm *csm, const char *currency)
{
  const BwCoverageMark *mark = csm->mark;
  const char *kind;
  int arr;

  if (*csm->id == '\0')
    return g_strdup (_("no CSM looks after these"));
  if (mark == NULL)
    return g_strdup (_("looks after no account"));
  kind = mark_title (mark);
  arr = compare_arr (csm, currency);
  if (csm->coverage.accounts > mark->accounts_high)
    /* Translators: two numbers of accounts, then a kind of customers such as "mid-market". */
    return g_strdup_printf (_("more accounts than the %'u to %'u usual for %s"), mark->accounts_low,
                            mark->accounts_high, kind);
  if (csm->coverage.accounts < mark->accounts_low)
    return g_strdup_printf (_("fewer accounts than the %'u to %'u usual for %s"),
                            mark->accounts_low, mark->accounts_high, kind);
  if (arr > 0)
    return g_strdup_printf (_("as many accounts as usual for %s, with more ARR"), kind);
  if (arr < 0)
    return g_strdup_printf (_("as many accounts as usual for %s, with less ARR"), kind);
  return g_strdup_printf (_("within the %'u to %'u accounts usual for %s"), mark->accounts_low,
                          mark->accounts_high, kind);
}

/**
 * bw_coverage_list_fill:
 * @list: gets a row for each of the first CSMs, in the order of @figure
 */
void
bw_coverage_list_fill (GtkListBox *list, const BwTiersFigure *figure)
{
  guint n_rows = MIN (figure->n_csms, BW_COVERAGE_ROWS);
  double most = 0;

  bw_span_rows_cut (list, n_rows);
  for (guint i = 0; i < figure->n_csms; i++)
    {
      most = fmax (most, figure->csms[i].coverage.accounts);
      if (figure->csms[i].mark && *figure->csms[i].id != '\0')
        most = fmax (most, figure->csms[i].mark->accounts_high);
    }
  for (guint i = 0; i < n_rows; i++)
    {
      const BwTierCsm *csm = &figure->csms[i];
      const BwCoverageMark *mark = *csm->id != '\0' ? csm->mark : NULL;
      g_autofree char *verdict = say_coverage (csm, figure->currency);
      g_autofree char *value = count_and_money (csm->coverage.accounts, csm->coverage.arr,
                                                figure->currency);
      BwSpanRow *row = bw_span_rows_at (list, i);

      bw_span_row_set (row, csm->name, value, verdict);
      bw_span_bar_set (bw_span_row_get_bar (row), csm->coverage.accounts,
                       mark ? mark->accounts_low : NAN, mark ? mark->accounts_high : NAN, most,
                       mark == NULL || csm->coverage.accounts > mark->accounts_high);
    }
}

/* Tables --------------------------------------------------------------------------------------- */

typedef struct {
  const BwTiersFigure *figure;
  gpointer             owner;
  GDestroyNotify       release;
} Source;

static void
source_free (Source *source)
{
  source->release (source->owner);
  g_free (source);
}

static BwTable *
table_new (const BwTiersFigure *figure, guint n_rows, BwTableTextFunc text,
           BwTableValueFunc value, gpointer owner, GDestroyNotify release)
{
  Source *source = g_new0 (Source, 1);

  source->figure = figure;
  source->owner = owner;
  source->release = release;
  return bw_table_new (n_rows, text, value, source, (GDestroyNotify) source_free);
}

enum {
  COVERAGE_NAME,
  COVERAGE_ACCOUNTS,
  COVERAGE_ARR,
  COVERAGE_TOP,
  COVERAGE_LEVERAGED,
  COVERAGE_SCALABLE,
  COVERAGE_USUAL_ACCOUNTS,
  COVERAGE_USUAL_ARR,
};

static double
coverage_value (guint row, guint column, gpointer data)
{
  const BwTierCsm *csm = &((const Source *) data)->figure->csms[row];

  switch (column)
    {
    case COVERAGE_ACCOUNTS:
      return csm->coverage.accounts;
    case COVERAGE_ARR:
      return (double) csm->coverage.arr;
    case COVERAGE_TOP:
    case COVERAGE_LEVERAGED:
    case COVERAGE_SCALABLE:
      return csm->coverage.tier_accounts[column - COVERAGE_TOP];
    case COVERAGE_USUAL_ACCOUNTS:
      return csm->mark ? csm->mark->accounts_low : NAN;
    case COVERAGE_USUAL_ARR:
    default:
      return csm->mark ? csm->mark->arr_low : NAN;
    }
}

static char *
coverage_text (guint row, guint column, gpointer data)
{
  const Source *source = data;
  const BwTierCsm *csm = &source->figure->csms[row];

  if (column == COVERAGE_NAME)
    return g_strdup (csm->name);
  if (column == COVERAGE_ARR)
    return bw_money_format (csm->coverage.arr, source->figure->currency);
  if (column < COVERAGE_USUAL_ACCOUNTS)
    return bw_number_format (coverage_value (row, column, data), 0);
  if (csm->mark == NULL || *csm->id == '\0')
    return NULL;
  if (column == COVERAGE_USUAL_ACCOUNTS)
    /* Translators: a span, as in "11 to 50". */
    return g_strdup_printf (_("%'u to %'u"), csm->mark->accounts_low, csm->mark->accounts_high);
  /* Translators: a span of millions, as in "2 to 5 M". */
  return g_strdup_printf (_("%g to %g M"), csm->mark->arr_low / 1e6, csm->mark->arr_high / 1e6);
}

/**
 * bw_coverage_table_new:
 * @figure: what the table shows; it lives at least as long as @owner
 * @owner: (transfer full): what keeps @figure
 * @release: called with @owner when the table is gone
 *
 * Returns: (transfer full): a CSM a row
 */
BwTable *
bw_coverage_table_new (const BwTiersFigure *figure, gpointer owner, GDestroyNotify release)
{
  BwTable *table = table_new (figure, figure->n_csms, coverage_text, coverage_value, owner,
                              release);

  bw_table_set_currency (table, figure->currency);
  bw_table_add_column (table, _("CSM"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Accounts"), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("ARR"), BW_TABLE_MONEY);
  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    bw_table_add_column (table, bw_tier_title (tier), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("Usual Accounts"), BW_TABLE_SPAN);
  bw_table_add_column (table, _("Usual ARR, US Dollars"), BW_TABLE_SPAN);
  return table;
}

/* Cadence -------------------------------------------------------------------------------------- */

static double
due_of (const BwTierCadence *line)
{
  return round (line->due);
}

static char *
say_overdue (const BwTierCadence *line)
{
  if (due_of (line) <= 0 && line->overdue == 0)
    return g_strdup (_("nothing is due"));
  if (line->overdue == 0)
    return g_strdup (_("no account is waiting"));
  return g_strdup_printf (ngettext ("%'u account has waited too long",
                                    "%'u accounts have waited too long", line->overdue),
                          line->overdue);
}

/**
 * bw_cadence_list_fill:
 * @list: gets a row for each service of each tier, in the order of @figure
 */
void
bw_cadence_list_fill (GtkListBox *list, const BwTiersFigure *figure)
{
  bw_span_rows_cut (list, figure->n_cadence);
  for (guint i = 0; i < figure->n_cadence; i++)
    {
      const BwTierCadence *line = &figure->cadence[i];
      double due = due_of (line);
      /* Translators: a tier and a service, as in "Top: Business review". */
      g_autofree char *name = g_strdup_printf (_("%s: %s"), bw_tier_title (line->tier),
                                                bw_tier_cadence_title (line));
      g_autofree char *value = NULL;
      g_autofree char *verdict = say_overdue (line);
      BwSpanRow *row = bw_span_rows_at (list, i);

      /* Translators: how many were done and how many are due in a year. */
      value = g_strdup_printf (_("%'u of %'.0f done"), line->done, due);
      bw_span_row_set (row, name, value, verdict);
      bw_span_bar_set (bw_span_row_get_bar (row), line->done, NAN, NAN, fmax (due, line->done),
                       due > 0 && line->done < due / 2);
    }
}

enum {
  CADENCE_TIER,
  CADENCE_SERVICE,
  CADENCE_KIND,
  CADENCE_DUE,
  CADENCE_DONE,
  CADENCE_OVERDUE,
};

static double
cadence_value (guint row, guint column, gpointer data)
{
  const BwTierCadence *line = &((const Source *) data)->figure->cadence[row];

  return column == CADENCE_DUE    ? due_of (line)
         : column == CADENCE_DONE ? line->done
                                  : line->overdue;
}

static char *
cadence_text (guint row, guint column, gpointer data)
{
  const BwTierCadence *line = &((const Source *) data)->figure->cadence[row];

  switch (column)
    {
    case CADENCE_TIER:
      return g_strdup (bw_tier_title (line->tier));
    case CADENCE_SERVICE:
      return g_strdup (bw_tier_cadence_title (line));
    case CADENCE_KIND:
      return g_strdup (line->kind);
    default:
      return bw_number_format (cadence_value (row, column, data), 0);
    }
}

/**
 * bw_cadence_table_new:
 * @figure: what the table shows; it lives at least as long as @owner
 * @owner: (transfer full): what keeps @figure
 * @release: called with @owner when the table is gone
 *
 * Returns: (transfer full): a service of a tier a row
 */
BwTable *
bw_cadence_table_new (const BwTiersFigure *figure, gpointer owner, GDestroyNotify release)
{
  BwTable *table = table_new (figure, figure->n_cadence, cadence_text, cadence_value, owner,
                              release);

  bw_table_add_column (table, _("Tier"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Service"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Kind"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Due in a Year"), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("Done"), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("Accounts Overdue"), BW_TABLE_NUMBER);
  return table;
}
