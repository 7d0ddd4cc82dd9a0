/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-filter.h"

#include <string.h>

#include "demo/bw-demo-row.h"

/* Deeper conditions than this are nobody's honest request. */
#define MAX_DEPTH 16

typedef enum {
  OPERATOR_EQ,
  OPERATOR_NEQ,
  OPERATOR_GT,
  OPERATOR_GTE,
  OPERATOR_LT,
  OPERATOR_LTE,
  OPERATOR_IS_NULL,
  N_OPERATORS
} Operator;

static const char *const operators[] = { "eq.", "neq.", "gt.", "gte.", "lt.", "lte.", "is.null" };

typedef enum {
  NODE_AND,
  NODE_OR,
  NODE_COMPARE,
} NodeKind;

/* SQL's third truth value: what is compared with null is neither true nor false. */
typedef enum {
  IS_FALSE,
  IS_UNKNOWN,
  IS_TRUE,
} Truth;

typedef struct {
  NodeKind kind;
  gboolean negated;
  GPtrArray *children;
  guint column;
  Operator operator;
  BwDemoValue value;
  char *text;
} Node;

struct _BwDemoFilter {
  const BwRelation *relation;
  Node *root;
};

G_DEFINE_QUARK (bw - demo - error - quark, bw_demo_error)

static void
node_free (Node *node)
{
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node->text);
  g_free (node);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Node, node_free)

static Node *
node_new (NodeKind kind)
{
  Node *node = g_new0 (Node, 1);

  node->kind = kind;
  node->value = (BwDemoValue){ .kind = BW_DEMO_NULL };
  if (kind != NODE_COMPARE)
    node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  return node;
}

static BwColumnType
column_type (const BwRelation *relation, guint column)
{
  return column < relation->n_columns ? relation->columns[column].type : BW_COLUMN_TIMESTAMP;
}

/**
 * bw_demo_filter_find_column:
 * @name: a column's name
 * @error: %BW_DEMO_ERROR_COLUMN
 *
 * Returns: the column's place; after the relation's own come `updated_at` and `deleted_at`; -1 when
 *   there is none of that name
 */
int
bw_demo_filter_find_column (const BwRelation *relation, const char *name, GError **error)
{
  int column = bw_relation_find_column (relation, name);

  if (column < 0 && g_str_equal (name, "updated_at"))
    column = (int) relation->n_columns;
  if (column < 0 && g_str_equal (name, "deleted_at"))
    column = (int) relation->n_columns + 1;
  if (column < 0)
    g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_COLUMN, "column %s.%s does not exist",
                 relation->name, name);
  return column;
}

/**
 * bw_demo_value_parse:
 * @value: (out): the cell; its text is @text itself
 * @type: of what column
 * @text: as a request writes it
 * @error: %BW_DEMO_ERROR_VALUE
 *
 * Returns: whether it is a value of that type
 */
gboolean
bw_demo_value_parse (BwDemoValue *value, BwColumnType type, const char *text, GError **error)
{
  BwDate date;
  char *end;
  gboolean good = TRUE;

  value->kind = BW_DEMO_INTEGER;
  switch (type)
    {
    case BW_COLUMN_ID:
    case BW_COLUMN_TEXT:
    case BW_COLUMN_WORD:
    case BW_COLUMN_JSON:
      value->kind = BW_DEMO_TEXT;
      value->text = text;
      break;
    case BW_COLUMN_DOUBLE:
      value->kind = BW_DEMO_DOUBLE;
      value->real = g_ascii_strtod (text, &end);
      good = end != text && *end == '\0';
      break;
    case BW_COLUMN_BOOL:
      value->integer = g_str_equal (text, "true");
      good = value->integer || g_str_equal (text, "false");
      break;
    case BW_COLUMN_DATE:
      good = bw_date_parse (text, -1, &date);
      value->integer = good ? date : 0;
      break;
    case BW_COLUMN_TIMESTAMP:
      good = bw_timestamp_parse (text, -1, &value->integer);
      break;
    case BW_COLUMN_INTEGER:
    case BW_COLUMN_MONEY:
    default:
      good = g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value->integer, NULL);
      break;
    }
  if (!good)
    g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_VALUE,
                 "invalid input syntax for type %s: \"%s\"", bw_column_type_name (type), text);
  return good;
}

static gboolean
parse_value (Node *node, BwColumnType type, GError **error)
{
  return bw_demo_value_parse (&node->value, type, node->text, error);
}

static gboolean
set_syntax_error (GError **error, const char *text)
{
  g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_SYNTAX, "\"failed to parse logic tree (%s)\"",
               text);
  return FALSE;
}

/* Reads "not." and the operator; what follows is the value. */
static gboolean
parse_operator (Node *node, const char **text, GError **error)
{
  if (g_str_has_prefix (*text, "not."))
    {
      node->negated = !node->negated;
      *text += strlen ("not.");
    }
  for (Operator i = 0; i < N_OPERATORS; i++)
    {
      if (g_str_has_prefix (*text, operators[i]))
        {
          node->operator= i;
          *text += strlen (operators[i]);
          return TRUE;
        }
    }
  return set_syntax_error (error, *text);
}

/* A value within a list ends at a comma or a parenthesis, unless it stands in double quotes. */
static char *
parse_listed_value (const char **text, GError **error)
{
  GString *value = g_string_new (NULL);
  const char *c = *text;

  if (*c != '"')
    {
      gsize length = strcspn (c, ",()");

      *text += length;
      g_string_append_len (value, c, length);
      return g_string_free_and_steal (value);
    }
  for (c++; *c != '\0' && *c != '"'; c++)
    {
      if (*c == '\\' && c[1] != '\0')
        c++;
      g_string_append_c (value, *c);
    }
  if (*c != '"')
    {
      g_string_free (value, TRUE);
      set_syntax_error (error, *text);
      return NULL;
    }
  *text = c + 1;
  return g_string_free_and_steal (value);
}

static Node *parse_condition (const BwRelation *relation, const char **text, int depth,
                              GError **error);

/* "(condition,condition…)" into the children of @node. */
static gboolean
parse_list (const BwRelation *relation, Node *node, const char **text, int depth, GError **error)
{
  if (**text != '(' || depth > MAX_DEPTH)
    return set_syntax_error (error, *text);
  do
    {
      Node *child;

      (*text)++;
      child = parse_condition (relation, text, depth + 1, error);
      if (child == NULL)
        return FALSE;
      g_ptr_array_add (node->children, child);
  } while (**text == ',');
  if (**text != ')')
    return set_syntax_error (error, *text);
  (*text)++;
  return TRUE;
}

static Node *
parse_condition (const BwRelation *relation, const char **text, int depth, GError **error)
{
  g_autoptr (Node) node = NULL;
  g_autofree char *name = NULL;
  gboolean negated = FALSE;
  const char *dot;
  int column;

  if (g_str_has_prefix (*text, "not.and(") || g_str_has_prefix (*text, "not.or("))
    {
      negated = TRUE;
      *text += strlen ("not.");
    }
  if (g_str_has_prefix (*text, "and(") || g_str_has_prefix (*text, "or("))
    {
      node = node_new (**text == 'a' ? NODE_AND : NODE_OR);
      node->negated = negated;
      *text = strchr (*text, '(');
      return parse_list (relation, node, text, depth, error) ? g_steal_pointer (&node) : NULL;
    }

  dot = strchr (*text, '.');
  if (dot == NULL)
    {
      set_syntax_error (error, *text);
      return NULL;
    }
  name = g_strndup (*text, dot - *text);
  column = bw_demo_filter_find_column (relation, name, error);
  if (column < 0)
    return NULL;
  *text = dot + 1;
  node = node_new (NODE_COMPARE);
  node->column = column;
  if (!parse_operator (node, text, error))
    return NULL;
  if (node->operator== OPERATOR_IS_NULL)
    return g_steal_pointer (&node);
  node->text = parse_listed_value (text, error);
  if (node->text == NULL || !parse_value (node, column_type (relation, column), error))
    return NULL;
  return g_steal_pointer (&node);
}

/**
 * bw_demo_filter_new:
 *
 * Returns: (transfer full): a filter that every row passes
 */
BwDemoFilter *
bw_demo_filter_new (const BwRelation *relation)
{
  BwDemoFilter *filter = g_new0 (BwDemoFilter, 1);

  filter->relation = relation;
  filter->root = node_new (NODE_AND);
  return filter;
}

void
bw_demo_filter_free (BwDemoFilter *filter)
{
  if (filter == NULL)
    return;
  node_free (filter->root);
  g_free (filter);
}

/**
 * bw_demo_filter_add:
 * @name: the name of a parameter of the request: a column, `and`, `or`, `not.and` or `not.or`
 * @value: its value: "gte.2026-01-01", or "(a.eq.1,b.gt.2)"
 * @error: a #BwDemoError
 *
 * Adds a condition that a row has to meet as well.
 *
 * Returns: %FALSE when it cannot be read
 */
gboolean
bw_demo_filter_add (BwDemoFilter *filter, const char *name, const char *value, GError **error)
{
  g_autoptr (Node) node = NULL;
  gboolean negated = g_str_has_prefix (name, "not.");
  const char *word = negated ? name + strlen ("not.") : name;
  int column;

  if (g_str_equal (word, "and") || g_str_equal (word, "or"))
    {
      const char *text = value;

      node = node_new (g_str_equal (word, "and") ? NODE_AND : NODE_OR);
      node->negated = negated;
      if (!parse_list (filter->relation, node, &text, 0, error))
        return FALSE;
      if (*text != '\0')
        return set_syntax_error (error, text);
      g_ptr_array_add (filter->root->children, g_steal_pointer (&node));
      return TRUE;
    }

  column = bw_demo_filter_find_column (filter->relation, name, error);
  if (column < 0)
    return FALSE;
  node = node_new (NODE_COMPARE);
  node->column = column;
  if (!parse_operator (node, &value, error))
    return FALSE;
  node->text = g_strdup (value);
  if (node->operator!= OPERATOR_IS_NULL && !parse_value (node,
                                                         column_type (filter->relation, column),
                                                         error))
    return FALSE;
  g_ptr_array_add (filter->root->children, g_steal_pointer (&node));
  return TRUE;
}

gboolean
bw_demo_filter_is_empty (const BwDemoFilter *filter)
{
  return filter->root->children->len == 0;
}

/* The moment before which no row meets the condition. */
static gint64
node_since (const BwRelation *relation, const Node *node)
{
  gint64 since = node->kind == NODE_OR ? G_MAXINT64 : G_MININT64;

  if (node->negated)
    return G_MININT64;
  if (node->kind == NODE_COMPARE)
    {
      if (node->column != relation->n_columns)
        return G_MININT64;
      if (node->operator== OPERATOR_GT && node->value.integer<G_MAXINT64)
        return node->value.integer + 1;
      return node->operator== OPERATOR_GTE || node->operator== OPERATOR_EQ ? node->value.integer
                                                                           : G_MININT64;
    }
  for (guint i = 0; i < node->children->len; i++)
    {
      gint64 child = node_since (relation, node->children->pdata[i]);

      since = node->kind == NODE_OR ? MIN (since, child) : MAX (since, child);
    }
  return since;
}

/**
 * bw_demo_filter_get_since:
 *
 * Returns: a moment before which no row that was changed passes, microseconds since 1970 UTC, or
 *   %G_MININT64 when the filter does not say
 */
gint64
bw_demo_filter_get_since (const BwDemoFilter *filter)
{
  return node_since (filter->relation, filter->root);
}

/**
 * bw_demo_filter_get_id:
 *
 * Returns: (transfer none) (nullable): the only value that the first column of a row can have that
 *   passes, or %NULL when the filter does not say
 */
const char *
bw_demo_filter_get_id (const BwDemoFilter *filter)
{
  for (guint i = 0; i < filter->root->children->len; i++)
    {
      const Node *node = filter->root->children->pdata[i];

      if (node->kind == NODE_COMPARE && !node->negated && node->column == 0
          && node->operator == OPERATOR_EQ && node->value.kind == BW_DEMO_TEXT)
        return node->value.text;
    }
  return NULL;
}

static Truth
compare (const Node *node, const BwDemoValue *cell)
{
  int order;

  if (node->operator== OPERATOR_IS_NULL)
    return cell->kind == BW_DEMO_NULL ? IS_TRUE : IS_FALSE;
  if (cell->kind == BW_DEMO_NULL)
    return IS_UNKNOWN;
  if (cell->kind == BW_DEMO_TEXT)
    order = strcmp (cell->text, node->value.text);
  else if (cell->kind == BW_DEMO_DOUBLE)
    order = (cell->real > node->value.real) - (cell->real < node->value.real);
  else
    order = (cell->integer > node->value.integer) - (cell->integer < node->value.integer);
  switch (node->operator)
    {
    case OPERATOR_EQ:
      return order == 0 ? IS_TRUE : IS_FALSE;
    case OPERATOR_NEQ:
      return order != 0 ? IS_TRUE : IS_FALSE;
    case OPERATOR_GT:
      return order > 0 ? IS_TRUE : IS_FALSE;
    case OPERATOR_GTE:
      return order >= 0 ? IS_TRUE : IS_FALSE;
    case OPERATOR_LT:
      return order < 0 ? IS_TRUE : IS_FALSE;
    case OPERATOR_LTE:
    default:
      return order <= 0 ? IS_TRUE : IS_FALSE;
    }
}

static Truth
node_matches (const BwRelation *relation, const Node *node, const BwDemoValue *values,
              gint64 updated_at, gint64 deleted_at)
{
  Truth truth = node->kind == NODE_OR ? IS_FALSE : IS_TRUE;

  if (node->kind == NODE_COMPARE)
    {
      BwDemoValue stamp = { .kind = BW_DEMO_INTEGER, .integer = updated_at };
      BwDemoValue deletion = {
        .kind = deleted_at != BW_DEMO_NOT_DELETED ? BW_DEMO_INTEGER : BW_DEMO_NULL,
        .integer = deleted_at,
      };

      truth = compare (node, node->column < relation->n_columns    ? &values[node->column]
                             : node->column == relation->n_columns ? &stamp
                                                                   : &deletion);
    }
  else
    {
      for (guint i = 0; i < node->children->len; i++)
        {
          Truth child = node_matches (relation, node->children->pdata[i], values, updated_at,
                                      deleted_at);

          truth = node->kind == NODE_OR ? MAX (truth, child) : MIN (truth, child);
        }
    }
  return node->negated ? IS_TRUE - truth : truth;
}

/**
 * bw_demo_filter_matches:
 * @values: the cells of a row of the filter's relation
 * @updated_at: when it was changed
 * @deleted_at: when it was deleted, or %BW_DEMO_NOT_DELETED
 *
 * Returns: whether the row passes
 */
gboolean
bw_demo_filter_matches (const BwDemoFilter *filter, const BwDemoValue *values, gint64 updated_at,
                        gint64 deleted_at)
{
  return node_matches (filter->relation, filter->root, values, updated_at, deleted_at) == IS_TRUE;
}
