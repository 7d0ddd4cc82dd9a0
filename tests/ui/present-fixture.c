/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present-fixture.h"

#include "store/bw-mirror.h"

#define OWN_SLIDES 4

static gboolean
has_peers (const BwDeck *deck)
{
  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSlide *slide = deck->slides->pdata[i];

      if (slide->series && slide->series->n_peers > 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_own_slides (BwDeck *deck)
{
  for (guint i = 1; i <= OWN_SLIDES; i++)
    {
      g_autofree char *key = g_strdup_printf ("own:%u", i);
      BwSlide *slide = bw_slide_new (BW_SLIDE_TEXT, key);

      slide->title = g_strdup_printf ("A word of our own, number %u", i);
      slide->text = g_strdup ("What we agreed last time, and what came of it.");
      slide->minutes = 2;
      g_ptr_array_add (deck->slides, slide);
    }
}

/* The review of an account whose success can be set beside that of others, as the program prepares
 * it when nobody has chosen anything, with some slides of a person's own. */
BwDeck *
present_make_deck (BwSession *session)
{
  BwSnapshot *snapshot = bw_session_get_snapshot (session);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (bw_session_get_info (session)->mirror_path,
                                                BW_MIRROR_READ_ONLY, &error);
  BwFigureScope scope = { .snapshot = snapshot, .mirror = mirror };
  BwDeckRequest request = { .bucket = BW_BUCKET_MONTH, .peers = BW_PEERS_TIER };

  g_assert_no_error (error);
  for (guint32 i = 0; i < snapshot->n; i++)
    {
      g_autoptr (BwDeck) deck = NULL;

      request.account_id = bw_snapshot_id (snapshot, i);
      deck = bw_deck_compute (&scope, &request, &error);
      g_assert_no_error (error);
      if (has_peers (deck))
        {
          add_own_slides (deck);
          return g_steal_pointer (&deck);
        }
    }
  g_error ("no account has enough peers");
}

static gboolean
is_laid_out (GtkWindow *window)
{
  return gtk_widget_get_mapped (GTK_WIDGET (window)) && gtk_widget_get_width (GTK_WIDGET (window)) > 0;
}

/* Whether the windows are there, and the slides around the one that is shown have been drawn. */
gboolean
present_is_drawn (gpointer data)
{
  BwPresent *present = data;
  GtkWindow *audience = bw_present_get_audience (present);
  GtkWindow *presenter = bw_present_get_presenter (present);

  if (!is_laid_out (audience)
      || !bw_slide_view_is_prepared (bw_audience_window_get_view (BW_AUDIENCE_WINDOW (audience))))
    return FALSE;
  return presenter == NULL
         || (is_laid_out (presenter)
             && bw_slide_view_is_prepared (
               bw_presenter_window_get_view (BW_PRESENTER_WINDOW (presenter))));
}

/* Presents @deck, which it takes, from the first slide. */
BwPresent *
present_begin (BwWindow *window, BwDeck *deck, BwThemeKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSlideTheme) theme = bw_slide_theme_new (kind, &error);
  BwPresent *present;

  g_assert_no_error (error);
  present = bw_present_start (GTK_WINDOW (window), bw_window_get_session (window), deck, theme, 0);
  ui_wait (present_is_drawn, present, "the presentation");
  ui_wait_frames (GTK_WIDGET (bw_present_get_audience (present)), 3);
  ui_wait (present_is_drawn, present, "the slides beside it");
  return present;
}
