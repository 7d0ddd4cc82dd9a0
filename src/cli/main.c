/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/bw-verb.h"
#include "cli/bw-view.h"
#include "model/bw-locale.h"

static const BwVerb *const verbs[] = {
  &bw_verb_sync,   &bw_verb_import,     &bw_verb_demo,  &bw_verb_show,
  &bw_verb_export, &bw_verb_portfolios, &bw_verb_check,
  &bw_verb_outbox,
};

static const BwVerb *
find_verb (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (g_str_equal (verbs[i]->name, name))
        return verbs[i];
    }
  return NULL;
}

static void
print_help (FILE *file)
{
  fprintf (file, "%s\n\n", _("Usage: bellwetherctl [--portfolio NAME] VERB …"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (file, "  %s%s%s\n      %s\n", verbs[i]->name, verbs[i]->usage[0] != '\0' ? " " : "",
             verbs[i]->usage, _(verbs[i]->summary));
  fprintf (file, "\n%s\n", _("bellwetherctl help VERB says more, and bellwetherctl help VIEW what "
                              "every field of a view is; bellwetherctl --version names the "
                              "version."));
}

static gboolean
is_help (const char *word)
{
  return g_str_equal (word, "--help") || g_str_equal (word, "-h");
}

/* Wherever it stands behind a verb. */
static gboolean
asks_for_help (int argc, char **argv)
{
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    {
      if (is_help (argv[i]))
        return TRUE;
    }
  return FALSE;
}

static void
print_verb_help (const BwVerb *verb)
{
  g_autofree char *more = verb->describe != NULL ? verb->describe () : NULL;

  printf ("%s bellwetherctl [--portfolio NAME] %s%s%s\n      %s\n", _("Usage:"), verb->name,
          verb->usage[0] != '\0' ? " " : "", verb->usage, _(verb->summary));
  if (more != NULL)
    printf ("\n%s\n", more);
}

/* Help about everything, about a verb, or about a view. */
static BwExit
run_help (int argc, char **argv)
{
  const BwVerb *verb = argc > 1 ? find_verb (argv[1]) : NULL;

  if (argc == 1)
    {
      print_help (stdout);
      return BW_EXIT_DONE;
    }
  if (argc == 2 && verb != NULL)
    {
      print_verb_help (verb);
      return BW_EXIT_DONE;
    }
  if (argc == 2 && bw_view_print_help (argv[1]))
    return BW_EXIT_DONE;
  fprintf (stderr, _("bellwetherctl: there is no verb and no view “%s”\n"), argv[argc - 1]);
  return BW_EXIT_USAGE;
}

/**
 * bw_cli_fail:
 * @error: (transfer full): what went wrong
 *
 * Says it in one line on standard error.
 *
 * Returns: the exit status for something that could not be done
 */
BwExit
bw_cli_fail (GError *error)
{
  g_strdelimit (error->message, "\r\n", ' ');
  fprintf (stderr, "bellwetherctl: %s\n", error->message);
  g_error_free (error);
  return BW_EXIT_FAILED;
}

/**
 * bw_cli_usage:
 * @verb: the verb that was called wrongly
 * @format: what is wrong
 *
 * Returns: the exit status for wrong usage
 */
BwExit
bw_cli_usage (const BwVerb *verb, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  fputs ("bellwetherctl: ", stderr);
  vfprintf (stderr, format, arguments);
  va_end (arguments);
  fprintf (stderr, "\n%s bellwetherctl %s %s\n", _("Usage:"), verb->name, verb->usage);
  return BW_EXIT_USAGE;
}

int
main (int argc, char *argv[])
{
  BwCli cli = { NULL };
  const BwVerb *verb = NULL;
  int first = 1;

  bw_locale_init ();

  /* A closed pipe is an error of the write that meets it, which is said, and no sudden death. */
  signal (SIGPIPE, SIG_IGN);

  for (; first < argc && g_str_has_prefix (argv[first], "-"); first++)
    {
      if (g_str_equal (argv[first], "--version"))
        {
          printf ("bellwetherctl %s\n", BW_VERSION);
          return BW_EXIT_DONE;
        }
      if (is_help (argv[first]))
        {
          print_help (stdout);
          return BW_EXIT_DONE;
        }
      if (g_str_equal (argv[first], "--portfolio") && first + 1 < argc)
        {
          cli.portfolio = argv[++first];
        }
      else if (g_str_has_prefix (argv[first], "--portfolio="))
        {
          cli.portfolio = argv[first] + strlen ("--portfolio=");
        }
      else
        {
          fprintf (stderr, _("bellwetherctl: “%s” is not an option\n"), argv[first]);
          return BW_EXIT_USAGE;
        }
    }

  if (first == argc)
    {
      print_help (stderr);
      return BW_EXIT_USAGE;
    }
  if (g_str_equal (argv[first], "help"))
    return run_help (argc - first, argv + first);
  verb = find_verb (argv[first]);
  if (verb == NULL)
    {
      fprintf (stderr, _("bellwetherctl: there is no verb “%s”\n"), argv[first]);
      print_help (stderr);
      return BW_EXIT_USAGE;
    }

  if (asks_for_help (argc - first, argv + first))
    {
      if (!g_str_equal (verb->name, "show") || !bw_view_print_help (argv[first + 1]))
        print_verb_help (verb);
      return BW_EXIT_DONE;
    }
  return verb->run (&cli, argc - first, argv + first);
}
