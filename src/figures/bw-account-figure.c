/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-account-figure.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-account-parts.h"

/* "96 days", "1 day" */
char *
bw_days_format (int days)
{
  return g_strdup_printf (ngettext ("%'d day", "%'d days", days), days);
}

static char *
describe_renewal (BwDate renewal_on, BwDate as_of)
{
  int days;

  if (renewal_on == BW_DATE_NONE)
    return g_strdup (_("no renewal date"));
  days = renewal_on - as_of;
  if (days < 0)
    return g_strdup_printf (ngettext ("renewal %'d day overdue", "renewal %'d days overdue", -days),
                            -days);
  if (days == 0)
    return g_strdup (_("renews today"));
  return g_strdup_printf (ngettext ("renews in %'d day", "renews in %'d days", days), days);
}

static char **
list_chips (const BwAccountFigure *figure, const BwFigureScope *scope)
{
  const BwSnapshot *snapshot = scope->snapshot;
  const BwAccountTable *table = snapshot->table;
  g_autoptr (GStrvBuilder) chips = g_strv_builder_new ();
  guint32 owner = table->owner[figure->account];

  if (figure->row == BW_INDEX_NONE)
    {
      BwDate churned_on = table->churned_on[figure->account];
      g_autofree char *when = NULL;

      if (churned_on != BW_DATE_NONE && churned_on <= figure->as_of)
        {
          when = bw_date_format_long (churned_on);
          g_strv_builder_take (chips, g_strdup_printf (_("churned on %s"), when));
        }
      else
        {
          g_strv_builder_add (chips, _("not yet a customer on this date"));
        }
    }
  else
    {
      static const char *const tier_chips[BW_N_TIERS] = { N_("Top tier"), N_("Leveraged tier"),
                                                          N_("Scalable tier") };
      g_autofree char *arr = bw_money_format (snapshot->arr[figure->row], table->currency);
      BwQuadrant quadrant = snapshot->quadrant[figure->row];

      g_strv_builder_add (chips, _(tier_chips[snapshot->tier[figure->row]]));
      g_strv_builder_take (chips, g_strdup_printf (_("%s ARR"), arr));
      g_strv_builder_take (chips, describe_renewal (table->renewal_on[figure->account],
                                                    figure->as_of));
      if (quadrant != BW_QUADRANT_UNKNOWN)
        g_strv_builder_add (chips, bw_quadrant_title (quadrant));
    }
  if (owner != BW_INDEX_NONE)
    g_strv_builder_take (chips, g_strdup_printf (_("owner %s"), table->people[owner].name));
  else
    g_strv_builder_add (chips, _("no owner"));
  return g_strv_builder_end (chips);
}

/* A sponsor who left and was not followed by another. */
static const BwContactLine *
find_vacant_sponsor (const BwAccountFigure *figure)
{
  const BwContactLine *left = NULL;

  for (guint i = 0; i < figure->n_contacts; i++)
    {
      const BwContactLine *contact = &figure->contacts[i];

      if (g_strcmp0 (contact->role, "sponsor") != 0)
        continue;
      if (contact->left_on == BW_DATE_NONE)
        return NULL;
      if (left == NULL || contact->left_on > left->left_on)
        left = contact;
    }
  return left;
}

/**
 * bw_account_list_reasons:
 * @figure: with its health, contacts and plan in place
 * @scope: its scope
 *
 * Returns: (transfer full): why the account needs attention, a sentence each; empty when it does
 *   not or was not there on the date
 */
char **
bw_account_list_reasons (const BwAccountFigure *figure, const BwFigureScope *scope)
{
  const BwSnapshot *snapshot = scope->snapshot;
  const BwPolicy *policy = snapshot->table->policy;
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();
  const BwContactLine *sponsor = find_vacant_sponsor (figure);
  BwDate renewal_on = snapshot->table->renewal_on[figure->account];
  BwDate heard_on;

  if (figure->row == BW_INDEX_NONE)
    return g_strv_builder_end (reasons);

  if (sponsor != NULL)
    {
      g_autofree char *when = bw_date_format_short (sponsor->left_on, figure->as_of);

      g_strv_builder_take (reasons,
                           g_strdup_printf (_("The sponsor left on %s, nobody in the role since"),
                                            when));
    }
  if (snapshot->quadrant[figure->row] == BW_QUADRANT_FIX_EXPECTATIONS)
    g_strv_builder_add (reasons, _("Profitable and not happy"));
  if (snapshot->quadrant[figure->row] == BW_QUADRANT_FIX_COST)
    g_strv_builder_add (reasons, _("Happy and served at a loss"));
  if (snapshot->quadrant[figure->row] == BW_QUADRANT_REVIEW)
    g_strv_builder_add (reasons, _("Unhappy and served at a loss"));
  if (figure->health.success_index < policy->at_risk_below)
    {
      g_autofree char *index = bw_number_format (figure->health.success_index, 0);

      g_strv_builder_take (reasons, g_strdup_printf (_("Success index %1$s, at risk below %2$.0f"),
                                                     index, policy->at_risk_below));
    }
  if (renewal_on != BW_DATE_NONE && renewal_on >= figure->as_of
      && renewal_on - figure->as_of <= policy->renewal_days)
    {
      g_autofree char *days = bw_days_format (renewal_on - figure->as_of);

      g_strv_builder_take (reasons, g_strdup_printf (_("Renewal in %s"), days));
    }
  heard_on = snapshot->last_signal_on[figure->row];
  if (heard_on == BW_DATE_NONE)
    {
      g_strv_builder_add (reasons, _("Nothing was ever heard"));
    }
  else if (figure->as_of - heard_on > policy->silent_days)
    {
      g_autofree char *days = bw_days_format (figure->as_of - heard_on);

      g_strv_builder_take (reasons, g_strdup_printf (_("Nothing heard for %s"), days));
    }
  if (!figure->has_plan)
    g_strv_builder_add (reasons, _("There is no success plan"));
  return g_strv_builder_end (reasons);
}

static char *
describe_health (const BwHealth *health)
{
  g_autofree char *outcome = bw_number_format (health->outcome, 0);
  g_autofree char *experience = bw_number_format (health->experience, 0);

  if (isnan (health->outcome) && isnan (health->experience))
    return g_strdup (_("Health is not known"));
  if (isnan (health->outcome))
    return g_strdup_printf (_("Experience %s, outcome not known"), experience);
  if (isnan (health->experience))
    return g_strdup_printf (_("Outcome %s, experience not known"), outcome);
  return g_strdup_printf (_("Outcome %1$s, experience %2$s"), outcome, experience);
}

static BwRule *
make_rule (const BwAccountFigure *figure, const BwPolicy *policy)
{
  BwRule *rule = g_new0 (BwRule, 1);
  g_autoptr (GStrvBuilder) inputs = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) weights = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) left_out = g_strv_builder_new ();

  rule->definition = g_strdup (
    _("Each metric's latest reading becomes 0 to 100 by its low, neutral and high value. A "
      "dimension is the weighted mean of its fresh readings. Outcome health is the mean of "
      "deployment, engagement, both adoptions and return; experience health that of NPS, support "
      "and sentiment; the success index is the mean of the two. What is missing or stale hands "
      "its weight to the rest."));
  g_strv_builder_add (inputs, "observations.value, observations.observed_on");
  g_strv_builder_add (inputs, "metrics.low, neutral, high, weight, expires_days");
  g_strv_builder_take (weights, g_strdup_printf ("outcome_weight = %g", policy->outcome_weight));
  g_strv_builder_take (weights,
                       g_strdup_printf ("experience_weight = %g", policy->experience_weight));
  for (guint i = 0; i < figure->n_lines; i++)
    {
      if (figure->lines[i].note != NULL)
        g_strv_builder_take (left_out, g_strdup_printf ("%s: %s", figure->lines[i].title,
                                                        figure->lines[i].note));
    }
  rule->inputs = g_strv_builder_end (inputs);
  rule->weights = g_strv_builder_end (weights);
  rule->left_out = g_strv_builder_end (left_out);
  rule->policy = g_new0 (char *, 1);
  return rule;
}

/**
 * bw_account_figure_compute:
 * @scope: what the figure is about, with a mirror
 * @account_id: an account
 * @error: set when there is no such account or the mirror cannot be read
 *
 * Returns: (transfer full): all that the account's page shows but its series
 */
BwAccountFigure *
bw_account_figure_compute (const BwFigureScope *scope, const char *account_id, GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  const BwAccountTable *table = snapshot->table;
  g_autoptr (BwAccountFigure) figure = g_new0 (BwAccountFigure, 1);
  g_autoptr (GError) inner = NULL;

  figure->account = bw_account_table_find_account (table, account_id);
  if (figure->account == BW_INDEX_NONE)
    {
      g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND,
                   _("There is no account “%s”; the Accounts page and “bellwetherctl show "
                     "accounts” list them"),
                   account_id);
      return NULL;
    }
  figure->id = g_strdup (account_id);
  figure->name = g_strdup (bw_account_table_name (table, figure->account));
  figure->row = bw_snapshot_find_account (snapshot, account_id);
  figure->as_of = snapshot->as_of;
  figure->compared_as_of = scope->compare != NULL ? scope->compare->as_of : BW_DATE_NONE;

  if (!bw_account_read_scorecard (figure, scope, error)
      || !bw_account_read_contacts (figure, scope->mirror, error)
      || !bw_account_read_timeline (figure, scope->mirror, table->currency, error)
      || !bw_account_read_moments (figure, scope, error)
      || !bw_account_read_plan (figure, scope, error))
    return NULL;
  figure->metrics
    = bw_series_figure_list_metrics (scope, account_id, &figure->n_metrics, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  figure->chips = list_chips (figure, scope);
  figure->reasons = bw_account_list_reasons (figure, scope);
  figure->head.title = describe_health (&figure->health);
  figure->head.subtitle = g_strdup (figure->index_sentence);
  figure->head.rule = make_rule (figure, table->policy);
  return g_steal_pointer (&figure);
}

static void
free_lists (BwAccountFigure *figure)
{
  for (guint i = 0; i < figure->n_lines; i++)
    g_free (figure->lines[i].note);
  for (guint i = 0; i < figure->n_contacts; i++)
    {
      g_free (figure->contacts[i].id);
      g_free (figure->contacts[i].name);
      g_free (figure->contacts[i].title);
      g_free (figure->contacts[i].role);
      g_free (figure->contacts[i].role_title);
    }
  for (guint i = 0; i < figure->n_timeline; i++)
    g_free (figure->timeline[i].text);
  for (guint i = 0; i < figure->n_moments; i++)
    {
      g_free (figure->moments[i].title);
      g_free (figure->moments[i].text);
    }
  for (guint i = 0; i < BW_N_PLAN_PARTS; i++)
    g_free (figure->plan_parts[i].title);
  for (guint i = 0; i < figure->n_targets; i++)
    {
      g_free (figure->targets[i].metric_key);
      g_free (figure->targets[i].metric_name);
    }
}

void
bw_account_figure_free (BwAccountFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  free_lists (figure);
  g_free (figure->id);
  g_free (figure->name);
  g_strfreev (figure->chips);
  g_free (figure->index_sentence);
  g_free (figure->lines);
  bw_why_free (figure->why, figure->n_why);
  g_strfreev (figure->reasons);
  g_free (figure->metrics);
  g_free (figure->contacts);
  g_free (figure->timeline);
  g_free (figure->moments);
  g_free (figure->plan_title);
  g_free (figure->plan_detail);
  g_free (figure->plan_purpose);
  g_free (figure->plan_next);
  g_free (figure->targets);
  g_free (figure);
}
