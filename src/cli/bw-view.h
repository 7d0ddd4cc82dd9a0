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
  int       points;
  gboolean  accounts;
  char    **words; /* What is no option: the id in "show account ID". */
} BwViewOptions;

/**
 * BwView:
 * @name: the word after "show"
 * @usage: its own options, for people
 * @summary: what it shows, a line, to be translated
 * @options: the names of the options it takes beside --as-of and --format, ended by %NULL
 * @n_words: how many words it takes that are no options
 * @rows_key: the field whose rows are written as CSV
 * @fill: adds the view's fields to @root
 */
typedef struct {
  const char        *name;
  const char        *usage;
  const char        *summary;
  const char *const *options;
  guint              n_words;
  const char        *rows_key;
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

extern const BwView bw_view_account;
extern const BwView bw_view_accounts;
extern const BwView bw_view_distribution;
extern const BwView bw_view_portfolio;
extern const BwView bw_view_quadrants;
extern const BwView bw_view_series;
extern const BwView bw_view_tiers;

G_END_DECLS
