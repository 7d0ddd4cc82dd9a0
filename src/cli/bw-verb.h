/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The exit statuses of the program. */
typedef enum {
  BW_EXIT_DONE = 0,
  BW_EXIT_FAILED = 1,
  BW_EXIT_USAGE = 2,
} BwExit;

/* What every verb is given: the options before the verb. */
typedef struct {
  char *portfolio; /* The name asked for, or NULL for the last one used. */
} BwCli;

/**
 * BwVerb:
 * @name: the word on the command line
 * @usage: what may follow it
 * @summary: what it does, a line, to be translated
 * @describe: (nullable): what more there is to say in its help, in lines
 * @run: does it; @argv[0] is the verb itself
 */
typedef struct {
  const char *name;
  const char *usage;
  const char *summary;
  char     *(*describe) (void);
  BwExit    (*run) (BwCli *cli, int argc, char **argv);
} BwVerb;

BwExit bw_cli_fail  (GError *error);
BwExit bw_cli_usage (const BwVerb *verb, const char *format, ...) G_GNUC_PRINTF (2, 3);

extern const BwVerb bw_verb_check;
extern const BwVerb bw_verb_demo;
extern const BwVerb bw_verb_export;
extern const BwVerb bw_verb_import;
extern const BwVerb bw_verb_outbox;
extern const BwVerb bw_verb_portfolios;
extern const BwVerb bw_verb_show;
extern const BwVerb bw_verb_sync;

G_END_DECLS
