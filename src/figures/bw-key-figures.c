/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-key-figures.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-figure-private.h"

/* The mark of net retention that anybody should pass, and what that of the best is said to be. */
#define NRR_MARK      1.0
#define NRR_BEST_FROM 1.10
#define NRR_BEST_TO   1.25

typedef struct {
  guint   accounts[BW_N_KEY_FIGURES];
  BwMoney money[BW_N_KEY_FIGURES];
} Totals;

typedef struct {
  const char *word;
  const char *title;
  BwTrend     up; /* What it means when the figure rises. */
} FigureInfo;

static const FigureInfo infos[BW_N_KEY_FIGURES] = {
  [BW_KEY_FIGURE_ACCOUNTS] = { "accounts", N_("Accounts"), BW_TREND_BETTER },
  [BW_KEY_FIGURE_ARR] = { "arr", N_("ARR"), BW_TREND_BETTER },
  [BW_KEY_FIGURE_CMRR] = { "cmrr", N_("Committed MRR"), BW_TREND_BETTER },
  [BW_KEY_FIGURE_NRR] = { "nrr_point_to_point", N_("Net retention, point to point"),
                          BW_TREND_BETTER },
  [BW_KEY_FIGURE_AT_RISK] = { "at_risk", N_("At risk"), BW_TREND_WORSE },
  [BW_KEY_FIGURE_KEEP] = { "keep", N_("Work to keep"), BW_TREND_WORSE },
  [BW_KEY_FIGURE_ADVOCATES] = { "advocates", N_("Advocates, upsell"), BW_TREND_BETTER },
  [BW_KEY_FIGURE_UNKNOWN] = { "unknown", N_("Unknown"), BW_TREND_WORSE },
  [BW_KEY_FIGURE_SILENT] = { "silent", N_("No signal"), BW_TREND_WORSE },
};

static void
add (Totals *totals, BwKeyFigureId id, BwMoney money)
{
  totals->accounts[id]++;
  totals->money[id] = bw_money_plus (totals->money[id], money);
}

static void
sum_up (const BwSnapshot *snapshot, const BwAccountFilter *filter, Totals *totals)
{
  g_autoptr (BwSelection) selection = bw_account_filter_apply (snapshot, filter);
  const BwPolicy *policy = snapshot->table->policy;

  *totals = (Totals) { 0 };
  for (guint i = 0; i < selection->n; i++)
    {
      guint32 row = selection->rows[i];
      double index = snapshot->success_index[row];
      BwMoney arr = snapshot->arr[row];
      BwDate last = snapshot->last_signal_on[row];

      add (totals, BW_KEY_FIGURE_ACCOUNTS, arr);
      add (totals, BW_KEY_FIGURE_ARR, arr);
      add (totals, BW_KEY_FIGURE_CMRR, snapshot->cmrr[row]);
      if (isnan (index))
        add (totals, BW_KEY_FIGURE_UNKNOWN, arr);
      else if (index < policy->at_risk_below)
        add (totals, BW_KEY_FIGURE_AT_RISK, arr);
      else if (index >= policy->advocate_from)
        add (totals, BW_KEY_FIGURE_ADVOCATES, arr);
      if (snapshot->quadrant[row] == BW_QUADRANT_FIX_EXPECTATIONS
          || snapshot->quadrant[row] == BW_QUADRANT_FIX_COST)
        add (totals, BW_KEY_FIGURE_KEEP, arr);
      if (last == BW_DATE_NONE || last < snapshot->as_of - policy->silent_days)
        add (totals, BW_KEY_FIGURE_SILENT, arr);
    }
}

/* Of the accounts active on the earlier date and chosen there: their MRR then and now. */
static void
pair_mrr (const BwFigureScope *scope, guint *accounts, BwMoney *then, BwMoney *now)
{
  const BwSnapshot *earlier = scope->compare, *today = scope->snapshot;
  g_autoptr (BwSelection) selection = bw_account_filter_apply (earlier, scope->filter);
  guint32 there = 0;

  *then = *now = 0;
  *accounts = selection->n;
  for (guint i = 0; i < selection->n; i++)
    {
      guint32 row = selection->rows[i];

      *then = bw_money_plus (*then, earlier->mrr[row]);
      while (there < today->n && today->slot[there] < earlier->slot[row])
        there++;
      if (there < today->n && today->slot[there] == earlier->slot[row])
        *now = bw_money_plus (*now, today->mrr[there]);
    }
}

static void
set_trend (BwKeyFigure *figure, double change)
{
  figure->direction = change > 0 ? 1 : change < 0 ? -1 : 0;
  if (change == 0)
    figure->trend = BW_TREND_SAME;
  else
    figure->trend = (change > 0) == (infos[figure->id].up == BW_TREND_BETTER) ? BW_TREND_BETTER
                                                                             : BW_TREND_WORSE;
}

/**
 * bw_account_change_format:
 * @change: how many accounts more there are now
 * @since: the earlier date, as a person reads it
 *
 * Returns: (transfer full): "14 accounts fewer since 21 Aug"
 */
char *
bw_account_change_format (int change, const char *since)
{
  guint n = ABS (change);

  if (change == 0)
    return g_strdup_printf (_("as many as on %s"), since);
  if (change > 0)
    return g_strdup_printf (
      ngettext ("%'u account more since %s", "%'u accounts more since %s", n), n, since);
  return g_strdup_printf (ngettext ("%'u account fewer since %s", "%'u accounts fewer since %s", n),
                          n, since);
}

static char *
say_money_change (BwMoney before, BwMoney after, const char *currency, const char *since)
{
  g_autofree char *amount = NULL;

  if (before == after)
    return g_strdup_printf (_("the same as on %s"), since);
  amount = before > 0 ? bw_share_format (fabs ((double) after / (double) before - 1), 1)
                      : bw_money_format_short (ABS (after - before), currency);
  return after > before
           ? g_strdup_printf (C_("change", "%s more since %s"), amount, since)
           : g_strdup_printf (C_("change", "%s less since %s"), amount, since);
}

/* What the same accounts pay a month now, beside what they paid. */
static char *
say_mrr_change (BwMoney before, BwMoney after, const char *currency, const char *since)
{
  g_autofree char *amount = NULL;

  if (before == after)
    return g_strdup_printf (_("the same as on %s"), since);
  amount = bw_money_format_short (ABS (after - before), currency);
  return after > before ? g_strdup_printf (_("%s MRR more since %s"), amount, since)
                        : g_strdup_printf (_("%s MRR less since %s"), amount, since);
}

/* The accounts that a figure counts, as a filter beside the one of the scope. */
static BwAccountFilter *
filter_behind (BwKeyFigureId id)
{
  static const char *const at_risk[] = { "at_risk", NULL };
  static const char *const advocates[] = { "advocates", NULL };
  static const char *const unknown[] = { "unknown", NULL };
  static const char *const keep[] = { "keep", NULL };
  static const char *const silent[] = { "silent", NULL };
  BwAccountFilter *filter = bw_account_filter_new ();

  switch (id)
    {
    case BW_KEY_FIGURE_AT_RISK:
      bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_AREA, at_risk);
      break;
    case BW_KEY_FIGURE_ADVOCATES:
      bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_AREA, advocates);
      break;
    case BW_KEY_FIGURE_UNKNOWN:
      bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_AREA, unknown);
      break;
    case BW_KEY_FIGURE_KEEP:
      bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_FLAG, keep);
      break;
    case BW_KEY_FIGURE_SILENT:
      bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_FLAG, silent);
      break;
    case BW_KEY_FIGURE_ACCOUNTS:
    case BW_KEY_FIGURE_ARR:
    case BW_KEY_FIGURE_CMRR:
    case BW_KEY_FIGURE_NRR:
    case BW_N_KEY_FIGURES:
    default:
      break;
    }
  return filter;
}

static BwRule *
rule_of (BwKeyFigureId id, const BwSnapshot *snapshot)
{
  const BwPolicy *policy = snapshot->table->policy;
  BwRule *rule;

  switch (id)
    {
    case BW_KEY_FIGURE_ACCOUNTS:
      rule = bw_rule_new (
        _("Accounts whose contract had begun on the date and that had not left."));
      bw_rule_add (&rule->inputs, "accounts: contract_started_on, churned_on");
      break;
    case BW_KEY_FIGURE_ARR:
      rule = bw_rule_new (_("Twelve times the MRR: the sum of all changes in effect on the date."));
      bw_rule_add (&rule->inputs, "revenue_events: effective_on, mrr_delta");
      break;
    case BW_KEY_FIGURE_CMRR:
      rule = bw_rule_new (
        _("Committed MRR: the sum of all changes agreed by the date, also those that take effect "
          "later. A change without a day of agreement counts from the day it takes effect."));
      bw_rule_add (&rule->inputs, "revenue_events: committed_on, effective_on, mrr_delta");
      break;
    case BW_KEY_FIGURE_NRR:
      rule = bw_rule_new (
        _("Net retention, point to point: of the accounts active on the earlier date, their MRR "
          "now over their MRR then. Accounts won since do not count; those that left count as "
          "nothing."));
      bw_rule_add (&rule->inputs, "revenue_events: effective_on, mrr_delta");
      bw_rule_add_policy_number (rule, "min_group", policy->min_group);
      break;
    case BW_KEY_FIGURE_AT_RISK:
      rule = bw_rule_new (_("Accounts whose success index is below the threshold, and their ARR."));
      bw_rule_add_policy_number (rule, "at_risk_below", policy->at_risk_below);
      break;
    case BW_KEY_FIGURE_ADVOCATES:
      rule = bw_rule_new (
        _("Accounts whose success index reaches the threshold, and their ARR."));
      bw_rule_add_policy_number (rule, "advocate_from", policy->advocate_from);
      break;
    case BW_KEY_FIGURE_KEEP:
      rule = bw_rule_new (
        _("Accounts that are profitable and not happy, or happy and unprofitable."));
      bw_rule_add (&rule->inputs, _("Happiness and the margin of the last twelve months"));
      break;
    case BW_KEY_FIGURE_SILENT:
      rule = bw_rule_new (
        _("Accounts of which nothing was heard for so many days: no reading, interaction, ticket, "
          "request or answer."));
      bw_rule_add_policy_number (rule, "silent_days", policy->silent_days);
      break;
    case BW_KEY_FIGURE_UNKNOWN:
    case BW_N_KEY_FIGURES:
    default:
      rule = bw_rule_new (
        _("Accounts without a success index: no reading of theirs is fresh. They count in no "
          "area, and never as 0."));
      break;
    }
  return rule;
}

static gboolean
is_money_figure (BwKeyFigureId id)
{
  return id == BW_KEY_FIGURE_ARR || id == BW_KEY_FIGURE_CMRR;
}

static void
fill_figure (BwKeyFigure *figure, const BwFigureScope *scope, const Totals *now,
             const Totals *then)
{
  const char *currency = scope->snapshot->table->currency;
  BwKeyFigureId id = figure->id;
  g_autofree char *money = bw_money_format_short (now->money[id], currency);
  g_autofree char *count = bw_number_format (now->accounts[id], 0), *since = NULL;

  figure->has_accounts = !is_money_figure (id);
  figure->accounts = now->accounts[id];
  figure->money = now->money[id];
  if (is_money_figure (id))
    figure->value = g_strdup (money);
  else if (id == BW_KEY_FIGURE_ACCOUNTS)
    figure->value = g_strdup (count);
  else
    /* Translators: a number of accounts and their ARR. */
    figure->value = g_strdup_printf (C_("key figure", "%s · %s"), count, money);
  if (then == NULL)
    return;

  since = bw_date_format_short (scope->compare->as_of, scope->snapshot->as_of);
  figure->compared_accounts = then->accounts[id];
  figure->compared_money = then->money[id];
  if (is_money_figure (id))
    {
      figure->change = say_money_change (then->money[id], now->money[id], currency, since);
      set_trend (figure, (double) now->money[id] - (double) then->money[id]);
    }
  else
    {
      int change = (int) now->accounts[id] - (int) then->accounts[id];

      figure->change = bw_account_change_format (change, since);
      set_trend (figure, change);
    }
}

static void
fill_nrr (BwKeyFigure *figure, const BwFigureScope *scope)
{
  guint accounts, min_group = scope->snapshot->table->policy->min_group;
  g_autofree char *since = NULL, *then_text = NULL, *now_text = NULL, *best_from = NULL;
  g_autofree char *best_to = NULL;
  BwMoney then, now;

  if (scope->compare == NULL)
    {
      figure->value = g_strdup ("–");
      figure->detail = g_strdup (_("choose a date to compare with"));
      return;
    }
  pair_mrr (scope, &accounts, &then, &now);
  since = bw_date_format_short (scope->compare->as_of, scope->snapshot->as_of);
  figure->compared_accounts = accounts;
  figure->compared_money = then;
  figure->money = now;
  if (then <= 0)
    {
      figure->value = g_strdup ("–");
      figure->detail = g_strdup_printf (_("no recurring revenue on %s"), since);
      return;
    }
  figure->ratio = (double) now / (double) then;
  if (accounts < min_group)
    {
      then_text = bw_money_format_short (then, scope->snapshot->table->currency);
      now_text = bw_money_format_short (now, scope->snapshot->table->currency);
      /* Translators: MRR on the earlier date and now, of too few accounts for a rate. */
      figure->value = g_strdup_printf (_("%s to %s"), then_text, now_text);
      figure->detail = g_strdup_printf (ngettext ("%'u account: too few for a rate",
                                                  "%'u accounts: too few for a rate", accounts),
                                        accounts);
      figure->ratio = NAN;
      return;
    }
  figure->value = bw_share_format (figure->ratio, 0);
  figure->change = say_mrr_change (then, now, scope->snapshot->table->currency, since);
  best_from = bw_number_format (NRR_BEST_FROM * 100, 0);
  best_to = bw_share_format (NRR_BEST_TO, 0);
  /* Translators: a span of percentages, as in "best in class 110–125 % a year". */
  figure->detail = g_strdup_printf (_("best in class %1$s–%2$s a year"), best_from, best_to);
  figure->direction = now > then ? 1 : now < then ? -1 : 0;
  figure->trend = now == then ? BW_TREND_SAME
                              : figure->ratio > NRR_MARK ? BW_TREND_BETTER : BW_TREND_WORSE;
}

/**
 * bw_key_figures_compute:
 * @scope: what about; the mirror is not read
 *
 * Returns: (transfer full): the key figures
 */
BwKeyFigures *
bw_key_figures_compute (const BwFigureScope *scope)
{
  BwKeyFigures *figures = g_new0 (BwKeyFigures, 1);
  Totals now, then;

  figures->as_of = scope->snapshot->as_of;
  figures->compared_as_of = scope->compare != NULL ? scope->compare->as_of : BW_DATE_NONE;
  figures->accounts_whole = scope->snapshot->n;
  figures->n_figures = BW_N_KEY_FIGURES;
  sum_up (scope->snapshot, scope->filter, &now);
  if (scope->compare != NULL)
    sum_up (scope->compare, scope->filter, &then);

  for (guint id = 0; id < BW_N_KEY_FIGURES; id++)
    {
      BwKeyFigure *figure = &figures->figures[id];

      figure->id = id;
      figure->word = bw_key_figure_word (id);
      figure->title = g_strdup (_(infos[id].title));
      figure->money = BW_MONEY_NONE;
      figure->compared_money = BW_MONEY_NONE;
      figure->ratio = NAN;
      figure->rule = rule_of (id, scope->snapshot);
      figure->filter = filter_behind (id);
      if (id == BW_KEY_FIGURE_NRR)
        fill_nrr (figure, scope);
      else
        fill_figure (figure, scope, &now, scope->compare != NULL ? &then : NULL);
      bw_rule_add_filter (figure->rule, now.accounts[BW_KEY_FIGURE_ACCOUNTS], scope->snapshot->n);
    }
  figures->figures[BW_KEY_FIGURE_SILENT].detail = g_strdup_printf (
    ngettext ("nothing heard for %d day", "nothing heard for %d days",
              scope->snapshot->table->policy->silent_days),
    scope->snapshot->table->policy->silent_days);
  figures->figures[BW_KEY_FIGURE_UNKNOWN].detail = g_strdup (_("no fresh reading"));
  return figures;
}

/**
 * bw_key_figure_word:
 * @id: a key figure
 *
 * Returns: (transfer none): its name in JSON
 */
const char *
bw_key_figure_word (BwKeyFigureId id)
{
  return infos[id].word;
}

void
bw_key_figures_free (BwKeyFigures *figures)
{
  if (figures == NULL)
    return;
  for (guint id = 0; id < BW_N_KEY_FIGURES; id++)
    {
      BwKeyFigure *figure = &figures->figures[id];

      g_free (figure->title);
      g_free (figure->value);
      g_free (figure->change);
      g_free (figure->detail);
      bw_rule_free (figure->rule);
      bw_account_filter_free (figure->filter);
    }
  g_free (figures);
}
