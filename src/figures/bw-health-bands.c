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

/* The place of a band in the flow. */
static guint
flow_place (const BwHealthBands *figure, int band)
{
  return band < 0 ? figure->n_bands : (guint) band;
}

/* Who fell comes first, as it asks for something to be done. */
static int
move_kind (const BwBandMove *move)
{
  return move->before < 0 ? 3 : move->now < 0 ? 1 : move->now < move->before ? 0 : 2;
}

static int
compare_moves (gconstpointer a, gconstpointer b, gpointer data)
{
  const BwBandMove *first = a, *second = b;
  int by_kind = move_kind (first) - move_kind (second);

  return by_kind != 0 ? by_kind : compare_by_arr (&first->row, &second->row, data);
}

static void
note_pair (BwHealthBands *figure, guint32 row, int before, int now)
{
  figure->flow[flow_place (figure, before)][flow_place (figure, now)]++;
  if (before == now)
    return;
  figure->moved[figure->n_moved++] = (BwBandMove) { row, before, now };
  if (before >= 0 && now >= 0)
    {
      figure->n_fell += now < before;
      figure->n_rose += now > before;
    }
}

/* Both selections are in the order of the slots, so that each is gone through once. */
static void
compare (BwHealthBands *figure, const BwFigureScope *scope, const BwSelection *selection)
{
  const BwSnapshot *today = scope->snapshot, *earlier = scope->compare;
  const BwPolicy *policy = today->table->policy;
  g_autoptr (BwSelection) before = bw_account_filter_apply (earlier, scope->filter);
  guint absent = figure->n_bands + 1, i = 0, k = 0;
  BwMoney arr = 0;

  figure->compared_as_of = earlier->as_of;
  figure->n_before = before->n;
  figure->moved = g_new (BwBandMove, selection->n + 1);
  while (i < selection->n || k < before->n)
    {
      guint32 now_slot = i < selection->n ? today->slot[selection->rows[i]] : G_MAXUINT32;
      guint32 then_slot = k < before->n ? earlier->slot[before->rows[k]] : G_MAXUINT32;
      int now = -1, then = -1;

      if (now_slot <= then_slot)
        now = bw_health_band (policy, today->success_index[selection->rows[i]]);
      if (then_slot <= now_slot)
        {
          BwMoney amount = earlier->arr[before->rows[k]];

          then = bw_health_band (policy, earlier->success_index[before->rows[k]]);
          arr = bw_money_plus (arr, amount);
          add_account (then < 0 ? &figure->unknown_before : &figure->before[then], amount);
        }
      if (now_slot < then_slot)
        figure->flow[absent][flow_place (figure, now)]++;
      else if (then_slot < now_slot)
        figure->flow[flow_place (figure, then)][absent]++;
      else
        note_pair (figure, selection->rows[i], then, now);
      i += now_slot <= then_slot;
      k += then_slot <= now_slot;
    }
  for (guint band = 0; band < figure->n_bands; band++)
    share_out (&figure->before[band], before->n, arr);
  share_out (&figure->unknown_before, before->n, arr);
  g_sort_array (figure->moved, figure->n_moved, sizeof *figure->moved, compare_moves,
                scope->snapshot);
}

static char *
make_moves_title (const BwHealthBands *figure)
{
  g_autofree char *since = NULL;
  g_autofree char *money = NULL;
  BwMoney fallen = 0;

  if (figure->compared_as_of == BW_DATE_NONE)
    return g_strdup (_("Nothing is compared with: the day to compare with stands above"));
  since = bw_date_format_short (figure->compared_as_of, figure->as_of);
  if (figure->n_fell == 0 && figure->n_rose == 0)
    return g_strdup_printf (_("No account has risen or fallen by a band since %s"), since);
  if (figure->n_fell == 0)
    return g_strdup_printf (ngettext ("%1$u account has risen by a band since %2$s, and none fell",
                                      "%1$u accounts have risen by a band since %2$s, and none fell",
                                      figure->n_rose),
                            figure->n_rose, since);
  for (guint i = 0; i < figure->n_fell; i++)
    fallen = bw_money_plus (fallen, figure->snapshot->arr[figure->moved[i].row]);
  money = bw_money_format_short (fallen, figure->currency);
  /* Translators: 6 accounts with €0.8 M of ARR have fallen by a band since 21 Aug; 9 rose. */
  return g_strdup_printf (ngettext ("%1$u account with %2$s of ARR has fallen by a band since "
                                    "%3$s; %4$u rose",
                                    "%1$u accounts with %2$s of ARR have fallen by a band since "
                                    "%3$s; %4$u rose",
                                    figure->n_fell),
                          figure->n_fell, money, since, figure->n_rose);
}

static char *
make_moves_subtitle (const BwHealthBands *figure)
{
  guint absent = figure->n_bands + 1, came = 0, gone = 0;

  if (figure->compared_as_of == BW_DATE_NONE)
    return NULL;
  for (guint i = 0; i <= figure->n_bands; i++)
    {
      came += figure->flow[absent][i];
      gone += figure->flow[i][absent];
    }
  return g_strdup_printf (_("Accounts there on both days, in another band · %1$u came since, %2$u "
                            "went"),
                          came, gone);
}

static char *
make_calls_title (const BwHealthBands *figure)
{
  if (figure->called == 0)
    return g_strdup (_("No CSM has a call of an account"));
  if (figure->n_disagree == 0)
    return g_strdup (_("Every call of a CSM is the computed band"));
  return g_strdup_printf (ngettext ("CSMs call %u account otherwise than the scorecards",
                                    "CSMs call %u accounts otherwise than the scorecards",
                                    figure->n_disagree),
                          figure->n_disagree);
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

static char *
make_subtitle (const BwHealthBands *figure, const BwSnapshot *earlier)
{
  g_autofree char *day = earlier ? bw_date_format_short (earlier->as_of, figure->as_of) : NULL;

  if (day)
    /* Translators: the last is a day; the bars of that day are dashed in the chart. */
    return g_strdup_printf (_("Accounts by the band of their success index · %1$u of %2$u accounts "
                              "· %3$u with a call of their CSM · dashed: %4$s"),
                            figure->n, figure->whole, figure->called, day);
  return g_strdup_printf (_("Accounts by the band of their success index · %1$u of %2$u accounts · "
                            "%3$u with a call of their CSM"),
                          figure->n, figure->whole, figure->called);
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
  figure->rows = g_memdup2 (selection->rows, selection->n * sizeof *selection->rows);
  figure->whole = snapshot->n;
  figure->n_bands = policy->n_bands;
  figure->currency = g_strdup (snapshot->table->currency);
  figure->snapshot = bw_snapshot_ref (snapshot);
  figure->compared_as_of = BW_DATE_NONE;
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
  figure->head.subtitle = make_subtitle (figure, scope->compare);
  figure->head.rule = make_rule (figure, policy);
  if (scope->compare != NULL)
    compare (figure, scope, selection);
  figure->moves.title = make_moves_title (figure);
  figure->moves.subtitle = make_moves_subtitle (figure);
  figure->moves.rule = make_rule (figure, policy);
  figure->calls_head.title = make_calls_title (figure);
  figure->calls_head.subtitle = g_strdup_printf (
    ngettext ("%u account has a call of its CSM", "%u accounts have a call of their CSM",
              figure->called),
    figure->called);
  figure->calls_head.rule = make_rule (figure, policy);
  return g_steal_pointer (&figure);
}

/**
 * bw_health_bands_select:
 * @band: -1 for the accounts without an index
 *
 * Returns: (transfer full): the accounts of @figure in @band
 */
BwSelection *
bw_health_bands_select (const BwHealthBands *figure, int band)
{
  const BwPolicy *policy = figure->snapshot->table->policy;
  g_autofree guint32 *rows = g_new (guint32, figure->n + 1);
  guint n = 0;

  for (guint i = 0; i < figure->n; i++)
    {
      guint32 row = figure->rows[i];

      if (bw_health_band (policy, figure->snapshot->success_index[row]) == band)
        rows[n++] = row;
    }
  return bw_selection_new_rows (rows, n);
}

/**
 * bw_band_move_describe:
 *
 * Returns: (transfer full): out of which band an account came, and into which
 */
char *
bw_band_move_describe (const BwHealthBands *figure, const BwBandMove *move)
{
  const BwPolicy *policy = figure->snapshot->table->policy;

  if (move->before < 0)
    return g_strdup_printf (_("%s now, unknown before"), bw_policy_band_title (policy, move->now));
  if (move->now < 0)
    return g_strdup_printf (_("unknown now, %s before"),
                            bw_policy_band_title (policy, move->before));
  /* Translators: the band that an account is in, and the one it was in. */
  return g_strdup_printf (_("%1$s now, %2$s before"), bw_policy_band_title (policy, move->now),
                          bw_policy_band_title (policy, move->before));
}

void
bw_health_bands_free (BwHealthBands *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  bw_figure_clear (&figure->moves);
  bw_figure_clear (&figure->calls_head);
  g_free (figure->currency);
  g_clear_pointer (&figure->snapshot, bw_snapshot_unref);
  g_free (figure->rows);
  g_free (figure->moved);
  g_free (figure->disagree);
  g_free (figure->calls);
  g_free (figure);
}
