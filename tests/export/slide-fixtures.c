/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "slide-fixtures.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <math.h>

#include "../charts/chart-fixtures.h"

const char *const words_names[N_WORDS] = { "plain", "long", "rtl", "cjk", "emoji", "empty" };

/* The sentence as it is, or another one of the kind of words that is asked for. */
static char *
say (Words words, const char *text)
{
  GString *longer;

  switch (words)
    {
    case WORDS_LONG:
      longer = g_string_new (text);
      while (g_utf8_strlen (longer->str, -1) < 200)
        g_string_append_printf (longer, " and Donaudampfschifffahrtsgesellschaft, %s", text);
      return g_string_free_and_steal (longer);
    case WORDS_RTL:
      return g_strdup_printf ("تغلق الحالات خلال 6.0 ساعات (%.12s)", text);
    case WORDS_CJK:
      return g_strdup_printf ("お客様の案件は6.0時間で完了し、以前より36%%速くなりました。%.12s", text);
    case WORDS_EMOJI:
      return g_strdup_printf ("🚀👩🏽‍💻 %s 🎉👨‍👩‍👧‍👦", text);
    default:
      return g_strdup (text);
    }
}

static void
add_list (BwSlide *slide, Words words, const char *title, guint n)
{
  static const char *const entries[][3] = {
    { "Léa Fournier", "VP Operations · sponsor", NULL },
    { "Roll out to Lyon", "Timo Kettunen and Ines Marques", "done" },
    { "Give every team lead the weekly report", NULL, "due 3 Dec" },
    { "Marc Oury", "COO · decides about the renewal", NULL },
    { "Connect the service desk to the portal", "Asked for on 4 May", "in work" },
  };
  g_autofree char *heading = title != NULL ? say (words == WORDS_LONG ? WORDS_PLAIN : words, title)
                                           : NULL;
  BwSlideList *list = bw_slide_add_list (slide, heading);

  for (guint i = 0; i < n; i++)
    {
      const char *const *entry = entries[i % G_N_ELEMENTS (entries)];
      g_autofree char *text = say (words, entry[0]);
      g_autofree char *detail = entry[1] != NULL ? say (words, entry[1]) : NULL;

      bw_slide_list_add (list, text, detail, entry[2]);
    }
}

BwSeriesFigure *
slide_fixture_series (gsize n_buckets)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  BwSeriesFigure *figure = g_new0 (BwSeriesFigure, 1);
  BwSeries *series = g_new0 (BwSeries, 1);
  BwDate start = bw_date_from_civil (2024, 8, 1), end = bw_date_from_civil (2026, 11, 1);
  BwDate go_live = bw_date_from_civil (2025, 3, 3);

  figure->head.title = g_strdup ("Cases close in 6.0 hours, 36 % faster than before go-live.");
  figure->kicker = g_strdup ("Hours to close a case · monthly · lower is better");
  figure->detail = g_strdup ("Difference −3.4 h, 95 % interval −3.7 to −3.1");
  figure->account_id = g_strdup ("a1");
  figure->account_name = g_strdup ("Aurelia Logistics");
  figure->unit = g_strdup ("h");
  figure->direction = -1;
  figure->go_live_on = go_live;
  figure->as_of = bw_date_from_civil (2026, 11, 21);
  figure->result = series;
  series->bucket = BW_BUCKET_MONTH;
  series->n_points = n_buckets;
  series->points = g_new0 (BwSeriesPoint, MAX (n_buckets, 1));
  for (gsize i = 0; i < n_buckets; i++)
    {
      BwDate on = start + (BwDate) ((double) (end - start) * i / MAX (n_buckets - 1, 1));
      double months = (on - go_live) / BW_DAYS_PER_MONTH;

      series->points[i] = (BwSeriesPoint) {
        on, 5.9 + 3.5 * exp (-MAX (months, 0) / 6) + 0.3 * (g_rand_double (rand) - 0.5) };
      series->last = series->points[i].value;
      series->last_on = on;
    }
  series->baseline = (BwSpanMean) { 9.4, start, go_live, 7, BW_BASELINE_BEFORE_GO_LIVE };
  series->plan_status = BW_PLAN_ON_TRACK;
  series->plan_baseline = 9.4;
  series->plan_baseline_on = go_live;
  series->plan_target = 5.8;
  series->plan_due_on = bw_date_from_civil (2026, 12, 1);
  figure->n_peers = 28;
  figure->n_peer_accounts = 38;
  figure->peers = g_new0 (BwPeerPoint, figure->n_peers);
  for (gsize i = 0; i < figure->n_peers; i++)
    {
      double median = 7.4 + 2.2 * exp (-MAX ((double) i - 7, 0) / 8);

      figure->peers[i] = (BwPeerPoint) { bw_date_add_months (start, i), median, median - 0.7,
                                         median + 0.75, 38 };
    }
  figure->n_marks = 2;
  figure->marks = g_new0 (BwSeriesMark, 2);
  figure->marks[0] = (BwSeriesMark) { BW_MARK_MILESTONE, bw_date_from_civil (2025, 8, 1),
                                      g_strdup ("rolled out to Lyon") };
  figure->marks[1] = (BwSeriesMark) { BW_MARK_MOMENT, bw_date_from_civil (2026, 3, 1),
                                      g_strdup ("self-service portal") };
  return figure;
}

static BwDistributionFigure *
make_distribution (const Fixture *fixture)
{
  BwDistributionFigure *figure = g_new0 (BwDistributionFigure, 1);
  BwDistribution *data = g_memdup2 (&fixture->distribution, sizeof *data);

  data->x = g_memdup2 (data->x, data->n_points * sizeof (double));
  data->density = g_memdup2 (data->density, data->n_points * sizeof (double));
  data->compared_density = g_memdup2 (data->compared_density, data->n_points * sizeof (double));
  data->bins = g_memdup2 (data->bins, data->n_bins * sizeof *data->bins);
  figure->head.title = g_strdup ("Customers moved 3 points to the right since August");
  figure->measure_title = g_strdup ("success index");
  figure->currency = g_strdup ("EUR");
  figure->result = data;
  return figure;
}

static BwQuadrantsFigure *
make_quadrants (const Fixture *fixture)
{
  BwQuadrantsFigure *figure = g_new0 (BwQuadrantsFigure, 1);
  BwQuadrants *data = g_memdup2 (&fixture->quadrants, sizeof *data);
  const BwQuadrantsInput *input = &fixture->quadrants_input;

  data->quadrant = g_memdup2 (data->quadrant, data->n);
  data->flags = g_memdup2 (data->flags, data->n);
  figure->head.title = g_strdup ("73 accounts are work to keep");
  figure->currency = g_strdup ("EUR");
  figure->result = data;
  figure->input = (BwQuadrantsInput) {
    input->n, g_memdup2 (input->happiness, input->n * sizeof (double)),
    g_memdup2 (input->margin, input->n * sizeof (double)),
    g_memdup2 (input->profit, input->n * sizeof (BwMoney)),
    g_memdup2 (input->arr, input->n * sizeof (BwMoney)) };
  return figure;
}

static BwTiersFigure *
make_tiers (const Fixture *fixture)
{
  BwTiersFigure *figure = g_new0 (BwTiersFigure, 1);
  BwTiers *data = g_memdup2 (&fixture->tiers, sizeof *data);

  data->concentration = g_memdup2 (data->concentration, data->n_concentration * sizeof (BwLorenzPoint));
  figure->head.title = g_strdup ("41 accounts carry 40 % of ARR");
  figure->currency = g_strdup ("EUR");
  figure->result = data;
  return figure;
}

/* A PNG with a rounded mark on nothing. */
GBytes *
slide_fixture_png (int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *name = NULL, *contents = NULL;
  int file = g_file_open_tmp ("bellwether-XXXXXX.png", &name, NULL);
  gsize length;

  g_assert_cmpint (file, >=, 0);
  g_assert_true (g_close (file, NULL));
  cairo_set_source_rgb (cr, 0.06, 0.45, 0.42);
  cairo_arc (cr, height / 2.0, height / 2.0, height * 0.4, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_rectangle (cr, height * 1.05, height * 0.3, width - height * 1.1, height * 0.4);
  cairo_fill (cr);
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, name), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  g_assert_true (g_file_get_contents (name, &contents, &length, NULL));
  g_assert_cmpint (g_unlink (name), ==, 0);
  return g_bytes_new_take (g_steal_pointer (&contents), length);
}

/* What is on a slide of a kind besides its sentences. */
static void
fill (BwSlide *slide, Words words, const Fixture *fixture)
{
  guint many = words == WORDS_LONG ? 14 : 4;

  switch (slide->kind)
    {
    case BW_SLIDE_PEOPLE:
      add_list (slide, words, "Aurelia Logistics", many);
      add_list (slide, words, "Northwind Cloud", 3);
      break;
    case BW_SLIDE_SUCCESS:
      slide->text = say (words, "Less waiting for your customers, with the team you have.");
      add_list (slide, words, "How we measure it", 3);
      break;
    case BW_SLIDE_VALUE:
      slide->series = slide_fixture_series (28);
      break;
    case BW_SLIDE_ADOPTION:
      slide->series = slide_fixture_series (28);
      bw_slide_add_number (slide, "214", "people use it every month", "▲ 31 since May");
      bw_slide_add_number (slide, "61 %", "of your licences", NULL);
      break;
    case BW_SLIDE_FEEDBACK:
    case BW_SLIDE_CHANGES:
      add_list (slide, words, "You asked", many);
      add_list (slide, words, "We did", many);
      add_list (slide, words, "Still open", 1);
      break;
    case BW_SLIDE_ACTIONS:
    case BW_SLIDE_DECISIONS:
      add_list (slide, words, NULL, words == WORDS_LONG ? 60 : 9);
      break;
    case BW_SLIDE_NEXT:
      slide->text = say (words, "The next phase is the roll-out to all sites.");
      add_list (slide, words, "Milestones", 3);
      add_list (slide, words, "Who", 2);
      break;
    case BW_SLIDE_KEY_FIGURES:
      for (guint i = 0; i < (words == WORDS_LONG ? 9 : 6); i++)
        {
          g_autofree char *label = say (words, "of ARR renewed");

          bw_slide_add_number (slide, words == WORDS_LONG ? "€18,432,967.42 in all years" : "€18.4 M",
                               label, "▲ 3.1 % since 21 Aug");
        }
      break;
    case BW_SLIDE_CURVE:
      slide->distribution = make_distribution (fixture);
      break;
    case BW_SLIDE_QUADRANTS:
      slide->quadrants = make_quadrants (fixture);
      break;
    case BW_SLIDE_TIERS:
      slide->tiers = make_tiers (fixture);
      add_list (slide, words, "Gaps", 3);
      break;
    case BW_SLIDE_CAPACITY:
      slide->tiers = make_tiers (fixture);
      bw_slide_add_number (slide, "134 %", "of the hours in the top tier", NULL);
      bw_slide_add_number (slide, "3.2", "people short", NULL);
      bw_slide_add_number (slide, "41", "accounts", NULL);
      bw_slide_add_number (slide, "40 %", "of ARR", NULL);
      break;
    case BW_SLIDE_RETENTION:
      bw_slide_add_number (slide, "108 %", "net retention, point to point", "▲ 2 points");
      bw_slide_add_number (slide, "94 %", "gross retention", NULL);
      add_list (slide, words, "What moved it", 3);
      break;
    case BW_SLIDE_TEXT:
      slide->text = say (words, "The first paragraph says what matters.");
      if (words == WORDS_LONG)
        {
          g_autofree char *one = g_steal_pointer (&slide->text);

          slide->text = g_strdup_printf ("%s\n\n%s\n%s\n%s\n%s\n%s\n%s\n%s", one, one, one, one, one,
                                         one, one, one);
        }
      break;
    case BW_SLIDE_PICTURE:
      slide->picture = slide_fixture_png (800, 500);
      slide->text = say (words, "What the new portal looks like.");
      break;
    default:
      break;
    }
}

/**
 * slide_fixture_deck:
 * @words: in which the slides speak
 *
 * Returns: (transfer full): a deck of one slide of each kind
 */
BwDeck *
slide_fixture_deck (Words words)
{
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_NORMAL);
  BwDeck *deck = bw_deck_new ();

  deck->title = say (words, "Aurelia Logistics · business review");
  deck->subject = say (words, "Aurelia Logistics");
  deck->footer = say (words, "Aurelia Logistics · business review, November 2026");
  deck->company_name = g_strdup ("Northwind Cloud");
  deck->currency = g_strdup ("EUR");
  g_free (deck->language);
  deck->language = g_strdup (words == WORDS_RTL ? "ar" : words == WORDS_CJK ? "ja" : "en");
  for (BwSlideKind kind = BW_SLIDE_COVER; kind <= BW_SLIDE_PICTURE; kind++)
    {
      g_autofree char *key = g_strdup_printf ("slide-%d", kind);
      BwSlide *slide = bw_slide_new (kind, key);

      slide->kicker = say (words == WORDS_LONG && kind % 2 ? WORDS_PLAIN : words,
                           kind == BW_SLIDE_COVER ? "Business review · November 2026"
                                                  : "Value delivered · hours to close a case");
      slide->title = say (words, kind == BW_SLIDE_COVER
                                   ? "Aurelia Logistics"
                                   : "Cases close in 6.0 hours, 36 % faster than before go-live.");
      if (words == WORDS_EMPTY)
        slide->missing = g_strdup ("No success metric is agreed yet. Agree on one with the sponsor: "
                                   "the next review then shows what became of it.");
      else
        fill (slide, words, fixture);
      if (kind % 3 == 0 && words != WORDS_EMPTY)
        slide->annotation = say (words, "Said by Léa: the portal pays for itself.");
      slide->source = say (words, "Source: your service desk, monthly, 26 months");
      bw_deck_add (deck, slide);
    }
  return deck;
}

/**
 * slide_fixture_review:
 * @n_charts: how many slides have one
 * @n_buckets: of each chart
 *
 * Returns: (transfer full): a review of a cover, a slide of lists, and charts
 */
BwDeck *
slide_fixture_review (guint n_charts, gsize n_buckets)
{
  BwDeck *deck = bw_deck_new ();
  BwSlide *slide = bw_slide_new (BW_SLIDE_COVER, "cover");

  deck->title = g_strdup ("Aurelia Logistics · business review");
  deck->subject = g_strdup ("Aurelia Logistics");
  deck->footer = g_strdup ("Aurelia Logistics · business review, November 2026");
  deck->company_name = g_strdup ("Northwind Cloud");
  slide->kicker = g_strdup ("Business review");
  slide->title = g_strdup ("Aurelia Logistics");
  bw_deck_add (deck, slide);
  slide = bw_slide_new (BW_SLIDE_PEOPLE, "people");
  slide->kicker = g_strdup ("Who is who");
  slide->title = g_strdup ("Nine people carry this, on both sides");
  add_list (slide, WORDS_PLAIN, "Aurelia Logistics", 5);
  add_list (slide, WORDS_PLAIN, "Northwind Cloud", 4);
  bw_deck_add (deck, slide);
  for (guint i = 0; i < n_charts; i++)
    {
      g_autofree char *key = g_strdup_printf ("value:%u", i);

      slide = bw_slide_new (BW_SLIDE_VALUE, key);
      slide->kicker = g_strdup ("Value delivered · hours to close a case");
      slide->title = g_strdup ("Cases close in 6.0 hours, 36 % faster than before go-live.");
      slide->source = g_strdup ("Source: your service desk, monthly, 26 months");
      slide->series = slide_fixture_series (n_buckets);
      bw_deck_add (deck, slide);
    }
  return deck;
}
