/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain-mirror.h"

#include "store/bw-staging.h"

#define PEOPLE 200
#define MAX_COLUMNS 24

/* A row that is filled column by column; what is not set is null. */
typedef struct {
  BwStaging        *staging;
  const BwRelation *relation;
  BwValue           values[MAX_COLUMNS];
} Row;

static BwValue *
cell (Row *row, const char *column)
{
  int index = bw_relation_find_column (row->relation, column);

  g_assert (index >= 0 && index < MAX_COLUMNS);
  return &row->values[index];
}

static void
set_text (BwValue *value, const char *text)
{
  *value = (BwValue) { .kind = BW_VALUE_TEXT, .length = strlen (text), .text = text };
}

static void
set_integer (BwValue *value, gint64 integer)
{
  *value = (BwValue) { .kind = BW_VALUE_INTEGER, .integer = integer };
}

static void
set_double (BwValue *value, double real)
{
  *value = (BwValue) { .kind = BW_VALUE_DOUBLE, .real = real };
}

static void
begin (Row *row, BwStaging *staging, BwRelationId relation)
{
  *row = (Row) { .staging = staging, .relation = bw_relation_get (relation) };
}

static gboolean
add (Row *row, GError **error)
{
  return bw_staging_add (row->staging, row->relation->id, row->values, 1, error)
         && bw_staging_commit_if_due (row->staging, error);
}

/* Scatters numbers as evenly as chance would, and the same on every machine. */
static guint
scatter (guint i, guint salt)
{
  guint x = i * 2654435761u + salt * 40503u;

  x ^= x >> 15;
  x *= 2246822519u;
  return x ^ x >> 13;
}

static gboolean
add_company (BwStaging *staging, GError **error)
{
  static const struct {
    const char *key, *dimension, *aggregation;
    gint64      direction;
    gboolean    has_scale;
  } metrics[PLAIN_READINGS] = {
    { "m0", "deployment", "last", 1, TRUE }, { "m1", "engagement", "last", 1, TRUE },
    { "m2", "nps", "last", 1, TRUE },        { "m3", "csat", "last", 1, TRUE },
    { "m4", "support", "last", 1, TRUE },    { "m5", "sentiment", "last", 1, TRUE },
    { "m6", "success", "mean", -1, FALSE },
  };
  Row row;

  begin (&row, staging, BW_RELATION_COMPANY);
  set_text (cell (&row, "id"), "c");
  set_text (cell (&row, "name"), "Plain Company");
  set_text (cell (&row, "currency"), "EUR");
  set_integer (cell (&row, "as_of"), PLAIN_AS_OF);
  if (!add (&row, error))
    return FALSE;

  begin (&row, staging, BW_RELATION_PEOPLE);
  for (guint i = 0; i < PEOPLE; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", i);
      g_autofree char *name = g_strdup_printf ("Person Ümlaut %u", i);

      set_text (cell (&row, "id"), id);
      set_text (cell (&row, "name"), name);
      set_text (cell (&row, "role"), "csm");
      set_double (cell (&row, "hours_per_month"), 140);
      if (!add (&row, error))
        return FALSE;
    }

  for (guint i = 0; i < PLAIN_READINGS; i++)
    {
      begin (&row, staging, BW_RELATION_METRICS);
      set_text (cell (&row, "key"), metrics[i].key);
      set_text (cell (&row, "name"), metrics[i].key);
      set_text (cell (&row, "dimension"), metrics[i].dimension);
      set_text (cell (&row, "aggregation"), metrics[i].aggregation);
      set_integer (cell (&row, "direction"), metrics[i].direction);
      set_double (cell (&row, "weight"), 1);
      if (metrics[i].has_scale)
        {
          set_double (cell (&row, "low"), 0);
          set_double (cell (&row, "neutral"), 50);
          set_double (cell (&row, "high"), 100);
          set_integer (cell (&row, "expires_days"), 400);
        }
      if (!add (&row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_account (BwStaging *staging, guint i, const char *id, GError **error)
{
  g_autofree char *name = g_strdup_printf ("Société Número %u", i);
  g_autofree char *owner = g_strdup_printf ("p%u", i % PEOPLE);
  g_autofree char *industry = g_strdup_printf ("industry %u", i % 9);
  g_autofree char *region = g_strdup_printf ("region %u", i % 5);
  Row row;

  begin (&row, staging, BW_RELATION_ACCOUNTS);
  set_text (cell (&row, "id"), id);
  set_text (cell (&row, "name"), name);
  set_text (cell (&row, "industry"), industry);
  set_text (cell (&row, "region"), region);
  set_text (cell (&row, "owner_id"), owner);
  set_integer (cell (&row, "strategic"), i % 997 == 0);
  set_integer (cell (&row, "contract_started_on"), 19000 + i % 1000);
  set_integer (cell (&row, "go_live_on"), 19060 + i % 1000);
  return add (&row, error);
}

static gboolean
add_money (BwStaging *staging, guint i, const char *id, GError **error)
{
  Row row;

  for (guint e = 0; e < PLAIN_EVENTS; e++)
    {
      g_autofree char *event = g_strdup_printf ("%s-%u", id, e);

      begin (&row, staging, BW_RELATION_REVENUE_EVENTS);
      set_text (cell (&row, "id"), event);
      set_text (cell (&row, "account_id"), id);
      set_text (cell (&row, "kind"), e == 0 ? "new" : "expansion");
      set_integer (cell (&row, "effective_on"), 19000 + i % 1000 + 200 * e);
      set_integer (cell (&row, "mrr_delta"), 1000 + scatter (i, e) % 100000 / (1 + i % 40));
      if (!add (&row, error))
        return FALSE;
    }
  for (guint e = 0; e < PLAIN_COSTS; e++)
    {
      begin (&row, staging, BW_RELATION_SERVICE_COSTS);
      set_text (cell (&row, "account_id"), id);
      set_integer (cell (&row, "month"), 20250 + 30 * e);
      set_integer (cell (&row, "amount"), scatter (i, 10 + e) % 9000);
      if (!add (&row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_readings (BwStaging *staging, guint i, const char *id, GError **error)
{
  Row row;

  begin (&row, staging, BW_RELATION_OBSERVATIONS);
  for (guint m = 0; m < PLAIN_READINGS; m++)
    {
      const char metric[] = { 'm', (char) ('0' + m), '\0' };

      set_text (cell (&row, "account_id"), id);
      set_text (cell (&row, "metric_key"), metric);
      set_integer (cell (&row, "observed_on"), 20300 + scatter (i, 20 + m) % 300);
      set_double (cell (&row, "value"), scatter (i, 30 + m) % 101);
      if (!add (&row, error))
        return FALSE;
    }
  return TRUE;
}

/* What the triage queue reads: people, talks, a plan for half of the accounts, a play for each and a
 * risk for every third. */
static gboolean
add_people (BwStaging *staging, guint i, const char *id, GError **error)
{
  static const char *const roles[] = { "sponsor", "champion", "decision_maker" };
  Row row;

  for (guint c = 0; c < G_N_ELEMENTS (roles); c++)
    {
      g_autofree char *contact = g_strdup_printf ("%s-c%u", id, c);

      begin (&row, staging, BW_RELATION_CONTACTS);
      set_text (cell (&row, "id"), contact);
      set_text (cell (&row, "account_id"), id);
      set_text (cell (&row, "role"), roles[c]);
      set_integer (cell (&row, "arrived_on"), 19000 + i % 1000);
      if (scatter (i, 40 + c) % 20 == 0)
        set_integer (cell (&row, "left_on"), 20200 + scatter (i, 50 + c) % 400);
      if (!add (&row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_talks (BwStaging *staging, guint i, const char *id, GError **error)
{
  Row row;

  for (guint t = 0; t < 2; t++)
    {
      g_autofree char *talk = g_strdup_printf ("%s-t%u", id, t);

      begin (&row, staging, BW_RELATION_INTERACTIONS);
      set_text (cell (&row, "id"), talk);
      set_text (cell (&row, "account_id"), id);
      set_text (cell (&row, "kind"), t == 0 ? "qbr" : "call");
      set_integer (cell (&row, "occurred_on"), 20000 + scatter (i, 60 + t) % 600);
      if (!add (&row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_risk (BwStaging *staging, guint i, const char *id, GError **error)
{
  Row row;

  if (i % 3 != 0)
    return TRUE;
  begin (&row, staging, BW_RELATION_RISKS);
  set_text (cell (&row, "id"), id);
  set_text (cell (&row, "account_id"), id);
  set_text (cell (&row, "cause"), i % 2 == 0 ? "low_adoption" : "sponsor_left");
  set_integer (cell (&row, "opened_on"), 20400 + scatter (i, 70) % 200);
  set_double (cell (&row, "forecast_probability"), scatter (i, 71) % 100 / 100.0);
  return add (&row, error);
}

static gboolean
add_plan (BwStaging *staging, guint i, const char *id, GError **error)
{
  Row row;

  if (i % 2 != 0)
    return TRUE;
  begin (&row, staging, BW_RELATION_PLANS);
  set_text (cell (&row, "id"), id);
  set_text (cell (&row, "account_id"), id);
  set_text (cell (&row, "purpose"), "Purpose");
  set_integer (cell (&row, "started_on"), 20100 + scatter (i, 80) % 400);
  return add (&row, error);
}

static gboolean
add_play (BwStaging *staging, guint i, const char *id, GError **error)
{
  Row row;

  begin (&row, staging, BW_RELATION_PLAYS);
  set_text (cell (&row, "id"), id);
  set_text (cell (&row, "account_id"), id);
  set_text (cell (&row, "status"), i % 4 == 0 ? "open" : "done");
  set_integer (cell (&row, "opened_on"), 20300 + scatter (i, 90) % 250);
  set_integer (cell (&row, "due_on"), 20400 + scatter (i, 91) % 300);
  return add (&row, error);
}

/**
 * plain_mirror_fill:
 * @mirror: an empty mirror
 * @accounts: how many accounts the company has
 *
 * Fills a mirror as a refresh would, through the staging, a relation after the other.
 */
gboolean
plain_mirror_fill (BwMirror *mirror, guint accounts, GError **error)
{
  gboolean (*const parts[]) (BwStaging *, guint, const char *, GError **)
    = { add_account, add_money, add_readings, add_people, add_talks, add_risk, add_plan,
        add_play };
  g_autoptr (BwStaging) staging = bw_staging_begin (mirror, "plain", BW_STAGING_FRESH, error);
  g_autoptr (BwMergeReport) report = NULL;

  if (staging == NULL || !add_company (staging, error))
    return FALSE;
  for (guint part = 0; part < G_N_ELEMENTS (parts); part++)
    for (guint i = 0; i < accounts; i++)
      {
        char id[16];

        g_snprintf (id, sizeof id, "acc-%08u", i);
        if (!parts[part] (staging, i, id, error))
          return FALSE;
      }
  return bw_staging_merge (staging, &report, error);
}
