/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/bw-policy.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>
#include <yyjson.h>

typedef struct {
  const char *word;
  const char *title;
  BwScorecard scorecard;
} DimensionInfo;

/* Which scorecard a dimension counts for is fixed: outcome and experience are what their names
 * say. The dimensions outside both are shown beside them and take part in the curve only. */
static const DimensionInfo dimensions[BW_N_DIMENSIONS] = {
  { "deployment", N_("Deployment"), BW_SCORECARD_OUTCOME },
  { "engagement", N_("Engagement"), BW_SCORECARD_OUTCOME },
  { "adoption_depth", N_("Adoption depth"), BW_SCORECARD_OUTCOME },
  { "adoption_breadth", N_("Adoption breadth"), BW_SCORECARD_OUTCOME },
  { "roi", N_("Return"), BW_SCORECARD_OUTCOME },
  { "nps", N_("NPS"), BW_SCORECARD_EXPERIENCE },
  { "csat", N_("Satisfaction"), BW_SCORECARD_NONE },
  { "ces", N_("Effort"), BW_SCORECARD_NONE },
  { "sentiment", N_("Sentiment"), BW_SCORECARD_EXPERIENCE },
  { "support", N_("Support"), BW_SCORECARD_EXPERIENCE },
  { "payment", N_("Payment"), BW_SCORECARD_NONE },
  { "community", N_("Community"), BW_SCORECARD_NONE },
  { "sponsorship", N_("Sponsorship"), BW_SCORECARD_NONE },
  { "success", N_("Success metrics"), BW_SCORECARD_NONE },
};

static const struct {
  const char *word;
  const char *title;
} tiers[BW_N_TIERS] = {
  { "top", N_("Top") },
  { "leveraged", N_("Leveraged") },
  { "scalable", N_("Scalable") },
};

/* A policy key that is one number, with where it is kept and what it may be. */
typedef struct {
  const char *key;
  gsize       offset;
  gboolean    integer;
  double      fallback;
  double      lowest;
  double      highest;
} NumberKey;

#define NUMBER(field, fallback, lowest, highest) \
  { #field, G_STRUCT_OFFSET (BwPolicy, field), FALSE, fallback, lowest, highest }
#define DAYS(field, fallback, highest) \
  { #field, G_STRUCT_OFFSET (BwPolicy, field), TRUE, fallback, 1, highest }

static const NumberKey number_keys[] = {
  NUMBER (at_risk_below, 40, 0, 100),
  NUMBER (advocate_from, 80, 0, 100),
  NUMBER (top_share, 0.40, 0, 1),
  NUMBER (leveraged_share, 0.80, 0, 1),
  NUMBER (outcome_weight, 0.5, 0, 1e6),
  NUMBER (experience_weight, 0.5, 0, 1e6),
  NUMBER (utilisation, 0.70, 0, 1),
  NUMBER (hours_per_month, 140, 0, 744),
  { "cost_per_hour_minor", G_STRUCT_OFFSET (BwPolicy, cost_per_hour), FALSE, 6000, 0, 1e9 },
  NUMBER (business_risk_happiness, 0.15, 0, 1),
  NUMBER (business_risk_share, 0.25, 0, 1),
  NUMBER (recoverable_from, -0.25, -1, 0),
  NUMBER (behind_share, 0.10, 0, 1),
  DAYS (min_group, 5, 1000),
  DAYS (silent_days, 90, 3660),
  DAYS (renewal_days, 120, 3660),
  DAYS (landmark_days, 180, 3660),
  DAYS (warning_days, 120, 3660),
  DAYS (baseline_days, 90, 3660),
  { "velocity_buckets", G_STRUCT_OFFSET (BwPolicy, velocity_buckets), TRUE, 6, 3, 120 },
  DAYS (implementation_days, 90, 3660),
  DAYS (departure_days, 365, 3660),
  DAYS (newcomer_days, 180, 3660),
  NUMBER (low_adoption_below, 30, 0, 100),
  NUMBER (low_licences_share, 0.30, 0, 1),
  DAYS (value_days, 365, 3660),
  DAYS (feature_days, 180, 3660),
  DAYS (quality_days, 90, 3660),
  DAYS (quality_tickets, 4, 1000),
  DAYS (defect_days, 14, 3660),
  DAYS (survey_days, 200, 3660),
  DAYS (answer_days, 14, 3660),
  DAYS (request_days, 180, 3660),
  DAYS (handoff_levels, 2, 1000),
  DAYS (handoff_days, 5, 3660),
  NUMBER (enterprise_growth, 2, 1, 1000),
  NUMBER (roles_service_border, 0.5, 0, 1),
  NUMBER (roles_transaction_border, 0.5, 0, 1),
  NUMBER (roles_shift_per_doubling, 0.05, 0, 1),
  NUMBER (roles_most_shift, 0.2, 0, 1),
};

static const struct {
  const char *name;
  double      from;
} default_bands[] = {
  { NC_("band", "red"), 0 },
  { NC_("band", "yellow"), 40 },
  { NC_("band", "green"), 80 },
};

static const struct {
  BwTier      tier;
  const char *name;
  const char *kind;
  double      hours;
  double      times_a_year;
} default_services[] = {
  { BW_TIER_TOP, N_("Executive business review"), "ebr", 12, 2 },
  { BW_TIER_TOP, N_("Quarterly review"), "qbr", 8, 4 },
  { BW_TIER_TOP, N_("Call"), "call", 1.5, 24 },
  { BW_TIER_TOP, N_("Training"), "training", 6, 2 },
  { BW_TIER_LEVERAGED, N_("Quarterly review"), "qbr", 4, 2 },
  { BW_TIER_LEVERAGED, N_("Call"), "call", 1, 12 },
  { BW_TIER_LEVERAGED, N_("Training"), "training", 4, 1 },
  { BW_TIER_SCALABLE, N_("Call"), "call", 0.5, 2 },
  { BW_TIER_SCALABLE, N_("Email"), "email", 0.25, 12 },
};

static void
clear_services (BwPolicy *policy, BwTier tier)
{
  for (int i = 0; i < policy->n_services[tier]; i++)
    {
      g_free (policy->services[tier][i].name);
      g_free (policy->services[tier][i].kind);
    }
  policy->n_services[tier] = 0;
}

static void
clear_bands (BwPolicy *policy)
{
  for (int i = 0; i < policy->n_bands; i++)
    g_free (policy->bands[i].name);
  policy->n_bands = 0;
}

static void
add_service (BwPolicy *policy, BwTier tier, const char *name, const char *kind, double hours,
             double times_a_year)
{
  BwService *service = &policy->services[tier][policy->n_services[tier]++];

  service->name = g_strdup (name);
  service->kind = g_strdup (kind);
  service->hours = hours;
  service->times_a_year = times_a_year;
}

static gboolean
set_number (BwPolicy *policy, const NumberKey *key, yyjson_val *value, char **reason)
{
  double number = yyjson_get_num (value);

  if (!yyjson_is_num (value) || !isfinite (number))
    {
      *reason = g_strdup_printf (_("Policy “%s” is not a number"), key->key);
      return FALSE;
    }
  if (number < key->lowest || number > key->highest || (key->integer && number != floor (number)))
    {
      *reason = g_strdup_printf (_("Policy “%s” must be between %g and %g"), key->key, key->lowest,
                                 key->highest);
      return FALSE;
    }

  if (key->integer)
    G_STRUCT_MEMBER (int, policy, key->offset) = (int) number;
  else
    G_STRUCT_MEMBER (double, policy, key->offset) = number;
  return TRUE;
}

static gboolean
set_dimension_weights (BwPolicy *policy, yyjson_val *value, char **reason)
{
  size_t i, n;
  yyjson_val *key, *weight;
  double weights[BW_N_DIMENSIONS];

  memcpy (weights, policy->dimension_weight, sizeof weights);
  yyjson_obj_foreach (value, i, n, key, weight)
    {
      BwDimension dimension = bw_dimension_parse (yyjson_get_str (key));
      double number = yyjson_get_num (weight);

      if (dimension == BW_N_DIMENSIONS || !yyjson_is_num (weight) || !(number >= 0)
          || number > 1e6)
        {
          *reason = g_strdup_printf (_("Policy “dimension_weights” has no good weight for “%s”"),
                                     yyjson_get_str (key));
          return FALSE;
        }
      weights[dimension] = number;
    }
  if (!yyjson_is_obj (value))
    {
      *reason = g_strdup (_("Policy “dimension_weights” is not an object of weights"));
      return FALSE;
    }
  memcpy (policy->dimension_weight, weights, sizeof weights);
  return TRUE;
}

static gboolean
set_triage_weights (BwPolicy *policy, yyjson_val *value, char **reason)
{
  size_t i, n;
  yyjson_val *key, *weight;
  double weights[BW_N_REASONS];

  memcpy (weights, policy->triage_weight, sizeof weights);
  yyjson_obj_foreach (value, i, n, key, weight)
    {
      BwReason which = bw_reason_parse (yyjson_get_str (key));
      double number = yyjson_get_num (weight);

      if (which == BW_N_REASONS || !yyjson_is_num (weight) || !(number >= 0) || number > 1)
        {
          *reason = g_strdup_printf (_("Policy “triage_weights” has no weight of 0 to 1 for “%s”"),
                                     yyjson_get_str (key));
          return FALSE;
        }
      weights[which] = number;
    }
  if (!yyjson_is_obj (value))
    {
      *reason = g_strdup (_("Policy “triage_weights” is not an object of weights"));
      return FALSE;
    }
  memcpy (policy->triage_weight, weights, sizeof weights);
  return TRUE;
}

static gboolean
service_is_good (yyjson_val *service)
{
  yyjson_val *hours = yyjson_obj_get (service, "hours");
  yyjson_val *times = yyjson_obj_get (service, "times_a_year");

  return yyjson_is_str (yyjson_obj_get (service, "name")) && yyjson_is_num (hours)
         && yyjson_is_num (times) && yyjson_get_num (hours) >= 0 && yyjson_get_num (times) >= 0
         && yyjson_get_num (hours) <= 1e5 && yyjson_get_num (times) <= 1e5;
}

static gboolean
set_services (BwPolicy *policy, yyjson_val *value, char **reason)
{
  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    {
      yyjson_val *list = yyjson_obj_get (value, bw_tier_word (tier)), *service;
      size_t i, n;

      if (list == NULL)
        continue;
      if (!yyjson_is_arr (list) || yyjson_arr_size (list) > BW_MAX_SERVICES)
        {
          *reason = g_strdup_printf (_("Policy “services” must list up to %d services for “%s”"),
                                     BW_MAX_SERVICES, bw_tier_word (tier));
          return FALSE;
        }
      yyjson_arr_foreach (list, i, n, service)
        {
          if (!service_is_good (service))
            {
              *reason = g_strdup_printf (
                _("Policy “services”: each service of “%s” needs name, hours and times_a_year"),
                bw_tier_word (tier));
              return FALSE;
            }
        }
      clear_services (policy, tier);
      yyjson_arr_foreach (list, i, n, service)
        {
          add_service (policy, tier, yyjson_get_str (yyjson_obj_get (service, "name")),
                       yyjson_get_str (yyjson_obj_get (service, "kind")),
                       yyjson_get_num (yyjson_obj_get (service, "hours")),
                       yyjson_get_num (yyjson_obj_get (service, "times_a_year")));
        }
    }
  return TRUE;
}

static gboolean
set_bands (BwPolicy *policy, yyjson_val *value, char **reason)
{
  size_t i, n;
  yyjson_val *band;
  double last = -1;

  n = yyjson_arr_size (value);
  if (!yyjson_is_arr (value) || n < 3 || n > BW_MAX_BANDS)
    {
      *reason = g_strdup_printf (_("Policy “bands” must list 3 to %d bands"), BW_MAX_BANDS);
      return FALSE;
    }
  yyjson_arr_foreach (value, i, n, band)
    {
      yyjson_val *from = yyjson_obj_get (band, "from");
      double number = yyjson_get_num (from);

      if (!yyjson_is_str (yyjson_obj_get (band, "name")) || !yyjson_is_num (from)
          || !(number > last) || number > 100 || (i == 0 && number != 0))
        {
          *reason = g_strdup (
            _("Policy “bands”: each band needs a name and a rising “from”, the first being 0"));
          return FALSE;
        }
      last = number;
    }
  clear_bands (policy);
  yyjson_arr_foreach (value, i, n, band)
    {
      policy->bands[policy->n_bands].name
        = g_strdup (yyjson_get_str (yyjson_obj_get (band, "name")));
      policy->bands[policy->n_bands++].from = yyjson_get_num (yyjson_obj_get (band, "from"));
    }
  return TRUE;
}

/**
 * bw_policy_new:
 *
 * Returns: (transfer full): a policy with every field at its default
 */
BwPolicy *
bw_policy_new (void)
{
  BwPolicy *policy = g_new0 (BwPolicy, 1);

  for (guint i = 0; i < G_N_ELEMENTS (number_keys); i++)
    {
      if (number_keys[i].integer)
        G_STRUCT_MEMBER (int, policy, number_keys[i].offset) = (int) number_keys[i].fallback;
      else
        G_STRUCT_MEMBER (double, policy, number_keys[i].offset) = number_keys[i].fallback;
    }
  for (guint i = 0; i < BW_N_DIMENSIONS; i++)
    policy->dimension_weight[i] = 1;
  for (BwReason i = 0; i < BW_N_REASONS; i++)
    policy->triage_weight[i] = bw_reason_default_weight (i);
  for (guint i = 0; i < G_N_ELEMENTS (default_services); i++)
    add_service (policy, default_services[i].tier, default_services[i].name,
                 default_services[i].kind, default_services[i].hours,
                 default_services[i].times_a_year);
  for (guint i = 0; i < G_N_ELEMENTS (default_bands); i++)
    {
      policy->bands[i].name = g_strdup (default_bands[i].name);
      policy->bands[i].from = default_bands[i].from;
    }
  policy->n_bands = G_N_ELEMENTS (default_bands);
  return policy;
}

/**
 * bw_policy_copy:
 * @policy: a policy
 *
 * Returns: (transfer full): another of the same values
 */
BwPolicy *
bw_policy_copy (const BwPolicy *policy)
{
  BwPolicy *copy = g_memdup2 (policy, sizeof *policy);

  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    {
      for (int i = 0; i < copy->n_services[tier]; i++)
        {
          copy->services[tier][i].name = g_strdup (policy->services[tier][i].name);
          copy->services[tier][i].kind = g_strdup (policy->services[tier][i].kind);
        }
    }
  for (int i = 0; i < copy->n_bands; i++)
    copy->bands[i].name = g_strdup (policy->bands[i].name);
  return copy;
}

void
bw_policy_free (BwPolicy *policy)
{
  if (policy == NULL)
    return;
  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    clear_services (policy, tier);
  clear_bands (policy);
  g_free (policy);
}

/**
 * bw_policy_set:
 * @policy: a policy
 * @key: a key of the relation `policy`
 * @json: its value as JSON text
 * @reason: (out): why the value was refused, when it was; free with g_free()
 *
 * A key that is not known is left alone and is no error, since other programs may keep theirs in
 * the same relation. A value that makes no sense is refused whole and the field keeps what it had.
 *
 * Returns: %FALSE when the value was refused
 */
gboolean
bw_policy_set (BwPolicy *policy, const char *key, const char *json, char **reason)
{
  yyjson_doc *doc = yyjson_read (json, strlen (json), 0);
  yyjson_val *value = yyjson_doc_get_root (doc);
  gboolean good = TRUE;

  *reason = NULL;
  if (doc == NULL)
    {
      *reason = g_strdup_printf (_("Policy “%s” is not JSON"), key);
      return FALSE;
    }

  if (g_str_equal (key, "dimension_weights"))
    good = set_dimension_weights (policy, value, reason);
  else if (g_str_equal (key, "triage_weights"))
    good = set_triage_weights (policy, value, reason);
  else if (g_str_equal (key, "services"))
    good = set_services (policy, value, reason);
  else if (g_str_equal (key, "bands"))
    good = set_bands (policy, value, reason);
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (number_keys); i++)
        {
          if (g_str_equal (key, number_keys[i].key))
            good = set_number (policy, &number_keys[i], value, reason);
        }
    }
  yyjson_doc_free (doc);
  return good;
}

/**
 * bw_dimension_parse:
 * @word: (nullable): a dimension as the backend writes it
 *
 * Returns: the dimension, or %BW_N_DIMENSIONS when the word is not known
 */
BwDimension
bw_dimension_parse (const char *word)
{
  for (guint i = 0; i < BW_N_DIMENSIONS; i++)
    {
      if (g_strcmp0 (dimensions[i].word, word) == 0)
        return i;
    }
  return BW_N_DIMENSIONS;
}

/**
 * bw_dimension_word:
 * @dimension: a dimension
 *
 * Returns: (transfer none): the dimension as the backend writes it
 */
const char *
bw_dimension_word (BwDimension dimension)
{
  return dimensions[dimension].word;
}

/**
 * bw_dimension_title:
 * @dimension: a dimension
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
bw_dimension_title (BwDimension dimension)
{
  return _(dimensions[dimension].title);
}

/**
 * bw_dimension_scorecard:
 * @dimension: a dimension
 *
 * Returns: the scorecard that it counts for
 */
BwScorecard
bw_dimension_scorecard (BwDimension dimension)
{
  return dimensions[dimension].scorecard;
}

/**
 * bw_dimension_is_experience_reading:
 * @dimension: a dimension
 *
 * Returns: whether its readings say how happy the customer is
 */
gboolean
bw_dimension_is_experience_reading (BwDimension dimension)
{
  return dimension == BW_DIMENSION_NPS || dimension == BW_DIMENSION_CSAT
         || dimension == BW_DIMENSION_CES || dimension == BW_DIMENSION_SENTIMENT;
}

/**
 * bw_policy_band_title:
 * @policy: a policy
 * @band: one of its bands, or -1 where none is known
 *
 * The words of the built-in bands are the program's own and are translated; those that a company
 * gives its bands stay as they are.
 *
 * Returns: (transfer none): what people read for the band
 */
const char *
bw_policy_band_title (const BwPolicy *policy, int band)
{
  if (band < 0)
    return C_("band", "unknown");
  for (gsize i = 0; i < G_N_ELEMENTS (default_bands); i++)
    {
      if (g_str_equal (policy->bands[band].name, default_bands[i].name))
        return g_dpgettext2 (GETTEXT_PACKAGE, "band", default_bands[i].name);
    }
  return policy->bands[band].name;
}

/**
 * bw_tier_word:
 * @tier: a tier
 *
 * Returns: (transfer none): the tier as policies and the command line write it
 */
const char *
bw_tier_word (BwTier tier)
{
  return tiers[tier].word;
}

/**
 * bw_tier_title:
 * @tier: a tier
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
bw_tier_title (BwTier tier)
{
  return _(tiers[tier].title);
}
