/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-own-call.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-figure.h"
#include "portfolio/bw-query.h"

/* What one CSM has said, and when. */
typedef struct {
  BwOwnCallFacts facts;
  BwDate         reading_on;
  BwDate         forecast_on;
  BwDate         severity_on;
} Said;

/* Whose calls are read: those of all rows of a snapshot, or of one account. */
typedef struct {
  BwMirror             *mirror;
  const BwAccountTable *table;
  const BwSnapshot     *snapshot;   /* (nullable) */
  const char           *account_id; /* (nullable) */
  BwDate                date;
  Said                 *said;
} Reader;

static Said *
find_said (const Reader *reader, const char *account_id)
{
  guint32 row;

  if (reader->snapshot == NULL)
    return &reader->said[0];
  row = bw_snapshot_find_account (reader->snapshot, account_id);
  return row == BW_INDEX_NONE ? NULL : &reader->said[row];
}

static BwQuery *
begin (const Reader *reader, const char *select, const char *rest, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "%s %s %s", select, reader->account_id != NULL ? "AND account_id = ?2" : "", rest);
  BwQuery *query = bw_query_new (reader->mirror, sql, NULL, error);

  if (query == NULL)
    return NULL;
  bw_query_bind_int (query, 1, reader->date);
  if (reader->account_id != NULL)
    bw_query_bind_text (query, 2, reader->account_id);
  return query;
}

/* The band that a severity stands for; -1 for one that asks for no care yet, or is not known. */
static int
severity_band (const char *severity)
{
  if (g_strcmp0 (severity, "critical") == 0 || g_strcmp0 (severity, "high") == 0)
    return 0;
  return g_strcmp0 (severity, "medium") == 0 ? 1 : -1;
}

static gboolean
read_risks (const Reader *reader, GError **error)
{
  g_autoptr (BwQuery) query
    = begin (reader,
             "SELECT account_id, forecast_probability, severity, opened_on FROM risks"
             " WHERE opened_on <= ?1 AND (closed_on IS NULL OR closed_on > ?1)",
             "", error);

  if (query == NULL)
    return FALSE;
  /* As in bw_snapshot_work_until(). */
  if (reader->date >= reader->table->data_until)
    bw_query_bind_int (query, 1, G_MAXINT32);
  while (bw_query_next (query))
    {
      Said *said = find_said (reader, bw_query_text (query, 0));
      double probability = bw_query_double (query, 1);
      int band = severity_band (bw_query_text (query, 2));

      if (said == NULL)
        continue;
      /* Of several risks the worst counts. */
      if (probability >= 0 && probability <= 1)
        {
          if (isnan (said->facts.forecast) || probability > said->facts.forecast)
            {
              said->facts.forecast = probability;
              said->forecast_on = bw_query_date (query, 3);
            }
        }
      else if (band >= 0 && (said->facts.severity < 0 || band < said->facts.severity))
        {
          said->facts.severity = band;
          said->severity_on = bw_query_date (query, 3);
        }
    }
  return bw_query_finish (query, error);
}

static gboolean
read_metric (const Reader *reader, const BwMetric *metric, GError **error)
{
  g_autoptr (BwQuery) query
    = begin (reader,
             "SELECT account_id, max (observed_on), value FROM observations"
             " WHERE observed_on <= ?1 AND value IS NOT NULL AND metric_key = ?3",
             "GROUP BY account_id", error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 3, metric->key);
  while (bw_query_next (query))
    {
      Said *said = find_said (reader, bw_query_text (query, 0));
      BwReading reading = { bw_query_double (query, 2), bw_query_date (query, 1) };
      double index = bw_health_score (&metric->scale, reading.value);

      if (said == NULL || isnan (index)
          || !bw_health_is_fresh (&metric->scale, reading, reader->date)
          || (!isnan (said->facts.reading) && said->reading_on >= reading.observed_on))
        continue;
      said->facts.reading = index;
      said->reading_on = reading.observed_on;
    }
  return bw_query_finish (query, error);
}

static void
make_call (const Said *said, const BwPolicy *policy, BwOwnCall *call)
{
  call->source = bw_own_call_of (&said->facts, policy, &call->band);
  call->index = call->source == BW_OWN_CALL_READING    ? said->facts.reading
                : call->source == BW_OWN_CALL_FORECAST ? 100 * (1 - said->facts.forecast)
                                                       : NAN;
  call->said_on = call->source == BW_OWN_CALL_READING    ? said->reading_on
                  : call->source == BW_OWN_CALL_FORECAST ? said->forecast_on
                  : call->source == BW_OWN_CALL_SEVERITY ? said->severity_on
                                                         : BW_DATE_NONE;
}

static gboolean
read_calls (Reader *reader, BwOwnCall *calls, guint n, GError **error)
{
  g_autofree Said *said = g_new (Said, n + 1);

  for (guint i = 0; i < n; i++)
    said[i] = (Said) { { NAN, NAN, -1 }, BW_DATE_NONE, BW_DATE_NONE, BW_DATE_NONE };
  reader->said = said;
  if (!read_risks (reader, error))
    return FALSE;
  for (guint i = 0; i < reader->table->n_metrics; i++)
    {
      const BwMetric *metric = &reader->table->metrics[i];

      if (bw_metric_is_own_call (metric) && !read_metric (reader, metric, error))
        return FALSE;
    }
  for (guint i = 0; i < n; i++)
    make_call (&said[i], reader->table->policy, &calls[i]);
  return TRUE;
}

/**
 * bw_own_calls_read:
 * @mirror: where risks and readings are; edits that it shows count
 * @snapshot: the accounts and the date
 * @error: set when the mirror cannot be read
 *
 * Returns: (transfer full) (array length=snapshot->n) (nullable): what the CSMs say of each row;
 *   free with g_free()
 */
BwOwnCall *
bw_own_calls_read (BwMirror *mirror, const BwSnapshot *snapshot, GError **error)
{
  g_autofree BwOwnCall *calls = g_new (BwOwnCall, snapshot->n + 1);
  Reader reader = { mirror, snapshot->table, snapshot, NULL, snapshot->as_of, NULL };

  return read_calls (&reader, calls, snapshot->n, error) ? g_steal_pointer (&calls) : NULL;
}

/**
 * bw_own_call_read:
 * @mirror: where risks and readings are
 * @table: of the same company
 * @account_id: an account
 * @date: the day that is asked about
 * @call: (out caller-allocates): what its CSM says
 * @error: set when the mirror cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
bw_own_call_read (BwMirror *mirror, const BwAccountTable *table, const char *account_id,
                  BwDate date, BwOwnCall *call, GError **error)
{
  Reader reader = { mirror, table, NULL, account_id, date, NULL };

  return read_calls (&reader, call, 1, error);
}

/**
 * bw_own_call_disagrees:
 * @call: what the CSM says
 * @band: what the scorecards say; -1 when they do not know
 *
 * Returns: whether both say something, and not the same
 */
gboolean
bw_own_call_disagrees (const BwOwnCall *call, int band)
{
  return call->band >= 0 && band >= 0 && call->band != band;
}

/**
 * bw_own_call_word:
 *
 * Returns: (nullable): the source as JSON writes it
 */
const char *
bw_own_call_word (BwOwnCallSource source)
{
  static const char *const words[] = { NULL, "reading", "forecast", "severity" };

  return words[source];
}

/**
 * bw_own_call_describe:
 * @call: what the CSM says
 * @as_of: the day that is shown
 *
 * Returns: (transfer full): where it comes from, in words
 */
char *
bw_own_call_describe (const BwOwnCall *call, BwDate as_of)
{
  g_autofree char *when = bw_date_format_short (call->said_on, as_of);
  g_autofree char *share = bw_share_format (1 - call->index / 100, 0);
  g_autofree char *index = bw_number_format (call->index, 0);

  switch (call->source)
    {
    case BW_OWN_CALL_READING:
      return g_strdup_printf (_("own reading of sentiment, %1$s of 100 on %2$s"), index, when);
    case BW_OWN_CALL_FORECAST:
      return g_strdup_printf (_("own forecast of churn, %1$s, at the risk opened on %2$s"), share,
                              when);
    case BW_OWN_CALL_SEVERITY:
      return g_strdup_printf (_("by the severity of the risk opened on %s"), when);
    case BW_OWN_CALL_NONE:
    default:
      return g_strdup (_("no call: no open risk and no reading by the CSM"));
    }
}

/**
 * bw_own_call_definition:
 *
 * Returns: the rule, for the panels that say how a figure is computed
 */
const char *
bw_own_call_definition (void)
{
  return _("A CSM’s own call is the latest fresh reading of sentiment whose source is “csm”; without "
           "one, 100 less the highest churn forecast, in per cent, of the risks open on the day; "
           "without a forecast, the lowest band for a risk of high or critical severity and the "
           "next one for a medium risk. It is put into the same bands as the success index.");
}
