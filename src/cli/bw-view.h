/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-json.h"
#include "figures/bw-figure.h"
#include "portfolio/bw-snapshot.h"

G_BEGIN_DECLS

/* What the options of "show" say; texts are NULL where an option was not given. */
typedef struct {
  char     *as_of;
  char     *format;
  char     *filter;
  char     *compare;
  char     *measure;
  char     *weight;
  char     *from;
  char     *to;
  char     *account;
  char     *metric;
  char     *bucket;
  char     *peers;
  char     *sort;
  char     *group;
  int       points;
  int       limit;
  gboolean  accounts;
  gboolean  snoozed;
  char    **words; /* What is no option: the id in "show account ID". */
} BwViewOptions;

/**
 * BwViewField:
 * @path: where it stands in the JSON: "as_of", "compared.ks", "points[].x", "reasons[]"
 * @text: what it says, to be translated
 *
 * A field of a view. A list of these ends with a %NULL path.
 */
typedef struct {
  const char *path;
  const char *text;
} BwViewField;

/**
 * BwView:
 * @name: the word after "show"
 * @usage: its own options, for people
 * @summary: what it shows, a line, to be translated
 * @options: the names of the options it takes beside --as-of and --format, ended by %NULL
 * @n_words: how many words it takes that are no options
 * @rows_key: the field whose rows are written as CSV
 * @account_rows_key: (nullable): the same with --account, where it is another
 * @fields: what every field of its JSON says
 * @list_fields: (nullable): (transfer full): more of them, for a view whose fields are made from a
 *   table; the array frees nothing in it, and the texts are translated
 * @fill: adds the view's fields to @root
 */
typedef struct {
  const char        *name;
  const char        *usage;
  const char        *summary;
  const char *const *options;
  guint              n_words;
  const char        *rows_key;
  const char        *account_rows_key;
  const BwViewField *fields;
  GArray          *(*list_fields) (void);
  gboolean         (*fill) (const BwFigureScope *scope, const BwViewOptions *options,
                            yyjson_mut_doc *doc, yyjson_mut_val *root, GError **error);
} BwView;

#define BW_CLI_ERROR (bw_cli_error_quark ())

/**
 * BwCliError:
 * @BW_CLI_ERROR_USAGE: the command line is wrong; the program ends with status 2
 * @BW_CLI_ERROR_FAILED: it could not be done; status 1
 */
typedef enum {
  BW_CLI_ERROR_USAGE,
  BW_CLI_ERROR_FAILED,
} BwCliError;

GQuark bw_cli_error_quark (void);

int bw_view_choose (const char *option, const char *word, const char *const *words, int fallback,
                    GError **error);

gboolean bw_view_print_help (const char *name);

extern const BwView bw_view_account;
extern const BwView bw_view_accounts;
extern const BwView bw_view_distribution;
extern const BwView bw_view_handoff;
extern const BwView bw_view_health;
extern const BwView bw_view_portfolio;
extern const BwView bw_view_quadrants;
extern const BwView bw_view_renewals;
extern const BwView bw_view_roles;
extern const BwView bw_view_series;
extern const BwView bw_view_tiers;
extern const BwView bw_view_triage;

G_END_DECLS
