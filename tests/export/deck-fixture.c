/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "deck-fixture.h"

#include <cairo.h>
#include <math.h>

const char *const deck_kind_words[N_DECKS] = { "normal", "hostile", "rtl", "empty", "charts" };

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A picture twice as wide as high. */
static GBytes *
make_picture (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 240, 120);
  cairo_t *cr = cairo_create (image);

  cairo_set_source_rgb (cr, 0.1, 0.5, 0.3);
  cairo_arc (cr, 120, 60, 50, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (image, collect, bytes);
  cairo_surface_destroy (image);
  return g_byte_array_free_to_bytes (bytes);
}

/* Falls from 9.4 to about 6, with a bucket a week up to the end of September 2026. */
BwSeriesFigure *
deck_fixture_series (const char *metric_name, guint n_buckets, gboolean with_peers)
{
  BwDate as_of = bw_date_from_civil (2026, 9, 28), first = as_of - 7 * (BwDate) n_buckets;
  BwDate go_live_on = first + 7 * (BwDate) n_buckets / 4;
  g_autofree BwDate *dates = g_new (BwDate, n_buckets);
  g_autofree double *values = g_new (double, n_buckets);
  BwSeriesFigure *figure = g_new0 (BwSeriesFigure, 1);
  BwSeriesInput input = { .n = n_buckets, .dates = dates, .values = values, .direction = -1,
                          .aggregation = BW_AGGREGATION_MEAN, .bucket = BW_BUCKET_WEEK,
                          .as_of = as_of, .go_live_on = go_live_on, .plan_baseline = 9.4,
                          .plan_baseline_on = go_live_on, .plan_target = 5.8,
                          .plan_due_on = as_of + 60, .baseline_days = 90, .velocity_buckets = 6,
                          .behind_share = 0.1 };

  for (guint i = 0; i < n_buckets; i++)
    {
      double t = MAX (0.0, (double) i / n_buckets - 0.25);

      dates[i] = first + 7 * (BwDate) i;
      values[i] = 9.4 - 4 * t + 0.2 * sin (i * 1.7) + 0.1 * sin (i * 0.37);
    }
  figure->head.title = g_strdup ("Cases close in 6.4 hours, 32 % faster than before go-live");
  figure->head.subtitle = g_strdup ("Weekly, with peers");
  figure->kicker = g_strdup_printf ("%s · weekly · lower is better", metric_name);
  figure->detail = g_strdup ("95 % interval −3.7 to −3.1 h");
  figure->account_id = g_strdup ("A1");
  figure->account_name = g_strdup ("Aurelia Logistics");
  figure->metric_key = g_strdup ("close_hours");
  figure->metric_name = g_strdup (metric_name);
  figure->unit = g_strdup ("h");
  figure->direction = -1;
  figure->accounts = 1;
  figure->as_of = as_of;
  figure->go_live_on = go_live_on;
  figure->result = bw_series_compute (&input);
  if (with_peers)
    {
      figure->peers_by = BW_PEERS_INDUSTRY;
      figure->peers_name = g_strdup ("accounts of the same industry");
      figure->n_peer_accounts = 17;
      figure->n_peers = MIN (n_buckets, figure->result->n_points);
      figure->peers = g_new0 (BwPeerPoint, n_buckets);
      for (guint i = 0; i < figure->n_peers; i++)
        figure->peers[i] = (BwPeerPoint) { figure->result->points[i].start,
                                           9.6 - 2.0 * i / n_buckets, 8.8 - 2.0 * i / n_buckets,
                                           10.3 - 2.0 * i / n_buckets, 17 };
    }
  figure->n_marks = 2;
  figure->marks = g_new0 (BwSeriesMark, 2);
  figure->marks[0] = (BwSeriesMark) { BW_MARK_GO_LIVE, go_live_on, g_strdup ("go-live") };
  figure->marks[1] = (BwSeriesMark) { BW_MARK_MILESTONE, go_live_on + 90,
                                      g_strdup ("rolled out to Lyon") };
  return figure;
}

static BwSlide *
add (BwDeck *deck, BwSlideKind kind, const char *key, const char *kicker, const char *title)
{
  BwSlide *slide = bw_slide_new (kind, key);

  slide->kicker = g_strdup (kicker);
  slide->title = g_strdup (title);
  bw_deck_add (deck, slide);
  return slide;
}

static BwDeck *
make_deck (const char *subject, const char *language)
{
  BwDeck *deck = bw_deck_new ();

  g_free (deck->language);
  deck->account_id = g_strdup ("A1");
  deck->title = g_strdup_printf ("%s · business review", subject);
  deck->subject = g_strdup (subject);
  deck->footer = g_strdup_printf ("%s · business review, September 2026", subject);
  deck->company_name = g_strdup ("Northwind Software");
  deck->currency = g_strdup ("EUR");
  deck->language = g_strdup (language);
  deck->as_of = bw_date_from_civil (2026, 9, 28);
  return deck;
}

static void
add_people (BwDeck *deck)
{
  BwSlide *slide = add (deck, BW_SLIDE_PEOPLE, "people", "Who is who", "Seven people work on this");
  BwSlideList *theirs = bw_slide_add_list (slide, "Aurelia Logistics");
  BwSlideList *ours = bw_slide_add_list (slide, "Northwind Software");

  bw_slide_list_add (theirs, "Léa Fournier", "VP Operations · sponsor", NULL);
  bw_slide_list_add (theirs, "Jonas Weber", "Head of Service Desk", NULL);
  bw_slide_list_add (theirs, "Márta Kovács", "Administrator", NULL);
  bw_slide_list_add (ours, "Ada Okafor", "Customer success", NULL);
  bw_slide_list_add (ours, "Tom Lindqvist", "Support", NULL);
  slide->notes = g_strdup ("Greet Léa first.\nAsk who will follow her.");
}

static void
fill_normal (BwDeck *deck, guint n_buckets)
{
  BwSlide *slide;
  BwSlideList *list;

  slide = add (deck, BW_SLIDE_COVER, "cover", "Business review", "Aurelia Logistics");
  slide->source = g_strdup ("28 September 2026");
  add_people (deck);
  slide = add (deck, BW_SLIDE_SUCCESS, "success", "What success means to you",
               "Close customer cases within a working day");
  slide->text = g_strdup ("Every case that waits over night is a lorry that waits.\n"
                          "We measure it where it happens: in your service desk.");
  list = bw_slide_add_list (slide, "Measured by");
  bw_slide_list_add (list, "Hours to close a case", "Mean of all cases closed in a week", NULL);
  slide = add (deck, BW_SLIDE_VALUE, "value:close_hours",
               "Value delivered · hours to close a case",
               "Cases close in 6.4 hours, 32 % faster than before go-live");
  slide->series = deck_fixture_series ("Hours to close a case", n_buckets, TRUE);
  slide->source = g_strdup ("Source: your service desk, weekly");
  slide->notes = g_strdup ("Wait for the question about Lyon.");
  slide = add (deck, BW_SLIDE_VALUE, "value:first_fix", "Value delivered · fixed at first",
               "More is fixed at first");
  slide->series = deck_fixture_series ("Fixed at first", n_buckets, FALSE);
  slide->annotation = g_strdup ("Counted by hand until March.");
  slide = add (deck, BW_SLIDE_ADOPTION, "adoption", "Adoption", "214 of 250 licences are in use");
  bw_slide_add_number (slide, "214", "licences in use", "31 more than in June");
  bw_slide_add_number (slide, "86 %", "of those purchased", NULL);
  bw_slide_add_number (slide, "9 of 12", "features used", "2 more");
  slide = add (deck, BW_SLIDE_FEEDBACK, "feedback", "What you asked us", "Five wishes, three done");
  list = bw_slide_add_list (slide, NULL);
  bw_slide_list_add (list, "Export of the queue", "Told on 3 June", "done");
  bw_slide_list_add (list, "Faster search", NULL, "in progress");
  slide = add (deck, BW_SLIDE_ACTIONS, "actions", "Objectives into actions", "Four steps to 5.8 h");
  list = bw_slide_add_list (slide, "Until December");
  bw_slide_list_add (list, "Roll out to Marseille", "Jonas Weber", "due 3 November");
  add (deck, BW_SLIDE_NEXT, "next", "What comes next", "Nothing is planned yet")->missing
    = g_strdup ("There is no next phase in the success plan.");
  slide = add (deck, BW_SLIDE_CHANGES, "changes", "Since June", "Two metrics better, none worse");
  slide->text = g_strdup ("Hours to close a case fell by 0.4 h.");
  slide = add (deck, BW_SLIDE_PICTURE, "own:1", NULL, "The new control room");
  slide->picture = make_picture ();
  slide = add (deck, BW_SLIDE_TEXT, "own:2", NULL, "Thank you");
  slide->text = g_strdup ("Until the next time.");
  slide = add (deck, BW_SLIDE_TEXT, "own:3", NULL, DECK_HIDDEN_WORD);
  slide->notes = g_strdup (DECK_HIDDEN_WORD);
  slide->hidden = TRUE;
}

static void
fill_hostile (BwDeck *deck, guint n_buckets)
{
  g_autofree char *letters = g_strnfill (200, 'W');
  BwSlide *slide;
  BwSlideList *list;

  add (deck, BW_SLIDE_COVER, "cover", "Control \b\f\v\x02 characters", letters);
  slide = add (deck, BW_SLIDE_TEXT, "own:1", "Bad bytes \xff\xfe here", DECK_HOSTILE_TITLE);
  slide->text = g_strdup ("Line one\r\nline two\nFamily 👨‍👩‍👧‍👦 and flag 🇫🇷\n漢字と仮名\nשלום עולם");
  slide->notes = g_strdup ("Notes with \x03 & <tags> 🎉\n\nلا تنسَ السؤال");
  slide = add (deck, BW_SLIDE_VALUE, "value:x", "مرحبا", "القيمة المحققة");
  slide->series = deck_fixture_series (letters, n_buckets, TRUE);
  g_set_str (&slide->series->head.title, DECK_HOSTILE_TITLE);
  slide = add (deck, BW_SLIDE_PEOPLE, "people", NULL, NULL);
  list = bw_slide_add_list (slide, "أشخاص");
  for (int i = 0; i < 40; i++)
    bw_slide_list_add (list, i % 2 == 0 ? letters : "ليلى 😀", "=1+1", "<due>");
}

static void
fill_rtl (BwDeck *deck, guint n_buckets)
{
  BwSlide *slide = add (deck, BW_SLIDE_COVER, "cover", "مراجعة الأعمال", "أوريليا للخدمات");
  BwSlideList *list;

  slide = add (deck, BW_SLIDE_VALUE, "value:x", "القيمة المحققة", "تُغلق الحالات في 6.4 ساعات");
  slide->series = deck_fixture_series ("ساعات", n_buckets, TRUE);
  slide->source = g_strdup ("المصدر: مكتب الخدمة");
  slide->notes = g_strdup ("اسأل عن ليون.");
  slide = add (deck, BW_SLIDE_PEOPLE, "people", "من هو من", "الفريق");
  list = bw_slide_add_list (slide, "أوريليا");
  bw_slide_list_add (list, "ليلى حداد", "نائبة الرئيس", NULL);
  bw_slide_list_add (list, "Jonas Weber", "Service Desk", NULL);
}

static void
fill_charts (BwDeck *deck, guint n_buckets)
{
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *key = g_strdup_printf ("value:%d", i);
      g_autofree char *name = g_strdup_printf ("Hours to close a case %d", i);
      BwSlide *slide = add (deck, BW_SLIDE_VALUE, key, name, "Cases close in 6.4 hours");

      slide->series = deck_fixture_series (name, n_buckets, TRUE);
      slide->notes = g_strdup ("Wait for the question.");
    }
}

/**
 * deck_fixture_new:
 * @kind: which
 * @n_buckets: of every chart
 *
 * Returns: (transfer full): a deck made by hand
 */
BwDeck *
deck_fixture_new (DeckKind kind, guint n_buckets)
{
  BwDeck *deck;

  switch (kind)
    {
    case DECK_HOSTILE:
      deck = make_deck (DECK_HOSTILE_TITLE, "en");
      fill_hostile (deck, n_buckets);
      return deck;
    case DECK_RTL:
      deck = make_deck ("أوريليا للخدمات", "ar");
      fill_rtl (deck, n_buckets);
      return deck;
    case DECK_EMPTY:
      deck = make_deck ("Nobody", "en");
      add (deck, BW_SLIDE_COVER, "cover", NULL, "Nobody");
      add (deck, BW_SLIDE_SUCCESS, "success", NULL, "What success means to you is not known yet")
        ->missing = g_strdup ("Nobody was asked.");
      return deck;
    case DECK_CHARTS:
      deck = make_deck ("Aurelia Logistics", "en");
      fill_charts (deck, n_buckets);
      return deck;
    case DECK_NORMAL:
    default:
      deck = make_deck ("Aurelia Logistics", "en");
      fill_normal (deck, n_buckets);
      return deck;
    }
}
