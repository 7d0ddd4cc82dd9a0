/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-tiers-figure.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-cadence.h"
#include "figures/bw-figure-private.h"

/* Who of the people is a CSM here: those whose role says so, and whoever owns an account. With a
 * filter only those who own one that passes, so that needs and hours are of the same accounts. */
static guint32 *
number_csms (const BwSnapshot *snapshot, const BwSelection *selection, guint *n_csms)
{
  const BwAccountTable *table = snapshot->table;
  guint32 *numbers = g_new (guint32, table->n_people + 1);
  guint n = 0;

  for (guint i = 0; i < table->n_people; i++)
    numbers[i] = selection->whole && g_strcmp0 (table->people[i].role, "csm") == 0
                   ? 0
                   : BW_INDEX_NONE;
  for (guint i = 0; i < selection->n; i++)
    {
      guint32 owner = table->owner[snapshot->account[selection->rows[i]]];

      if (owner != BW_INDEX_NONE)
        numbers[owner] = 0;
    }
  for (guint i = 0; i < table->n_people; i++)
    {
      if (numbers[i] != BW_INDEX_NONE)
        numbers[i] = n++;
    }
  *n_csms = n;
  return numbers;
}

static void
compute (BwTiersFigure *figure, const BwSnapshot *snapshot, const BwSelection *selection,
         const guint32 *numbers, const BwTiersWhatIf *what_if)
{
  const BwAccountTable *table = snapshot->table;
  gsize n = selection->n;
  g_autofree BwMoney *arr = g_new (BwMoney, n + 1);
  g_autofree guint8 *strategic = g_new (guint8, n + 1), *tier = g_new (guint8, n + 1);
  g_autofree guint32 *owner = g_new (guint32, n + 1);
  g_autofree double *hours = g_new (double, figure->n_csms + 1);
  BwTiersInput input = {
    .n = n, .arr = arr, .strategic = strategic, .owner = owner, .n_csms = figure->n_csms,
    .csm_hours = hours, .tier = tier,
  };

  for (gsize i = 0; i < n; i++)
    {
      guint32 row = selection->rows[i], account = snapshot->account[row];
      guint32 person = table->owner[account];

      arr[i] = snapshot->arr[row];
      tier[i] = snapshot->tier[row];
      strategic[i] = table->strategic[account];
      owner[i] = person == BW_INDEX_NONE ? BW_INDEX_NONE : numbers[person];
    }
  for (guint i = 0; i < table->n_people; i++)
    {
      if (numbers[i] != BW_INDEX_NONE)
        hours[numbers[i]] = table->people[i].hours_per_month;
    }
  figure->result = bw_tiers_compute (&input, table->policy, what_if);
}

/* The published span for the tier in which most accounts of this coverage are. */
static const BwCoverageMark *
mark_for (const BwCoverage *coverage)
{
  gsize n_marks;
  const BwCoverageMark *marks = bw_coverage_marks (&n_marks);
  BwTier most = BW_TIER_TOP;

  if (coverage->accounts == 0)
    return NULL;
  for (BwTier tier = BW_TIER_TOP; tier < BW_N_TIERS; tier++)
    {
      if (coverage->tier_accounts[tier] > coverage->tier_accounts[most])
        most = tier;
    }
  for (gsize i = 0; i < n_marks; i++)
    {
      if (marks[i].tier == most)
        return &marks[i];
    }
  return NULL;
}

static int
compare_csms (gconstpointer a, gconstpointer b)
{
  const BwTierCsm *first = a, *second = b;

  if (first->coverage.arr != second->coverage.arr)
    return first->coverage.arr < second->coverage.arr ? 1 : -1;
  return g_utf8_collate (first->name, second->name);
}

static void
name_csms (BwTiersFigure *figure, const BwAccountTable *table, const guint32 *numbers)
{
  gboolean unowned = figure->result->unowned.accounts > 0;
  guint n = figure->n_csms;

  figure->csms = g_new0 (BwTierCsm, n + 1);
  for (guint i = 0; i < table->n_people; i++)
    {
      const BwPerson *person = &table->people[i];
      BwTierCsm *csm;

      if (numbers[i] == BW_INDEX_NONE)
        continue;
      csm = &figure->csms[numbers[i]];
      csm->id = g_strdup (person->id);
      csm->name = g_strdup (person->name);
      csm->hours_per_month = person->hours_per_month;
      csm->coverage = figure->result->coverage[numbers[i]];
    }
  if (unowned)
    {
      figure->csms[n].id = g_strdup ("");
      figure->csms[n].name = g_strdup (C_("owner", "Nobody"));
      figure->csms[n].hours_per_month = NAN;
      figure->csms[n].coverage = figure->result->unowned;
      figure->n_csms++;
    }
  for (guint i = 0; i < figure->n_csms; i++)
    figure->csms[i].mark = mark_for (&figure->csms[i].coverage);
  qsort (figure->csms, figure->n_csms, sizeof *figure->csms, compare_csms);
}

/* What the top tier needs of the time that there is. */
static char *
say_needs (guint n, const char *share, double ratio)
{
  g_autofree char *more = NULL;

  if (ratio >= 1.85 && ratio < 2.2)
    return g_strdup_printf (
      ngettext ("%'u account carries %s of ARR, and needs twice the time that we have",
                "%'u accounts carry %s of ARR, and need twice the time that we have", n),
      n, share);
  if (ratio >= 1.45 && ratio < 1.55)
    return g_strdup_printf (
      ngettext ("%'u account carries %s of ARR, and needs half as much time again as we have",
                "%'u accounts carry %s of ARR, and need half as much time again as we have", n),
      n, share);
  if (ratio >= 1.29 && ratio < 1.38)
    return g_strdup_printf (
      ngettext ("%'u account carries %s of ARR, and needs a third more time than we have",
                "%'u accounts carry %s of ARR, and need a third more time than we have", n),
      n, share);
  if (ratio >= 1.22 && ratio < 1.29)
    return g_strdup_printf (
      ngettext ("%'u account carries %s of ARR, and needs a quarter more time than we have",
                "%'u accounts carry %s of ARR, and need a quarter more time than we have", n),
      n, share);
  if (ratio >= 2.2)
    {
      more = bw_number_format (ratio, 1);
      return g_strdup_printf (
        ngettext ("%'u account carries %s of ARR, and needs %s times the time that we have",
                  "%'u accounts carry %s of ARR, and need %s times the time that we have", n),
        n, share, more);
    }
  if (ratio > 1.02)
    {
      more = bw_share_format (ratio - 1, 0);
      return g_strdup_printf (
        ngettext ("%'u account carries %s of ARR, and needs %s more time than we have",
                  "%'u accounts carry %s of ARR, and need %s more time than we have", n),
        n, share, more);
    }
  if (ratio >= 0.9)
    return g_strdup_printf (
      ngettext ("%'u account carries %s of ARR, and we have just the time that it needs",
                "%'u accounts carry %s of ARR, and we have just the time that they need", n),
      n, share);
  return g_strdup_printf (
    ngettext ("%'u account carries %s of ARR, and we have more time than it needs",
              "%'u accounts carry %s of ARR, and we have more time than they need", n),
    n, share);
}

static char *
make_title (const BwTiersFigure *figure)
{
  const BwTierTotal *top = &figure->result->totals[BW_TIER_TOP];
  g_autofree char *share = bw_share_format (top->share_arr, 0);

  if (figure->n == 0)
    return g_strdup (figure->whole == 0 ? _("There is no account on this date")
                                        : _("No account passes the filter"));
  if (figure->result->arr <= 0)
    return g_strdup_printf (ngettext ("%'u account brings no recurring revenue",
                                      "%'u accounts bring no recurring revenue", figure->n),
                            figure->n);
  if (top->accounts == 0)
    return g_strdup_printf (ngettext ("%'u account, and it is not in the top tier",
                                      "%'u accounts, and none of them is in the top tier",
                                      figure->n),
                            figure->n);
  if (!(top->hours_needed > 0))
    return g_strdup_printf (ngettext ("%'u account carries %s of ARR",
                                      "%'u accounts carry %s of ARR", top->accounts),
                            top->accounts, share);
  /* The accounts of nobody have a line of their own among the CSMs. */
  if (figure->n_csms == (figure->result->unowned.accounts > 0 ? 1 : 0))
    return g_strdup_printf (ngettext ("%'u account carries %s of ARR, and no CSM is known for it",
                                      "%'u accounts carry %s of ARR, and no CSM is known for them",
                                      top->accounts),
                            top->accounts, share);
  if (!(top->hours_available > 0))
    return g_strdup_printf (ngettext ("%'u account carries %s of ARR, and no CSM has time for it",
                                      "%'u accounts carry %s of ARR, and no CSM has time for them",
                                      top->accounts),
                            top->accounts, share);
  return say_needs (top->accounts, share, top->hours_needed / top->hours_available);
}

static char *
make_subtitle (const BwTiersFigure *figure)
{
  return g_strdup_printf (
    _("Segment tiers, accounts by size against share of ARR, and service capacity · "
      "%'u of %'u accounts"),
    figure->n, figure->whole);
}

static BwRule *
make_rule (const BwTiersFigure *figure, const BwSnapshot *snapshot)
{
  const BwPolicy *policy = snapshot->table->policy;
  BwRule *rule = bw_rule_new (
    _("Accounts are put in order of ARR. The top tier is the strategic accounts and the fewest of "
      "the largest that reach its share of ARR; the leveraged tier goes on up to its own share; "
      "the rest is the scalable tier. The hours of a tier are those of its services; the hours of "
      "a CSM are shared out over the tiers of their accounts by what these need."));

  bw_rule_add (&rule->inputs, _("ARR: twelve times the MRR in effect on the date"));
  bw_rule_add (&rule->inputs, _("Accounts marked as strategic"));
  bw_rule_add (&rule->inputs, _("Hours a month of each CSM, and interactions of the last year"));
  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    {
      for (int i = 0; i < policy->n_services[tier]; i++)
        {
          const BwService *service = &policy->services[tier][i];

          /* Translators: a tier, a service, hours each and how many times a year. */
          bw_rule_add_take (&rule->weights,
                            g_strdup_printf (_("%s: %s, %g hours, %g times a year"),
                                             bw_tier_title (tier), service->name, service->hours,
                                             service->times_a_year));
        }
    }
  bw_rule_add_filter (rule, figure->n, figure->whole);
  bw_rule_add_policy_number (rule, "top_share", policy->top_share);
  bw_rule_add_policy_number (rule, "leveraged_share", policy->leveraged_share);
  bw_rule_add_policy_number (rule, "utilisation", policy->utilisation);
  bw_rule_add_policy_number (rule, "hours_per_month", policy->hours_per_month);
  bw_rule_add_policy_number (rule, "cost_per_hour_minor", policy->cost_per_hour);
  return rule;
}

/**
 * bw_tiers_figure_compute:
 * @scope: what about; the mirror is read for the cadence
 * @what_if: (nullable): factors on the policy
 *
 * Returns: (transfer full) (nullable): the figure, or %NULL with @error set when the mirror cannot
 *   be read
 */
BwTiersFigure *
bw_tiers_figure_compute (const BwFigureScope *scope, const BwTiersWhatIf *what_if, GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  g_autoptr (BwTiersFigure) figure = g_new0 (BwTiersFigure, 1);
  g_autoptr (BwSelection) selection = bw_scope_select (scope);
  g_autofree guint32 *numbers = number_csms (snapshot, selection, &figure->n_csms);

  figure->as_of = snapshot->as_of;
  figure->currency = g_strdup (snapshot->table->currency);
  figure->whole = snapshot->n;
  figure->n = selection->n;
  compute (figure, snapshot, selection, numbers, what_if);
  name_csms (figure, snapshot->table, numbers);
  if (scope->mirror != NULL
      && !bw_cadence_count (scope, selection, &figure->cadence, &figure->n_cadence, error))
    return NULL;
  figure->head.title = make_title (figure);
  figure->head.subtitle = make_subtitle (figure);
  figure->head.rule = make_rule (figure, snapshot);
  figure->rows = g_steal_pointer (&selection->rows);
  return g_steal_pointer (&figure);
}

/**
 * bw_tiers_figure_tier:
 * @figure: a figure
 * @tier: a tier
 *
 * Returns: (transfer full): the accounts in it; none in a figure from the memo
 */
BwSelection *
bw_tiers_figure_tier (const BwTiersFigure *figure, BwTier tier)
{
  BwSelection *selection
    = bw_selection_new_rows (figure->rows, figure->rows != NULL ? figure->n : 0);
  guint n = 0;

  for (guint i = 0; i < selection->n; i++)
    {
      if (figure->result->tier[i] == tier)
        selection->rows[n++] = figure->rows[i];
    }
  selection->n = n;
  return selection;
}

/**
 * bw_tier_cadence_title:
 * @line: a service
 *
 * Returns: (transfer none): what it is called; a name that is also in the built-in policy is
 *   translated, one of the company's own is not
 */
const char *
bw_tier_cadence_title (const BwTierCadence *line)
{
  /* The translation of nothing is something about the translation. */
  return *line->name ? _(line->name) : line->kind;
}

void
bw_tiers_figure_free (BwTiersFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  for (guint i = 0; i < figure->n_csms; i++)
    {
      g_free (figure->csms[i].id);
      g_free (figure->csms[i].name);
    }
  for (guint i = 0; i < figure->n_cadence; i++)
    {
      g_free (figure->cadence[i].name);
      g_free (figure->cadence[i].kind);
      g_clear_pointer (&figure->cadence[i].overdue_rows, g_array_unref);
    }
  g_free (figure->csms);
  g_free (figure->cadence);
  g_free (figure->currency);
  bw_tiers_free (figure->result);
  g_free (figure->rows);
  g_free (figure);
}
