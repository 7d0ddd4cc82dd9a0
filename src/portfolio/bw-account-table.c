/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-account-table.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "portfolio/bw-account-columns.h"
#include "portfolio/bw-column-file.h"
#include "portfolio/bw-query.h"
#include "portfolio/bw-snapshot.h"
#include "portfolio/bw-states.h"

/*
 * The accounts are kept as columns beside the mirror, so that a portfolio of a million opens
 * without reading them row by row; company, policy, people and metrics are few and read each time.
 */

static void
add_to_rules (guint64 *rules, const char *text)
{
  for (const guchar *p = (const guchar *) (text != NULL ? text : "\1"); *p != '\0'; p++)
    *rules = (*rules ^ *p) * G_GUINT64_CONSTANT (1099511628211);
  *rules = (*rules ^ 0xff) * G_GUINT64_CONSTANT (1099511628211);
}

/* Small relations ----------------------------------------------------------------------------- */

/* A mirror that was made anew counts its generations and slots from the start, so what was kept
 * for the old one must not be taken for its. */
static gboolean
load_identity (BwAccountTable *table, BwMirror *mirror, GError **error)
{
  g_autofree char *id = NULL;

  if (!bw_mirror_get_meta (mirror, BW_MIRROR_META_ID, &id, error))
    return FALSE;
  table->rules = G_GUINT64_CONSTANT (14695981039346656037);
  add_to_rules (&table->rules, id);
  return TRUE;
}

static gboolean
load_company (BwAccountTable *table, BwMirror *mirror, GError **error)
{
  g_autoptr (BwQuery) query = bw_query_new (
    mirror,
    "SELECT name, currency, fiscal_year_start_month, as_of FROM company ORDER BY id LIMIT 1", NULL,
    error);

  if (query == NULL)
    return FALSE;
  table->company_as_of = BW_DATE_NONE;
  table->fiscal_year_start_month = 1;
  if (bw_query_next (query))
    {
      table->company_name = g_strdup (bw_query_text (query, 0));
      table->currency = g_strdup (bw_query_text (query, 1));
      table->fiscal_year_start_month = CLAMP (bw_query_int (query, 2, 1), 1, 12);
      table->company_as_of = bw_query_date (query, 3);
    }
  if (table->company_name == NULL)
    table->company_name = g_strdup ("");
  if (table->currency == NULL)
    table->currency = g_strdup ("EUR");
  return bw_query_finish (query, error);
}

static gboolean
load_policy (BwAccountTable *table, BwMirror *mirror, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (BwQuery) query
    = bw_query_new (mirror, "SELECT key, value FROM policy ORDER BY key", NULL, error);

  if (query == NULL)
    return FALSE;
  table->policy = bw_policy_new ();
  while (bw_query_next (query))
    {
      const char *key = bw_query_text (query, 0), *value = bw_query_text (query, 1);
      char *reason = NULL;

      add_to_rules (&table->rules, key);
      add_to_rules (&table->rules, value);
      if (value != NULL && !bw_policy_set (table->policy, key, value, &reason))
        g_strv_builder_take (warnings, reason);
    }
  table->warnings = g_strv_builder_end (warnings);
  return bw_query_finish (query, error);
}

static gboolean
load_metrics (BwAccountTable *table, BwMirror *mirror, GError **error)
{
  g_autoptr (GArray) metrics = g_array_new (FALSE, TRUE, sizeof (BwMetric));
  g_autoptr (BwQuery) query = bw_query_new (
    mirror,
    "SELECT key, name, unit, dimension, direction, low, neutral, high, weight, half_life_days, "
    "expires_days, aggregation, alarm_below, alarm_above, source FROM metrics ORDER BY key",
    NULL, error);

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      const char *name = bw_query_text (query, 1), *unit = bw_query_text (query, 2);
      BwMetric metric = {
        .key = g_strdup (bw_query_text (query, 0)),
        .name = g_strdup (name != NULL && *name != '\0' ? name : bw_query_text (query, 0)),
        .unit = g_strdup (unit != NULL ? unit : ""),
        .scale = {
          .dimension = bw_dimension_parse (bw_query_text (query, 3)),
          .direction = bw_query_int (query, 4, 1) < 0 ? -1 : 1,
          .low = bw_query_double (query, 5),
          .neutral = bw_query_double (query, 6),
          .high = bw_query_double (query, 7),
          .weight = bw_query_double (query, 8),
          .half_life_days = bw_query_double (query, 9),
          .expires_days = CLAMP (bw_query_int (query, 10, 0), 0, G_MAXINT32),
        },
        .aggregation = bw_aggregation_parse (bw_query_text (query, 11)),
        .alarm_below = bw_query_double (query, 12),
        .alarm_above = bw_query_double (query, 13),
        .source = g_strdup (bw_query_text (query, 14)),
      };

      if (isnan (metric.scale.weight))
        metric.scale.weight = 1;
      for (int i = 0; i < 15; i++)
        add_to_rules (&table->rules, bw_query_text (query, i));
      g_array_append_val (metrics, metric);
    }
  table->n_metrics = metrics->len;
  table->metrics = (BwMetric *) g_array_steal (metrics, NULL);
  return bw_query_finish (query, error);
}

static gboolean
load_people (BwAccountTable *table, BwMirror *mirror, GError **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, TRUE, sizeof (BwPerson));
  g_autoptr (BwQuery) query = bw_query_new (
    mirror, "SELECT id, name, email, role, team, hours_per_month FROM people ORDER BY id", NULL,
    error);

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      const char *name = bw_query_text (query, 1);
      BwPerson person = {
        .id = g_strdup (bw_query_text (query, 0)),
        .name = g_strdup (name != NULL && *name != '\0' ? name : bw_query_text (query, 0)),
        .email = g_strdup (bw_query_text (query, 2)),
        .role = g_strdup (bw_query_text (query, 3)),
        .team = g_strdup (bw_query_text (query, 4)),
        .hours_per_month = bw_query_double (query, 5),
      };

      g_array_append_val (people, person);
    }
  table->n_people = people->len;
  table->people = (BwPerson *) g_array_steal (people, NULL);
  return bw_query_finish (query, error);
}

/* From columns -------------------------------------------------------------------------------- */

/* The people behind the ids that the columns name, which change without the accounts. */
static guint32 *
find_owners (const BwAccountTable *table, const BwAccountColumns *columns)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  char **ids = columns->words[BW_ACCOUNTS_WORD_OWNER];
  guint n_ids = columns->n_words[BW_ACCOUNTS_WORD_OWNER];
  const guint32 *places = columns->place[BW_ACCOUNTS_WORD_OWNER];
  g_autofree guint32 *person = g_new (guint32, n_ids + 1);
  guint32 *owner = g_new (guint32, columns->n + 1);

  for (guint i = 0; i < table->n_people; i++)
    g_hash_table_insert (people, table->people[i].id, GUINT_TO_POINTER (i));
  for (guint i = 0; i < n_ids; i++)
    {
      gpointer place;

      person[i] = BW_INDEX_NONE;
      if (g_hash_table_lookup_extended (people, ids[i], NULL, &place))
        person[i] = GPOINTER_TO_UINT (place);
    }
  for (guint i = 0; i < columns->n; i++)
    owner[i] = places[i] == BW_INDEX_NONE ? BW_INDEX_NONE : person[places[i]];
  return owner;
}

/* Points the table's arrays into the file, which it takes when that went well; FALSE when
 * something in it points outside. */
static gboolean
adopt_columns (BwAccountTable *table, BwColumnFile *file)
{
  g_auto (BwAccountColumns) columns = { 0 };

  if (!bw_account_columns_adopt (&columns, file))
    return FALSE;
  table->file = file;
  table->n = columns.n;
  table->data_until = bw_column_file_head (file)->as_of;
  table->slot = columns.slot;
  table->id_offset = columns.id;
  table->name_offset = columns.name;
  table->fold_offset = columns.fold;
  table->strings = columns.strings;
  table->folds = columns.folds;
  table->owner = find_owners (table, &columns);
  table->industry = columns.place[BW_ACCOUNTS_WORD_INDUSTRY];
  table->region = columns.place[BW_ACCOUNTS_WORD_REGION];
  table->stage = columns.place[BW_ACCOUNTS_WORD_STAGE];
  table->reason = columns.place[BW_ACCOUNTS_WORD_REASON];
  table->industries = g_steal_pointer (&columns.words[BW_ACCOUNTS_WORD_INDUSTRY]);
  table->regions = g_steal_pointer (&columns.words[BW_ACCOUNTS_WORD_REGION]);
  table->stages = g_steal_pointer (&columns.words[BW_ACCOUNTS_WORD_STAGE]);
  table->reasons = g_steal_pointer (&columns.words[BW_ACCOUNTS_WORD_REASON]);
  table->n_industries = columns.n_words[BW_ACCOUNTS_WORD_INDUSTRY];
  table->n_regions = columns.n_words[BW_ACCOUNTS_WORD_REGION];
  table->n_stages = columns.n_words[BW_ACCOUNTS_WORD_STAGE];
  table->n_reasons = columns.n_words[BW_ACCOUNTS_WORD_REASON];
  table->strategic = columns.strategic;
  table->contract_started_on = columns.date[BW_ACCOUNTS_DATE_CONTRACT];
  table->go_live_on = columns.date[BW_ACCOUNTS_DATE_GO_LIVE];
  table->renewal_on = columns.date[BW_ACCOUNTS_DATE_RENEWAL];
  table->churned_on = columns.date[BW_ACCOUNTS_DATE_CHURNED];
  table->id_index = columns.index;
  table->n_buckets = columns.n_buckets;
  return TRUE;
}

/* Public -------------------------------------------------------------------------------------- */

/**
 * bw_account_table_load:
 * @mirror: a mirror
 * @cancellable: (nullable)
 *
 * Reads the accounts of the mirror as it is now. What is read is kept in a file beside the mirror
 * for the next time, when only what a refresh touched is read; that it cannot be written is no
 * error. Call it on a worker thread.
 *
 * Returns: (transfer full) (nullable): the table, or %NULL with @error set
 */
BwAccountTable *
bw_account_table_load (BwMirror *mirror, GCancellable *cancellable, GError **error)
{
  g_autoptr (BwAccountTable) table = g_new0 (BwAccountTable, 1);
  g_autofree char *path = bw_states_file_path (bw_mirror_get_path (mirror), "accounts");
  g_autoptr (BwColumnFile) old = NULL;
  g_autoptr (GError) unkept = NULL;
  BwColumnFile *file;

  g_atomic_ref_count_init (&table->ref_count);
  table->generation = bw_mirror_get_generation (mirror, error);
  if (table->generation < 0 || !load_identity (table, mirror, error)
      || !load_company (table, mirror, error)
      || !load_policy (table, mirror, error) || !load_metrics (table, mirror, error)
      || !load_people (table, mirror, error))
    return NULL;

  old = bw_column_file_map (path, BW_ACCOUNTS_KIND);
  if (old != NULL && bw_column_file_head (old)->generation == table->generation
      && bw_column_file_head (old)->rules == table->rules && adopt_columns (table, old))
    {
      g_steal_pointer (&old);
      return g_steal_pointer (&table);
    }

  file = bw_account_columns_make (table, old, mirror, path, cancellable, error);
  if (file == NULL)
    return NULL;
  if (!bw_column_file_write (file, path, &unkept))
    g_debug ("%s", unkept->message);
  if (!adopt_columns (table, file))
    g_assert_not_reached ();
  return g_steal_pointer (&table);
}

BwAccountTable *
bw_account_table_ref (BwAccountTable *table)
{
  g_atomic_ref_count_inc (&table->ref_count);
  return table;
}

void
bw_account_table_unref (BwAccountTable *table)
{
  if (table == NULL || !g_atomic_ref_count_dec (&table->ref_count))
    return;
  for (guint i = 0; i < table->n_metrics; i++)
    {
      g_free (table->metrics[i].key);
      g_free (table->metrics[i].name);
      g_free (table->metrics[i].unit);
      g_free (table->metrics[i].source);
    }
  for (guint i = 0; i < table->n_people; i++)
    {
      g_free (table->people[i].id);
      g_free (table->people[i].name);
      g_free (table->people[i].email);
      g_free (table->people[i].role);
      g_free (table->people[i].team);
    }
  g_free (table->metrics);
  g_free (table->people);
  g_strfreev (table->warnings);
  g_free (table->company_name);
  g_free (table->currency);
  g_clear_pointer (&table->policy, bw_policy_free);
  g_clear_pointer (&table->file, bw_column_file_unref);
  g_free (table->owner);
  g_strfreev (table->industries);
  g_strfreev (table->regions);
  g_strfreev (table->stages);
  g_strfreev (table->reasons);
  g_free (table);
}

/**
 * bw_account_table_find_metric:
 * @table: an account table
 * @key: a metric's key
 *
 * Returns: (transfer none) (nullable): the metric, or %NULL when there is none of that key
 */
const BwMetric *
bw_account_table_find_metric (const BwAccountTable *table, const char *key)
{
  guint lo = 0, hi = table->n_metrics;

  while (lo < hi)
    {
      guint middle = lo + (hi - lo) / 2;
      int order = strcmp (key, table->metrics[middle].key);

      if (order == 0)
        return &table->metrics[middle];
      if (order < 0)
        hi = middle;
      else
        lo = middle + 1;
    }
  return NULL;
}

/**
 * bw_account_table_find_account:
 * @table: an account table
 * @id: an account's id
 *
 * Returns: its place in the table, or #BW_INDEX_NONE
 */
guint32
bw_account_table_find_account (const BwAccountTable *table, const char *id)
{
  return bw_account_index_find (table->id_index, table->n_buckets, table->strings,
                                table->id_offset, id);
}

/**
 * bw_account_table_find_slot:
 * @table: an account table
 * @slot: an account's number
 *
 * Returns: its place in the table, or #BW_INDEX_NONE
 */
guint32
bw_account_table_find_slot (const BwAccountTable *table, guint32 slot)
{
  guint lo = 0, hi = table->n;

  while (lo < hi)
    {
      guint middle = lo + (hi - lo) / 2;

      if (table->slot[middle] < slot)
        lo = middle + 1;
      else
        hi = middle;
    }
  return lo < table->n && table->slot[lo] == slot ? lo : BW_INDEX_NONE;
}

/**
 * bw_metric_is_own_call:
 * @metric: a metric
 *
 * Returns: whether its readings are a CSM's own judgement of the account: sentiment, not measured
 *   by a system and not given by the customer, but written down by the CSM
 */
gboolean
bw_metric_is_own_call (const BwMetric *metric)
{
  return metric->scale.dimension == BW_DIMENSION_SENTIMENT
         && g_strcmp0 (metric->source, "csm") == 0;
}

/**
 * bw_account_table_is_active:
 *
 * Returns: whether the contract of @account had started by @as_of and the account had not left
 */
gboolean
bw_account_table_is_active (const BwAccountTable *table, guint32 account, BwDate as_of)
{
  BwDate started = table->contract_started_on[account], churned = table->churned_on[account];

  return started != BW_DATE_NONE && started <= as_of
         && (churned == BW_DATE_NONE || churned > as_of);
}

/**
 * bw_account_table_latest_date:
 *
 * Returns: the day that is shown when no other is asked for: the last that there is data of, today
 *   when there is none
 */
BwDate
bw_account_table_latest_date (const BwAccountTable *table)
{
  return table->data_until != BW_DATE_NONE ? table->data_until : bw_date_today ();
}
