/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-change.h"

#include <math.h>
#include <string.h>

/*
 * What data/backend/schema.sql does with a change, for the demo company: the types of the schema
 * table, keys, references and checks, versions and tombstones, and who may do it. Statuses and
 * codes are those of PostgREST and PostgreSQL.
 */

/* Helpers -------------------------------------------------------------------------------------- */

G_GNUC_PRINTF (4, 5)
static gboolean
refuse (BwDemoOutcome *outcome, guint status, const char *code, const char *format, ...)
{
  va_list arguments;

  outcome->status = status;
  g_set_str (&outcome->code, code);
  va_start (arguments, format);
  g_free (outcome->message);
  outcome->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return FALSE;
}

static gboolean
refuse_value (BwDemoOutcome *outcome, const BwRelation *relation, const GError *error)
{
  const char *code = "22P02";

  if (g_error_matches (error, BW_DEMO_ERROR, BW_DEMO_ERROR_COLUMN))
    code = "PGRST204";
  else if (g_error_matches (error, BW_DEMO_ERROR, BW_DEMO_ERROR_TEXT))
    code = "22P05";
  return refuse (outcome, 400, code, "%s", error->message);
}

/* Sets what the body says. */
static gboolean
read_body (const BwDemoChange *change, BwDemoRow *row, BwDemoOutcome *outcome)
{
  yyjson_doc *doc = change->body != NULL
                      ? yyjson_read (change->body, change->length, YYJSON_READ_NOFLAG)
                      : NULL;
  yyjson_val *root = yyjson_doc_get_root (doc);
  g_autoptr (GError) error = NULL;
  gboolean good = yyjson_is_obj (root);

  if (!good)
    refuse (outcome, 400, "PGRST102", "Empty or invalid json");
  else if (!bw_demo_row_apply (row, root, &error))
    good = refuse_value (outcome, change->relation, error);
  yyjson_doc_free (doc);
  return good;
}

static const BwDemoValue *
cell (const BwDemoRow *row, const char *column)
{
  return &row->values[bw_relation_find_column (row->relation, column)];
}

/* The checks of the tables that are written back. */
static gboolean
meets_checks (const BwDemoRow *row, BwDemoOutcome *outcome)
{
  const char *name = row->relation->name;

  for (guint i = 0; i < row->relation->n_columns; i++)
    {
      const BwColumn *column = &row->relation->columns[i];
      const BwDemoValue *value = &row->values[i];
      gboolean good = TRUE;

      if (value->kind == BW_DEMO_DOUBLE)
        good = isfinite (value->real)
               && (!g_str_equal (column->name, "forecast_probability")
                   || (value->real >= 0 && value->real <= 1));
      if (!good)
        return refuse (outcome, 400, "23514",
                       "new row for relation \"%s\" violates check constraint "
                       "\"%s_%s_check\"",
                       name, name, column->name);
    }
  if (row->relation->id == BW_RELATION_PLAN_ROLES && cell (row, "person_id")->kind == BW_DEMO_TEXT
      && cell (row, "contact_id")->kind == BW_DEMO_TEXT)
    return refuse (outcome, 400, "23514",
                   "new row for relation \"%s\" violates check constraint \"%s_check\"", name,
                   name);
  return TRUE;
}

static gboolean
meets_references (const BwDemoChange *change, const BwDemoRow *row, BwDemoOutcome *outcome)
{
  for (guint i = 0; i < row->relation->n_columns; i++)
    {
      const BwColumn *column = &row->relation->columns[i];
      const BwDemoValue *value = &row->values[i];
      g_autoptr (BwDemoRow) target = NULL;

      if (column->refers_to == NULL || value->kind != BW_DEMO_TEXT)
        continue;
      target = bw_demo_writes_find (change->writes, bw_relation_find (column->refers_to),
                                    value->text);
      if (target == NULL)
        return refuse (outcome, 409, "23503",
                       "insert or update on table \"%s\" violates foreign key constraint "
                       "\"%s_%s_fkey\"",
                       row->relation->name, row->relation->name, column->name);
    }
  return TRUE;
}

static gboolean
is_complete (const BwDemoRow *row, BwDemoOutcome *outcome)
{
  for (guint i = 0; i < row->relation->n_columns; i++)
    {
      const BwColumn *column = &row->relation->columns[i];

      if ((column->flags & (BW_COLUMN_KEY | BW_COLUMN_REQUIRED)) != 0
          && row->values[i].kind == BW_DEMO_NULL)
        return refuse (outcome, 400, "23502",
                       "null value in column \"%s\" of relation \"%s\" violates not-null "
                       "constraint",
                       column->name, row->relation->name);
    }
  return TRUE;
}

/* Whether the row may be as the request wants it. */
static gboolean
is_good (const BwDemoChange *change, const BwDemoRow *row, BwDemoOutcome *outcome)
{
  if (!bw_demo_access_sees (change->access, change->relation, row->values))
    return refuse (outcome, 403, "42501",
                   "new row violates row-level security policy for table \"%s\"",
                   change->relation->name);
  return is_complete (row, outcome) && meets_checks (row, outcome)
         && meets_references (change, row, outcome);
}

static gboolean
may_write (const BwDemoChange *change, BwDemoOutcome *outcome)
{
  return (change->relation->writable && bw_demo_access_may_write (change->access))
         || refuse (outcome, 403, "42501", "permission denied for table %s",
                    change->relation->name);
}

static void
set_version (BwDemoRow *row, gint64 version)
{
  BwDemoValue value = { .kind = BW_DEMO_INTEGER, .integer = version };

  bw_demo_row_set (row, bw_relation_find_column (row->relation, "version"), &value);
}

static gint64
version_of (const BwDemoRow *row)
{
  const BwDemoValue *value = cell (row, "version");

  return value->kind == BW_DEMO_INTEGER ? value->integer : 0;
}

/* Puts a row in its place; the outcome is the row as it was kept. */
static gboolean
keep (const BwDemoChange *change, const BwDemoRow *row, gint64 stamp, BwDemoOutcome *outcome)
{
  g_autoptr (GError) error = NULL;
  BwDemoRow *kept = bw_demo_row_copy (row);

  kept->updated_at = stamp;
  if (!bw_demo_writes_keep (change->writes, kept, &error))
    return refuse (outcome, 503, "53100", "%s", error->message);
  outcome->row = bw_demo_writes_find (change->writes, change->relation, row->values[0].text);
  return TRUE;
}

/* The row that the request names, where it is there, seen and as the request wants it. */
static BwDemoRow *
find (const BwDemoChange *change, BwDemoOutcome *outcome)
{
  const char *id = bw_demo_filter_get_id (change->filter);
  g_autoptr (BwDemoRow) row = NULL;

  if (id == NULL)
    {
      refuse (outcome, 400, "PGRST100", "the demo backend changes one row at a time, by its id");
      return NULL;
    }
  row = bw_demo_writes_find (change->writes, change->relation, id);
  if (row != NULL && bw_demo_access_sees (change->access, change->relation, row->values)
      && bw_demo_filter_matches (change->filter, row->values, row->updated_at, row->deleted_at))
    return g_steal_pointer (&row);
  return NULL;
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_demo_change_insert:
 * @change: what is asked for
 * @outcome: (out caller-allocates): empty; what came of it
 *
 * Adds the row of the body; one that is there is left alone, or refused.
 */
void
bw_demo_change_insert (const BwDemoChange *change, BwDemoOutcome *outcome)
{
  g_autoptr (BwDemoRow) row = bw_demo_row_new (change->relation, NULL);
  g_autoptr (BwDemoRow) before = NULL;

  if (!may_write (change, outcome) || !read_body (change, row, outcome))
    return;
  set_version (row, 1);
  if (!is_good (change, row, outcome))
    return;
  before = bw_demo_writes_find (change->writes, change->relation, row->values[0].text);
  if (before != NULL && change->ignore_duplicates)
    outcome->status = 200;
  else if (before != NULL)
    refuse (outcome, 409, "23505", "duplicate key value violates unique constraint \"%s_pkey\"",
            change->relation->name);
  /* As in a database: it is stamped when it is written, and seen when the transaction ends. */
  else if (keep (change, row, change->begun, outcome))
    outcome->status = 201;
}

/**
 * bw_demo_change_update:
 * @change: what is asked for
 * @outcome: (out caller-allocates): empty; what came of it
 *
 * Sets what the body says in the row that passes the filter. An update that changes nothing keeps
 * the version.
 */
void
bw_demo_change_update (const BwDemoChange *change, BwDemoOutcome *outcome)
{
  g_autoptr (BwDemoRow) before = NULL;
  g_autoptr (BwDemoRow) row = NULL;

  outcome->status = 200;
  if (!may_write (change, outcome) || (before = find (change, outcome)) == NULL)
    return;
  row = bw_demo_row_copy (before);
  if (!read_body (change, row, outcome))
    return;
  set_version (row, version_of (before) + !bw_demo_row_equal (row, before));
  /* A row that goes by another name would be another row. */
  bw_demo_row_set (row, 0, &before->values[0]);
  if (is_good (change, row, outcome))
    keep (change, row, bw_demo_writes_next_stamp (change->writes), outcome);
}

/**
 * bw_demo_change_delete:
 * @change: what is asked for
 * @outcome: (out caller-allocates): empty; what came of it
 *
 * Leaves a tombstone of the row that passes the filter, and answers with no row.
 */
void
bw_demo_change_delete (const BwDemoChange *change, BwDemoOutcome *outcome)
{
  g_autoptr (BwDemoRow) row = NULL;

  outcome->status = 200;
  if (!may_write (change, outcome) || (row = find (change, outcome)) == NULL
      || row->deleted_at != BW_DEMO_NOT_DELETED)
    return;
  row->deleted_at = g_get_real_time ();
  set_version (row, version_of (row) + 1);
  if (keep (change, row, bw_demo_writes_next_stamp (change->writes), outcome))
    g_clear_pointer (&outcome->row, bw_demo_row_free);
}

void
bw_demo_outcome_clear (BwDemoOutcome *outcome)
{
  g_clear_pointer (&outcome->row, bw_demo_row_free);
  g_clear_pointer (&outcome->code, g_free);
  g_clear_pointer (&outcome->message, g_free);
}
