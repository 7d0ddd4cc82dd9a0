/* SPDX-License-Identifier: GPL-3.0-or-later */

/* write-deck KIND THEME SIZE BUCKETS PATH [TIMES]: writes a deck made by hand, for the tests that
 * look into the files. With TIMES it is written so many times, and for each the milliseconds of the
 * clock and of the processors are printed. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "deck-fixture.h"
#include "export/bw-deck-export.h"

static gboolean
write_deck (const BwDeck *deck, const BwSlideTheme *theme, BwSlideSize size, const char *path,
            GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return bw_deck_write_csv (deck, path, error);
  return bw_deck_write (deck, theme, size, path, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (BwSlideTheme) theme = NULL;
  g_autoptr (BwDeck) deck = NULL;
  g_autoptr (GError) error = NULL;
  BwThemeKind kind;
  BwSlideSize size;
  guint deck_kind = 0, times = argc > 6 ? (guint) atoi (argv[6]) : 1;
  gint64 before;

  setlocale (LC_ALL, "");
  while (argc > 5 && deck_kind < N_DECKS
         && g_strcmp0 (deck_kind_words[deck_kind], argv[1]) != 0)
    deck_kind++;
  if (argc < 6 || deck_kind == N_DECKS || !bw_slide_theme_parse (argv[2], &kind)
      || !bw_slide_size_parse (argv[3], &size))
    return 2;
  theme = bw_slide_theme_new (kind, &error);
  deck = deck_fixture_new (deck_kind, (guint) atoi (argv[4]));
  for (guint i = 0; i < times && error == NULL; i++)
    {
      clock_t work = clock ();

      before = g_get_monotonic_time ();
      write_deck (deck, theme, size, argv[5], &error);
      if (argc > 6)
        printf ("%.1f %.1f\n", (g_get_monotonic_time () - before) / 1000.0,
                (clock () - work) * 1000.0 / CLOCKS_PER_SEC);
    }
  if (error != NULL)
    fprintf (stderr, "%s\n", error->message);
  return error != NULL;
}
