/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-health-bands.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-figure-private.h"

static void
add_account (BwBandTotal *total, BwMoney arr)
{
  total->accounts++;
  total->arr = bw_money_plus (total->arr, arr);
}

static void
share_out (BwBandTotal *total, guint accounts, BwMoney arr)
{
  total->share_accounts = accounts > 0 ? (double) total->accounts / accounts : NAN;
  total->share_arr = arr > 0 ? (double) total->arr / (double) arr : NAN;
}

static int
compare_by_arr (gconstpointer a, gconstpointer b, gpointer data)
{
  const BwSnapshot *snapshot = data;
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  if (snapshot->arr[first] != snapshot->arr[second])
    return snapshot->arr[first] < snapshot->arr[second] ? 1 : -1;
  return first < second ? -1 : 1;
}

static char *
make_title (const BwHealthBands *figure, const BwPolicy *policy, const char *currency)
{
  const BwBandTotal *lowest = &figure->bands[0];
  g_autofree char *money = bw_money_format_short (lowest->arr, currency);
  const char *name = bw_policy_band_title (policy, 0);

  if (figure->n == 0)
    return g_strdup (figure->whole == 0 ? _("There is no account on this date")
                                        : _("No account passes the filter"));
  if (figure->unknown.accounts == figure->n)
    return g_strdup (_("No account has a fresh reading"));
  if (figure->n_disagree > 0)
    /* Translators: 14 accounts are red, €1.2 M of ARR; CSMs see 6 otherwise. */
    return g_strdup_printf (ngettext ("%1$u account is %2$s, with %3$s of ARR; CSMs call %4$u "
                                      "otherwise than the scorecards",
                                      "%1$u accounts are %2$s, with %3$s of ARR; CSMs call %4$u "
                                      "otherwise than the scorecards",
                                      lowest->accounts),
                            lowest->accounts, name, money, figure->n_disagree);
  return g_strdup_printf (ngettext ("%1$u account is %2$s, with %3$s of ARR",
                                    "%1$u accounts are %2$s, with %3$s of ARR", lowest->accounts),
                          lowest->accounts, name, money);
}

static BwRule *
make_rule (const BwHealthBands *figure, const BwPolicy *policy)
{
  BwRule *rule = bw_rule_new (
    _("Every account stands in the band that its success index falls into. Where its CSM’s own "
      "call is another, it is listed."));

  bw_rule_add (&rule->inputs, _("The success index, as the scorecards give it"));
  bw_rule_add (&rule->inputs, bw_own_call_definition ());
  for (int i = 0; i < policy->n_bands; i++)
    bw_rule_add_take (&rule->policy, g_strdup_printf ("bands: %s >= %g", policy->bands[i].name,
                                                      policy->bands[i].from));
  bw_rule_add_filter (rule, figure->n, figure->whole);
  if (figure->unknown.accounts > 0)
    bw_rule_add_take (&rule->left_out,
                      g_strdup_printf (ngettext ("%u account has no fresh reading",
                                                 "%u accounts have no fresh reading",
                                                 figure->unknown.accounts),
                                       figure->unknown.accounts));
  return rule;
}

/**
 * bw_health_bands_compute:
 * @scope: what about, with a mirror
 * @error: set when the mirror cannot be read
 *
 * Returns: (transfer full) (nullable): the figure
 */
BwHealthBands *
bw_health_bands_compute (const BwFigureScope *scope, GError **error)
{
  BwSnapshot *snapshot = scope->snapshot;
  const BwPolicy *policy = snapshot->table->policy;
  g_autoptr (BwHealthBands) figure = g_new0 (BwHealthBands, 1);
  g_autoptr (BwSelection) selection = bw_scope_select (scope);
  BwMoney arr = 0;

  figure->calls = bw_own_calls_read (scope->mirror, snapshot, error);
  if (figure->calls == NULL)
    return NULL;
  figure->as_of = snapshot->as_of;
  figure->n = selection->n;
  figure->whole = snapshot->n;
  figure->n_bands = policy->n_bands;
  figure->disagree = g_new (guint32, selection->n + 1);
  for (guint i = 0; i < selection->n; i++)
    {
      guint32 row = selection->rows[i];
      int band = bw_health_band (policy, snapshot->success_index[row]);

      arr = bw_money_plus (arr, snapshot->arr[row]);
      add_account (band < 0 ? &figure->unknown : &figure->bands[band], snapshot->arr[row]);
      figure->called += figure->calls[row].source != BW_OWN_CALL_NONE;
      if (bw_own_call_disagrees (&figure->calls[row], band))
        figure->disagree[figure->n_disagree++] = row;
    }
  for (guint i = 0; i < figure->n_bands; i++)
    share_out (&figure->bands[i], figure->n, arr);
  share_out (&figure->unknown, figure->n, arr);
  g_sort_array (figure->disagree, figure->n_disagree, sizeof *figure->disagree, compare_by_arr,
                snapshot);
  figure->head.title = make_title (figure, policy, snapshot->table->currency);
  figure->head.subtitle = g_strdup_printf (
    _("Bands of the success index · %1$u of %2$u accounts · %3$u with a call of their CSM"),
    figure->n, figure->whole, figure->called);
  figure->head.rule = make_rule (figure, policy);
  return g_steal_pointer (&figure);
}

void
bw_health_bands_free (BwHealthBands *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  g_free (figure->disagree);
  g_free (figure->calls);
  g_free (figure);
}
